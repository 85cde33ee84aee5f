"""The demo's plan under supervision: taken up, corrected, confirmed and assigned; some of it late, some done."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import yaml
from django.db import transaction

from lingxing.cli.demo.script import TOWN, Town, read_town, working_day_before
from lingxing.cli.demo.telling import demo_account
from lingxing.engines.cases.queries.calendar import calendar
from lingxing.engines.cases.queries.offered import procedure
from lingxing.engines.cases.services.acting import perform
from lingxing.engines.cases.services.commands import Acting, Command
from lingxing.engines.parties.access_types import Account, Duty
from lingxing.engines.parties.duties.queries import memberships
from lingxing.engines.parties.duties.services import Span, add_membership
from lingxing.engines.parties.organs.queries import organs_by_name
from lingxing.engines.supervision.domain.entering import Entered, read_value
from lingxing.engines.supervision.models import Plan, PlanTask
from lingxing.engines.supervision.queries.drafts import documents_to_take_up, units_of
from lingxing.engines.supervision.queries.indicators import indicator_of
from lingxing.engines.supervision.queries.sight import procedures
from lingxing.engines.supervision.services.assigning import approve, propose, register_and_assign
from lingxing.engines.supervision.services.editing import TaskChange, change_task, drop_tasks
from lingxing.engines.supervision.services.finding import find
from lingxing.engines.supervision.services.measuring import enter_value
from lingxing.engines.supervision.services.planning import confirm, take_up
from lingxing.kernel.actors import OPERATOR
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import LingxingError

FILE = TOWN / "plans" / "rivers.yaml"
_SINCE = dt.date(2017, 1, 1)
_HANDS = {"unit": "clerk", "office": "office", "leader": "head"}
"""The account that plays each role of the story."""


@dataclass(frozen=True, slots=True)
class _Office:
    """The town's office of supervision, and the day that all others are counted from."""

    town: Town
    package: str
    today: dt.date
    told: Mapping[str, Any]

    def day(self, count: int) -> dt.date:
        """Return the day so many working days from today, before it where negative."""
        if count > 0:
            return calendar().add_working_days(self.today, count)
        return working_day_before(calendar(), self.today, -count)

    def at(self, count: int, hour: int = 10) -> dt.datetime:
        """Return a moment of that day."""
        return dt.datetime.combine(self.day(count), dt.time(hour), SHANGHAI)

    def organ(self, role: str) -> int:
        """Return the organ that plays a role."""
        name = self.town.organ_for(procedure(self.package).roles[role].organ)
        return organs_by_name(self.town.city, [name])[name]


def fill_plan(now: dt.datetime) -> str:
    """Let, at the first run, the town's plan be supervised; return a line that says what was made."""
    package = next(iter(procedures()), None)
    if package is None:
        return "督查：没有督查的规则包"
    office = _Office(read_town(), package, now.astimezone(SHANGHAI).date(), yaml.safe_load(FILE.read_text("utf-8")))
    _appoint(office, now)
    if Plan.objects.exists():
        return "督查：已有演示计划"
    document = next((one for one in documents_to_take_up(office.town.city) if office.told["title"] in one.title), None)
    if document is None:
        return "督查：没有可以列入督查的文件"
    with transaction.atomic():
        cases = _assign(office, document.key)
        for heading, case in cases.items():
            _tell(office, case, office.told["tasks"][heading].get("then", ()))
        find(office.today, now)
        _measure(office, now)
    return f"督查：一份文件的 {len(cases)} 件演示事项"


def _appoint(office: _Office, now: dt.datetime) -> None:
    """Give the office's account its duty, and the account of units one in each unit that the story names."""
    _give(demo_account("office"), [office.organ("office")], now)
    wanted = office.told["unit_account_works_in"]
    _give(demo_account("unit"), list(organs_by_name(office.town.city, wanted).values()), now)


def _give(account: Account, organs: list[int], now: dt.datetime) -> None:
    held = {card.organ_id for card in memberships(account.pk, now.date()) if card.duty == Duty.CLERK}
    for organ in organs:
        if organ not in held:
            add_membership(account.pk, organ, Duty.CLERK, Span(_SINCE), OPERATOR, now)


def _assign(office: _Office, document: str) -> dict[str, UUID]:
    """Bring the tasks of the story from the document to their units; return the cases by the tasks' headings."""
    who, told = demo_account("office"), office.told
    plan = take_up(who, document, office.at(told["opened"]), office.package)
    rows = list(PlanTask.objects.filter(plan=plan))
    chosen: dict[str, PlanTask] = {}
    for row in rows:
        if row.heading in told["tasks"]:
            chosen.setdefault(row.heading, row)
    keys = [row.pk for row in chosen.values()]
    at = office.at(told["opened"], 11)
    drop_tasks(who, plan.pk, [row.pk for row in rows if row.pk not in keys], None, at, dropped=True)
    for heading, row in chosen.items():
        change_task(who, plan.pk, row.pk, _as_told(office, row, told["tasks"][heading]), None, at)
    _give(demo_account("clerk"), sorted(_leads(chosen.values())), at)
    confirm(who, plan.pk, None, office.at(told["confirmed"], 9))
    outcomes = propose(who, keys, office.at(told["confirmed"]))
    found = PlanTask.objects.filter(pk__in=keys).exclude(case=None)
    cases = {row.heading: row.case_id for row in found if row.case_id is not None}
    outcomes += approve(demo_account("head"), list(cases.values()), office.at(told["approved"], 11))
    outcomes += register_and_assign(who, list(cases.values()), office.at(told["assigned"]))
    for refusal in (one.refusal for one in outcomes if one.refusal):
        raise LingxingError(f"演示计划没有办成：{refusal}", where=told["title"], remedy="请核对演示的脚本")
    return cases


def _leads(rows: Iterable[PlanTask]) -> set[int]:
    return {unit.organ for row in rows for unit in units_of(row)[:1] if unit.organ is not None}


def _as_told(office: _Office, row: PlanTask, said: Mapping[str, Any]) -> TaskChange:
    """Return a task as the story has it: its joint units are those that are named, and no others."""
    joint = organs_by_name(office.town.city, said.get("joint", []))
    lead = units_of(row)[0].organ
    due = office.day(said["due"]) if "due" in said else None
    return TaskChange(row.heading, row.text, due, lead, tuple(joint.values()), major=said.get("major", False))


def _tell(office: _Office, case: UUID, steps: list[Mapping[str, Any]]) -> None:
    lead = units_of(PlanTask.objects.get(case=case))[0].organ
    for step in steps:
        who, role = demo_account(_HANDS[step["by"]]), step["by"]
        acting = Acting(who.actor, who.pk, role, lead if role == "unit" else office.organ(role))
        values = {name: _given(office, name, value, step["day"]) for name, value in step.get("values", {}).items()}
        perform(case, Command(step["act"], values, step.get("reason", "")), acting, office.at(step["day"], 14))


def _given(office: _Office, name: str, value: object, day: int) -> object:
    if value == "=today":
        return office.day(day).isoformat()
    return office.day(value).isoformat() if name == "correct_by" and isinstance(value, int) else value


def _measure(office: _Office, now: dt.datetime) -> None:
    """Enter invented values of an indicator, of the years that ended last; their source says so."""
    told = office.told["indicator"]
    indicator = indicator_of(told["package"], told["name"])
    for back, text in enumerate(reversed(told["values"]), 1):
        end = dt.date(office.today.year - back, 12, 31)
        entered = Entered(told["name"], indicator.area, end, read_value(text, indicator), told["source"])
        enter_value(demo_account("office"), told["package"], entered, now)
