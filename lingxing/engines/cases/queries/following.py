"""Cases and their acts in bulk, for an engine that keeps figures of them: no personal value is opened."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from lingxing.engines.cases.domain.clocks import due_of
from lingxing.engines.cases.domain.snapshots import run_from_json
from lingxing.engines.cases.domain.turns import yellow_on
from lingxing.engines.cases.models import Case, CaseClock, CaseEvent
from lingxing.engines.cases.queries.calendar import calendar


@dataclass(frozen=True, slots=True)
class FollowedAct:
    """An act that stands: when, in which role, for which organ, and what it gave in fields without personal data."""

    sequence: int
    act: str
    at: dt.datetime
    role: str
    organ_id: int | None
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class FollowedRun:
    """One run of a clock: its last day (None while it stands), the day on which it was stopped, and the first day on
    which a fifth of the time or less is left."""

    clock: str
    due: dt.date | None
    stopped: dt.date | None
    yellow: dt.date | None = None


@dataclass(frozen=True, slots=True)
class FollowedCase:
    """A case as it stands. `values` are its fields without personal data, as they are stored."""

    id: UUID
    package: str
    service: str
    number: str
    title: str
    state: str
    closed: bool
    settled: bool
    revision: int
    organ_id: int | None
    account_id: UUID | None
    opened_at: dt.datetime
    values: Mapping[str, object]
    acts: tuple[FollowedAct, ...]
    runs: tuple[FollowedRun, ...]


@dataclass(frozen=True, slots=True)
class ActsAfter:
    """The newest acts of some services: case and its revision then, up to which key they were read, and how many of
    all services were looked at. `settled` is the last key before `quiet`: nothing earlier can still be committed."""

    cases: Mapping[UUID, int]
    last: int
    settled: int
    looked_at: int


def followed_cases(ids: Iterable[UUID]) -> list[FollowedCase]:
    """Return the cases of these ids by number; three queries for any number."""
    cases = list(Case.objects.filter(pk__in=list(ids)).defer("sealed", "snapshot").order_by("number"))
    acts: dict[UUID, list[CaseEvent]] = {case.pk: [] for case in cases}
    for row in CaseEvent.objects.filter(case__in=cases).defer("sealed").order_by("case", "sequence"):
        acts[row.case_id].append(row)
    runs: dict[UUID, list[FollowedRun]] = {case.pk: [] for case in cases}
    days = calendar()
    for clock in CaseClock.objects.filter(case__in=cases).order_by("case", "name", "ordinal"):
        run = run_from_json(clock.run)
        due = due_of(run, days)
        runs[clock.case_id].append(FollowedRun(clock.name, due.day if due else None, run.stopped, yellow_on(run, days)))
    return [followed(case, acts[case.pk], runs[case.pk]) for case in cases]


def followed(case: Case, events: Iterable[CaseEvent], runs: Iterable[FollowedRun] = ()) -> FollowedCase:
    """Return a case with its events, in order; acts that were taken back and those that did so are left out."""
    rows = list(events)
    annulled = {row.annuls for row in rows if row.annuls}
    acts = tuple(
        FollowedAct(row.sequence, row.act, row.at, row.role, row.organ_id, row.plain.get("values", {}))
        for row in rows
        if row.annuls is None and row.sequence not in annulled
    )
    return FollowedCase(
        case.pk,
        case.package,
        case.service,
        case.number,
        case.title,
        case.state,
        case.closed,
        case.settled_at is not None,
        case.revision,
        case.organ_id,
        case.account_id,
        case.opened_at,
        case.plain,
        acts,
        tuple(runs),
    )


def acts_after(key: int, services: Collection[tuple[str, str]], quiet: dt.datetime, limit: int) -> ActsAfter:
    """Return which cases of the services (package, name) were acted in after the event of that key.

    `quiet` is a moment before which no transaction can be under way still.
    """
    rows = CaseEvent.objects.filter(pk__gt=key).order_by("pk")
    page = list(rows.values_list("pk", "case_id", "sequence", "at", "case__package", "case__service")[:limit])
    cases: dict[UUID, int] = {}
    settled = key
    still = True
    for place, case_id, sequence, at, package, service in page:
        if (package, service) in services:
            cases[case_id] = sequence
        still = still and at < quiet
        settled = place if still else settled
    return ActsAfter(cases, page[-1][0] if page else key, settled, len(page))
