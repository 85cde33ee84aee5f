"""What everybody and all who took part see of a lot that is over: the list, the feed, one's own pages, the desk."""

import datetime as dt
import re
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from lingxing.engines.auctions.services.settling import follow
from lingxing.engines.auctions.tests.aftermath import ENDED, Over, sale_over, settled
from lingxing.engines.auctions.tests.bureau import Bureau, at, clock, open_bureau, published
from lingxing.engines.cases.domain.acting import Acting
from lingxing.engines.cases.domain.state import Command
from lingxing.engines.cases.models import PublicationOrder
from lingxing.engines.cases.services.acting import perform
from lingxing.engines.disclosure.queries.preview import preview_orders
from lingxing.engines.disclosure.services.releasing import ReleaseRequest, release_orders

pytestmark = [pytest.mark.django_db, pytest.mark.database]

_ATOM = "{http://www.w3.org/2005/Atom}"
PUBLISHED = at("2027-01-07 10:00")
VOIDED = at("2027-01-11 10:00")


@pytest.fixture
def bureau() -> Bureau:
    return open_bureau()


def feed(query: str = "") -> list[dict[str, str]]:
    """Return the entries of the results' feed, each by the names of its elements."""
    answer = Client().get(f"/listings/results.atom{query}")
    assert answer["Content-Type"].startswith("application/atom+xml")
    found = []
    for entry in ET.fromstring(answer.content).iter(f"{_ATOM}entry"):
        read = {part.tag.removeprefix(_ATOM): part.text or "" for part in entry}
        link = entry.find(f"{_ATOM}link")
        assert link is not None
        found.append({**read, "link": link.attrib["href"]})
    return found


def page_of(client: Client, address: str, moment: dt.datetime = ENDED) -> str:
    """Return a page's text at a moment, its blanks as one."""
    with clock(moment):
        answer = client.get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def publish(bureau: Bureau, over: Over) -> None:
    """Have the grantor publish the result."""
    order = PublicationOrder.objects.get(case=over.settlement.conclusion)
    with clock(PUBLISHED):
        preview = preview_orders(over.grantor, (order.pk,), "", PUBLISHED.date())
        reasons = {concern.key: "依第二十九条公布" for concern in preview.content.concerns()}
        release_orders(over.grantor, ReleaseRequest((order.pk,), preview.content.digest, "", reasons), PUBLISHED)
        follow(over.lot.pk, PUBLISHED)


def annul(bureau: Bureau, over: Over) -> None:
    """Have the grantor declare the result void."""
    grantor = Acting(over.grantor.actor, over.grantor.pk, "grantor", bureau.grantor.pk)
    case = over.settlement.confirmation
    assert case is not None
    with clock(VOIDED):
        command = Command("annul", {"void_cause": "papers", "returns_deposit": "true"}, "查明属实")
        perform(case.pk, command, grantor, VOIDED)
        follow(over.lot.pk, VOIDED)


def test_the_feed_tells_price_and_paddle_at_once_and_names_nobody(bureau):
    over = sale_over(bureau, "白鹭", "湖光")
    (entry,) = feed()
    assert entry["title"].startswith("成交：")
    paddle = over.applications["湖光"].paddle
    assert f"竞得号牌：{paddle}" in entry["summary"]
    assert "成交价：121,000,000.00 元" in entry["summary"]
    assert "湖光" not in str(entry)
    assert entry["link"].endswith(f"/listings/{over.lot.number}/")


def test_a_published_result_updates_the_lots_one_entry(bureau):
    over = sale_over(bureau, "白鹭", "湖光")
    settled(over)
    (before,) = feed()
    publish(bureau, over)
    (entry,) = feed()
    assert entry["id"] == before["id"]
    assert entry["published"] == before["published"]
    assert dt.datetime.fromisoformat(entry["updated"]) == PUBLISHED
    assert "受让人：云梦泽市湖光置业有限公司" in entry["summary"]
    assert entry["link"].endswith("/announcements/2/")


def test_a_result_that_becomes_void_says_so_and_when(bureau):
    over = sale_over(bureau, "湖光")
    settled(over)
    annul(bureau, over)
    (entry,) = feed()
    assert entry["title"].startswith("成交，结果已作废：")
    assert dt.datetime.fromisoformat(entry["updated"]) == VOIDED


def test_a_lot_that_goes_on_is_in_no_feed_of_results(bureau):
    published(bureau)
    assert feed() == []


def test_the_feed_of_one_county_holds_no_others(bureau):
    over = sale_over(bureau, others=("白鹭",))
    county = over.lot.draft["county"]
    assert [entry["title"][:8] for entry in feed(f"?county={county}")] == ["无人报价，未成交"]
    assert feed("?county=别处县") == []


def test_the_list_shows_how_lots_ended(bureau):
    published(bureau)
    over = sale_over(bureau, "湖光")
    shown = page_of(Client(), "/listings/?stage=over")
    assert "共 1 宗" in shown
    assert f"竞得号牌 {over.applications['湖光'].paddle} 成交价 120,000,000.00 元" in shown
    assert "共 2 宗" in page_of(Client(), "/listings/")


def test_winner_and_loser_find_result_next_step_and_term_among_their_own(bureau):
    over = sale_over(bureau, "白鹭", "湖光")
    settled(over)
    winner, loser = (bureau.client(bureau.firm(name)) for name in ("湖光", "白鹭"))
    mine = page_of(winner, "/my/listings/")
    assert "已竞得" in mine
    assert "待打印成交确认书" in mine
    assert "2027年1月8日以前办理成交确认手续" in mine
    theirs = page_of(loser, "/my/listings/")
    assert "未竞得" in theirs
    assert "应退 24,000,000.00 元 2027年1月12日以前退还" in theirs
    own = page_of(loser, f"/my/listings/{over.applications['白鹭'].key}/")
    assert "您的号牌是" in own
    assert "附言" not in own


def test_who_had_won_is_told_that_the_result_is_void(bureau):
    over = sale_over(bureau, "白鹭", "湖光")
    settled(over)
    annul(bureau, over)
    address = f"/my/listings/{over.applications['湖光'].key}/"
    own = page_of(bureau.client(bureau.firm("湖光")), address, VOIDED)
    assert "竞得结果已作废" in own
    assert "未竞得" in page_of(bureau.client(bureau.firm("白鹭")), "/my/listings/", VOIDED)


def test_nobody_is_told_of_a_missing_certificate_once_nothing_can_be_bid(bureau):
    over = sale_over(bureau, "湖光")
    client = bureau.client(bureau.firm("湖光"), proven=False)
    console = page_of(client, f"/listings/{over.lot.number}/bid/")
    assert "数字证书登录" not in console
    assert "查看结果、期限和保证金" in console


def test_the_officer_sees_what_is_still_to_be_done_until_it_is(bureau):
    over = sale_over(bureau, "白鹭", "湖光")
    settled(over)
    desk = page_of(bureau.client(bureau.officer), "/listing-desk/")
    assert "121,000,000.00 元" in desk
    assert "2027年1月19日以前公布出让结果" in desk
    publish(bureau, over)
    assert "公布出让结果" not in page_of(bureau.client(bureau.officer), "/listing-desk/", PUBLISHED)


def test_who_watches_finds_the_lots_that_ended_last(bureau):
    over = sale_over(bureau, "湖光")
    shown = page_of(bureau.client(bureau.supervisor), "/listing-watch/")
    assert "最近结束的" in shown
    assert over.lot.number in shown
