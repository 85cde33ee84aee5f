"""The bidder's console and the API of bidding: what is taken, what is refused and why, and that nothing else moves."""

import datetime as dt
import json
import re

import pytest
from django.test import Client
from django.utils import timezone

from lingxing.engines.auctions.domain.state import Stage
from lingxing.engines.auctions.queries.states import state_of
from lingxing.engines.auctions.services import batches, bidding
from lingxing.engines.auctions.tests import sales
from lingxing.engines.auctions.tests.halls import open_hall
from lingxing.engines.parties.domain import Role
from lingxing.engines.parties.tests.accounts import account

pytestmark = pytest.mark.django_db(transaction=True)

HUGE = "9" * 1_000_000
WRONG_PRICES = [
    "NaN", "Infinity", "-1", "-0.01", "0", "1e400", "1E5", "0x10", "1.001", "100.123", "", " ", "1,00", "１２３。",
    "1" * 61, "壹万元", "1000000元元", "٣٤٥", "1_000", "\u200b100000", "<script>alert(1)</script>", "' OR 1=1 --",
]  # fmt: skip
WRONG_BODIES = [
    b'{"price": NaN, "key": "a"}',
    b'{"price": 1e400, "key": "a"}',
    b'{"price": -5, "key": "a"}',
    b'{"price": "100000"}',
    b'{"price": "100000", "key": ""}',
    b'{"price": "100000", "key": "a b"}',
    b'{"price": "100000", "key": "\\u0000"}',
    b'{"price": "100000", "key": "a", "paddle": 205}',
    b"[1]",
    b"\xff\xfe",
    json.dumps({"price": HUGE, "key": "a"}).encode(),
    json.dumps({"price": "100000", "key": HUGE}).encode(),
    b"[" * 100_000,
]


class Course:
    """A sale whose clock a test moves on."""

    def __init__(self):
        self.shift = dt.timedelta()

    def now(self):
        return timezone.now() + self.shift

    def closed(self):
        """Return a lot whose listing has closed: both bidders have bid, and are asked now."""
        sale = open_hall(103, 205)
        for step, paddle in enumerate((103, 205)):
            bidding.place_bid(sale.lot.pk, paddle, sales.START + step * sales.STEP, f"l{paddle}", sales.BIDDER)
        self.shift = sales.DAY + sales.SECOND
        sales.pass_time(sale.lot)
        assert state_of(sale.lot.pk).stage is Stage.QUESTION
        return sale

    def go_live(self, sale):
        """Let the time for the question pass."""
        self.shift += 5 * sales.MINUTE
        sales.pass_time(sale.lot)
        assert state_of(sale.lot.pk).stage is Stage.LIVE


@pytest.fixture
def course(monkeypatch):
    """Give a sale's course, by whose clock everything is stamped."""
    made = Course()
    monkeypatch.setattr(batches, "now", made.now)
    return made


def sent(client, sale, act, body, method="post"):
    """Return status and body of a request to the API."""
    path = f"/api/listings/{sale.lot.number}/{act}"
    answer = getattr(client, method)(path, json.dumps(body), content_type="application/json")
    return answer.status_code, answer.json()


def unchanged(sale):
    """Return what must not change: what the lot's public state says."""
    state = state_of(sale.lot.pk)
    return state.leading, state.bids, state.proxies, state.bidders, state.deadline


def key_of(page, form):
    """Return the key of one of the console's forms."""
    found = re.search(rf'data-act="{form}".*?name="key" value="([0-9a-f]{{32}})"', page, re.DOTALL)
    assert found, form
    return found[1]


def test_a_bid_by_the_api_is_answered_with_a_receipt_and_the_board():
    sale = open_hall(103, 205)
    status, told = sent(sale.bidder(103), sale, "bids", {"price": "10万元", "key": "a1"})
    assert status == 200, told
    assert (told["price"], told["highest"], told["leading"], told["repeated"]) == (10_000_000, 10_000_000, True, False)
    assert told["board"]["paddle"] == 103
    assert told["board"]["least"] == 10_100_000
    again = sent(sale.bidder(103), sale, "bids", {"price": "100000.00", "key": "a1"})[1]
    assert again["repeated"]
    assert again["receipt"] == told["receipt"]
    assert state_of(sale.lot.pk).bids == 1


