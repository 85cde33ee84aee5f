"""Adding and correcting tasks of a plan before they are proposed: wording, units, deadlines, goals, merging, splitting,
dropping. What a person adds or changes in a task stands in the ledger, as it was and as it is."""

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Max

from lingxing.engines.cases.services.transactions import write_transaction
from lingxing.engines.ledger.services import record
from lingxing.engines.parties.access_sealing import seal_text
from lingxing.engines.parties.access_types import Account
from lingxing.engines.parties.organs.queries import organs_by_name
from lingxing.engines.parties.organs.services_adding import NewOrgan, add_organ
from lingxing.engines.supervision.domain.drafts import DraftUnit, heading_of, in_order, matched
from lingxing.engines.supervision.domain.requirements import EVERY
from lingxing.engines.supervision.models import Plan, PlanTask, Source
from lingxing.engines.supervision.queries.drafts import PERSON, goals_to_json, person_context, units_of, units_to_json
from lingxing.engines.supervision.queries.sight import office_of
from lingxing.engines.supervision.services.planning import changed, locked_plan, stream_of, told_task
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import LingxingError, NotFound
from lingxing.language.plans import Goal

_LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class TaskChange:
    """A task as a person wants it. `lead` and `joint` are ids of organs."""

    heading: str
    text: str
    due_on: dt.date | None
    lead: int | None
    joint: tuple[int, ...] = ()
    split: bool = False
    urgent: bool = False
    major: bool = False
    person: str = ""
    every: str | None = None
    """How often progress is due, a key of EVERY or empty; None leaves it as it is."""
    goals: tuple[int, ...] | None = None
    """The places, from 0, of the goals that stay; None leaves all."""
    new_goals: tuple[Goal, ...] = ()
    """Goals that come to them."""
    reason: str = ""
    """Why; a plan that has been confirmed is not changed without."""


@write_transaction()
def change_task(
    account: Account, plan_id: UUID, task_id: int, change: TaskChange, revision: int | None, at: dt.datetime
) -> PlanTask:
    """Write a task of a plan as a person wants it and return it, with a mark of what differs from before.

    LingxingError without a reason where the plan has been confirmed.
    """
    plan = locked_plan(account, plan_id, revision, at)
    row = _open_task(plan, task_id)
    reason = _reason(change)
    _check_words(change, row.due_on, at)
    if plan.confirmed_at is not None and not reason:
        raise LingxingError(
            "计划已经确认，没有写改动的理由", where=row.heading, remedy="请写明为什么改；改后须重新确认"
        )
    kinds, before = _differences(row, change), told_task(row)
    write_change(row, change)
    _mark(row, kinds, account, reason)
    row.save()
    changed(plan)
    if kinds:
        _record(plan, row, "change_task", account, reason, at, was=before)
    return row


@write_transaction()
def add_task(account: Account, plan_id: UUID, change: TaskChange, revision: int | None, at: dt.datetime) -> PlanTask:
    """Add a task that the document's extraction does not have, after all others, and return it.

    `change.reason` names the paper or says why. As with every change a plan is confirmed anew afterwards.
    """
    plan = locked_plan(account, plan_id, revision, at)
    reason = _reason(change)
    if not reason:
        raise LingxingError("没有写依据", where="添加任务", remedy="请写明这项任务的出处，或者为什么要加")
    _check_words(change, None, at)
    last = PlanTask.objects.filter(plan=plan).aggregate(last=Max("position"))["last"]
    office = office_of(account, plan.procedure, at.astimezone(SHANGHAI).date())
    row = PlanTask(plan=plan, organ_id=office, position=(last or 0) + 1, source=Source.DOCUMENT)
    row.origin = f"{plan.title}{f'（{plan.number}）' if plan.number else ''}"[:300]
    row.save()
    write_change(row, change)
    _mark(row, ["added"], account, reason)
    row.save()
    changed(plan)
    _record(plan, row, "add_task", account, reason, at)
    return row


def _reason(change: TaskChange) -> str:
    """Return the reason of a change. LingxingError for one that is too long and for a period that is none."""
    if change.every and change.every not in EVERY:
        raise LingxingError("没有这种报告周期", where=change.every[:20], remedy=f"可以是 {'、'.join(EVERY)}，或留空")
    reason = change.reason.strip()
    if len(reason) > _LONGEST_REASON:
        raise LingxingError(f"理由超过{_LONGEST_REASON}字", where="理由", remedy="请精简")
    return reason


def _check_words(change: TaskChange, due_before: dt.date | None, at: dt.datetime) -> None:
    """Refuse a task without a heading, and a deadline that somebody sets on a day that is not to come."""
    if not change.heading.strip():
        raise LingxingError("没有写事项名称", where="督查事项", remedy="请写明要办成什么，不超过200字")
    if change.due_on and change.due_on != due_before and change.due_on <= at.astimezone(SHANGHAI).date():
        told = f"{change.due_on:%Y-%m-%d}不在今天以后"
        raise LingxingError(told, where="时限", remedy="请改填今天以后的日期，或者留空，按30个工作日办理")


