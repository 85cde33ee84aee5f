"""Keeping the rows of clocks and turns in step with the state of a case."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lingxing.engines.cases.domain.capacities import organ_for
from lingxing.engines.cases.domain.clock_events import Runs, is_paused
from lingxing.engines.cases.domain.clocks import ClockRun, due_of
from lingxing.engines.cases.domain.firing import Point, next_point, points
from lingxing.engines.cases.domain.snapshots import run_to_json
from lingxing.engines.cases.domain.state import CaseState
from lingxing.engines.cases.domain.turns import ExpectedTurn, expected_turns, yellow_on
from lingxing.engines.cases.models import Case, CaseClock, Firing, Turn
from lingxing.engines.cases.queries.bindings import Bound
from lingxing.engines.cases.statements import fetch, insert, remove
from lingxing.engines.ledger.services import Together
from lingxing.kernel.calendars import WorkCalendar
from lingxing.language.procedures.definitions import APPLICANT, Procedure, Service

_CLOCK_FIELDS = ("run", "state", "due_on", "next_at", "calendar")
_TURN_FIELDS = ("organ", "duty", "clock", "due_on", "yellow_on", "paused", "assignee", "since")


def write_clocks(
    case: Case,
    service: Service,
    before: Mapping[str, Runs],
    after: CaseState,
    calendar: WorkCalendar,
    together: Together | None = None,
) -> None:
    """Write the runs that differ from those before, and remove those that are no more (after a correction)."""
    changed = [
        (name, ordinal, run)
        for name, runs in after.clocks.items()
        for ordinal, run in enumerate(runs, 1)
        if ordinal > len(before.get(name, ())) or before[name][ordinal - 1] != run
    ]
    for name, runs in before.items():
        if len(after.clocks.get(name, ())) < len(runs):
            CaseClock.objects.filter(case=case, name=name, ordinal__gt=len(after.clocks.get(name, ()))).delete()
    if not changed:
        return
    fired = _fired(case, before, changed)
    rows = [_clock_row(case, service, after, key, calendar, fired.get(key[:2], {})) for key in changed]
    insert(rows, conflict=("case", "name", "ordinal"), update=_CLOCK_FIELDS, together=together)


def _fired(
    case: Case, before: Mapping[str, Runs], changed: list[tuple[str, int, ClockRun]]
) -> dict[tuple[str, int], dict[str, dt.datetime]]:
    """Return the rungs that went off in the changed runs that were there before and still run, with their instants."""
    old = [name for name, ordinal, run in changed if ordinal <= len(before.get(name, ())) and _may_fire(run)]
    found: dict[tuple[str, int], dict[str, dt.datetime]] = {}
    if old:
        rows = Firing.objects.filter(clock__case=case, clock__name__in=old)
        for name, ordinal, rung, at in rows.values_list("clock__name", "clock__ordinal", "rung", "at"):
            found.setdefault((name, ordinal), {})[rung] = at
    return found


def _may_fire(run: ClockRun) -> bool:
    return run.stopped is None and not is_paused(run)


def _clock_row(
    case: Case,
    service: Service,
    state: CaseState,
    key: tuple[str, int, ClockRun],
    calendar: WorkCalendar,
    fired: Mapping[str, dt.datetime],
) -> CaseClock:
    name, ordinal, run = key
    due = due_of(run, calendar)
    started_at = state.started[name][ordinal - 1]
    ahead = points(service.clocks[name], run, calendar, started_at)
    again = _runs_out_again(ahead, fired)
    if again:
        Firing.objects.filter(clock__case=case, clock__name=name, clock__ordinal=ordinal, rung__in=again).delete()
    return CaseClock(
        case=case,
        name=name,
        ordinal=ordinal,
        run={**run_to_json(run), "started_at": started_at.isoformat()},
        state=_clock_state(state, name, ordinal, run),
        due_on=due.day if due else None,
        next_at=next_point(ahead, fired.keys() - again),
        calendar=calendar.fingerprint,
    )


def _runs_out_again(ahead: Sequence[Point], fired: Mapping[str, dt.datetime]) -> set[str]:
    """Return the running out of a term that was taken back, where the term now ends after that: it may run out anew.

    While its end has not moved it stays as it was taken back, for people to go on by hand.
    """
    return {one.key for one in ahead if one.rung is None and one.key in fired and fired[one.key] < one.at}


def _clock_state(state: CaseState, name: str, ordinal: int, run: ClockRun) -> str:
    if ordinal in state.expired.get(name, ()):
        return "expired"
    if run.stopped is not None:
        return "stopped"
    return "paused" if is_paused(run) else "running"


@dataclass(frozen=True, slots=True)
class TurnDays:
    """What a line of a work list says of time: the nearest clock of the role, or that all of them stand."""

    clock: str = ""
    due_on: dt.date | None = None
    yellow_on: dt.date | None = None
    paused: bool = False


def write_turns(
    case: Case,
    service: Service,
    procedure: Procedure,
    state: CaseState,
    bound: Bound,
    calendar: WorkCalendar,
    at: dt.datetime,
    *,
    new: bool = False,
    together: Together | None = None,
) -> None:
    """Make the turns of a case those that its state expects. Assignees stay as long as the turn does."""
    held = {} if new else {turn.role: turn for turn in fetch(Turn, "case", case.pk)}
    expected = () if state.closed else expected_turns(service, state)
    wanted = {turn.role: turn for turn in expected if _is_played(procedure, bound, turn.role)}
    gone = [turn.pk for role, turn in held.items() if role not in wanted]
    remove(Turn, gone, together)
    rows = list(_turn_rows(case, procedure, state, bound, calendar, at, held, wanted))
    insert(rows, conflict=("case", "role"), update=_TURN_FIELDS, together=together)


def _is_played(procedure: Procedure, bound: Bound, role: str) -> bool:
    """Return whether somebody can be waited for: nobody plays a role whose organ the case does not name."""
    return not procedure.roles[role].named_by or bool(bound.roles.get(role))


def _turn_rows(
    case: Case,
    procedure: Procedure,
    state: CaseState,
    bound: Bound,
    calendar: WorkCalendar,
    at: dt.datetime,
    held: Mapping[str, Turn],
    wanted: Mapping[str, ExpectedTurn],
) -> Iterator[Turn]:
    """Yield the turns that are new or say something new."""
    for role, turn in wanted.items():
        days = days_of(turn, state, calendar)
        organ = None if role == APPLICANT else organ_for(role, bound.roles, case.organ_id, bound.parents)
        old = held.get(role)
        said = (organ, days.clock, days.due_on, days.yellow_on, days.paused)
        if old and (old.organ_id, old.clock, old.due_on, old.yellow_on, old.paused) == said:
            continue
        yield Turn(
            case=case,
            role=role,
            organ_id=organ,
            duty="" if role == APPLICANT else procedure.roles[role].duty.value,
            assignee_id=old.assignee_id if old and old.organ_id == organ else None,
            since=old.since if old and old.organ_id == organ else at,
            clock=days.clock,
            due_on=days.due_on,
            yellow_on=days.yellow_on,
            paused=days.paused,
            package=case.package,
            service=case.service,
        )


def days_of(turn: ExpectedTurn, state: CaseState, calendar: WorkCalendar) -> TurnDays:
    """Return the days of the role's nearest clock; paused where none of its clocks runs but one stands."""
    nearest: TurnDays | None = None
    for clock in turn.clocks:
        run = state.clocks[clock.name][-1]
        due = due_of(run, calendar)
        if due and (nearest is None or nearest.due_on is None or due.day < nearest.due_on):
            nearest = TurnDays(clock.name, due.day, yellow_on(run, calendar))
        elif due is None and nearest is None:
            nearest = TurnDays(clock.name, paused=True)
    return nearest or TurnDays()
