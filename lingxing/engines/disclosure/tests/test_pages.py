"""Every page, by everybody: who gets in, what is seen, what is typed wrong, what tries to break out."""

import csv
import io
import re
import uuid
import xml.etree.ElementTree as ET

import pytest
from openpyxl import load_workbook

from lingxing.engines.cases.models import Objection
from lingxing.engines.cases.queries.objections import objections
from lingxing.engines.disclosure.models import Publication
from lingxing.engines.disclosure.queries.preview import DraftText, draft_of, of_draft
from lingxing.engines.disclosure.services.correcting import withdraw
from lingxing.engines.disclosure.services.drafting import Draft, DraftRelease, release_draft, save_draft
from lingxing.engines.disclosure.services.objecting import MOST_FROM_ONE_ADDRESS
from lingxing.engines.disclosure.tests.pier import PERSONAL, PHONE, at, signed_in, told

MONDAY = at("2026-03-02")
ATOM = "{http://www.w3.org/2005/Atom}"
SAID = {"place": "0", "name": "孙八三", "contact": "0000-7654321", "text": "这个泊位已有人使用。"}
PEOPLE = ["nobody", "applicant", "stranger", "master", "clerk", "supervisor", "elsewhere", "administrator"]


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """Let it be Monday; a test moves the clock by calling what it gets."""

    def to(when):
        monkeypatch.setattr("django.utils.timezone.now", lambda: when)

    to(MONDAY)
    return to


def client_of(pier, who):
    return signed_in(None if who == "nobody" else getattr(pier, who))


def first(pattern, page):
    """Return what the pattern's group finds first."""
    found = re.search(pattern, page)
    assert found, pattern
    return found[1]


def hidden(page, name):
    return first(rf'name="{name}" value="([^"]*)"', page)


def sheet_of(answer):
    """Return the first sheet of a workbook."""
    return load_workbook(io.BytesIO(answer.content)).worksheets[0]


def free(pier, title="名单", text="一段话", table="", **more):
    row = save_draft(pier.clerk, Draft(pier.station.pk, "disclosure", title, DraftText(text, table), **more), MONDAY)
    digest = of_draft(row.title, draft_of(row)).content.digest
    return release_draft(pier.clerk, DraftRelease(row.pk, digest), MONDAY)


PUBLIC = (
    "",
    "registers/",
    "feed.atom",
    "list.csv",
    "list.xlsx",
    "{number}/",
    "{number}/code.svg",
    "{number}/table.csv",
    "{number}/table.xlsx",
    "{number}/object/",
    "?state=all",
    "?q=泊位&kind=public_notice&year=2026",
)


def shown(answer):
    if answer["Content-Type"].startswith("application/vnd"):
        sheet = sheet_of(answer)
        return "|".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)
    return told(answer)


@pytest.mark.parametrize("who", PEOPLE)
def test_what_is_public_is_the_same_for_everybody_and_holds_nothing_personal(pier, who):
    made = pier.release(MONDAY, pier.noticed(MONDAY))
    client = client_of(pier, who)
    for path in PUBLIC:
        answer = client.get(f"/disclosure/{path.format(number=made.number)}")
        assert answer.status_code == 200, path
        page = shown(answer)
        assert not [text for text in PERSONAL if text in page], path


def test_before_its_release_nothing_is_seen_of_it(pier):
    pier.noticed(MONDAY)
    row = save_draft(pier.clerk, Draft(pier.station.pk, "disclosure", "未公开的草稿", DraftText("略")), MONDAY)
    client = signed_in(None)
    for path in ("", "feed.atom", "list.csv", "?state=all"):
        page = told(client.get(f"/disclosure/{path}"))
        assert "泊位使用公示" not in page
        assert "未公开的草稿" not in page
    assert client.get(f"/disclosure/{row.pk}/").status_code == 404
    assert client.get("/disclosure/GK202600001/").status_code == 404


