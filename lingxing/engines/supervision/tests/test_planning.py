"""A plan of the library taken up, corrected, confirmed, and assigned."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from types import SimpleNamespace

import pytest

from lingxing.engines.cases.queries.course import course_of
from lingxing.engines.documents.models import Document
from lingxing.engines.supervision.models import Item, ItemUnit, Plan, PlanTask, UnitRole
from lingxing.engines.supervision.queries import packaged
from lingxing.engines.supervision.queries.drafts import documents_to_take_up, plan_page, units_of
from lingxing.engines.supervision.services import planning
from lingxing.engines.supervision.services.assigning import Outcome, approve, propose, register_and_assign
from lingxing.engines.supervision.services.editing import (
    TaskChange,
    change_task,
    drop_tasks,
    match_units,
    merge_tasks,
    set_past_deadlines,
    split_task,
)
from lingxing.engines.supervision.services.planning import confirm, take_up
from lingxing.engines.supervision.tests.plan_town import CITY, PlanTown, at, open_plan_town
from lingxing.kernel.errors import LingxingError, NotAllowed
from lingxing.language.plans import Goal, PlanCatalogue, TaskCorrection

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 4, 1)
AT = at("2026-04-01")


@pytest.fixture
def town() -> PlanTown:
    return open_plan_town()


@pytest.fixture
def plan(town: PlanTown) -> Plan:
    return take_up(town.officer, town.document, AT)


def drafts(plan: Plan) -> list[PlanTask]:
    return list(PlanTask.objects.filter(plan=plan).order_by("position"))


def test_a_documents_tasks_are_taken_up_once_and_only_by_the_office(town: PlanTown, plan: Plan):
    page = plan_page(plan.pk, DAY)
    # Eleven tasks of the text and seven of its table.
    assert (len(page.drafts), page.unmatched, page.past) == (18, (), 0)
    first = page.drafts[0]
    assert (first.row.heading, first.row.due_on) == ("开展排口溯源", dt.date(2026, 9, 30))
    # 各区人民政府 stands for both districts.
    assert [unit.name[4:] for unit in first.units][:1] == ["水利和湖泊局"]
    assert {"云梦泽市望舒区人民政府", "云梦泽市听潮区人民政府"} <= {unit.name for unit in first.units}
    with pytest.raises(LingxingError, match="已经列入督查"):
        take_up(town.officer, town.document, AT)
    Plan.objects.all().delete()
    with pytest.raises(NotAllowed):
        take_up(town.water_clerk, town.document, AT)


@pytest.fixture
def packages(monkeypatch: pytest.MonkeyPatch) -> dict[str, SimpleNamespace]:
    """Return, empty, the packages that are installed."""
    installed: dict[str, SimpleNamespace] = {}
    monkeypatch.setattr(packaged, "load_packages", lambda: SimpleNamespace(packages=installed))
    monkeypatch.setattr(planning, "load_package", installed.__getitem__)
    return installed


def check(outcomes: Sequence[Outcome]) -> None:
    assert not [one.refusal for one in outcomes if one.refusal]


def package_about(document: Document, *added: str) -> SimpleNamespace:
    counted = (Goal("建档", "item", 40, dt.date(2026, 3, 1)), Goal("抽查", "percent", 10))
    common = TaskCorrection("", adds=True, reason="散在句中", article="三", text="建台账。", lead=("市财政局",))
    tasks = {name: replace(common, id=name, every="quarter", goals=counted) for name in added}
    policy = SimpleNamespace(city=CITY, document_number=document.number, title=document.title)
    return SimpleNamespace(policy=policy, catalogue=PlanCatalogue(tasks=tasks))


def test_tasks_that_only_the_package_tells_are_taken_up(town: PlanTown, packages: dict[str, SimpleNamespace]):
    bare = Document.objects.filter(task_rows=None, current__isnull=False).first()
    assert bare is not None
    with pytest.raises(LingxingError, match="没有提取到任务"):
        take_up(town.officer, bare.key, AT)
    packages["yunmeng/no_plan_2026"] = package_about(bare)
    assert bare.key not in {one.key for one in documents_to_take_up(CITY)}
    # One notice, two plans: the package that knows tasks goes before the one that was found first.
    packages["yunmeng/plan_2026"] = package_about(bare, "ledger", "report")
    assert {one.key: one.tasks for one in documents_to_take_up(CITY)}[bare.key] == 2
    assert bare.key not in {one.key for one in documents_to_take_up("别处")}
    plan = take_up(town.officer, bare.key, AT)
    assert (plan.package, [row.place for row in drafts(plan)]) == ("yunmeng/plan_2026", ["三", "三"])
    assert [unit.name for unit in plan_page(plan.pk, DAY).drafts[0].units] == ["云梦泽市财政局"]


def test_what_is_counted_and_how_often_progress_is_due_go_into_the_assignment(
    town: PlanTown, packages: dict[str, SimpleNamespace]
):
    bare = Document.objects.filter(task_rows=None, current__isnull=False).first()
    assert bare is not None
    packages["yunmeng/plan_2026"] = package_about(bare, "ledger", "report")
    plan = take_up(town.officer, bare.key, AT)
    first, second = plan_page(plan.pk, DAY).drafts
    assert (first.every, first.goals) == ("每季度报告一次", ["建档 40件（2026年3月1日前）", "抽查 10%"])
    finance = units_of(first.row)[0].organ
    ends = dt.date(2026, 3, 31)
    change = TaskChange("建台账", "建台账。", ends, finance, (town.water.pk,), every="month", goals=(0,))
    row = change_task(town.officer, plan.pk, second.row.pk, change, None, at("2026-03-01"))
    assert {mark["kind"] for mark in row.marks if mark["by"] != "package"} == {"due", "units", "every", "goals"}
    with pytest.raises(LingxingError, match="没有这种报告周期"):
        change_task(town.officer, plan.pk, row.pk, replace(change, every="weekly"), None, AT)
    set_past_deadlines(town.officer, plan.pk, dt.date(2026, 9, 1), None, DAY, AT)
    assert [one["due"] for one in drafts(plan)[1].goals] == ["2026-09-01"]
    merged = merge_tasks(town.officer, plan.pk, [first.row.pk, row.pk], None, AT)
    assert (merged.every, len(merged.goals)) == ("month", 3)
    confirm(town.officer, plan.pk, None, AT)
    propose(town.officer, [merged.pk], AT)
    case = PlanTask.objects.get(pk=merged.pk).case_id
    assert case is not None
    check(approve(town.deputy, [case], AT))
    check(register_and_assign(town.officer, [case], AT))
    told = "目标：建档 40件（2026年3月1日前）；抽查 10%；建档 40件（2026年9月1日前）。\n进展：每月报告一次。"
    assert course_of(case, DAY).values["requirement"] == f"建台账。\n建台账。\n{told}"
    assist = ItemUnit.objects.get(role=UnitRole.JOINT).case_id
    assert assist is not None
    # One line: that is what the joint unit's part holds.
    assert course_of(assist, DAY).values["part"] == f"建台账。 建台账。 {told.replace(chr(10), ' ')}"


def test_what_two_people_change_at_once_is_not_written_over(town: PlanTown, plan: Plan):
    rows = drafts(plan)
    drop_tasks(town.officer, plan.pk, [rows[0].pk], 0, AT, dropped=True)
    with pytest.raises(LingxingError, match="别人刚刚改过"):
        drop_tasks(town.officer, plan.pk, [rows[1].pk], 0, AT, dropped=True)


def test_tasks_are_merged_split_changed_and_marked(town: PlanTown, plan: Plan):
    rows = drafts(plan)
    one = merge_tasks(town.officer, plan.pk, [rows[12].pk, rows[0].pk], None, AT)
    assert (one.pk, one.due_on, len(one.sources)) == (rows[0].pk, dt.date(2026, 9, 30), 2)
    assert [unit.role for unit in units_of(one)].count("lead") == 1
    parts = split_task(town.officer, plan.pk, rows[1].pk, ["检测管网。", "修复管网。"], None, AT)
    assert [part.heading for part in parts] == ["检测管网", "修复管网"]
    assert [row.position for row in drafts(plan)] == sorted(row.position for row in drafts(plan))
    change = TaskChange("改名", "新的要求", dt.date(2026, 8, 1), town.housing.pk, (town.water.pk,), person="甲")
    row = change_task(town.officer, plan.pk, parts[1].pk, change, None, AT)
    assert {mark["kind"] for mark in row.marks} == {"split", "text", "units", "due"}
    assert plan_page(plan.pk, DAY).drafts[2].person == "甲"


def test_unmatched_names_are_chosen_for_the_whole_plan_or_entered(town: PlanTown, plan: Plan):
    rows = drafts(plan)
    for row in rows[:2]:
        row.units = [{"role": "lead", "printed": "市某办", "organ": None}]
        row.save()
    assert [(one.printed, one.tasks) for one in plan_page(plan.pk, DAY).unmatched] == [("市某办", 2)]
    with pytest.raises(LingxingError, match="名录中没有"):
        match_units(town.officer, plan.pk, {"市某办": ["云梦泽市某办"]}, None, AT)
    assert match_units(town.officer, plan.pk, {"市某办": ["+云梦泽市某办"]}, None, AT) == 2
    assert plan_page(plan.pk, DAY).drafts[0].units[0].name == "云梦泽市某办"


def test_deadlines_that_have_passed_are_set_anew_before_a_plan_is_confirmed(town: PlanTown, plan: Plan):
    late = at("2026-09-30")
    with pytest.raises(LingxingError, match="时限已过"):
        confirm(town.officer, plan.pk, None, late)
    # 2026-06-30 and 2026-09-30 have come.
    assert set_past_deadlines(town.officer, plan.pk, None, None, late.date(), late) == 2
    with pytest.raises(LingxingError, match="没有主办单位"):
        confirm(town.officer, plan.pk, None, late)


def test_a_plan_is_proposed_approved_and_assigned_each_in_one_go(town: PlanTown, plan: Plan):
    rows = drafts(plan)
    chosen = [rows[0].pk, rows[10].pk]
    PlanTask.objects.filter(pk=rows[10].pk).update(due_on=None)
    refused = propose(town.officer, chosen, AT)
    assert all("还没有确认" in one.refusal for one in refused)
    drop_tasks(town.officer, plan.pk, [row.pk for row in rows if row.pk not in chosen], None, AT, dropped=True)
    confirm(town.officer, plan.pk, None, AT)
    assert [one.refusal for one in propose(town.officer, chosen, AT)] == ["", ""]
    assert propose(town.officer, chosen, AT) == []
    cases = [row.case_id for row in drafts(plan) if row.case_id]
    assert not Item.objects.exists()
    assert "没有这项职责" in approve(town.officer, cases, AT)[0].refusal
    assert [one.done for one in approve(town.deputy, cases, AT)] == [True, True]
    assert [one.done for one in register_and_assign(town.officer, cases, AT)] == [True, True]
    joint, alone = Item.objects.order_by("number")
    assert (joint.state, joint.due_on, joint.assigned_on) == ("handling", dt.date(2026, 9, 30), DAY)
    assert joint.units.filter(role=UnitRole.JOINT, case__isnull=False).count() == 5
    # What people read is where the task stands; the extraction's own name for it stays inside.
    assert course_of(joint.case_id, DAY).values["plan_task"] == "二（一）1"
    assert joint.task_id == rows[0].sources[0]
    # 30 working days after Wednesday 1 April 2026: 2 and 3 April; 6 April is off for Qingming; 7 to 30 April are 18;
    # May begins with five days off; 6 to 8 and the swapped 9 May are 4, 11 to 15 are 5, 18 May is one.
    assert (alone.due_on, alone.plan_id, alone.lead.name) == (dt.date(2026, 5, 18), plan.pk, "云梦泽市财政局")