def test_a_lost_answer_is_asked_for_under_its_key():
    sale = open_hall(103, 205)
    client = sale.bidder(103)
    told = sent(client, sale, "bids", {"price": "100000", "key": "a1"})[1]
    found = client.get(f"/api/listings/{sale.lot.number}/bids/a1").json()
    assert found["known"]
    assert found["answer"]["receipt"] == told["receipt"]
    assert not client.get(f"/api/listings/{sale.lot.number}/bids/never").json()["known"]
    other = sale.bidder(205).get(f"/api/listings/{sale.lot.number}/bids/a1").json()
    assert not other["known"], "a key is its paddle's own"


def test_a_refusal_says_why_with_code_article_and_the_present_figures():
    sale = open_hall(103, 205)
    sent(sale.bidder(103), sale, "bids", {"price": "100000", "key": "a"})
    status, told = sent(sale.bidder(205), sale, "bids", {"price": "100500", "key": "b"})
    assert status == 422
    assert told["error"]["code"] == "price_too_low"
    assert told["error"]["article"] == "第十九条"
    assert told["board"]["least"] == 10_100_000
    found = sale.bidder(205).get(f"/api/listings/{sale.lot.number}/bids/b")
    assert found.status_code == 422
    assert found.json()["error"]["code"] == "price_too_low", "asked again, a refused bid stays refused"


def test_a_key_that_was_used_for_something_else_is_a_conflict():
    sale = open_hall(103)
    sent(sale.bidder(103), sale, "bids", {"price": "100000", "key": "a"})
    status, told = sent(sale.bidder(103), sale, "bids", {"price": "150000", "key": "a"})
    assert (status, told["error"]["code"]) == (409, "repeated")
    assert state_of(sale.lot.pk).bids == 1


def test_what_is_no_price_is_refused_on_both_ways_in_and_changes_nothing(subtests):
    sale = open_hall(103)
    client, before = sale.bidder(103), unchanged(sale)
    for number, price in enumerate(WRONG_PRICES):
        with subtests.test(price):
            status, told = sent(client, sale, "bids", {"price": price, "key": f"a{number}"})
            assert status == 422, told
            assert re.search("[一-鿿]", told["error"]["what"])
            answer = client.post(f"/listings/{sale.lot.number}/bid/", {"price": price, "key": f"b{number}"})
            page = answer.content.decode()
            assert answer.status_code == 422
            assert "field__error" in page
            assert "<script>alert" not in page
            assert unchanged(sale) == before


def test_bodies_that_are_none_are_refused_in_chinese_and_change_nothing(subtests):
    sale = open_hall(103)
    client, before = sale.bidder(103), unchanged(sale)
    for body in WRONG_BODIES:
        with subtests.test(str(body[:60])):
            answer = client.post(f"/api/listings/{sale.lot.number}/bids", body, content_type="application/json")
            assert answer.status_code in (400, 422), answer.content[:300]
            assert len(answer.content) < 5000
            assert re.search("[一-鿿]", answer.json()["error"]["what"])
            assert unchanged(sale) == before


def test_only_who_is_admitted_and_proved_a_certificate_bids():
    sale, elsewhere = open_hall(103, 205), open_hall(307, number="2026-0002")
    body = {"price": "100000", "key": "a"}
    assert sent(Client(), sale, "bids", body)[0] == 401
    assert sent(elsewhere.bidder(307), sale, "bids", body)[0] == 403
    assert sent(sale.bidder(103, proven=False), sale, "bids", body)[0] == 403
    watcher = Client()
    watcher.force_login(account("hammer", Role.AUCTIONEER))
    assert sent(watcher, sale, "bids", body)[0] == 403
    assert state_of(sale.lot.pk).bids == 0
    page = sale.bidder(103, proven=False).get(f"/listings/{sale.lot.number}/bid/")
    assert page.status_code == 200
    assert "第十二条" in page.content.decode()