OFFICE = {
    "/publishing/": {"clerk", "master", "stranger"},
    "/publishing/new/": {"clerk", "master", "stranger"},
    "/publishing/release/?order={order}": {"clerk"},
    "/publishing/decline/{order}/": {"clerk"},
    "/publishing/{draft}/": {"clerk", "master"},
    "/publishing/{out}/correct/": {"clerk"},
    "/publishing/{out}/withdraw/": {"clerk"},
    "/publishing/overview/": {"supervisor", "elsewhere"},
    "/publishing/overview/workbook.xlsx": {"supervisor", "elsewhere"},
}


@pytest.mark.parametrize("who", PEOPLE)
def test_the_office_is_for_those_who_work_in_it(pier, who):
    order = pier.noticed(MONDAY)
    draft = save_draft(pier.clerk, Draft(pier.station.pk, "disclosure", "草稿", DraftText("略")), MONDAY)
    out = pier.release(MONDAY, pier.noticed(MONDAY, berth_name="九号泊位"))
    client = client_of(pier, who)
    for path, allowed in OFFICE.items():
        answer = client.get(path.format(order=order.pk, draft=draft.pk, out=out.pk))
        assert (answer.status_code == 200) is (who in allowed), (path, answer.status_code)
        if who not in allowed:
            assert not [text for text in PERSONAL if text in told(answer)]


@pytest.mark.parametrize("who", PEOPLE)
def test_what_changes_something_is_done_by_those_alone_who_may(pier, who):
    order = pier.noticed(MONDAY)
    draft = save_draft(pier.clerk, Draft(pier.station.pk, "disclosure", "草稿", DraftText("略")), MONDAY)
    out = pier.release(MONDAY, pier.noticed(MONDAY, berth_name="九号泊位"))
    client = client_of(pier, who)
    client.post("/publishing/release/", {"order": order.pk, "go": "release", "digest": "0"})
    client.post(f"/publishing/{out.pk}/withdraw/", {"reason": "公示对象有误"})
    client.post(f"/publishing/{draft.pk}/drop/")
    client.post(f"/publishing/decline/{order.pk}/", {"reason": "文件另有规定"})
    out.refresh_from_db()
    order.refresh_from_db()
    assert (out.withdrawn_at is not None) is (who == "clerk")
    assert (order.dropped_at is not None) is (who == "clerk")
    assert Publication.objects.filter(pk=draft.pk).exists() is (who not in ("clerk", "master"))
    assert order.released_at is None  # the digest is of nothing that was looked at


def test_an_officer_sees_both_sides_confirms_and_releases(pier):
    order = pier.noticed(MONDAY, remark=f"联系{PHONE}")
    client = signed_in(pier.clerk)
    assert "剩余2个工作日" in told(client.get("/publishing/"))
    page = told(client.get(f"/publishing/release/?order={order.pk}"))
    assert "赵六一" in page
    assert "赵**" in page
    assert "姓名是个人信息" in page
    asked = {"order": order.pk, "go": "release", "digest": hidden(page, "digest"), "text": ""}
    refused = client.post("/publishing/release/", asked)
    assert refused.status_code == 422
    assert "请写明理由" in told(refused)
    key = first(r'name="(reason-[0-9a-f]{16})"', page)
    done = client.post("/publishing/release/", {**asked, key: "单位总机，不是个人电话"})
    assert done["Location"] == "/disclosure/GK202600001/"
    assert "公示至2026年3月9日" in told(client.get(done["Location"]))


def test_an_officer_writes_a_list_chooses_rules_and_releases(pier):
    client = signed_in(pier.clerk)
    given = {"organ": pier.station.pk, "kind": "disclosure", "title": "航运企业名单", "lasts": "",
             "table": "企业|负责人\n泽东航运公司|钱七二"}  # fmt: skip
    begun = client.post("/publishing/new/", given)
    page = told(client.get(begun["Location"]))
    assert "rule-负责人" in page
    assert client.post(begun["Location"], {**given, "rule-负责人": "name"}).status_code == 302
    page = told(client.get(begun["Location"]))
    done = client.post(begun["Location"], {"go": "release", "digest": hidden(page, "digest")})
    page = told(client.get(done["Location"]))
    assert "钱**" in page
    assert "钱七二" not in page


