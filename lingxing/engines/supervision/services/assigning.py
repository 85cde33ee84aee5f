"""From drafts to assigned matters: proposed by the office, approved by a deputy, registered and assigned (art. 6(1)).

Each matter goes on its own: what one refuses stops none of the others, and is told.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from lingxing.engines.cases.queries.bindings import bound_organs
from lingxing.engines.cases.queries.capacities import acting_for
from lingxing.engines.cases.queries.course import course_of
from lingxing.engines.cases.queries.offered import service
from lingxing.engines.cases.queries.seen import seen_case
from lingxing.engines.cases.services.acting import perform
from lingxing.engines.cases.services.commands import Acting, Command
from lingxing.engines.cases.services.followers import Changed, tell_followers
from lingxing.engines.cases.services.results import Refused
from lingxing.engines.cases.services.starting import start_case
from lingxing.engines.cases.services.transactions import write_transaction
from lingxing.engines.parties.access_types import Account
from lingxing.engines.parties.organs.queries_reform import organ_names_on
from lingxing.engines.supervision.domain.drafts import task_number
from lingxing.engines.supervision.domain.mirror import ASSIST, ITEM
from lingxing.engines.supervision.domain.requirements import on_one_line
from lingxing.engines.supervision.domain.sources import filed_under
from lingxing.engines.supervision.models import PlanTask
from lingxing.engines.supervision.queries.drafts import PERSON, doubts_of, person_of, requirement_of, units_of
from lingxing.engines.supervision.queries.sight import office_of, own_offices
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.errors import LingxingError, NotAllowed

MOST = 500
OFFICE, DEPUTY = "office", "deputy"
_ASSIGN = ("assign", "assign_monthly")
_LONGEST_JOINT, _LONGEST_PART = 500, 500


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one matter: its number, or in Chinese why it was refused."""

    heading: str
    number: str
    refusal: str = ""

    @property
    def done(self) -> bool:
        """Return whether it was done."""
        return not self.refusal


def propose(account: Account, task_ids: Sequence[int], at: dt.datetime) -> list[Outcome]:
    """Propose drafts as matters, in the order given. Tasks of a plan only once it has been confirmed.

    NotAllowed for who does not act for the office.
    """
    rows = _drafts(task_ids)
    return [_tried(row.heading, partial(_propose, account, row, at)) for row in rows]


def propose_together(account: Account, task_ids: Sequence[int], at: dt.datetime) -> list[Outcome]:
    """Propose drafts as matters, all or none: the first refusal is raised."""
    with write_transaction():
        return [Outcome(row.heading, _propose(account, row, at)) for row in _drafts(task_ids)]


def _drafts(task_ids: Sequence[int]) -> list[PlanTask]:
    if len(set(task_ids)) > MOST:
        raise LingxingError(f"一次最多办理 {MOST} 件", where="督查事项", remedy="请分批办理")
    rows = PlanTask.objects.select_related("plan").filter(pk__in=set(task_ids), case=None, dropped=False)
    return list(rows.order_by("plan", "position", "pk"))


def approve(account: Account, case_ids: Sequence[UUID], at: dt.datetime) -> list[Outcome]:
    """Approve proposed matters as the deputy in charge, and return what came of each."""
    return _each(case_ids, partial(_approve, account, at))


def register_and_assign(
    account: Account, case_ids: Sequence[UUID], at: dt.datetime, tracker: str = ""
) -> list[Outcome]:
    """Register approved matters and assign each to its unit and, as cases of their own, to the joint units.

    Whoever follows an urgent matter is `tracker` (art. 6(2)). Notices are issued with it, in the same transaction.
    """
    return _each(case_ids, partial(_assign, account, tracker.strip(), at))


def _each(case_ids: Sequence[UUID], act: Callable[[UUID], str]) -> list[Outcome]:
    wanted = list(dict.fromkeys(case_ids))
    if len(wanted) > MOST:
        raise LingxingError(f"一次最多办理 {MOST} 件", where="督查事项", remedy="请分批办理")
    headings = {row.case_id: row.heading for row in PlanTask.objects.filter(case__in=wanted)}
    return [_tried(headings.get(key, ""), partial(act, key)) for key in wanted]


def _tried(heading: str, act: Callable[[], str]) -> Outcome:
    try:
        with write_transaction():
            return Outcome(heading, act())
    except LingxingError as refused:
        return Outcome(heading, "", str(refused))


def _propose(account: Account, row: PlanTask, at: dt.datetime) -> str:
    day = at.astimezone(SHANGHAI).date()
    package = _package(account, row, day)
    if row.plan is not None and row.plan.confirmed_at is None:
        raise LingxingError("计划还没有确认，或确认后又改过", where=row.plan.title, remedy="请核对后确认")
    told = doubts_of(row, day)
    if told:
        raise LingxingError("；".join(one.told for one in told), where=row.heading, remedy="请改正后再提出")
    who = capacity(acting_for(account, service(package, ITEM), day), OFFICE)
    command = Command("propose", _values(row, package, day))
    sections = bound_organs(package, ITEM).roles.get("section", ())
    chosen = next(iter(sections), None)
    made = start_case(package, ITEM, command, who, at, organ_id=chosen, key=f"draft:{row.pk}")
    row.case_id = made.case.pk
    row.save(update_fields=["case"])
    number: str = made.case.number
    return number