def test_without_scripts_the_forms_do_everything():
    sale = open_hall(103, 205)
    client, path = sale.bidder(103), f"/listings/{sale.lot.number}/bid/"
    page = client.get(path).content.decode()
    key = key_of(page, "next")
    assert 'name="price" value="100000.00" data-least' in page
    first = client.post(path, {"price": "100000.00", "key": key}, follow=True)
    assert "报价 100,000.00 元 已受理，目前您的报价最高" in first.content.decode()
    twice = client.post(path, {"price": "100000.00", "key": key}, follow=True)
    assert twice.status_code == 200
    assert state_of(sale.lot.pk).bids == 1, "sent twice from one page, done once"
    low = client.post(path, {"price": "1元", "key": key_of(page, "bid")})
    assert low.status_code == 422
    assert "最低可报" in low.content.decode()
    assert key_of(low.content.decode(), "bid") != key_of(page, "bid"), "the next attempt has a key of its own"


def test_a_bid_far_above_the_least_is_asked_about_once_more():
    sale = open_hall(103)
    client, path = sale.bidder(103), f"/listings/{sale.lot.number}/bid/"
    page = client.get(path).content.decode()
    # the least is 100 000; ten steps of 1 000 above it is still near, one fen more is far
    far = client.post(path, {"price": "110000.01", "key": key_of(page, "bid")})
    assert "壹拾壹万元零壹分" in far.content.decode()
    assert state_of(sale.lot.pk).bids == 0
    other = client.post(path, {"price": "120000", "key": "k2", "confirmed": "11000001"})
    assert "壹拾贰万元整" in other.content.decode(), "what was confirmed was another price"
    assert state_of(sale.lot.pk).bids == 0
    done = client.post(path, {"price": "110000.01", "key": "k3", "confirmed": "11000001"})
    assert done.status_code == 302
    near = open_hall(103, number="2026-0002")
    path = f"/listings/{near.lot.number}/bid/"
    assert near.bidder(103).post(path, {"price": "110000", "key": "k"}).status_code == 302


def test_a_receipt_is_for_its_bidder_alone():
    sale = open_hall(103, 205)
    told = sent(sale.bidder(103), sale, "bids", {"price": "100000", "key": "a"})[1]
    path = f"/listings/{sale.lot.number}/bid/receipts/a/"
    answer = sale.bidder(103).get(path)
    assert answer.content.decode() == told["receipt"]
    assert answer["Content-Disposition"].startswith("attachment")
    assert sale.bidder(205).get(path).status_code == 404


def test_the_question_and_proxies_go_both_ways(course):
    sale = course.closed()
    one, two = sale.bidder(103), sale.bidder(205)
    assert "是否参加限时竞价" in one.get(f"/listings/{sale.lot.number}/bid/").content.decode()
    assert one.post(f"/listings/{sale.lot.number}/bid/answer/", {"wants": "yes", "key": "q"}).status_code == 302
    assert sent(two, sale, "answer", {"wants": True, "key": "q"})[0] == 200
    status, told = sent(two, sale, "proxy", {"ceiling": "15万元", "key": "p"})
    assert status == 200, told
    own = two.get(f"/api/listings/{sale.lot.number}/own").json()
    assert (own["ceiling"], own["wants_live"]) == (15_000_000, True)
    # While the own proxy bids, nothing can be bid by hand.
    held = re.compile(r"<fieldset[^>]* data-manual disabled>")
    pages = [client.get(f"/listings/{sale.lot.number}/bid/").content.decode() for client in (one, two)]
    assert [bool(held.search(page)) for page in pages] == [False, True]
    assert one.get(f"/api/listings/{sale.lot.number}/own").json()["ceiling"] is None
    public = Client().get(f"/api/listings/{sale.lot.number}/hall").content.decode()
    assert "15000000" not in public
    assert "proxy" not in public
    wrong = one.post(f"/listings/{sale.lot.number}/bid/proxy/", {"ceiling": "1e9", "key": "w"})
    assert wrong.status_code == 422
    path = f"/api/listings/{sale.lot.number}/proxy?key=r"
    assert two.delete(path).status_code == 200
    assert two.get(f"/api/listings/{sale.lot.number}/own").json()["ceiling"] is None
    assert two.delete(path.replace("key=r", "key=r2")).status_code == 422


