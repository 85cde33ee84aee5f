"""Bulletins: the figures of a period as they stand today, and what has been drawn up and released."""

import datetime as dt
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from lingxing.engines.parties.access_types import Account
from lingxing.engines.parties.organs.queries_reform import organ_names_on
from lingxing.engines.supervision.domain.boards import Standing, rounded
from lingxing.engines.supervision.domain.measuring import Verdict
from lingxing.engines.supervision.domain.snapshots import (
    IndicatorRow,
    MonthRow,
    OverdueRow,
    Period,
    PlanRow,
    ScoreRow,
    Snapshot,
    UnitRow,
)
from lingxing.engines.supervision.models import Bulletin, Item
from lingxing.engines.supervision.queries.boards import Board, board, overdue
from lingxing.engines.supervision.queries.choosing import Choice, chosen
from lingxing.engines.supervision.queries.indicators import MeasuredIndicator, followed_packages, measured
from lingxing.engines.supervision.queries.scores import definition_of, year_scores
from lingxing.engines.supervision.queries.sight import Sight, own_offices
from lingxing.engines.supervision.queries.standings import having
from lingxing.kernel.dates import format_date
from lingxing.kernel.errors import NotFound
from lingxing.kernel.exact import Exact

MOST_OVERDUE = 200
_EVERYTHING = Sight(every=True)


def snapshot_of(procedure: str, period: Period, on: dt.date) -> Snapshot:
    """Return the figures of the period, with standings as of the day."""
    found = board(Choice(), _EVERYTHING, on)
    rows = chosen(Choice(), _EVERYTHING, on)
    registered = rows.filter(registered_on__range=(period.first, period.last)).count()
    brought = _brought(rows, period, on)
    yearly = period.month is None
    return Snapshot(
        year=period.year,
        month=period.month,
        on=on.isoformat(),
        counts={one.value: number for one, number in found.counts.of.items()},
        registered=registered,
        due=sum(due for due, _, _ in brought.values()),
        in_time=sum(in_time for _, in_time, _ in brought.values()),
        late=sum(late for _, _, late in brought.values()),
        units=_units(found, brought),
        plans=tuple(_plan_rows(found)),
        trend=tuple(MonthRow(one.month.label, one.registered, one.due, one.in_time, one.late) for one in found.trend),
        overdue=tuple(_overdue_row(row, on) for row in overdue(rows, on, MOST_OVERDUE)),
        indicators=tuple(_indicator_row(one) for one in measured(followed_packages(), on)),
        scores=_scores(procedure, period.year, on) if yearly else (),
        scored_by=_scored_by(procedure, period.year) if yearly else "",
    )


def _brought(rows: "QuerySet[Item]", period: Period, on: dt.date) -> Mapping[int | None, tuple[int, int, int]]:
    """Return by unit what of the period was due, done in time and done late; one query."""
    span = (period.first, period.last)
    ended = Q(concluded_on__range=span)
    counted = (
        rows.filter(ended | Q(due_on__range=span))
        .values_list("lead")
        .annotate(
            n_due=Count("registered_on", filter=Q(due_on__range=span) & ~having(Standing.DROPPED, on)),
            n_in_time=Count("registered_on", filter=ended & having(Standing.IN_TIME, on)),
            n_late=Count("registered_on", filter=ended & having(Standing.LATE, on)),
        )
    )
    return {lead: (due, in_time, late) for lead, due, in_time, late in counted}


def _units(found: Board, brought: Mapping[int | None, tuple[int, int, int]]) -> tuple[UnitRow, ...]:
    rows = []
    for group in found.by_unit:
        due, in_time, late = brought.get(group.choice.lead, (0, 0, 0))
        counts = group.counts
        if counts.open or due or in_time or late:
            red, yellow = counts[Standing.RED], counts[Standing.YELLOW]
            rows.append(UnitRow(group.label, counts.open, red, yellow, due, in_time, late))
    return tuple(rows)


def _plan_rows(found: Board) -> Iterable[PlanRow]:
    for group in found.by_plan:
        if group.choice.plan is not None:
            counts = group.counts
            yield PlanRow(group.label, counts.all, counts.open, counts[Standing.RED], counts.done)


def _overdue_row(row: Item, on: dt.date) -> OverdueRow:
    due = row.due_on or on
    return OverdueRow(row.number, row.heading, row.lead.name if row.lead else "", format_date(due), (on - due).days)


def _indicator_row(one: MeasuredIndicator) -> IndicatorRow:
    shown, unit = one.shown, one.indicator.unit_label
    target = f"{shown.target.year}年{one.indicator.better.sign}{figure(shown.target.value)}{unit}"
    value = "—" if shown.value is None else f"{figure(shown.value)}{unit}"
    forecast = one.outlook.forecast if one.outlook else None
    told = "—"
    if forecast is not None and one.next is not None and shown.verdict is Verdict.NOT_YET:
        told = f"{one.next.year}年约{figure(forecast)}{unit}"
    return IndicatorRow(
        one.policy.instrument or one.policy.title, one.indicator.label, target, value, shown.verdict.label, told
    )


def figure(value: Exact) -> str:
    """Return the number as people read it: whole, or with two decimals at most."""
    return rounded(value, 2).rstrip("0").rstrip(".")


def _scores(procedure: str, year: int, on: dt.date) -> tuple[ScoreRow, ...]:
    if definition_of(procedure, year) is None:
        return ()
    found = year_scores(procedure, year, on)
    places = found.by.assessment.decimals
    return tuple(
        ScoreRow(
            str(score.place or "—"),
            found.names.get(score.unit, ""),
            score.matters,
            rounded(score.marks, places),
            score.grade,
        )
        for score in found.scores
    )


def _scored_by(procedure: str, year: int) -> str:
    held = definition_of(procedure, year)
    if held is None:
        return ""
    return f"“{held.assessment.label}”" + (f"（{format_date(held.own.set_at.date())}制定）" if held.own else "")


def bulletins_of(account: Account, on: dt.date) -> "QuerySet[Bulletin]":
    """Return the bulletins that the account may read, newest first: released ones, and drafts of its own office."""
    drafts = Q(released_at__isnull=True, organ__in=list(own_offices(account, on)))
    rows = Bulletin.objects.filter(Q(released_at__isnull=False) | drafts).select_related("organ")
    return rows.order_by("-year", "-month", "-drafted_at")


def bulletin_of(account: Account, key: UUID, on: dt.date) -> Bulletin:
    """Return a bulletin that the account may read. NotFound for others and none."""
    found = bulletins_of(account, on).filter(pk=key).first()
    if found is None:
        raise NotFound("没有这期简报，或还没有签发", where="简报", remedy="请从简报列表中选择")
    return found


def organ_name(organ: int, on: dt.date) -> str:
    """Return what the organ is called on the day."""
    return organ_names_on([organ], on).get(organ, "")
