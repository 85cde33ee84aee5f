"""The pages: callers search first and are told of emergencies, operators take calls, figures have their lists."""

import datetime as dt
import io
import re
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from lingxing.engines.hotline.models import Article, CallDay, Ticket
from lingxing.engines.hotline.queries.boards import month_of
from lingxing.engines.hotline.services.knowledge import Writing, write_article
from lingxing.engines.hotline.tests.town import CALL, PHONE, Town
from lingxing.engines.parties.access_types import Account
from lingxing.kernel.dates import SHANGHAI

pytestmark = pytest.mark.django_db
BASE = "/hotline/yunmeng/calls_2026/call/"
ASKED = {"kind": "complaint", "matter": "路灯不亮", "content": "三盏路灯一周不亮。", "name": "钱来电", "phone": PHONE}
CALLED = {**ASKED, "channel": "telephone", "then": "later"}


def now() -> dt.datetime:
    return dt.datetime.now(SHANGHAI)


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


def known(town: Town, **other: object) -> int:
    """Write an article on street lamps."""
    day = now().date()
    writing = Writing(
        town.lamps_unit.pk, "路灯坏了找谁", "夜间由城管局抢修，三天修好。", day, day + dt.timedelta(days=90)
    )
    return write_article(town.lamps, town.hotline, writing, now())


def test_callers_search_first_and_then_ask(town: Town, client: Client) -> None:
    known(town)
    first = text(client.get(BASE, {"q": "路灯坏了"}))
    assert "路灯坏了找谁" in first
    assert "提交给热线" in first
    assert "119" in first.split("<form")[1] + first.split("<form")[0]
    asked = client.post(f"{BASE}ask/", ASKED)
    assert asked.status_code == 200
    number = Ticket.objects.get().number
    assert number in text(asked)
    assert re.search(r"[2-9A-HJKMNP-Z]{8}</strong>", text(asked))


def test_who_speaks_of_a_fire_is_told_to_dial_first(town: Town, client: Client) -> None:
    burning = {**ASKED, "matter": "楼下起火", "content": "楼下车棚起火"}
    refused = client.post(f"{BASE}ask/", burning)
    assert refused.status_code == 422
    assert not Ticket.objects.exists()
    assert 'href="tel:119"' in text(refused)
    assert 'name="not_urgent"' in text(refused)
    assert client.post(f"{BASE}ask/", {**burning, "not_urgent": "true"}).status_code == 200
    assert ",emergency," in Ticket.objects.get().counts


def test_the_numbers_page_knows_the_last_day_of_double_ringing(town: Town, client: Client) -> None:
    shown = text(client.get(f"{BASE}numbers/"))
    # joined on 31 January 2026, six months: 31 July
    assert "5550001" in shown
    assert "2026年7月31日" in shown
    assert "没有" in text(client.get(f"{BASE}numbers/", {"q": "没有这个号"}))
    for day, standing in (("2026-07-31", "双号并行：原号码和热线都能打"), ("2026-08-01", "原号码已停用")):
        assert standing in text(client.get(f"{BASE}numbers/", {"q": "5550001", "on": day}))


def test_an_operator_takes_a_call_and_gives_it_to_a_unit_in_one_step(town: Town) -> None:
    client = signed_in(town.operator)
    screen = text(client.get(f"{BASE}call/", {"phone": PHONE, "line": "12319"}))
    assert f'value="{PHONE}"' in screen
    assert "市城管局" in screen
    done = client.post(f"{BASE}call/", {**CALLED, "then": "forward", "unit": town.lamps_unit.pk, "go": "take"})
    assert done.status_code == 200
    ticket = Ticket.objects.get()
    assert (ticket.state, ticket.organ_id) == ("forwarded", town.lamps_unit.pk)
    missing = client.post(f"{BASE}call/", {**CALLED, "then": "forward", "go": "take"})
    assert missing.status_code == 422
    assert Ticket.objects.count() == 1


