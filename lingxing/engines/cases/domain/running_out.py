"""Duties that ran out: whether they are still to be done, though late."""

from lingxing.engines.cases.domain.state import CaseState
from lingxing.language.procedures.definitions import BACK, SAME, Act, ClockKind, Service


def has_run_out(state: CaseState, name: str) -> bool:
    """Return whether the clock's last run ended by running out."""
    return len(state.clocks.get(name, ())) in state.expired.get(name, ())


def is_open_late(service: Service, state: CaseState, name: str) -> bool:
    """Return whether the clock is a duty that ran out, that nobody has done since, and that is still to be done.

    Reading: running out leaves the duty as it is where every act that would have stopped its clock may still come from
    where the case stands; where one can't, as after an approval that silence stands for, running out has settled it.
    """
    clock = service.clocks[name]
    if clock.kind is not ClockKind.DUTY or not has_run_out(state, name) or state.clocks[name][-1].fulfilled:
        return False
    ahead = _ahead(service, state)
    return bool(clock.stops) and all(ahead.intersection(service.acts[act].source) for act in clock.stops)


def _ahead(service: Service, state: CaseState) -> set[str]:
    """Return the state of the case and those it may come to, whatever conditions hold."""
    found, before = {state.state}, 0
    while before != len(found):
        before = len(found)
        acts = [act for act in service.acts.values() if found.intersection(act.source)]
        found |= {name for act in acts for name in _targets(act, state)}
    return found


def _targets(act: Act, state: CaseState) -> set[str]:
    named = {target.state for target in act.targets} - {SAME}
    return named - {BACK} | {state.previous} if BACK in named else named
