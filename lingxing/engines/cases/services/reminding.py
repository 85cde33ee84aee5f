"""Letting clocks go off that are due: their reminders many at a time, what runs out one case at a time.

Cases are locked before their clocks, as every act does, and those that somebody else holds are left for the next round:
the sweep waits for nobody and keeps nobody waiting.
"""

import datetime as dt
import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet

from lingxing.engines.cases.domain.acting import BY_SYSTEM
from lingxing.engines.cases.domain.clocks import ClockRun, due_of
from lingxing.engines.cases.domain.firing import EXPIRES, Point, due_points, next_point, points, told_points
from lingxing.engines.cases.domain.snapshots import run_from_json
from lingxing.engines.cases.domain.state import Command
from lingxing.engines.cases.models import Case, CaseClock, Firing
from lingxing.engines.cases.queries.offered import service
from lingxing.engines.cases.services.acting import perform
from lingxing.engines.cases.services.recipients import Recipients
from lingxing.engines.cases.services.telling import News, tell_applicant, tell_many
from lingxing.kernel.calendars import WorkCalendar
from lingxing.kernel.dates import format_date
from lingxing.kernel.errors import LingxingError
from lingxing.language.procedures.definitions import APPLICANT, Clock

CHUNK = 100
_PUT_OFF = dt.timedelta(minutes=10)
_UNKNOWN_AGAIN = dt.timedelta(hours=1)
_log = logging.getLogger("lingxing.cases.sweep")


@dataclass(slots=True)
class Fired:
    """What a round did: reminders and escalations that went off, terms that ran out, clocks put off by a fault."""

    rungs: int = 0
    expired: int = 0
    put_off: int = 0


@dataclass(slots=True)
class _Look:
    """A clock that is due, with what follows from its run."""

    clock: CaseClock
    case: Case
    definition: Clock
    run: ClockRun
    ahead: tuple[Point, ...]
    fired: set[str]
    due: tuple[Point, ...] = field(default=())


def fire(clock_ids: Sequence[int], at: dt.datetime, calendar: WorkCalendar) -> Fired:
    """Let these clocks go off as far as they are due at `at`; each rung once, however often and by whomever this runs.

    A clock whose procedure or case is at fault is put off for ten minutes and logged; the others go on.
    """
    fired, recipients = Fired(), Recipients(at)
    for start in range(0, len(clock_ids), CHUNK):
        chunk = clock_ids[start : start + CHUNK]
        try:
            fired.rungs += _remind(chunk, at, calendar, recipients)
        except Exception:  # one clock at fault must not keep the others from going off
            _log.exception("a chunk of clocks could not go off together")
            for clock_id in chunk:
                _one(clock_id, fired, at, calendar, recipients)
        # What still has to be looked at has run out, or somebody holds its case: then the next round gets it.
        left = CaseClock.objects.filter(pk__in=chunk, next_at__lte=at).order_by("next_at", "pk")
        for clock_id in list(left.values_list("pk", flat=True)):
            _run_out(clock_id, fired, at, calendar)
    return fired


def _one(clock_id: int, fired: Fired, at: dt.datetime, calendar: WorkCalendar, recipients: Recipients) -> None:
    try:
        fired.rungs += _remind([clock_id], at, calendar, recipients)
    except Exception:  # whatever it is, it is this clock's
        _put_off(clock_id, fired, at)


@transaction.atomic
def _remind(clock_ids: Sequence[int], at: dt.datetime, calendar: WorkCalendar, recipients: Recipients) -> int:
    """Record the rungs that are due, tell people, and write when to look next; return how many rungs."""
    looks = list(_looks(clock_ids, at, calendar))
    firings = [Firing(clock=look.clock, rung=point.key, at=at) for look in looks for point in look.due if point.rung]
    Firing.objects.bulk_create(firings)
    told: list[tuple[UUID, News]] = []
    recipients.know(look.case for look in looks)
    for look in looks:
        for point in told_points(look.due):
            told += _news(look, point, calendar, recipients, at)
        look.clock.next_at = next_point(look.ahead, look.fired | {point.key for point in look.due if point.rung})
    tell_many(told, at)
    CaseClock.objects.bulk_update([look.clock for look in looks], ["next_at"])
    return len(firings)