def test_forms_filled_in_wrong_say_so(pier):
    client = signed_in(pier.clerk)
    wrong = client.post("/publishing/new/", {"organ": "999", "kind": "x", "title": "", "due_on": "2026-02-30"})
    assert wrong.status_code == 422
    for told_so in ("请从给出的选项中选择", "请填写", "没有这一天"):
        assert told_so in told(wrong)
    made = pier.release(MONDAY, pier.noticed(MONDAY))
    assert client.post(f"/publishing/{made.pk}/withdraw/", {"reason": "略"}).status_code == 422
    assert client.post(f"/publishing/{made.pk}/correct/", {"go": "correct", "text": "新"}).status_code == 422
    assert "请先勾选" in told(client.get("/publishing/release/?order=abc", follow=True))
    assert client.get("/publishing/release/?order=99").status_code == 400
    assert client.get(f"/publishing/{uuid.uuid4()}/").status_code == 404


def test_a_correction_through_the_pages(pier):
    made = pier.release(MONDAY, pier.noticed(MONDAY))
    client, path = signed_in(pier.clerk), f"/publishing/{made.pk}/correct/"
    given = {"reason": "补充依据", "text": "依据办法第五条。"}
    page = told(client.post(path, {**given, "go": "preview"}))
    done = client.post(path, {**given, "go": "correct", "digest": hidden(page, "digest")})
    page = told(client.get(done["Location"]))
    assert "更正：补充依据" in page
    assert "第1版" in page


def test_anybody_objects_while_the_period_runs(pier, clock):
    made = pier.release(MONDAY, pier.noticed(MONDAY))
    client, path = signed_in(None), f"/disclosure/{made.number}/object/"
    clock(at("2026-03-09", 23))  # the last of five working days: 3, 4, 5, 6, 9 March
    assert "提出异议" in told(client.get(f"/disclosure/{made.number}/"))
    assert client.post(path, SAID)["Location"] == f"/disclosure/{made.number}/"
    (kept,) = objections(Objection.objects.get().case_id)
    assert (kept.name, kept.contact, kept.text) == (SAID["name"], SAID["contact"], SAID["text"])
    assert "孙八三" not in Objection.objects.get().sealed
    assert "孙八三" not in told(client.get(f"/disclosure/{made.number}/"))
    clock(at("2026-03-10", 0))
    assert client.post(path, SAID).status_code == 409
    assert client.get(path).status_code == 409
    assert Objection.objects.count() == 1


def test_nobody_objects_to_what_was_withdrawn_or_only_informs(pier):
    made = pier.release(MONDAY, pier.noticed(MONDAY))
    withdraw(pier.clerk, made.pk, "公示对象有误", MONDAY)
    client = signed_in(None)
    assert client.post(f"/disclosure/{made.number}/object/", SAID).status_code == 409
    assert client.post(f"/disclosure/{free(pier).number}/object/", SAID).status_code == 409
    assert Objection.objects.count() == 0


@pytest.mark.parametrize("wrong", [{"name": ""}, {"contact": ""}, {"text": ""}, {"text": "长" * 2001}, {"place": "5"}])
def test_an_objection_that_lacks_something_is_refused(pier, wrong):
    made = pier.release(MONDAY, pier.noticed(MONDAY))
    answer = signed_in(None).post(f"/disclosure/{made.number}/object/", {**SAID, **wrong})
    assert (answer.status_code, Objection.objects.count()) == (422, 0)