def _record(
    plan: Plan,
    row: PlanTask,
    act: str,
    account: Account,
    reason: str,
    at: dt.datetime,
    was: Mapping[str, object] | None = None,
) -> None:
    """Write into the plan's stream what was added or changed, and the digest of the reason."""
    now = told_task(row)
    told: dict[str, object] = {"task": row.pk, "is": now}
    if was is not None:
        other = [name for name in now if now[name] != was[name]]
        told |= {"was": {name: was[name] for name in other}, "is": {name: now[name] for name in other}}
    if reason:
        told["reason"] = hashlib.sha256(reason.encode()).hexdigest()
    record(stream_of(plan.pk), act, account.actor, told, at, article="第六条第（一）项")


def write_change(row: PlanTask, change: TaskChange) -> None:
    """Lay a change over a draft, without saving it; the draft has its key."""
    row.heading, row.text = change.heading.strip()[:200], change.text.strip()
    row.due_on, row.split = change.due_on, change.split
    row.urgent, row.major = change.urgent, change.major
    row.every = row.every if change.every is None else change.every
    row.goals = _wanted_goals(row, change)
    printed = {unit.organ: unit.printed for unit in units_of(row) if unit.organ is not None}
    wanted = ([("lead", change.lead)] if change.lead else []) + [("joint", organ) for organ in change.joint]
    row.units = units_to_json(DraftUnit(role, printed.get(organ, ""), organ) for role, organ in wanted)
    person = change.person.strip()[:100]
    row.person_sealed = seal_text(person, person_context(row.pk)) if person and person != PERSON else ""


def _wanted_goals(row: PlanTask, change: TaskChange) -> list[dict[str, object]]:
    kept = [one for place, one in enumerate(row.goals) if change.goals is None or place in change.goals]
    return [*kept, *goals_to_json(change.new_goals)]


@write_transaction()
def match_units(
    account: Account, plan_id: UUID, chosen: Mapping[str, Sequence[str]], revision: int | None, at: dt.datetime
) -> int:
    """Say which organs printed names stand for, in every task of the plan, and return how many tasks changed.

    `chosen` gives for a printed name the names of organs, "-" for none at all (the unit is taken away), and names
    beginning with "+" for organs that are to be entered in the register. LingxingError for a name that is unknown.
    """
    plan = locked_plan(account, plan_id, revision, at)
    organs = {printed: _organs(plan, names, account, at) for printed, names in chosen.items() if names}
    touched = 0
    for row in PlanTask.objects.filter(plan=plan, case=None):
        units = before = units_of(row)
        for printed, found in organs.items():
            units = in_order(matched(units, printed, found))
        if units != before:
            row.units = units_to_json(units)
            _mark(row, ["units"], account)
            row.save(update_fields=["units", "marks"])
            touched += 1
    changed(plan)
    return touched


def _organs(plan: Plan, names: Sequence[str], account: Account, at: dt.datetime) -> list[int]:
    if [name.strip() for name in names] == ["-"]:
        return []
    found: list[int] = []
    for name in dict.fromkeys(name.strip() for name in names if name.strip()):
        known = organs_by_name(plan.city, [name.removeprefix("+")])
        if known:
            found += known.values()
        elif name.startswith("+"):
            found.append(add_organ(NewOrgan(plan.city, name.removeprefix("+")), account.actor, at))
        else:
            remedy = "请从名录中选择；名录里没有的，在名称前加“+”登记为新机构"
            raise LingxingError("机构名录中没有这个单位", where=name, remedy=remedy)
    return list(dict.fromkeys(found))


@write_transaction()
def merge_tasks(
    account: Account, plan_id: UUID, task_ids: Sequence[int], revision: int | None, at: dt.datetime
) -> PlanTask:
    """Make the tasks one: the words, units and goals of all, the last deadline, the most frequent reports.

    The first one stays; return it.
    """
    plan = locked_plan(account, plan_id, revision, at)
    rows = [_open_task(plan, key) for key in dict.fromkeys(task_ids)]
    if len(rows) < 2:
        raise LingxingError("合并要选两项以上任务", where=plan.title, remedy="请勾选要合并的任务")
    rows.sort(key=lambda row: (row.position, row.pk))
    first = rows[0]
    first.text = "\n".join(row.text for row in rows)
    first.sources = list(dict.fromkeys(source for row in rows for source in row.sources))
    first.due_on = max((row.due_on for row in rows if row.due_on), default=None)
    first.every = next((every for every in EVERY if every in {row.every for row in rows}), "")
    first.goals = [goal for row in rows for goal in row.goals]
    first.due_text = "；".join(dict.fromkeys(row.due_text for row in rows if row.due_text))
    units = [*units_of(first)]
    for row in rows[1:]:
        units += [DraftUnit("joint", unit.printed, unit.organ) for unit in units_of(row)]
    known: dict[object, DraftUnit] = {}
    for unit in units:
        known.setdefault(unit.organ or unit.printed, unit)
    first.units = units_to_json(in_order(tuple(known.values())))
    _mark(first, ["merged"], account)
    first.save()
    PlanTask.objects.filter(pk__in=[row.pk for row in rows[1:]]).delete()
    changed(plan)
    return first


