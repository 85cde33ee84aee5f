"""Working out anew the days of clocks that were counted by an older calendar, and telling those whose day moved."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from lingxing.engines.cases.domain.clocks import due_of
from lingxing.engines.cases.domain.firing import next_point, points
from lingxing.engines.cases.domain.snapshots import run_from_json
from lingxing.engines.cases.models import CalendarChange, Case, CaseClock, Firing
from lingxing.engines.cases.queries.bindings import bound_organs, playing_in
from lingxing.engines.cases.queries.calendar import calendar as present_calendar
from lingxing.engines.cases.queries.loading import state_of
from lingxing.engines.cases.queries.offered import procedure, service
from lingxing.engines.cases.services.clock_rows import write_turns
from lingxing.engines.cases.services.followers import changed_case, tell_followers
from lingxing.engines.cases.services.recipients import Recipients
from lingxing.engines.cases.services.reminding import definition_of, locked_cases, started_at
from lingxing.engines.cases.services.telling import News, tell_applicant, tell_many
from lingxing.engines.ledger.services import record
from lingxing.kernel.actors import SYSTEM
from lingxing.kernel.calendars import WorkCalendar
from lingxing.kernel.dates import SHANGHAI, format_date
from lingxing.language.procedures.definitions import APPLICANT

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Recounted:
    """How many clocks were counted anew, and how many of their last days moved."""

    clocks: int = 0
    moved: int = 0


@dataclass(frozen=True, slots=True)
class _Move:
    clock: CaseClock
    case: Case
    before: dt.date
    after: dt.date


def recompute_clocks(at: dt.datetime, *, limit: int = CHUNK) -> Recounted:
    """Count at most `limit` running clocks anew that rest on another calendar than the present one.

    Holder and applicant of a clock whose last day moves are told the old day, the new one and the change behind it;
    the ledger keeps both. Reading: a day that has gone by stays — a term that has run out is not opened again.
    """
    work = present_calendar()
    ids = list(outdated(work).values_list("pk", flat=True)[:limit])
    return _recount(ids, work, at) if ids else Recounted()


def outdated(work: WorkCalendar) -> "QuerySet[CaseClock]":
    """Return the clocks that run by another calendar. In two ranges, so that an index finds them."""
    other = Q(calendar__lt=work.fingerprint) | Q(calendar__gt=work.fingerprint)
    return CaseClock.objects.filter(other, state__in=("running", "paused"))


@transaction.atomic
def _recount(ids: list[int], work: WorkCalendar, at: dt.datetime) -> Recounted:
    wanted = outdated(work).filter(pk__in=ids)
    cases = {case.pk: case for case in locked_cases(wanted.values_list("case_id", flat=True))}
    clocks = list(wanted.filter(case__in=cases).order_by("pk"))
    moves = list(_moves(clocks, cases, work))
    CaseClock.objects.bulk_update(clocks, ["due_on", "next_at", "calendar"], batch_size=CHUNK)
    _after(moves, work, at)
    tell_followers(changed_case(cases[clock.case_id]) for clock in clocks)
    return Recounted(len(clocks), len(moves))


def _moves(clocks: list[CaseClock], cases: dict[UUID, Case], work: WorkCalendar) -> Iterator[_Move]:
    """Lay the new days on the clocks, and yield those whose last day moves."""
    fired: dict[int, set[str]] = {}
    for clock_id, rung in Firing.objects.filter(clock__in=clocks).values_list("clock_id", "rung"):
        fired.setdefault(clock_id, set()).add(rung)
    for clock in clocks:
        case, before = cases[clock.case_id], clock.due_on
        definition = definition_of(case, clock.name)
        clock.calendar = work.fingerprint
        if definition is None:
            continue
        run = run_from_json(clock.run)
        due = due_of(run, work)
        clock.due_on = due.day if due else None
        clock.next_at = next_point(points(definition, run, work, started_at(clock)), fired.get(clock.pk, set()))
        if before and clock.due_on and before != clock.due_on:
            yield _Move(clock, case, before, clock.due_on)


def _after(moves: list[_Move], work: WorkCalendar, at: dt.datetime) -> None:
    """Bring the work lists in step, write the ledger and tell people."""
    recipients, cause = Recipients(at), _cause()
    recipients.know(move.case for move in moves)
    for case in {move.case.pk: move.case for move in moves}.values():
        declared = service(case.package, case.service)
        full = Case.objects.get(pk=case.pk)
        whole = procedure(case.package)
        bound = playing_in(bound_organs(case.package, case.service), whole.roles, full.plain, _day(at))
        write_turns(full, declared, whole, state_of(full, declared), bound, work, at)
    for move in sorted(moves, key=lambda move: str(move.case.pk)):
        days = {"clock": move.clock.name, "before": move.before.isoformat(), "after": move.after.isoformat()}
        record(f"case:{move.case.pk}", "recount", SYSTEM, {**days, "calendar": work.fingerprint}, at)
        _tell(move, recipients, cause, at)


def _day(at: dt.datetime) -> dt.date:
    return at.astimezone(SHANGHAI).date()


def _tell(move: _Move, recipients: Recipients, cause: str, at: dt.datetime) -> None:
    declared = service(move.case.package, move.case.service)
    definition = declared.clocks[move.clock.name]
    days = f"由{format_date(move.before)}变为{format_date(move.after)}"
    news = News(
        "calendar", f"{declared.label} {move.case.number}：“{definition.label}”的最后一天{days}{cause}", move.case
    )
    if definition.holder != APPLICANT:
        tell_many([(account, news) for account in recipients.of(move.case, definition.holder, escalates=False)], at)
    tell_applicant(news, at)


def _cause() -> str:
    """Return the last change of the calendar in brackets, or what else it must have been: a newer program."""
    change = CalendarChange.objects.order_by("-pk").first()
    revoked = CalendarChange.objects.exclude(revoked_at=None).order_by("-revoked_at").first()
    if revoked and revoked.revoked_at and (change is None or revoked.revoked_at > change.at):
        return f"（撤销了{format_date(revoked.day)}的日历更改）"
    if change is None:
        return "（国家公布了新的节假日安排）"
    return f"（{format_date(change.day)}改为{'工作日' if change.working else '休息日'}：{change.source}）"
