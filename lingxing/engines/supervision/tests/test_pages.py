"""The pages of whoever runs supervision and of who answers."""

import datetime as dt
import io

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from lingxing.engines.cases.queries.capacities import acting_for
from lingxing.engines.cases.queries.course import course_of, naming
from lingxing.engines.cases.queries.offered import service
from lingxing.engines.cases.services.commands import Command
from lingxing.engines.cases.services.starting import start_case
from lingxing.engines.supervision.domain.entries import COLUMNS
from lingxing.engines.supervision.models import Draw, Item, Plan, PlanTask
from lingxing.engines.supervision.services.assigning import capacity
from lingxing.engines.supervision.services.planning import take_up
from lingxing.engines.supervision.services.upkeep import keep_up
from lingxing.engines.supervision.tests.plan_town import PlanTown, assigned, at, done, open_plan_town, staff

pytestmark = pytest.mark.django_db
_NOW = "django.utils.timezone.now"


@pytest.fixture
def town() -> PlanTown:
    return open_plan_town()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_NOW, lambda: at("2026-04-01"))


def signed_in(account: object) -> Client:
    client = Client()
    client.force_login(account)  # type: ignore[arg-type]
    return client


def change(client: Client, plan: Plan, do: str, **more: object) -> str:
    plan.refresh_from_db()
    given = {"do": do, "revision": str(plan.revision), **more}
    response = client.post(reverse("supervision:change-plan", args=[plan.pk]), given, follow=True)
    text: str = response.content.decode()
    return text


@pytest.mark.usefixtures("clock")
def test_goals_and_periods_are_shown_and_changed_where_a_plan_is_confirmed(town: PlanTown):
    office, plan = signed_in(town.officer), take_up(town.officer, town.document, at("2026-04-01"))
    row = PlanTask.objects.get(plan=plan, position=1)
    row.every = "half_year"
    row.goals = [{"label": label, "unit": "km", "value": "13/2", "due": None} for label in ("清淤", "护岸")]
    row.save()
    shown = office.get(reverse("supervision:plan", args=[plan.pk])).content.decode()
    assert "目标　清淤 6.5公里" in shown
    assert "进展　每半年报告一次" in shown
    page = reverse("supervision:plan-task", args=[plan.pk, row.pk])
    assert '<option value="half_year" selected>' in office.get(page).content.decode()
    given = {"do": "change", "heading": row.heading, "text": row.text, "every": "", "goal": "1"}
    assert office.post(page, given).status_code == 302
    row.refresh_from_db()
    assert (row.every, [goal["label"] for goal in row.goals]) == ("", ["护岸"])


@pytest.mark.usefixtures("clock")
def test_a_plan_goes_from_the_library_to_its_units_in_a_few_clicks(town: PlanTown):
    office, deputy = signed_in(town.officer), signed_in(town.deputy)
    assert "内河水环境" in office.get(reverse("supervision:plans")).content.decode()
    office.post(reverse("supervision:open-plan"), {"document": town.document})
    plan = Plan.objects.get()
    assert "没有主办单位" in change(office, plan, "confirm")
    goal = PlanTask.objects.get(plan=plan, position=12)
    assert "不列入督查 1 项" in change(office, plan, "drop", task=goal.pk)
    page = office.get(reverse("supervision:plan-task", args=[plan.pk, goal.pk - 1]))
    assert page.status_code == 200
    assert "已确认" in change(office, plan, "confirm")
    assert "办成 17 件" in change(office, plan, "propose")
    assert "全部审核同意（17 项）" in deputy.get(reverse("supervision:plan", args=[plan.pk])).content.decode()
    assert "没有办成 17 件" in change(office, plan, "approve")
    assert "办成 17 件" in change(deputy, plan, "approve")
    assert "办成 17 件" in change(office, plan, "assign")
    assert "都已交办" in office.get(reverse("supervision:plan", args=[plan.pk])).content.decode()
    assert Item.objects.count() == 17
    mine = signed_in(town.water_clerk).get(reverse("supervision:mine")).content.decode()
    # The water bureau leads four tasks (1, 7, 13, 14) and helps in two (6, 18).
    assert (mine.count("主办</td>"), mine.count("会办</td>")) == (4, 2)


@pytest.mark.usefixtures("clock")
def test_a_task_is_corrected_on_its_page(town: PlanTown):
    office = signed_in(town.officer)
    office.post(reverse("supervision:open-plan"), {"document": town.document})
    row = PlanTask.objects.get(position=12)
    place = reverse("supervision:plan-task", args=[row.plan_id, row.pk])
    given = {"do": "change", "heading": "消除返黑返臭", "text": "全面消除。", "lead": "某局", "due": "2028-12-31"}
    assert "机构名录中没有" in office.post(place, given).content.decode()
    assert office.post(place, {**given, "lead": town.water.name}).status_code == 302
    row.refresh_from_db()
    assert (row.heading, row.units[0]["organ"]) == ("消除返黑返臭", town.water.pk)
    for wrong, told in (({"heading": " "}, "没有写事项名称"), ({"due": "2020-01-31"}, "2020-01-31不在今天以后")):
        assert told in office.post(place, {**given, "lead": town.water.name, **wrong}).content.decode()
    refused = office.post(place, {"do": "split", "parts": "只有甲事。"}).content.decode()
    for kept in ("拆分要写两段以上", "只有甲事。</textarea>", 'value="消除返黑返臭"'):
        assert kept in refused
    assert office.post(place, {"do": "split", "parts": "甲事。\n\n乙事。"}).status_code == 302
    assert PlanTask.objects.count() == 19


