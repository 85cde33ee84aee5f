"""Names in conditions → values: what the case knows, and what its surroundings answer."""

import datetime as dt
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from lingxing.engines.cases.domain.clock_events import Runs, is_paused, is_running, parsed_term
from lingxing.engines.cases.domain.clocks import ClockRun, due_of, remaining
from lingxing.engines.cases.domain.state import CaseState
from lingxing.engines.cases.domain.surroundings import LinkedCase, Surroundings
from lingxing.kernel.counting import opening_before
from lingxing.kernel.terms import CountingRule, Length
from lingxing.language.procedures.conditions import UNKNOWN, Lookup
from lingxing.language.procedures.definitions import Clock, Service


def lookup_for(service: Service, state: CaseState, world: Surroundings) -> Lookup:
    """Return what answers the names of conditions for the case in that state. See `language.procedures.conditions`."""
    names = _Names(service, state, world)
    return names.value


def label_of(service: Service, name: str) -> str:
    """Return in Chinese what a name in a condition stands for, an empty text where nobody fills it in."""
    head, _, rest = name.partition(".")
    part = rest.partition(".")[0]
    if head == "opinion" and part in service.acts:
        return f"“{service.acts[part].label}”的意见"
    if head == "clock" and part in service.clocks:
        return service.clocks[part].label
    return service.fields[head].label if head in service.fields else ""


class _Names:
    """The names of one case."""

    __slots__ = ("service", "state", "world")

    def __init__(self, service: Service, state: CaseState, world: Surroundings) -> None:
        self.service = service
        self.state = state
        self.world = world

    def value(self, name: str) -> Any:
        """Return the value of the name, or UNKNOWN."""
        head, _, rest = name.partition(".")
        if not rest:
            return self.world.today if name == "today" else self.state.values.get(name, UNKNOWN)
        ask = _ASK.get(head)
        return ask(self, rest) if ask else self._linked(head, rest)

    def _linked(self, field: str, rest: str) -> Any:
        return _of_linked(self.state.values.get(field), rest, self.world)

    def _clock(self, rest: str) -> Any:
        return _of_clock(self.service, self.state.clocks, self.state.expired, rest, self.world)

    def _count(self, rest: str) -> int:
        return self.state.counts.get(rest, 0)

    def _opinion(self, rest: str) -> Any:
        act, role, field = rest.split(".", 2)
        return self.state.opinions.get(act, {}).get(role, {}).get(field, UNKNOWN)

    def _objections(self, rest: str) -> int:
        return self.world.objections(rest)

    def _queue(self, rest: str) -> bool:
        return self.world.first_in_queue(rest.partition(".")[0])

    def _mark(self, rest: str) -> bool:
        return self.world.has_mark(rest)

    def _cases(self, rest: str) -> int:
        return self.world.cases_of_party(*rest.split(".", 1))

    def _linking(self, rest: str) -> int:
        return self.world.cases_linking_here(*rest.split(".", 1))

    def _origin(self, rest: str) -> Any:
        return UNKNOWN if self.world.origin is None else _of_case(self.world.origin, rest, self.world)

    def _rule(self, rest: str) -> Any:
        found = self.world.formula(rest, self.state.values)
        return found > 0 if isinstance(found, (int, Fraction)) and not isinstance(found, bool) else found


def _of_linked(case_id: object, rest: str, world: Surroundings) -> Any:
    found = world.linked_case(case_id) if isinstance(case_id, str) else None
    return UNKNOWN if found is None else _of_case(found, rest, world)


def _of_case(case: LinkedCase, name: str, world: Surroundings) -> Any:
    """Return what another case answers: its state, its clocks, cases that link to it, its fields, cases it links to."""
    head, _, rest = name.partition(".")
    if name == "state":
        return case.state
    if not rest:
        return case.values.get(name, UNKNOWN)
    if head == "clock" and case.declared is not None and rest.partition(".")[0] in case.declared.clocks:
        return _of_clock(case.declared, case.clocks, case.expired, rest, world)
    if head == "linked":
        return world.cases_linking_to(case.id, *rest.split(".", 1))
    return _of_linked(case.values.get(head), rest, world)


def _of_clock(
    service: Service,
    clocks: Mapping[str, Runs],
    expired: Mapping[str, tuple[int, ...]],
    rest: str,
    world: Surroundings,
) -> Any:
    name, _, wanted = rest.partition(".")
    runs = clocks.get(name, ())
    if not runs:
        return UNKNOWN if wanted in ("due", "remaining") else False
    if wanted == "expired" and len(runs) in expired.get(name, ()):
        return True
    return _CLOCK[wanted](service.clocks[name], runs[-1], world)


def _due(clock: Clock, run: ClockRun, world: Surroundings) -> Any:
    del clock
    due = due_of(run, world.calendar)
    return due.day if due else UNKNOWN


def _remaining(clock: Clock, run: ClockRun, world: Surroundings) -> Any:
    del clock
    return remaining(run, world.today, world.calendar).count if is_running((run,)) else UNKNOWN


def _runs(clock: Clock, run: ClockRun, world: Surroundings) -> bool:
    del clock, world
    return is_running((run,)) and not is_paused(run)


def _stands(clock: Clock, run: ClockRun, world: Surroundings) -> bool:
    del clock, world
    return is_running((run,)) and is_paused(run)


def _overdue(clock: Clock, run: ClockRun, world: Surroundings) -> bool:
    del clock
    due = due_of(run, world.calendar)
    return due is not None and (run.stopped or world.today) > due.day


def _run_out(clock: Clock, run: ClockRun, world: Surroundings) -> bool:
    return run.stopped is None and _overdue(clock, run, world)


def _open(clock: Clock, run: ClockRun, world: Surroundings) -> bool:
    due = due_of(run, world.calendar)
    if due is None or run.stopped is not None:
        return False
    return opening_of(clock, run, due.day, world) <= world.today <= due.day


def opening_of(clock: Clock, run: ClockRun, due: dt.date, world: Surroundings) -> dt.date:
    """Return the first day on which the clock's window is open: the start of its run where none is declared."""
    if not clock.opens:
        return run.start
    before = parsed_term(clock.opens)
    if not isinstance(before, Length):
        raise ValueError(f"{clock.where}: opens is a number of days, months or years")
    return opening_before(due, before, CountingRule(clock.rule), world.calendar)


_CLOCK: Mapping[str, Callable[[Clock, ClockRun, Surroundings], Any]] = {
    "due": _due,
    "remaining": _remaining,
    "running": _runs,
    "paused": _stands,
    "overdue": _overdue,
    "expired": _run_out,
    "open": _open,
}
_ASK: Mapping[str, Callable[[_Names, str], Any]] = {
    "clock": _Names._clock,
    "count": _Names._count,
    "opinion": _Names._opinion,
    "objections": _Names._objections,
    "queue": _Names._queue,
    "mark": _Names._mark,
    "cases": _Names._cases,
    "linked": _Names._linking,
    "origin": _Names._origin,
    "rule": _Names._rule,
}
