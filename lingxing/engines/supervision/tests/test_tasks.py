"""Tasks that people add to a plan or change in it: before and after it is confirmed, each in the ledger."""

import datetime as dt
import json
from dataclasses import replace

import pytest
from django.urls import reverse

from lingxing.engines.cases.tests.story import signed_in, told
from lingxing.engines.ledger.queries import entries
from lingxing.engines.supervision.domain.goals import typed_goal, typed_goals
from lingxing.engines.supervision.models import Plan, PlanTask
from lingxing.engines.supervision.queries.drafts import shown_drafts, units_of
from lingxing.engines.supervision.services.assigning import propose
from lingxing.engines.supervision.services.editing import TaskChange, add_task, change_task, drop_tasks
from lingxing.engines.supervision.services.planning import confirm, take_up
from lingxing.engines.supervision.tests.plan_town import PlanTown, at, open_plan_town
from lingxing.kernel.errors import LingxingError, NotAllowed

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


def test_a_task_is_added_by_hand_before_and_after_a_plan_is_confirmed(town: PlanTown, plan: Plan):
    goal = typed_goal("新建驿站", "1,200.5", "m2", dt.date(2026, 12, 1))
    lead = town.water.pk
    asked = TaskChange("建设护河驿站", "沿城东河建设驿站。", dt.date(2026, 12, 31), lead, new_goals=(goal,))
    with pytest.raises(LingxingError, match="没有写依据"):
        add_task(town.officer, plan.pk, asked, None, AT)
    first = add_task(town.officer, plan.pk, replace(asked, reason="2026年3月市长办公会"), None, AT)
    rows = drafts(plan)
    assert (rows[-1].pk, first.position) == (first.pk, len(rows))
    assert shown_drafts([first], DAY)[0].goals == ["新建驿站 1200.5平方米（2026年12月1日前）"]
    assert shown_drafts([first], DAY)[0].marks == ["补充的任务（督查室）：2026年3月市长办公会"]
    others = [row.pk for row in rows[:-1]]
    drop_tasks(town.officer, plan.pk, others, None, AT, dropped=True)
    confirm(town.officer, plan.pk, None, AT)
    second = add_task(town.officer, plan.pk, replace(asked, heading="再建一座", reason="追加"), None, AT)
    plan.refresh_from_db()
    assert plan.confirmed_at is None
    confirm(town.officer, plan.pk, None, AT)
    assert [one.refusal for one in propose(town.officer, [first.pk, second.pk], AT)] == ["", ""]
    with pytest.raises(NotAllowed):
        add_task(town.water_clerk, plan.pk, replace(asked, reason="追加"), None, AT)


def test_what_is_changed_in_a_confirmed_plan_has_a_reason_and_stands_in_the_ledger(town: PlanTown, plan: Plan):
    rows = drafts(plan)
    row = rows[8]
    drop_tasks(town.officer, plan.pk, [one.pk for one in rows if one.pk != row.pk], None, AT, dropped=True)
    confirm(town.officer, plan.pk, None, AT)
    lead, due = units_of(row)[0].organ, dt.date(2026, 11, 30)
    change = TaskChange(row.heading, row.text, due, lead, tuple(u.organ for u in units_of(row)[1:] if u.organ))
    with pytest.raises(LingxingError, match="没有写改动的理由"):
        change_task(town.officer, plan.pk, row.pk, change, None, AT)
    kept = change_task(town.officer, plan.pk, row.pk, replace(change, reason="牵头单位申请提前"), None, AT)
    assert [(mark["kind"], mark["note"]) for mark in kept.marks if mark["by"] != "package"] == [
        ("due", "牵头单位申请提前")
    ]
    *_, entry = entries(f"plan:{plan.pk}")
    told = json.loads(entry.payload)
    was = row.due_on.isoformat() if row.due_on else None
    assert (entry.act, told["was"], told["is"]) == ("change_task", {"due": was}, {"due": "2026-11-30"})
    assert "牵头" not in entry.payload
    plan.refresh_from_db()
    assert plan.confirmed_at is None


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (("", "3", "km", ""), "没有写目标的名称"),
        (("清淤", "三", "km", ""), "不是数"),
        (("清淤", "", "km", ""), "没有写目标的数"),
        (("清淤", "-3", "km", ""), "不是数"),
        (("清淤", "3", "furlong", ""), "没有选目标的单位"),
        (("清淤", "3", "km", "下月"), "不是日期"),
    ],
)
def test_a_goal_that_can_not_be_read_is_refused(row: tuple[str, ...], why: str):
    with pytest.raises(LingxingError, match=why):
        typed_goals([row])
    assert typed_goals([("", "", "km", "2026-12-31")]) == ()


def test_a_task_is_typed_in_on_its_page_and_what_was_typed_comes_back(
    town: PlanTown, plan: Plan, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)
    office, place = signed_in(town.officer), reverse("supervision:new-plan-task", args=[plan.pk])
    assert place in told(office.get(reverse("supervision:plan", args=[plan.pk])))
    assert office.get(place).status_code == 200
    typed = {"heading": "护河驿站", "text": "建设驿站。", "lead": town.water.name, "urgent": "yes", "reason": "办公会"}
    goal = {"goal_label": ["驿站", ""], "goal_value": ["两", ""], "goal_unit": ["piece", ""], "goal_due": ["", ""]}
    refused = office.post(place, {**typed, **goal})
    assert refused.status_code == 422
    for shown in (
        "“两”不是数",
        'value="护河驿站"',
        'value="两"',
        '<option value="piece" selected>',
        "checked> 特别紧急",
    ):
        assert shown in told(refused)
    assert office.post(place, {**typed, **goal, "goal_value": ["2", ""]}).status_code == 302
    row = PlanTask.objects.get(heading="护河驿站")
    assert (row.urgent, row.goals) == (True, [{"label": "驿站", "unit": "piece", "value": "2", "due": None}])
    same = reverse("supervision:plan-task", args=[plan.pk, row.pk])
    more = {"goal": "0", "goal_label": "长椅", "goal_value": "30", "goal_unit": "piece", "goal_due": "2026-10-01"}
    assert office.post(same, {**typed, **more, "do": "change"}).status_code == 302
    row.refresh_from_db()
    assert [one["label"] for one in row.goals] == ["驿站", "长椅"]


def test_a_task_is_added_by_the_interface(town: PlanTown, plan: Plan, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)
    goal = {"label": "驿站", "value": "2", "unit": "piece"}
    task = {"heading": "护河驿站", "text": "建设驿站。", "lead": town.water.pk, "reason": "办公会", "new_goals": [goal]}
    sent = signed_in(town.officer).patch(
        f"/api/supervision/plans/{plan.pk}", {"add": task}, content_type="application/json"
    )
    assert sent.status_code == 200, told(sent)
    assert sent.json()["tasks"][-1]["goals"] == ["驿站 2个"]