def test_the_screen_shows_knowledge_units_and_tickets_alike(town: Town) -> None:
    known(town)
    client = signed_in(town.operator)
    client.post(f"{BASE}call/", {**CALLED, "go": "take"})
    for answer in (
        client.post(f"{BASE}hints/", {"matter": "路灯不亮", "content": "", "phone": PHONE}),
        client.post(f"{BASE}call/", {**CALLED, "go": "look"}),
    ):
        shown = text(answer)
        assert answer.status_code == 200
        assert "路灯坏了找谁" in shown
        assert "同一来电人" in shown
        assert "市城管局" in shown
    assert Ticket.objects.count() == 1


def test_an_anonymous_caller_and_who_reports_are_hidden_from_the_unit(town: Town) -> None:
    day = now().date().isoformat()
    plain, unnamed, report = (
        town.take(day, **other) for other in ({}, {"anonymous": True}, {"kind": "report", "matter": "举报违建"})
    )
    client, centre = signed_in(town.lamps), signed_in(town.operator)
    for taken in (plain, unnamed, report):
        town.forward(taken, day)
    shown = text(client.get(f"/hotline/tickets/{plain.case_id}/"))
    assert "139****5678" in shown
    assert PHONE not in shown
    assert PHONE in text(client.post(f"/hotline/tickets/{plain.case_id}/caller/"))
    for taken, why in ((unnamed, "匿名"), (report, "举报件")):
        page = text(client.get(f"/hotline/tickets/{taken.case_id}/"))
        assert why in page
        assert "****" not in page
        assert client.post(f"/hotline/tickets/{taken.case_id}/caller/").status_code == 403
        assert "钱来电" not in text(client.get(f"/cases/{taken.case_id}/"))
        assert PHONE in text(centre.post(f"/hotline/tickets/{taken.case_id}/caller/"))
    assert signed_in(town.water).get(f"/hotline/tickets/{plain.case_id}/").status_code == 404


def test_a_caller_tracks_and_judges_without_an_account(town: Town, client: Client) -> None:
    day = now().date().isoformat()
    taken = town.take(day)
    town.step(taken, "answer_now", day, answer="今晚修好。")
    pair = {"number": taken.number, "code": taken.code}
    shown = text(client.post("/hotline/track/", pair))
    assert "今晚修好。" in shown
    assert "您对答复满意吗" in shown
    assert client.post("/hotline/track/", {**pair, "do": "evaluate"}).status_code == 422
    judged = client.post("/hotline/track/", {**pair, "do": "evaluate", "satisfied": "dissatisfied", "remark": "没来"})
    assert "不满意" in text(judged)
    assert Ticket.objects.get().state == "doubted"
    assert client.post("/hotline/track/", {**pair, "code": "AAAAAAAA"}).status_code == 422


def test_figures_lead_to_their_lists_and_leave_as_a_workbook(town: Town) -> None:
    day = now().date().isoformat()
    town.forward(town.take(day), day)
    town.take(day, matter="别的事")
    client, period = signed_in(town.operator), month_of(now().date()).text
    page = text(client.get(f"{BASE}board/"))
    addresses = re.findall(r'href="([^"]*measure=received[^"]*)"', page)
    assert addresses
    # Two came in and none is concluded; 90 % of two are 1.8.
    assert re.search(r"服务办结率（0/2）</span>\s*<span[^>]*>目标90%，还差2件", page)
    assert text(client.get(addresses[0].replace("&amp;", "&"))).count("YMR") == 1
    book = load_workbook(io.BytesIO(client.get(f"{BASE}board/workbook.xlsx", {"period": period}).content))
    assert book.sheetnames[0] == "承办单位"
    assert [row[1] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)] == [1, 1, 2]
    assert client.get(f"{BASE}board/", {"period": "2026-13"}).status_code == 400
    assert signed_in(town.water).get(f"{BASE}board/").status_code == 403


def test_calls_are_imported_row_by_row(town: Town) -> None:
    client = signed_in(town.operator)
    table = "日期,打进,接通\n2026-03-01,100,98\n2026-03-02,90,95\n不是日期,1,1\n2026-03-03,50,50\n"
    file = SimpleUploadedFile("来电.csv", table.encode("gb18030"))
    shown = text(client.post(f"{BASE}calls/", {"file": file}))
    assert "收下 2 天" in shown
    assert "第3行：接通的比打进来的多" in shown
    assert "第4行" in shown
    assert sorted(CallDay.objects.values_list("offered", "connected")) == [(50, 50), (100, 98)]