def _looks(clock_ids: Sequence[int], at: dt.datetime, calendar: WorkCalendar) -> Iterator[_Look]:
    """Yield the clocks that are still due, their cases locked."""
    wanted = CaseClock.objects.filter(pk__in=clock_ids, next_at__lte=at)
    cases = {case.pk: case for case in locked_cases(wanted.values_list("case_id", flat=True))}
    clocks = list(wanted.filter(case__in=cases).order_by("pk"))
    fired: dict[int, set[str]] = {clock.pk: set() for clock in clocks}
    for clock_id, rung in Firing.objects.filter(clock__in=clocks).values_list("clock_id", "rung"):
        fired[clock_id].add(rung)
    for clock in clocks:
        case = cases[clock.case_id]
        definition = definition_of(case, clock.name)
        if definition is None:
            _log.warning("a clock's package is missing or declares it no more", extra={"clock": clock.pk})
            CaseClock.objects.filter(pk=clock.pk).update(next_at=at + _UNKNOWN_AGAIN)
            continue
        run = run_from_json(clock.run)
        ahead = points(definition, run, calendar, started_at(clock))
        due = due_points(ahead, fired[clock.pk], at)
        yield _Look(clock, case, definition, run, ahead, fired[clock.pk], due)


def locked_cases(case_ids: Iterable[UUID]) -> "QuerySet[Case]":
    """Return the cases, locked until the transaction ends; those that others hold are left out."""
    skip = connection.features.has_select_for_update_skip_locked
    found = Case.objects.select_for_update(of=("self",), skip_locked=skip).defer("sealed", "plain")
    return found.filter(pk__in=set(case_ids)).order_by("pk")


def definition_of(case: Case, name: str) -> Clock | None:
    """Return what the package says of a clock now; None where it does not load, or says nothing any more."""
    try:
        return service(case.package, case.service).clocks.get(name)
    except LingxingError:
        return None


def started_at(clock: CaseClock) -> dt.datetime | None:
    """Return the instant at which a run began, where it is kept: terms in hours run from it."""
    text = clock.run.get("started_at")
    return dt.datetime.fromisoformat(text) if text else None


def _news(
    look: _Look, point: Point, calendar: WorkCalendar, recipients: Recipients, at: dt.datetime
) -> list[tuple[UUID, News]]:
    rung = point.rung
    if rung is None:
        return []
    due = due_of(look.run, calendar)
    last = f"，最后一天是{format_date(due.day)}{'（暂定）' if due.provisional else ''}" if due else ""
    declared = service(look.case.package, look.case.service)
    text = f"{declared.label} {look.case.number}：“{look.definition.label}”{point.label}{last}"
    news = News("escalation" if rung.escalates else "reminder", text, look.case)
    role = rung.tells or look.definition.holder
    if role == APPLICANT:
        tell_applicant(news, at)
        return []
    return [(account, news) for account in recipients.of(look.case, role, escalates=rung.escalates)]


def _run_out(clock_id: int, fired: Fired, at: dt.datetime, calendar: WorkCalendar) -> None:
    """Do what the clock does when its term is over, where it is over."""
    try:
        with transaction.atomic():
            look = next(iter(_looks([clock_id], at, calendar)), None)
            if look is None or all(point.rung for point in look.due):
                return
            Firing.objects.create(clock=look.clock, rung=EXPIRES, at=at)
            perform(look.case.pk, Command(look.definition.expires), BY_SYSTEM, at)
        fired.expired += 1
    except LingxingError as refusal:
        _log.warning(
            "a clock ran out and its act was refused", extra={"clock": clock_id, "why": type(refusal).__name__}
        )
        _put_off(clock_id, fired, at)
    except Exception:  # the next clock must go off whatever happened to this one
        _log.exception("a clock ran out and its act failed", extra={"clock": clock_id})
        _put_off(clock_id, fired, at)


def _put_off(clock_id: int, fired: Fired, at: dt.datetime) -> None:
    fired.put_off += CaseClock.objects.filter(pk=clock_id, next_at__lte=at).update(next_at=at + _PUT_OFF)