def test_another_lot_s_bidder_can_t_be_reached_through_a_number():
    sale = open_hall(103, number="2026-0001")
    other = open_hall(205, number="2026-0002")
    answer = sale.bidder(103).post(f"/listings/{other.lot.number}/bid/", {"price": "100000", "key": "a"})
    assert answer.status_code == 403
    assert state_of(other.lot.pk).bids == 0


def test_the_console_of_watchers_tells_nothing_of_bidders():
    sale = open_hall(103, 205)
    sent(sale.bidder(103), sale, "bids", {"price": "100000", "key": "a"})
    client = Client()
    client.force_login(account("hammer", Role.AUCTIONEER))
    page = client.get(f"/listing-watch/{sale.lot.number}/").content.decode()
    assert "号牌 103 报价 100,000.00 元" in page
    assert "湖光置业" not in page
    assert "还没有运行过" in page
    assert sale.lot.number in client.get("/listing-watch/").content.decode()
    assert Client().get(f"/listing-watch/{sale.lot.number}/").status_code == 302


def test_requests_that_come_out_of_order_change_nothing(course):
    sale = course.closed()
    one, two = sale.bidder(103), sale.bidder(205)
    assert sent(one, sale, "bids", {"price": "102000", "key": "early"})[1]["error"]["code"] == "wrong_stage"
    for client in (one, two):
        sent(client, sale, "answer", {"wants": True, "key": "q"})
    course.go_live(sale)
    before = unchanged(sale)
    status, told = sent(one, sale, "answer", {"wants": False, "key": "late"})
    assert (status, told["error"]["code"]) == (422, "wrong_stage")
    assert sent(one, sale, "answer", {"wants": True, "key": "q"})[1]["repeated"], "what was answered stays so"
    assert unchanged(sale) == before


def test_a_live_auction_shows_its_prompts_and_proxies_look_like_bids(course):
    sale = course.closed()
    one, two = sale.bidder(103), sale.bidder(205)
    for client in (one, two):
        sent(client, sale, "answer", {"wants": True, "key": "q"})
    sent(one, sale, "proxy", {"ceiling": "110000", "key": "p"})
    course.go_live(sale)
    # 101 000 leads; the proxy of 103 opens the live auction at 102 000
    board = Client().get(f"/api/listings/{sale.lot.number}/hall").json()["board"]
    assert (board["paddle"], board["price"]) == (103, 10_200_000)
    assert len(board["prompts"]) == 3
    ends, first = (dt.datetime.fromisoformat(text) for text in (board["deadline"], board["prompts"][0]))
    assert ends - first == sales.MINUTE
    told = sent(two, sale, "proxy", {"ceiling": "104500", "key": "p"})[1]
    # in turn by steps of 1 000: 205 at 103 000, 103 at 104 000; 105 000 is above the ceiling of 205
    assert told["highest"] == 10_400_000
    events = Client().get(f"/api/listings/{sale.lot.number}/hall").json()["events"]
    assert {event["kind"] for event in events} == {"announced", "bid_placed", "listing_closed", "question_closed"}
    assert events[-1]["bids"] == [[205, 103, 10_300_000, 2, 100_000]]
    assert events[-1]["facts"] == {}
    page = Client().get(f"/listings/{sale.lot.number}/").content.decode()
    assert "与 205 轮流加价 2 次" in page
