"""Boards: counts by unit and plan, each along an index, and the trend of the months."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from lingxing.engines.parties.organs.queries_reform import organ_names_on
from lingxing.engines.supervision.domain.boards import DONE, LIGHTS, Counts, Month, Standing, added, by_month, months_to
from lingxing.engines.supervision.models import Item, Plan
from lingxing.engines.supervision.queries.choosing import Choice, chosen, chosen_apart
from lingxing.engines.supervision.queries.sight import Sight
from lingxing.engines.supervision.queries.standings import UNSETTLED, having

Parts = tuple["QuerySet[Item]", ...]
"""Matters in parts that have none in common."""
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
    parts = chosen_apart(choice, sight, on)
    units, plans = _counted(parts, "lead", on), _counted(parts, "plan", on)
    return Board(
        choice,
        added(units.values()),
        _by_unit(units, choice, on),
        _by_plan(plans, choice),
        _trend(parts, on),
        overdue(chosen(choice, sight, on), on),
    )


def _counted(parts: Parts, key: str, on: dt.date) -> dict[Any, Counts]:
    """Return the counts by unit or plan, each part in one walk along an index.

    What no day changes is counted as it stands in the row; days are compared only where a light shows the matter. The
    standing is asked for in what is counted, never in what is left out: else SQLite would take the index of lists.
    """
    found: dict[Any, Counter[Standing]] = {}
    lights = {f"n_{one.value}": Count("settled", filter=having(one, on)) for one in LIGHTS}
    counted = (rows.values_list(key, "settled").annotate(n=Count("*"), **lights) for rows in parts)
    for group, settled, number, *shown in chain.from_iterable(counted):
        numbers = zip(LIGHTS, shown, strict=True) if settled == UNSETTLED else [(Standing(settled), number)]
        found.setdefault(group, Counter()).update({one: count for one, count in numbers if count})
    return {group: Counts(numbers) for group, numbers in found.items()}


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


def _trend(parts: Parts, on: dt.date) -> tuple[MonthCounts, ...]:
    months = months_to(on, MONTHS)
    span = (months[0].first, months[-1].last)
    registered = by_month(_by_day(parts, "registered_on", span), months)
    due = by_month(_by_day(parts, "due_on", span), months)
    done: dict[str, Counter[dt.date]] = {standing.value: Counter() for standing in DONE}
    for rows in parts:
        ended = rows.filter(concluded_on__range=span).values_list("concluded_on", "settled").annotate(n=Count("*"))
        for day, settled, number in ended:
            done[settled][day] += number
    in_time, late = (by_month(done[standing.value], months) for standing in DONE)
    return tuple(MonthCounts(one, registered[one], due[one], in_time[one], late[one]) for one in months)


def _by_day(parts: Parts, day: str, span: tuple[dt.date, dt.date]) -> Mapping[dt.date, int]:
    found: Counter[dt.date] = Counter()
    for rows in parts:
        found.update(dict(rows.filter((f"{day}__range", span)).values_list(day).annotate(number=Count("*"))))
    return found
