"""Plans and drafts as they are confirmed: what was matched, what stands against it, what it became."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from uuid import UUID

from django.db.models import Count, Q

from lingxing.engines.cases.queries.course import states_of
from lingxing.engines.documents.queries.plans import PlanDocument, plan_documents
from lingxing.engines.parties.access_sealing import unseal_text
from lingxing.engines.parties.access_types import Account
from lingxing.engines.parties.organs.queries_reform import organ_names_on
from lingxing.engines.supervision.domain.drafts import MARKS, Doubt, DraftUnit, doubts
from lingxing.engines.supervision.domain.requirements import requirement, told_every, told_goal
from lingxing.engines.supervision.models import Plan, PlanTask, Source
from lingxing.engines.supervision.queries.packaged import added_tasks
from lingxing.engines.supervision.queries.sight import sight_of
from lingxing.kernel.errors import NotFound
from lingxing.kernel.exact import exact
from lingxing.language.plans import Goal

PERSON = "单位主要负责人"
"""Reading: 没有指明主要责任人的，以承办单位的主要负责人为第一责任人（第二条第（三）项）。"""


@dataclass(frozen=True, slots=True)
class ShownUnit:
    """A unit of a draft: as printed, and the organ that it is, none where nobody has said which."""

    role: str
    printed: str
    organ: int | None
    name: str

    @property
    def role_label(self) -> str:
        """Return the role in Chinese."""
        return "主办" if self.role == "lead" else "会办"


@dataclass(frozen=True, slots=True)
class ShownDraft:
    """A draft with everything that its row shows. `state` is that of the case it became, empty before."""

    row: PlanTask
    units: tuple[ShownUnit, ...]
    person: str
    doubts: tuple[Doubt, ...]
    state: str
    state_label: str

    @property
    def marks(self) -> list[str]:
        """Return what was changed, in words: what, by whom, why."""
        return [
            f"{MARKS.get(mark['kind'], mark['kind'])}（{'规则包' if mark['by'] == 'package' else '督查室'}）"
            + (f"：{mark['note']}" if mark["note"] else "")
            for mark in self.row.marks
        ]

    @property
    def every(self) -> str:
        """Return in Chinese how often progress is due; empty where it is done once."""
        return told_every(self.row.every)

    @property
    def goals(self) -> list[str]:
        """Return what has to be reached, in Chinese."""
        return [told_goal(goal) for goal in goals_of(self.row)]

    @property
    def source_label(self) -> str:
        """Return where it comes from, in Chinese."""
        return str(Source(self.row.source).label)


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A printed name that is no organ of the installation yet, and in how many tasks it stands."""

    printed: str
    tasks: int