@pytest.mark.usefixtures("clock")
def test_what_was_typed_for_one_name_stays_when_another_is_unknown(town: PlanTown):
    office, plan = signed_in(town.officer), take_up(town.officer, town.document, at("2026-04-01"))
    for row, printed in zip(PlanTask.objects.filter(plan=plan)[:2], ("市某办", "市另办"), strict=True):
        row.units = [{"role": "lead", "printed": printed, "organ": None}]
        row.save()
    shown = change(office, plan, "match", printed=["市某办", "市另办"], organ=["+云梦泽市某办", "无此机构"])
    for kept in ("机构名录中没有这个单位", 'value="+云梦泽市某办"', 'value="无此机构"'):
        assert kept in shown


def rows_file(*rows: tuple[str, ...]) -> io.BytesIO:
    book = Workbook()
    for row in (COLUMNS, *rows):
        book.worksheets[0].append(row)
    made = io.BytesIO()
    book.save(made)
    made.seek(0)
    made.name = "a.xlsx"
    return made


@pytest.mark.usefixtures("clock")
def test_an_import_names_every_wrong_row_and_takes_nothing_then_all(town: PlanTown):
    office = signed_in(town.officer)
    right = (
        "落实会议决定",
        "会议决定",
        "第3次常务会议纪要",
        "摸底上报",
        "市住建局",
        "市财政局",
        "分办",
        "",
        "2026-05-01",
        "",
        "是",
    )
    wrong = ("落实批示", "口头", "", "", "市某局", "", "", "", "五月", "也许", "")
    place = reverse("supervision:entry")
    text = office.post(place, {"do": "import", "file": rows_file(right, wrong)}).content.decode()
    for word in ("一行也没有导入", "来源“口头”不认识", "机构名录中没有：市某局", "特别紧急“也许”不认识"):
        assert word in text
    assert not PlanTask.objects.exists()
    assert office.post(place, {"do": "import", "file": rows_file(right)}).status_code == 302
    row = PlanTask.objects.get()
    assert (row.source, row.split, row.major, row.case is not None) == ("meeting", True, True, True)
    waiting = signed_in(town.deputy).post(reverse("supervision:waiting"), {"do": "approve", "case": str(row.case_id)})
    assert waiting.status_code == 302
    office.post(reverse("supervision:waiting"), {"do": "assign", "case": str(row.case_id)})
    assert (Item.objects.get().source, Item.objects.get().plan) == ("meeting", None)


@pytest.mark.usefixtures("clock")
def test_a_matter_is_typed_in(town: PlanTown):
    office = signed_in(town.officer)
    given = {
        "do": "enter",
        "heading": "批示",
        "source": "leader",
        "text": "查清。",
        "lead": town.water.name,
        "person": "甲",
    }
    assert office.post(reverse("supervision:entry"), {**given, "lead": ""}).status_code == 422
    assert office.post(reverse("supervision:entry"), given).status_code == 302
    assert PlanTask.objects.get().person_sealed


def test_a_workbook_goes_out_and_comes_back_on_the_units_page(town: PlanTown, monkeypatch: pytest.MonkeyPatch):
    assigned(town, 13)
    monkeypatch.setattr(_NOW, lambda: at("2026-04-20"))
    unit = signed_in(town.water_clerk)
    content = unit.get(reverse("supervision:answer-sheet")).content
    book = load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    sheet["H2"], sheet["I2"] = "进展", "完成六条河。"
    back = io.BytesIO()
    book.save(back)
    back.seek(0)
    back.name = "填报表.xlsx"
    text = unit.post(reverse("supervision:mine"), {"file": back}).content.decode()
    assert "收下 1 行，没有收 0 行" in text
    assert unit.post(reverse("supervision:mine"), {"file": io.BytesIO(b"x")}).status_code == 422