def test_a_flood_from_one_address_is_stopped(pier):
    made = pier.release(MONDAY, pier.noticed(MONDAY))
    client = signed_in(None)
    answers = [client.post(f"/disclosure/{made.number}/object/", SAID) for _ in range(MOST_FROM_ONE_ADDRESS + 2)]
    assert answers[0].status_code == 302
    assert answers[-1].status_code == 429
    assert Objection.objects.count() <= MOST_FROM_ONE_ADDRESS
    elsewhere = client.post(f"/disclosure/{made.number}/object/", SAID, REMOTE_ADDR="192.0.2.7")
    assert elsewhere.status_code == 302


def test_what_is_typed_never_becomes_markup_or_a_formula(pier):
    evil = "<script>alert(1)</script>"
    made = free(pier, title=f"名单{evil}", text=evil, table=f"栏\"{evil}|数\n=1+1|{evil}")  # fmt: skip
    client = signed_in(pier.clerk)
    pages = [f"/disclosure/{made.number}/", "/disclosure/", "/publishing/", f"/publishing/{made.pk}/correct/"]
    for path in pages:
        page = told(client.get(path))
        assert "<script>alert" not in page, path
        assert "&lt;script&gt;" in page, path
    ET.fromstring(told(client.get("/disclosure/feed.atom")))
    rows = list(csv.reader(io.StringIO(client.get(f"/disclosure/{made.number}/table.csv").content.decode("utf-8-sig"))))
    assert rows[1][0] == "'=1+1"
    sheet = sheet_of(client.get(f"/disclosure/{made.number}/table.xlsx"))
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=1+1", "s")


def test_the_feed_is_valid_and_tells_of_changes(pier, clock):
    made = pier.release(MONDAY, pier.noticed(MONDAY))
    other = free(pier, title="航运企业名单")
    clock(at("2026-03-03"))
    withdraw(pier.clerk, other.pk, "数据有误，将重新公开", at("2026-03-03"))
    answer = signed_in(None).get("/disclosure/feed.atom")
    assert answer["Content-Type"].startswith("application/atom+xml")
    root = ET.fromstring(answer.content)
    assert root.tag == f"{ATOM}feed"
    for part in ("id", "title", "updated"):
        assert root.find(f"{ATOM}{part}").text
    entries = root.findall(f"{ATOM}entry")
    for entry in entries:
        for part in ("id", "title", "updated", "summary", "author"):
            assert entry.find(f"{ATOM}{part}") is not None
    ids = [entry.find(f"{ATOM}id").text for entry in entries]
    assert [address.split("/")[-2] for address in ids] == [other.number, made.number]  # the newest change first
    assert "重新公开" in entries[0].findtext(f"{ATOM}summary", "")
    assert "航运企业名单" not in told(answer)


def test_the_list_is_narrowed_and_paged(pier):
    for number in range(23):
        free(pier, title=f"名单{number:02}")
    pier.release(MONDAY, pier.noticed(MONDAY))
    client = signed_in(None)
    assert "共 24 项" in told(client.get("/disclosure/"))
    assert "名单00" in told(client.get("/disclosure/?page=2"))
    for query, count in (
        ("q=名单 07", 1), ("kind=public_notice", 1), ("city=云梦泽市", 24), ("city=他市", 0), ("year=2025", 0),
        (f"organ={pier.station.pk}&year=2026", 24), ("organ=abc&year=xx&kind=x", 24), ("page=99&q=泊位", 1),
    ):  # fmt: skip
        assert f"共 {count} 项" in told(client.get(f"/disclosure/?{query}")), query


def test_an_earlier_day_in_the_address_brings_nothing_back(pier, clock):
    made = pier.release(MONDAY, pier.noticed(MONDAY))
    clock(at("2026-04-01"))
    page = told(signed_in(None).get(f"/disclosure/{made.number}/?on=2026-03-03"))
    assert "期满撤下" in page
    assert "停靠渔船" not in page
    assert "正在按" not in page
    assert signed_in(None).get(f"/disclosure/{made.number}/table.csv?on=2026-03-03").status_code == 404


def test_public_registers_are_listed(pier):
    page = told(signed_in(None).get("/disclosure/registers/"))
    assert "/registers/yunmeng/pier_2026/berth/berths/" in page