@write_transaction()
def split_task(
    account: Account, plan_id: UUID, task_id: int, texts: Sequence[str], revision: int | None, at: dt.datetime
) -> list[PlanTask]:
    """Make several tasks of one, with these words; all else is as in the whole. Return them in order."""
    plan = locked_plan(account, plan_id, revision, at)
    row = _open_task(plan, task_id)
    parts = [text.strip() for text in texts if text.strip()]
    if len(parts) < 2:
        raise LingxingError("拆分要写两段以上", where=row.heading, remedy="每段写一项任务，段与段之间空一行")
    PlanTask.objects.filter(plan=plan, position__gt=row.position).update(position=F("position") + len(parts) - 1)
    made = []
    for place, text in enumerate(parts):
        part = PlanTask.objects.get(pk=row.pk)
        if place:
            part.pk, part._state.adding = None, True
            part.person_sealed = ""
        part.position, part.text, part.heading = row.position + place, text, heading_of(text)
        _mark(part, ["split"], account)
        part.save()
        made.append(part)
    changed(plan)
    return made


@write_transaction()
def drop_tasks(
    account: Account, plan_id: UUID, task_ids: Sequence[int], revision: int | None, at: dt.datetime, *, dropped: bool
) -> int:
    """Leave tasks out of supervision, or take them in again; return how many."""
    plan = locked_plan(account, plan_id, revision, at)
    rows = [_open_task(plan, key) for key in dict.fromkeys(task_ids)]
    for row in rows:
        row.dropped = dropped
        _mark(row, ["dropped" if dropped else "restored"], account)
        row.save(update_fields=["dropped", "marks"])
    changed(plan)
    return len(rows)


@write_transaction()
def set_past_deadlines(
    account: Account, plan_id: UUID, day: dt.date | None, revision: int | None, on: dt.date, at: dt.datetime
) -> int:
    """Give every task whose deadline has passed by `on` another one, or none (30 working days, art. 7).

    Its goals that were due by then are due with it.
    """
    plan = locked_plan(account, plan_id, revision, at)
    if day is not None and day <= on:
        raise LingxingError("新的时限要在今天以后", where="时限", remedy="请改填，或者留空")
    rows = list(PlanTask.objects.filter(plan=plan, case=None, dropped=False, due_on__lte=on))
    for row in rows:
        row.due_on = day
        row.goals = [_set_anew(goal, day, on) for goal in row.goals]
        _mark(row, ["due"], account)
        row.save(update_fields=["due_on", "goals", "marks"])
    changed(plan)
    return len(rows)


def _set_anew(goal: Mapping[str, str | None], day: dt.date | None, on: dt.date) -> dict[str, str | None]:
    passed = goal["due"] is not None and dt.date.fromisoformat(goal["due"]) <= on
    return {**goal, "due": day.isoformat() if day else None} if passed else dict(goal)


def _open_task(plan: Plan, task_id: int) -> PlanTask:
    row = PlanTask.objects.filter(plan=plan, pk=task_id).first()
    if row is None:
        raise NotFound("没有这项任务，或已经合并", where=plan.title, remedy="请刷新页面")
    if row.case_id is not None:
        raise LingxingError("已经提出督查，不能再改", where=row.heading, remedy="请在督查事项中退回修改")
    return row


def _differences(row: PlanTask, change: TaskChange) -> list[str]:
    leads = [(unit.role, unit.organ) for unit in units_of(row)]
    wanted = ([("lead", change.lead)] if change.lead else []) + [("joint", organ) for organ in change.joint]
    told = {
        "text": (row.heading, row.text) != (change.heading.strip(), change.text.strip()),
        "units": leads != wanted,
        "due": row.due_on != change.due_on,
        "every": change.every is not None and row.every != change.every,
        "goals": row.goals != _wanted_goals(row, change),
    }
    return [kind for kind, is_so in told.items() if is_so]


def _mark(row: PlanTask, kinds: Sequence[str], account: Account, note: str = "") -> None:
    kept = [mark for mark in row.marks if mark["by"] == "package" or mark["kind"] not in kinds]
    row.marks = [*kept, *({"kind": kind, "by": account.actor.id, "note": note} for kind in kinds)]