def test_a_finished_matter_is_bound_into_one_file(town: PlanTown, monkeypatch: pytest.MonkeyPatch):
    (item,) = assigned(town, 11, undated=True)
    monkeypatch.setattr(_NOW, lambda: at("2026-05-22"))
    office = signed_in(town.officer)
    given = {"kind": "visit", "at": "2026-05-02T09:00", "place": "河边", "team": "甲", "found": "属实"}
    assert office.post(reverse("supervision:new-record", args=[item.pk]), {**given, "team": ""}).status_code == 422
    assert office.post(reverse("supervision:new-record", args=[item.pk]), given).status_code == 302
    place = reverse("supervision:archive", args=[item.pk])
    assert office.get(place).status_code >= 400
    assert item.lead is not None
    clerk = staff("finance_one", item.lead)
    done(clerk, item.case_id, "unit", "report", "2026-05-18", report_text="资金已安排。")
    done(town.officer, item.case_id, "office", "accept_report", "2026-05-19", conclusion="属实。")
    done(town.leader, item.case_id, "leader", "read", "2026-05-20")
    done(town.officer, item.case_id, "office", "conclude", "2026-05-21", result="办结。")
    made = office.get(place)
    assert made["Content-Type"] == "application/pdf"
    assert made.getvalue().startswith(b"%PDF-")
    page = office.get(reverse("supervision:item", args=[item.pk])).content.decode()
    assert "暗访督查" in page
    assert "生成案卷" in page
    seen = signed_in(clerk).get(reverse("supervision:item", args=[item.pk])).content.decode()
    assert "暗访督查　" not in seen


def test_proposals_are_decided_and_draws_made_on_their_pages(town: PlanTown, monkeypatch: pytest.MonkeyPatch):
    assigned(town, 11, undated=True)
    monkeypatch.setattr(_NOW, lambda: at("2026-05-19"))
    keep_up(at("2026-05-19"))
    office = signed_in(town.officer)
    page = office.get(reverse("supervision:proposals")).content.decode()
    assert "移送问责" in page
    finding = str(Item.objects.get().findings.get().pk)
    given = {"finding": finding, "do": "take", "facts_text": "逾期。", "correct_by": "2026-05-01"}
    refused = office.post(reverse("supervision:decide"), given)
    shown = refused.content.decode()
    assert (refused.status_code, "逾期。</textarea>" in shown, 'value="2026-05-01"' in shown) == (422, True, True)
    assert office.post(reverse("supervision:decide"), {**given, "correct_by": "2026-06-01"}).status_code == 302
    lists = {"title": "五月", "objects": "甲局\n乙局", "people": "张某", "wanted_objects": "1", "wanted_people": "1"}
    assert office.post(reverse("supervision:draws"), {**lists, "wanted_people": "2"}).status_code == 422
    assert office.post(reverse("supervision:draws"), lists).status_code == 302
    assert office.post(reverse("supervision:draw-now", args=[Draw.objects.get().pk])).status_code == 302
    assert "怎样重算" in office.get(reverse("supervision:draws")).content.decode()


def test_a_circulars_problems_are_followed_until_corrected(town: PlanTown, monkeypatch: pytest.MonkeyPatch):
    moment = at("2026-05-19")
    monkeypatch.setattr(_NOW, lambda: moment)
    kind = service("jingzhou/supervision_2017", "circular")
    who = capacity(acting_for(town.officer, kind, dt.date(2026, 5, 19)), "office")
    rows = [
        {"matter": name, "unit": town.water.pk, "person": "甲", "correct_by": by}
        for name, by in (("淤积", "2026-06-01"), ("漏报", "2026-05-19"))
    ]
    values = {"heading": "五月通报", "way": "unannounced", "situation": "总体尚可。", "problems": rows}
    made = start_case("jingzhou/supervision_2017", "circular", Command("draft", values), who, moment)
    office = signed_in(town.officer)
    listed = office.get(reverse("supervision:circulars")).content.decode()
    drafting = reverse("cases:counter", args=["jingzhou", "supervision_2017", "circular"])
    assert ("列明 2 个问题" in listed, drafting in listed, "全部整改到位" in listed) == (True, True, False)
    assert "督查通报" in office.get(drafting).content.decode()
    done(town.deputy, made.case.pk, "deputy", "issue", "2026-05-19")
    given = {"number": made.case.number}
    assert "有 1 个问题的整改限期已到" in office.get(reverse("supervision:circulars")).content.decode()
    refused = office.post(reverse("supervision:circulars"), given).content.decode()
    assert "整改限期在今天以后" in refused
    assert office.post(reverse("supervision:circulars"), {**given, "instead": "2026-06-10"}).status_code == 302
    lines = [course_of(key, moment.date()).values["correct_by"] for key in naming(made.case.pk, "problem")]
    assert sorted(lines) == [dt.date(2026, 6, 1), dt.date(2026, 6, 10)]
    page = office.get(reverse("supervision:circulars")).content.decode()
    assert "已立项 2 个，整改到位 0 个" in page
    assert "逐项立项跟踪" not in page
    clerk = town.water_clerk
    for key in naming(made.case.pk, "problem"):
        done(clerk, key, "unit", "answer", "2026-05-20", measures="已清淤。")
        done(town.officer, key, "office", "confirm", "2026-05-21", check_note="属实。")
    assert "全部整改到位" in office.get(reverse("supervision:circulars")).content.decode()
