"""The gazettes' plans from file to running supervision, as the office does it in one sitting."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from uuid import UUID

import pytest

from lingxing.engines.cases.queries.course import course_of
from lingxing.engines.documents.intake import read_gazette
from lingxing.engines.documents.services import import_gazette
from lingxing.engines.supervision.models import Item, ItemUnit, Plan, PlanTask, UnitRole
from lingxing.engines.supervision.queries.drafts import PlanPage, ShownDraft, documents_to_take_up, plan_page
from lingxing.engines.supervision.services.assigning import Outcome, approve, propose, register_and_assign
from lingxing.engines.supervision.services.editing import TaskChange, change_task, match_units, set_past_deadlines
from lingxing.engines.supervision.services.planning import confirm, take_up
from lingxing.engines.supervision.tests.plan_town import PlanTown, at, open_plan_town
from lingxing.kernel.actors import OPERATOR
from tests.policies.plans import COUNTED
from tests.sizes import sized

pytestmark = [pytest.mark.django_db, pytest.mark.gazettes]
AT = at("2026-04-01")
DAY = AT.date()

PLANS: Mapping[str, tuple[str, int]] = {
    number: (package, tasks) for number, (package, _, tasks) in COUNTED.items() if package
}
# The usual run has those without an extracted task, with two packages, with goals, with many deadlines of the past.
FIRST = ("荆政办发〔2017〕24号", "鄂州政办发〔2022〕27号", "鄂州政办发〔2022〕19号", "咸政办函〔2024〕9号")
TAKEN = [*FIRST, *(number for number in PLANS if number not in FIRST)][: sized(len(FIRST), len(PLANS))]

DISTRICTS: Mapping[str, Sequence[str]] = {
    "鄂州市": ("鄂城区人民政府", "华容区人民政府", "梁子湖区人民政府"),
    "荆州市": ("沙市区人民政府", "荆州区人民政府", "江陵县人民政府"),
    "咸宁市": ("咸安区人民政府", "嘉鱼县人民政府", "赤壁市人民政府"),
    "潜江市": ("园林街道办事处", "泰丰街道办事处"),
}
MANY = ("各", "有关", "其他", "成员单位", "市直")
"""What a name holds that stands for many; those that are no districts the government's office calls together."""


@pytest.fixture
def town(reference: Path) -> PlanTown:
    opened = open_plan_town()
    for path in sorted(reference.glob("*.txt")):
        import_gazette(read_gazette(path.name, path.read_bytes()), OPERATOR, at("2026-02-02"))
    return opened


def test_the_plans_of_the_gazettes_are_assigned_in_one_sitting(town: PlanTown) -> None:
    waiting = {one.number or one.title: one for one in documents_to_take_up()}
    plans = {number: take_up(town.officer, waiting[number].key, AT) for number in TAKEN}
    for number, plan in plans.items():
        assert (plan.package, plan_page(plan.pk, DAY).kept) == PLANS[number], number
        put_right(town, plan)
        confirm(town.officer, plan.pk, None, AT)
    rows = PlanTask.objects.filter(plan__in=plans.values(), dropped=False)
    check(propose(town.officer, list(rows.values_list("pk", flat=True)), AT))
    cases = [case for case in rows.values_list("case", flat=True) if case]
    check(approve(town.deputy, cases, AT))
    check(register_and_assign(town.officer, cases, AT))
    counted = Counter(Item.objects.filter(state="handling").values_list("plan", flat=True))
    assert {number: counted[plan.pk] for number, plan in plans.items()} == {one: PLANS[one][1] for one in TAKEN}
    check_units(cases)
    check_requirements(plans)


def put_right(town: PlanTown, plan: Plan) -> None:
    """Do on the confirm page what the gazette leaves open: organs, one leading unit, deadlines that have passed."""
    page = plan_page(plan.pk, DAY)
    match_units(town.officer, plan.pk, {one.printed: organs(plan, one.printed) for one in page.unmatched}, None, AT)
    for draft in doubly_led(plan_page(plan.pk, DAY)):
        change_task(town.officer, plan.pk, draft.row.pk, led_once(draft), None, AT)
    set_past_deadlines(town.officer, plan.pk, None, None, DAY, AT)


def organs(plan: Plan, printed: str) -> Sequence[str]:
    if not any(word in printed for word in MANY):
        return [f"+{printed}"]
    districts = any(word in printed for word in ("区", "街道", "乡镇"))
    return [f"+{name}" for name in (DISTRICTS[plan.city] if districts else [f"{plan.city}人民政府办公室"])]


def doubly_led(page: PlanPage) -> Iterator[ShownDraft]:
    for draft in page.drafts:
        if not draft.row.dropped and sum(unit.role == "lead" for unit in draft.units) > 1:
            yield draft


def led_once(draft: ShownDraft) -> TaskChange:
    first, *others = [unit.organ for unit in draft.units if unit.organ is not None]
    return TaskChange(draft.row.heading, draft.row.text, draft.row.due_on, first, tuple(others))


def check(outcomes: Sequence[Outcome]) -> None:
    assert not [(one.heading, one.refusal) for one in outcomes if one.refusal]


def check_units(cases: Sequence[UUID]) -> None:
    """Every matter has one leading unit, and every joint unit a case of its own."""
    units = ItemUnit.objects.filter(item__case__in=cases)
    assert units.filter(role=UnitRole.LEAD).count() == len(cases)
    assert not units.filter(role=UnitRole.JOINT, case=None).exists()


def check_requirements(plans: Mapping[str, Plan]) -> None:
    """What is counted and how often it is reported stands in the assignment."""
    # DWELLINGS: row 2 of the table is 市城控集团, a thousand bought and a thousand built.
    homes = PlanTask.objects.get(
        plan=plans["鄂州政办发〔2022〕19号"], sources=["task__annex_1__table_1__row_2"], dropped=False
    )
    monthly = PlanTask.objects.get(plan=plans["咸政办函〔2024〕9号"], every="month")
    assert "\n目标：购买商品住房 1000套；新供应国有用地建设 1000套。" in requirement(homes)
    assert requirement(monthly).endswith("\n进展：每月报告一次。")


def requirement(row: PlanTask) -> str:
    assert row.case_id is not None
    return str(course_of(row.case_id, DAY).values["requirement"])