def _package(account: Account, row: PlanTask, day: dt.date) -> str:
    if row.plan is not None:
        office_of(account, row.plan.procedure, day)
        return row.plan.procedure
    package = own_offices(account, day).get(row.organ_id)
    if package is None:
        raise NotAllowed("只有督查室能办理", where=row.heading, remedy="请用录入这一件的督查室的账号登录")
    return package


def _values(row: PlanTask, package: str, day: dt.date) -> dict[str, object]:
    units = units_of(row)
    joint = [unit.organ for unit in units if unit.role == "joint" and unit.organ is not None]
    handling = "single" if not joint else "split" if row.split else "joint"
    declared = service(package, ITEM).fields.get("source")
    choices = declared.choices if declared else {}
    values: dict[str, object] = {
        "heading": row.heading,
        "source": filed_under(row.source, choices),
        "origin_document": f"{row.origin}{row.place}"[:200],
        "plan_task": task_number(row.place)[:200] if row.plan_id else "",
        "requirement": requirement_of(row),
        "unit": units[0].organ,
        "main_person": person_of(row),
        "handling": handling,
        "urgent": row.urgent,
        "major": row.major,
    }
    if row.due_on is not None:
        values["due"] = row.due_on.isoformat()
    if joint:
        values["joint_units"] = _named(list(organ_names_on(joint, day).values()))
    return {name: value for name, value in values.items() if value != ""}


def _named(names: Sequence[str]) -> str:
    """Return the names in a row, cut where the field holds no more of them."""
    kept = list(names)
    while kept and len(told := f"{'、'.join(kept)}{'' if len(kept) == len(names) else f'等{len(names)}个单位'}") > 0:
        if len(told) <= _LONGEST_JOINT:
            return told
        kept.pop()
    return f"{len(names)}个单位"


def acting_in(account: Account, case_id: UUID, role: str, at: dt.datetime) -> tuple[Acting, str]:
    """Return the capacity in which the account plays the role in a case, and the case's package.

    NotFound where it must not know of the case, NotAllowed where it does not play that role there.
    """
    day = at.astimezone(SHANGHAI).date()
    case = seen_case(account, case_id, day).case
    return capacity(acting_for(account, case, day), role), case.package


def capacity(capacities: Iterable[Acting], role: str) -> Acting:
    """Return the capacity of that role, one's own before those one stands in for. NotAllowed where there is none."""
    found = sorted((one for one in capacities if one.role == role), key=lambda one: bool(one.standing_in_for))
    if not found:
        raise NotAllowed("您没有这项职责", where="督查", remedy="请由有这项职责的人员办理，或联系管理员登记")
    return found[0]


def _approve(account: Account, at: dt.datetime, case_id: UUID) -> str:
    who, _ = acting_in(account, case_id, DEPUTY, at)
    number: str = perform(case_id, Command("approve"), who, at).case.number
    return number


def _assign(account: Account, tracker: str, at: dt.datetime, case_id: UUID) -> str:
    day = at.astimezone(SHANGHAI).date()
    who, package = acting_in(account, case_id, OFFICE, at)
    course = course_of(case_id, day)
    row = PlanTask.objects.filter(case=case_id).first()
    changed: list[Changed] = []
    if course.state == "approved":
        kept = ("unit", "main_person", "handling", "joint_units")
        given = {name: course.values[name] for name in kept if name in course.values}
        perform(case_id, Command("register", given), who, at, changed=changed)
    values = {"tracker": tracker} if tracker and course.values.get("urgent") else {}
    _assigned(case_id, who, values, at, changed)
    if row is not None:
        _assist(package, course.id, row, who, at, changed)
    tell_followers(changed)
    return course.number


def _assigned(
    case_id: UUID, who: Acting, values: Mapping[str, object], at: dt.datetime, changed: list[Changed]
) -> None:
    """Assign by the act that the matter's term asks for: of those that assign, the first that is possible."""
    refusals: list[Refused] = []
    for act in _ASSIGN:
        try:
            perform(case_id, Command(act, values), who, at, changed=changed)
        except Refused as refused:
            refusals.append(refused)
        else:
            return
    raise min(refusals, key=lambda refused: len(refused.items))


def _assist(package: str, case_id: UUID, row: PlanTask, who: Acting, at: dt.datetime, changed: list[Changed]) -> None:
    """Open a case for each joint unit; its answer is due with the matter."""
    course = course_of(case_id, at.astimezone(SHANGHAI).date())
    due = course.clocks["finish"].due
    for unit in units_of(row):
        if unit.role != "joint" or unit.organ is None or due is None:
            continue
        values = {
            "item": str(case_id),
            "part": on_one_line(requirement_of(row), _LONGEST_PART),
            "unit": unit.organ,
            "main_person": PERSON,
            "due": due.isoformat(),
        }
        key = f"joint:{row.pk}:{unit.organ}"
        start_case(package, ASSIST, Command("assign", values), who, at, key=key, changed=changed)
