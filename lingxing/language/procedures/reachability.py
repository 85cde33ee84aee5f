"""Which states a case can come to, and from which it can come to an end."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from lingxing.language.procedures.conditions import Condition, names
from lingxing.language.procedures.definitions import BACK, SAME, START, SYSTEM, Act, Clock, Procedure, Service
from lingxing.language.procedures.expressions import Expression, Given, Junction, Membership, Operation


@dataclass(frozen=True, slots=True)
class Reach:
    """What a service's acts lead to."""

    states: frozenset[str]
    """States that a case can be in, START too."""
    ending: frozenset[str]
    """States from which a final or settled state can be reached, such states too."""
    acts: frozenset[str]
    """Acts that can be done in some state."""


def reach_of(procedure: Procedure, service: Service) -> Reach:
    """Return what can be reached in the service when every condition can hold or fail."""
    acts = [act for act in service.acts.values() if is_set_off(procedure, service, act)]
    states, edges = _reached(acts)
    ends = {name for name, state in service.states.items() if state.final or state.settled}
    possible = {act.name for act in acts if states & set(act.source)}
    return Reach(frozenset(states), frozenset(_leading_to(ends, edges)), frozenset(possible))


def unnamed_states(procedure: Procedure, service: Service, field: str) -> frozenset[str]:
    """Return the states that a case can be in before the field is filled in, START too.

    Whoever the field names does nothing there, nor is an act done that wants the field filled in; a field that may be
    left empty is filled in by no act that asks for it.
    """
    doers = {name for name, role in procedure.roles.items() if role.named_by == field}
    acts = [
        replace(act, targets=tuple(target for target in act.targets if not _wants(target.when, field)))
        for act in service.acts.values()
        if is_set_off(procedure, service, act)
        and not set(act.by) <= doers
        and not _fills_in(service, act, field)
        and not any(_wants(check.condition, field) for check in act.checks)
    ]
    return frozenset(_reached(acts)[0])


def _fills_in(service: Service, act: Act, field: str) -> bool:
    held = service.fields[field]
    asked = held.required and held.when is None and field in act.fields
    return asked or field in act.sets or field in act.computes


def _wants(condition: Condition | None, field: str) -> bool:
    """Return whether the condition can't hold while the field is empty: given(field), or a comparison with it."""
    return condition is not None and _wanted_by(condition.root, field)


def _wanted_by(expression: Expression, field: str) -> bool:
    if isinstance(expression, Given):
        return expression.name.text == field
    if isinstance(expression, Junction):
        needed = all if expression.settled_by else any
        return needed(_wanted_by(member, field) for member in expression.members)
    if isinstance(expression, Operation | Membership):
        return any(name.text == field for name in expression.names())
    return False


def _reached(acts: Iterable[Act]) -> tuple[set[str], set[tuple[str, str]]]:
    """Return the states that the acts lead to, START too, and the steps from state to state."""
    possible = list(acts)
    states, edges = {START}, set[tuple[str, str]]()
    before = -1
    while before != len(edges):
        before = len(edges)
        edges |= {
            (state, target)
            for act in possible
            for state in states & set(act.source)
            for target in _leads_to(act, state, edges)
        }
        states |= {target for _, target in edges}
    return states, edges


def _leads_to(act: Act, state: str, edges: Iterable[tuple[str, str]]) -> set[str]:
    """Return the states after the act; BACK leads to every state that the present one was entered from."""
    named = {target.state for target in act.targets}
    found = named - {SAME, BACK}
    if SAME in named:
        found.add(state)
    if BACK in named:
        found |= {source for source, target in edges if target == state != source and source != START}
    return found


def _leading_to(ends: set[str], edges: Iterable[tuple[str, str]]) -> set[str]:
    found, before = set(ends), -1
    while before != len(found):
        before = len(found)
        found |= {source for source, target in edges if target in found}
    return found


def is_set_off(procedure: Procedure, service: Service, act: Act) -> bool:
    """Return whether somebody does the act: a person, or the system for a clock, a publication, another case, or what
    it says sets it off from outside."""
    return any(role != SYSTEM for role in act.by) or act.name in set_off_by_itself(procedure, service)


def set_off_by_itself(procedure: Procedure, service: Service) -> Mapping[str, str]:
    """Return the acts that the system does, each with what sets it off, in Chinese."""
    found = {clock.expires: f"“{clock.label}”届满" for clock in service.clocks.values() if clock.expires}
    found |= {held.announced_by: f"“{held.label}”公布" for held in service.publications.values() if held.announced_by}
    found |= {act.name: act.set_off_by for act in service.acts.values() if act.set_off_by}
    for other in procedure.services.values():
        for act in other.acts.values():
            for link, target in act.cascades.items():
                if other.fields[link].service == service.name:
                    found[target] = f"{other.label}“{act.label}”"
    return found


def running_states(service: Service, clock: Clock) -> frozenset[str]:
    """Return the states in which the clock can run or stand: after an act that starts it, before one that ends it.

    An act that asks whether the clock has run out ends it as well.
    """
    starts = {start.act for start in clock.starts}
    waiting = {act.name for act in service.acts.values() if _asks(act, f"clock.{clock.name}.expired")}
    ending = {*clock.stops, clock.expires, *waiting} - starts
    found = {state for name in starts for state in _after(service.acts[name], service.acts[name].source)}
    before = -1
    while before != len(found):
        before = len(found)
        acts = [act for act in service.acts.values() if act.name not in ending and found & set(act.source)]
        found |= {state for act in acts for state in _after(act, found & set(act.source))}
    return frozenset(state for state in found if state in service.states and not service.states[state].final)


def _after(act: Act, source: tuple[str, ...] | set[str]) -> set[str]:
    named = {target.state for target in act.targets}
    return (named - {SAME, BACK}) | (set(source) if SAME in named else set())


def _asks(act: Act, name: str) -> bool:
    return any(name in names(check.condition) for check in act.checks)