def test_a_month_is_drafted_for_publication_once_it_is_over(town: Town) -> None:
    client = signed_in(town.operator)
    town.take("2026-03-02")
    this_month = month_of(now().date()).text
    assert client.post(f"{BASE}publish/", {"period": this_month}).status_code in (400, 422)
    drafted = client.post(f"{BASE}publish/", {"period": "2026-03"})
    assert drafted.status_code == 302
    shown = text(client.get(drafted["Location"]))
    assert "受理1件" in shown
    assert "市城管局" not in shown


def test_a_unit_keeps_its_own_knowledge_in_versions(town: Town, client: Client) -> None:
    key = known(town)
    unit = signed_in(town.lamps)
    typed = {
        "organ": town.lamps_unit.pk,
        "title": "路灯坏了找谁",
        "text": "城管局两天修好。",
        "valid_from": "2026-01-01",
        "review_on": "2030-01-01",
        "public": "on",
        "change": "缩短了时间",
    }
    assert unit.post(f"{BASE}knowledge/{key}/edit/", typed).status_code == 302
    versions = text(unit.get(f"{BASE}knowledge/{key}/versions/"))
    assert "第2版" in versions
    assert "三天修好" in versions
    assert "两天修好" in text(client.get(f"/hotline/knowledge/{key}/"))
    assert signed_in(town.water).post(f"{BASE}knowledge/{key}/edit/", typed).status_code in (403, 422)
    unit.post(f"{BASE}knowledge/{key}/versions/", {"do": "withdraw"})
    assert client.get(f"/hotline/knowledge/{key}/").status_code == 404


def test_a_unit_says_that_an_article_is_still_right_and_when_it_looks_again(town: Town) -> None:
    key, unit = known(town), signed_in(town.lamps)
    page = f"{BASE}knowledge/{key}/versions/"
    later = (now().date() + dt.timedelta(days=400)).isoformat()
    assert unit.post(page, {"do": "confirm", "review_on": later}).status_code == 302
    assert Article.objects.get(pk=key).review_on.isoformat() == later
    for wrong in ("", "不是日期", now().date().isoformat()):
        assert unit.post(page, {"do": "confirm", "review_on": wrong}).status_code == 422
    assert signed_in(town.water).post(page, {"do": "confirm", "review_on": later}).status_code in (403, 422)
    assert Article.objects.get(pk=key).versions == 1


def test_the_screen_shows_who_called_before_and_what_to_do_in_an_emergency(town: Town) -> None:
    town.step(town.take("2026-03-02"), "decline", "2026-03-02", ground="court")
    typed = {"matter": "楼下起火", "content": "", "phone": PHONE}
    shown = text(signed_in(town.operator).post(f"{BASE}hints/", typed))
    earlier = shown.split("这个号码来过")[1]
    assert "云梦街路灯不亮" in earlier
    assert "马上转接" in shown
    assert 'href="tel:119"' in shown
    assert "这个号码来过" not in text(signed_in(town.operator).post(f"{BASE}hints/", {**typed, "phone": "13800009999"}))


def test_callers_of_a_hotline_without_a_web_channel_write_in_on_the_page_too(town: Town, client: Client) -> None:
    channels = {key: one for key, one in town.hotline.channels.items() if key != "web"}
    assert replace(town.hotline, channels=channels).page_channel == "mail"
    assert town.hotline.page_channel == "web"


@pytest.mark.parametrize("path", ["knowledge/", "knowledge/new/", "tickets/", "board/", "calls/", "call/"])
def test_every_office_page_opens_for_an_operator(town: Town, path: str) -> None:
    assert signed_in(town.operator).get(f"{BASE}{path}").status_code == 200


def test_the_desk_shows_what_waits(town: Town) -> None:
    town.take(now().date().isoformat())
    assert CALL.matter in text(signed_in(town.operator).get("/hotline-desk/"))
    assert signed_in(town.lamps).get("/hotline-desk/").status_code == 403
    assert "12345工单" in text(Client().get("/hotline/"))
    assert Client().get(f"{BASE}figures/").status_code == 200
