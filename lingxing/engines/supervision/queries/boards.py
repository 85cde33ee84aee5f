"""Boards: counts by unit and plan in one walk along an index, and the trend of the months."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from operator import add
from uuid import UUID

from django.db.models import CharField, Count, ExpressionWrapper, F, QuerySet

from lingxing.engines.parties.organs.queries_reform import organ_names_on
from lingxing.engines.supervision.domain.boards import Counts, Month, Standing, added, by_month, months_to
from lingxing.engines.supervision.models import Item, Plan
from lingxing.engines.supervision.queries.choosing import Choice, chosen
from lingxing.engines.supervision.queries.sight import Sight
from lingxing.engines.supervision.queries.standings import counted, having

MONTHS = 12
MOST_LATE = 10


@dataclass(frozen=True, slots=True)
class Group:
    """The matters of one unit or plan; `choice` finds them, and `light` is the worst of what is open."""

    label: str
    counts: Counts
    choice: Choice


@dataclass(frozen=True, slots=True)
class MonthCounts:
    """What a month brought: registered, due, done in time, done late."""

    month: Month
    registered: int
    due: int
    in_time: int
    late: int


@dataclass(frozen=True, slots=True)
class Board:
    """A board. Every number on it is the length of the list that its choice gives."""

    choice: Choice
    counts: Counts
    by_unit: tuple[Group, ...]
    by_plan: tuple[Group, ...]
    trend: tuple[MonthCounts, ...]
    overdue: tuple[Item, ...]
    """The matters that are overdue, the longest first, at most 10."""


def board(asked: Choice, sight: Sight, on: dt.date) -> Board:
    """Return the board of what is asked for, as of the day; standing and month belong to lists and are left out."""
    choice = replace(asked, standing="", month=None, day="")
    rows = chosen(choice, sight, on)
    units, plans = _counted(rows, on)
    return Board(
        choice,
        added(units.values()),
        _by_unit(units, choice, on),
        _by_plan(plans, choice),
        _trend(rows, on),
        overdue(rows, on),
    )


def _counted(rows: "QuerySet[Item]", on: dt.date) -> tuple[Mapping[int | None, Counts], Mapping[UUID | None, Counts]]:
    """Return the counts by unit and by plan: one walk along an index, of thousands of groups, added up here.

    The key of a plan is taken as it is stored: making every one of them a UUID would take longer than counting.
    """
    key = ExpressionWrapper(F("plan"), output_field=CharField())
    nothing = [0] * len(Standing)
    units: dict[int | None, list[int]] = {}
    plans: dict[object, list[int]] = {}
    for lead, plan, *numbers in rows.values_list("lead", key).annotate(**counted(on)):
        units[lead] = list(map(add, units.get(lead, nothing), numbers))
        plans[plan] = list(map(add, plans.get(plan, nothing), numbers))
    by_plan = {UUID(str(plan)) if plan else None: _counts(numbers) for plan, numbers in plans.items()}
    return {lead: _counts(numbers) for lead, numbers in units.items()}, by_plan


def _counts(numbers: Iterable[int]) -> Counts:
    return Counts({one: number for one, number in zip(Standing, numbers, strict=True) if number})


def overdue(rows: "QuerySet[Item]", on: dt.date, most: int = MOST_LATE) -> tuple[Item, ...]:
    """Return those of the matters that are overdue, the longest first."""
    late = rows.filter(having(Standing.RED, on)).select_related("lead", "plan")
    return tuple(late.order_by("due_on", "number")[:most])


def _by_unit(found: Mapping[int | None, Counts], choice: Choice, on: dt.date) -> tuple[Group, ...]:
    names = organ_names_on([organ for organ in found if organ is not None], on)
    return _sorted(
        Group(
            names.get(organ, "（已不存在的单位）") if organ is not None else "（还没有承办单位）",
            counts,
            replace(choice, lead=organ, unassigned=organ is None),
        )
        for organ, counts in found.items()
    )


def _by_plan(found: Mapping[UUID | None, Counts], choice: Choice) -> tuple[Group, ...]:
    titles = dict(Plan.objects.filter(pk__in=[key for key in found if key]).values_list("pk", "title"))
    return _sorted(
        Group(
            titles.get(plan, "") if plan else "（不属于文件任务）",
            counts,
            replace(choice, plan=plan) if plan else replace(choice, alone=True),
        )
        for plan, counts in found.items()
    )


def _sorted(groups: Iterable[Group]) -> tuple[Group, ...]:
    """Return the groups, those with most overdue first, then those with most near their day."""
    return tuple(sorted(groups, key=lambda one: (-one.counts[Standing.RED], -one.counts[Standing.YELLOW], one.label)))


def _trend(rows: "QuerySet[Item]", on: dt.date) -> tuple[MonthCounts, ...]:
    months = months_to(on, MONTHS)
    span = (months[0].first, months[-1].last)
    registered = by_month(_by_day(rows, "registered_on", span), months)
    due = by_month(_by_day(rows, "due_on", span), months)
    ended = rows.filter(concluded_on__range=span).values_list("concluded_on")
    done = ended.annotate(
        n_in_time=Count("concluded_on", filter=having(Standing.IN_TIME, on)),
        n_late=Count("concluded_on", filter=having(Standing.LATE, on)),
    )
    days = [(day, in_time, late) for day, in_time, late in done if day]
    in_time = by_month({day: number for day, number, _ in days}, months)
    late = by_month({day: number for day, _, number in days}, months)
    return tuple(MonthCounts(one, registered[one], due[one], in_time[one], late[one]) for one in months)


def _by_day(rows: "QuerySet[Item]", day: str, span: tuple[dt.date, dt.date]) -> Mapping[dt.date, int]:
    found = rows.filter((f"{day}__range", span)).values_list(day).annotate(number=Count("*"))
    return dict(found)
