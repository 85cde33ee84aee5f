"""What an event does to the clocks of a case: starts, stops, pauses and extends their runs."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from lingxing.engines.cases.domain.clocks import ClockRun, Suspension
from lingxing.engines.cases.domain.running_out import has_run_out
from lingxing.engines.cases.domain.state import CaseState, Event, FieldValue
from lingxing.kernel.terms import ByDate, CountingRule, Term, parse_term
from lingxing.language.procedures.definitions import SYSTEM, Clock, ClockKind, Service

Runs = tuple[ClockRun, ...]

parsed_term = lru_cache(maxsize=1024)(parse_term)


def is_running(runs: Runs) -> bool:
    """Return whether the last run has not been stopped; a suspended one counts as running."""
    return bool(runs) and runs[-1].stopped is None


def is_paused(run: ClockRun) -> bool:
    """Return whether the run stands still."""
    return bool(run.suspensions) and run.suspensions[-1].end is None


def ran_out(clock: Clock, event: Event) -> bool:
    """Return whether the event is what the clock itself does when its term is over."""
    return bool(clock.expires) and event.act == clock.expires and event.role == SYSTEM


def after_event(
    service: Service, state: CaseState, event: Event, values: Mapping[str, FieldValue], *, done: bool
) -> dict[str, Runs]:
    """Return the runs after the event. `state` is the case before it, `values` are those after it; `done` is false
    while a joint act is incomplete.

    A final state stops every clock; a validity that begins with the closing act itself runs on.
    """
    found = dict(state.clocks)
    for name, clock in service.clocks.items():
        runs = state.clocks.get(name, ())
        if has_run_out(state, name) and done and event.act in clock.stops and runs[-1].fulfilled is None:
            runs = (*runs[:-1], replace(runs[-1], fulfilled=event.day))
        runs = _after(service, clock, runs, event, values, done=done)
        if runs:
            found[name] = runs
    return found


def _after(
    service: Service, clock: Clock, runs: Runs, event: Event, values: Mapping[str, FieldValue], *, done: bool
) -> Runs:
    started = _started(service, clock, event, values) if done else None
    if is_running(runs):
        if started or _stops(service, clock, event, done=done):
            runs = (*runs[:-1], _stopped(runs[-1], event.day))
        elif done and event.act == clock.extended_by and not runs[-1].extensions:
            runs = (*runs[:-1], replace(runs[-1], extensions=(parsed_term(clock.extension),)))
    if started:
        runs = (*runs, started)
    if is_running(runs):
        runs = (*runs[:-1], _paused(clock, runs[-1], event))
    return runs


def _stops(service: Service, clock: Clock, event: Event, *, done: bool) -> bool:
    if service.states[event.target].final:
        return True
    # In a joint act, who has done his part is no longer late: a clock of his own ends with it.
    done = done or event.role == clock.holder
    return done and (event.act in clock.stops or ran_out(clock, event))


def _started(service: Service, clock: Clock, event: Event, values: Mapping[str, FieldValue]) -> ClockRun | None:
    """Return the run that the event starts, if any."""
    if all(start.act != event.act for start in clock.starts):
        return None
    if service.states[event.target].final and clock.kind is not ClockKind.VALIDITY:
        return None
    begin = event.anchors.get(clock.name, event.day)
    term = _term(clock, begin, values)
    if term is None:
        return None
    # Reading: a day that somebody sets beside a term is the last one as it stands; no holiday moves it.
    by_day = clock.term and _until(clock, values) is not None
    return ClockRun(begin, term, CountingRule.PLAIN if by_day else CountingRule(clock.rule))


def _term(clock: Clock, begin: dt.date, values: Mapping[str, FieldValue]) -> Term | None:
    """Return the day that a date field names as a term, else the clock's own; None where it has neither."""
    until = _until(clock, values)
    if until is not None:
        return ByDate(until.month, until.day, until.year - begin.year)
    return parsed_term(clock.term) if clock.term else None


def _until(clock: Clock, values: Mapping[str, FieldValue]) -> dt.date | None:
    until = values.get(clock.until_field) if clock.until_field else None
    return until if isinstance(until, dt.date) else None


def _stopped(run: ClockRun, day: dt.date) -> ClockRun:
    return replace(_resumed(run, day), stopped=day)


def _resumed(run: ClockRun, day: dt.date) -> ClockRun:
    if not is_paused(run):
        return run
    return replace(run, suspensions=(*run.suspensions[:-1], replace(run.suspensions[-1], end=day)))


def _paused(clock: Clock, run: ClockRun, event: Event) -> ClockRun:
    """Return the run, standing still where the state after the event pauses it and going on where it doesn't."""
    cause = clock.pauses.get(event.target)
    if cause is None:
        return _resumed(run, event.day)
    if is_paused(run):
        if run.suspensions[-1].cause == cause:
            return run
        run = _resumed(run, event.day)
    return replace(run, suspensions=(*run.suspensions, Suspension(event.day, None, cause)))
