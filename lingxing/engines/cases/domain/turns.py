"""Whose turn it is: the roles that are expected to act on a case now, and the clock each of them is under."""

import datetime as dt
from dataclasses import dataclass

from lingxing.engines.cases.domain.clock_events import is_paused, is_running
from lingxing.engines.cases.domain.clocks import ClockRun, due_of, gaps_of, unit_of
from lingxing.engines.cases.domain.running_out import is_open_late
from lingxing.engines.cases.domain.state import CaseState
from lingxing.kernel.calendars import WorkCalendar
from lingxing.kernel.counting import count_days
from lingxing.kernel.terms import Unit
from lingxing.language.procedures.definitions import APPLICANT, EVERYONE, SYSTEM, Act, Clock, ClockKind, Service

_NAMING_A_DAY = (ClockKind.DUTY, ClockKind.WINDOW)


@dataclass(frozen=True, slots=True)
class ExpectedTurn:
    """A role that is waited for, and its running clocks that name a day: its own duties and windows.

    Where none of them runs: its duties that ran out and are still to be done.
    """

    role: str
    clocks: tuple[Clock, ...]


def expected_turns(service: Service, state: CaseState) -> tuple[ExpectedTurn, ...]:
    """Return the roles with an act to do, in the order of the acts.

    Optional acts put nobody to work, nor do acts of everyone and of Lingxing itself; of a joint act only the roles
    that haven't done it. Acts that stand after a joint act wait until it is complete. An act that the applicant may do
    waits for the applicant alone, though an organ may do it at the counter. A role counts as expected whether or not
    an act's conditions hold yet.
    """
    roles: dict[str, None] = {}
    for act in service.acts.values():
        if state.state in act.source and not act.optional:
            roles.update(dict.fromkeys(_expected_of(service, act, state)))
    return tuple(ExpectedTurn(role, _clocks_of(service, role, state)) for role in roles)


def _expected_of(service: Service, act: Act, state: CaseState) -> list[str]:
    waits = any(set(service.acts[name].by) - set(state.opinions.get(name, {})) for name in act.after)
    spent = (act.once or act.asks_completion) and state.counts.get(act.name)
    if waits or spent:
        return []
    if APPLICANT in act.by:
        return [APPLICANT]
    given = state.opinions.get(act.name, {}) if act.each_role else {}
    return [role for role in act.by if role not in (EVERYONE, SYSTEM) and role not in given]


def _clocks_of(service: Service, role: str, state: CaseState) -> tuple[Clock, ...]:
    own = [one for one in service.clocks.values() if one.holder == role and one.kind in _NAMING_A_DAY]
    running = tuple(clock for clock in own if is_running(state.clocks.get(clock.name, ())))
    return running or tuple(clock for clock in own if is_open_late(service, state, clock.name))


def yellow_on(run: ClockRun, calendar: WorkCalendar) -> dt.date | None:
    """Return the first day on which a fifth of the whole time or less is left; None while the clock stands still."""
    due = None if is_paused(run) else due_of(run, calendar)
    if due is None:
        return None
    end, unit = due.day.toordinal(), unit_of(run)
    whole = count_days(run.start.toordinal(), end, unit, calendar, gaps_of(run))
    left = max(0, whole // 5)
    if unit is Unit.WORKING_DAY:
        end = calendar.nth_working(calendar.working_through(end) - left)
    else:
        end -= left
    return max(run.start, dt.date.fromordinal(end))