@dataclass(frozen=True, slots=True)
class PlanPage:
    """A plan with its drafts in order, and what keeps it from being confirmed."""

    plan: Plan
    drafts: tuple[ShownDraft, ...]
    unmatched: tuple[Unmatched, ...]
    past: int
    """How many tasks have a deadline that has passed."""

    def count(self, *states: str) -> int:
        """Return how many drafts became cases in one of these states."""
        return sum(one.state in states for one in self.drafts if one.state)

    @property
    def kept(self) -> int:
        """Return how many drafts are not dropped."""
        return sum(not one.row.dropped for one in self.drafts)

    @property
    def doubtful(self) -> int:
        """Return how many drafts can't be confirmed yet."""
        return sum(bool(one.doubts) for one in self.drafts)

    @property
    def waiting(self) -> int:
        """Return how many drafts have not been proposed."""
        return sum(not one.state and not one.row.dropped for one in self.drafts)


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan in the list: how many tasks it has, and how many have become cases."""

    plan: Plan
    tasks: int
    proposed: int


def units_of(row: PlanTask) -> tuple[DraftUnit, ...]:
    """Return the units of a draft."""
    return tuple(DraftUnit(unit["role"], unit["printed"], unit["organ"]) for unit in row.units)


def units_to_json(units: Iterable[DraftUnit]) -> list[dict[str, object]]:
    """Return the units as `PlanTask.units` stores them."""
    return [{"role": unit.role, "printed": unit.printed, "organ": unit.organ} for unit in units]


def goals_of(row: PlanTask) -> tuple[Goal, ...]:
    """Return the goals of a draft."""
    return tuple(
        Goal(
            one["label"],
            one["unit"],
            exact(Fraction(one["value"])),
            dt.date.fromisoformat(one["due"]) if one["due"] else None,
        )
        for one in row.goals
    )


def goals_to_json(goals: Iterable[Goal]) -> list[dict[str, object]]:
    """Return the goals as `PlanTask.goals` stores them."""
    return [
        {"label": one.label, "unit": one.unit, "value": str(one.value), "due": one.due.isoformat() if one.due else None}
        for one in goals
    ]


def requirement_of(row: PlanTask) -> str:
    """Return what the unit is asked for once the draft is assigned."""
    return requirement(row.text, row.every, goals_of(row))


def doubts_of(row: PlanTask, on: dt.date) -> list[Doubt]:
    """Return what stands against a draft on the day."""
    return doubts(row.heading, requirement_of(row), row.due_on, units_of(row), on)


def person_context(task_id: int) -> str:
    """Return the context in which the name of who answers for a draft is sealed."""
    return f"supervision:draft:{task_id}:person"


def person_of(row: PlanTask) -> str:
    """Return who answers for a draft."""
    return unseal_text(row.person_sealed, person_context(row.pk)) if row.person_sealed else PERSON


def plan_page(plan_id: UUID, on: dt.date) -> PlanPage:
    """Return a plan as of the day; three queries. NotFound where there is none."""
    plan = Plan.objects.filter(pk=plan_id).first()
    if plan is None:
        raise NotFound("没有这个督查计划", where="督查计划", remedy="请从督查计划中打开")
    drafts = shown_drafts(list(PlanTask.objects.filter(plan=plan).order_by("position", "pk")), on)
    unknown: Counter[str] = Counter()
    for one in drafts:
        if not one.row.dropped and not one.row.case_id:
            unknown.update({unit.printed for unit in one.units if unit.organ is None})
    past = sum(_is_past(one.row, on) for one in drafts)
    return PlanPage(plan, drafts, tuple(Unmatched(*pair) for pair in unknown.most_common()), past)


def _is_past(row: PlanTask, on: dt.date) -> bool:
    return row.due_on is not None and row.due_on <= on and not row.dropped and row.case_id is None


def shown_drafts(rows: Sequence[PlanTask], on: dt.date) -> tuple[ShownDraft, ...]:
    """Return drafts as they are shown; two queries for any number."""
    organs = {unit.organ for row in rows for unit in units_of(row) if unit.organ is not None}
    names = organ_names_on(sorted(organs), on)
    states = states_of(row.case_id for row in rows if row.case_id)
    return tuple(_shown(row, names, states, on) for row in rows)


def _shown(row: PlanTask, names: Mapping[int, str], states: Mapping[UUID, tuple[str, str]], on: dt.date) -> ShownDraft:
    units = units_of(row)
    open_draft = not row.dropped and row.case_id is None
    state, label = states.get(row.case_id, ("", "")) if row.case_id else ("", "")
    return ShownDraft(
        row,
        tuple(ShownUnit(u.role, u.printed, u.organ, names.get(u.organ, "") if u.organ else "") for u in units),
        person_of(row),
        tuple(doubts_of(row, on)) if open_draft else (),
        state,
        label,
    )


def check_office_sight(account: Account, on: dt.date) -> None:
    """Raise NotFound for who sees no more than the matters of units: plans are the office's and those above it."""
    if not sight_of(account, on).every:
        raise NotFound("督查计划和交办由督查室、分管领导查看", where="督查", remedy="承办的事项请看“本单位督办”")


def plan_lines() -> list[PlanLine]:
    """Return the plans, the last one taken up first."""
    kept = Q(tasks__dropped=False)
    rows = Plan.objects.annotate(
        count=Count("tasks", filter=kept), proposed=Count("tasks", filter=kept & Q(tasks__case__isnull=False))
    )
    return [PlanLine(row, row.count, row.proposed) for row in rows.order_by("-opened_at", "title")]


def documents_to_take_up(city: str = "") -> list[PlanDocument]:
    """Return the documents that order tasks and have not been taken up, the newest first.

    Where no task was extracted, those that the document's package adds are counted.
    """
    added = added_tasks(city)
    taken = set(Plan.objects.values_list("document_key", flat=True))
    found = (one for one in plan_documents(city, added) if one.key not in taken)
    return [one if one.tasks else replace(one, tasks=added[one.key]) for one in found]
