"""Whether an act may be done, and the event that it becomes. Every reason against it is told at once."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from lingxing.engines.cases.domain.acting import Acting
from lingxing.engines.cases.domain.clock_events import is_running
from lingxing.engines.cases.domain.clocks import due_of
from lingxing.engines.cases.domain.folding import apply, is_complete, with_values
from lingxing.engines.cases.domain.lookups import label_of, lookup_for
from lingxing.engines.cases.domain.refusals import Refused
from lingxing.engines.cases.domain.requirements import (
    Given,
    filled_state,
    missing_papers,
    missing_words,
    settle_fields,
)
from lingxing.engines.cases.domain.state import CaseState, Command, Event, RefusedCheck
from lingxing.engines.cases.domain.surroundings import Surroundings
from lingxing.engines.cases.domain.values import organs_in, read_values
from lingxing.language.procedures.conditions import UNKNOWN, Lookup, Unknown, evaluate, value_of
from lingxing.language.procedures.definitions import BACK, SAME, START, Act, Check, FieldKind, Service


@dataclass(frozen=True, slots=True)
class Decision:
    """An act that may be done: the event, the states around it, and the acts that follow on linked cases."""

    act: Act
    event: Event
    before: CaseState
    after: CaseState
    cascades: tuple[tuple[str, str], ...]
    """(case id, act), in the order of case ids."""


@dataclass(frozen=True, slots=True)
class PossibleAct:
    """An act that a role may ask for in the present state, and what stands against it now."""

    act: Act
    refused: tuple[RefusedCheck, ...]


def decide(
    service: Service, state: CaseState, command: Command, who: Acting, at: dt.datetime, world: Surroundings
) -> Decision:
    """Return the act as it is to be recorded. Refused, with every reason, where it can't be done.

    That `who` may play the role at all is not asked here: see `services.entitlement`.
    """
    act = _act_of(service, command.act)
    _refuse(service, tuple(_standing(service, state, act, who.role)))
    given, wrong = read_values({name: service.fields[name] for name in act.fields}, command.values, world.today)
    given, missing = settle_fields(service, act, state, given, world)
    named = {item.field for item in wrong}
    wrong += [item for item in missing if item.field not in named]
    wrong += missing_papers(service, act, filled_state(state, given), command, world)
    wrong += missing_words(service, act, state, command, world.today)
    wrong += _wrong_links(service, given, world)
    wrong += _wrong_organs(service, given, world)
    worked_out, unsettled = _worked_out(service, act, state, given, world)
    given |= worked_out
    lookup = lookup_for(service, with_values(state, act, who.role, given), world)
    wrong += unsettled
    wrong += _failed(service, act, lookup, {item.field for item in wrong if item.field})
    _refuse(service, tuple(wrong))
    return _decision(service, state, act, command, who, at, given, world)


def possible_acts(service: Service, state: CaseState, role: str, world: Surroundings) -> list[PossibleAct]:
    """Return the acts that the role may ask for in this state, in the order of the file, with what refuses each now.

    What an act's own form asks for doesn't count against it.
    """
    found = []
    for act in service.acts.values():
        if role not in act.by or state.state not in act.source:
            continue
        refused = list(_standing(service, state, act, role))
        if not refused:
            refused += _failed(service, act, lookup_for(service, state, world), {*act.fields, *act.sets, *act.computes})
        found.append(PossibleAct(act, tuple(refused)))
    return found


def _act_of(service: Service, name: str) -> Act:
    act = service.acts.get(name)
    if act is None:
        raise Refused([RefusedCheck(f"“{service.label}”没有名为“{name[:60]}”的办理动作")], where=service.label)
    return act


def _refuse(service: Service, items: tuple[RefusedCheck, ...]) -> None:
    if items:
        raise Refused(items, where=service.label)


def _standing(service: Service, state: CaseState, act: Act, role: str) -> Iterator[RefusedCheck]:
    """Yield what forbids the act whatever is filled in: state, role, that it was done before, or others' turn."""
    if role not in act.by:
        yield RefusedCheck(f"“{act.label}”不由您的角色办理", act.article)
    if state.state not in act.source:
        yield RefusedCheck(f"{_now(service, state)}，不能办理“{act.label}”", act.article)
        return
    if (act.once or act.asks_completion) and state.counts.get(act.name):
        yield RefusedCheck(f"“{act.label}”只能办理一次，已经办理过", act.article)
    if act.each_role and role in state.opinions.get(act.name, {}):
        yield RefusedCheck(f"您的部门已经办理过“{act.label}”", act.article)
    for name in act.after:
        if not is_complete(service.acts[name], state.opinions):
            yield RefusedCheck(f"各方尚未全部完成“{service.acts[name].label}”", act.article)
    yield from _extensions(service, state, act)


def _now(service: Service, state: CaseState) -> str:
    return "案件尚未提出" if state.state == START else f"案件现为“{service.states[state.state].label}”"


def _extensions(service: Service, state: CaseState, act: Act) -> Iterator[RefusedCheck]:
    clocks = [clock for clock in service.clocks.values() if clock.extended_by == act.name]
    for clock in clocks:
        runs = state.clocks.get(clock.name, ())
        if not is_running(runs):
            yield RefusedCheck(f"“{clock.label}”没有在计时，不能延长", clock.article)
        elif runs[-1].extensions:
            yield RefusedCheck(f"“{clock.label}”已经延长过一次，不能再延长", clock.article)


def _failed(service: Service, act: Act, lookup: Lookup, told: set[str]) -> Iterator[RefusedCheck]:
    """Yield the checks that don't hold. One that hangs on a field in `told` has been answered for already."""
    for check in act.checks:
        found = evaluate(check.condition, lookup)
        if isinstance(found, Unknown):
            if not told or not _answered(told, found):
                yield _unknown(service, check, found)
        elif not found:
            yield RefusedCheck(f"不符合条件：{check.label}", check.article)


def _answered(told: set[str], unknown: Unknown) -> bool:
    """Return whether what is unknown follows from what is told already: a rule lacks facts where fields are missing."""
    return bool({"rule", *told}.intersection(name.partition(".")[0] for name in unknown.names))


def _unknown(service: Service, check: Check, unknown: Unknown) -> RefusedCheck:
    return RefusedCheck(
        f"{_not_known(service, unknown)}，无法判断是否符合：{check.label}", check.article, unknown.names[0]
    )


def _not_known(service: Service, unknown: Unknown) -> str:
    labels = dict.fromkeys(label for name in unknown.names if (label := label_of(service, name)))
    return f"未填写{'、'.join(labels)}" if labels else "有关事项不全"


def _wrong_links(service: Service, given: Given, world: Surroundings) -> Iterator[RefusedCheck]:
    for name, value in given.items():
        field = service.fields[name]
        if field.kind is not FieldKind.CASE or not isinstance(value, str):
            continue
        case = world.linked_case(value)
        fits = case is not None and (case.package, case.service) == (service.package, field.service)
        if case is None or not fits or (field.own and case.party != world.party):
            yield RefusedCheck(f"{field.label}：没有找到可以选择的这一项", field.article, name)
        elif field.states and case.state not in field.states:
            yield RefusedCheck(f"{field.label}：{case.number}现在不能选择，可能已被他人选定", field.article, name)


def _wrong_organs(service: Service, given: Given, world: Surroundings) -> Iterator[RefusedCheck]:
    for name, value in given.items():
        field = service.fields[name]
        if any(not world.organ_stands(organ) for organ in organs_in(field, value)):
            yield RefusedCheck(f"{field.label}：没有这个单位，或已撤并，请从单位名录中选择", field.article, name)


def _worked_out(
    service: Service, act: Act, state: CaseState, given: Given, world: Surroundings
) -> tuple[Given, list[RefusedCheck]]:
    """Return what the act sets and computes, and what of it can't be worked out."""
    found: Given = {}
    wrong = []
    for name, condition in act.sets.items():
        value = value_of(condition, lookup_for(service, filled_state(state, given | found), world))
        if isinstance(value, Unknown):
            told = f"{_not_known(service, value)}，无法得出{service.fields[name].label}"
            wrong.append(RefusedCheck(told, act.article, name))
        else:
            found[name] = value
    for name, formula in act.computes.items():
        value = world.formula(formula, filled_state(state, given | found).values)
        if value is UNKNOWN:
            field = service.fields[name]
            wrong.append(RefusedCheck(f"现有情况还算不出{field.label}，请核对并填全有关事项", field.article, name))
        else:
            found[name] = value
    return found, wrong


def _decision(
    service: Service,
    state: CaseState,
    act: Act,
    command: Command,
    who: Acting,
    at: dt.datetime,
    given: Given,
    world: Surroundings,
) -> Decision:
    filled = with_values(state, act, who.role, given)
    target = _target(service, state, act, filled, world)
    event = Event(
        sequence=state.sequence + 1,
        at=at,
        act=act.name,
        actor=who.actor.id,
        role=who.role,
        target=target,
        organ=who.organ_id,
        values=given,
        reason=command.reason.strip(),
        papers={name: tuple(files) for name, files in command.papers.items() if files},
        anchors=_anchors(service, state, act, filled, world),
        completion=command.completion if act.asks_completion else None,
        originals_seen=command.originals_seen and act.verifies_originals,
        standing_in_for=who.standing_in_for,
    )
    after = apply(service, state, event)
    linked = ((str(after.values[field]), name) for field, name in act.cascades.items() if field in after.values)
    return Decision(act, event, state, after, tuple(sorted(linked)))


def _target(service: Service, state: CaseState, act: Act, filled: CaseState, world: Surroundings) -> str:
    """Return the state that the act leads to. A joint act leads on only when every role has done it."""
    if not is_complete(act, filled.opinions):
        return state.state
    lookup = lookup_for(service, filled, world)
    for target in act.targets:
        found = True if target.when is None else evaluate(target.when, lookup)
        if isinstance(found, Unknown):
            told = f"{_not_known(service, found)}，无法判断“{act.label}”之后的去向"
            raise Refused([RefusedCheck(told, act.article, found.names[0])], where=service.label)
        if found:
            return _state_named(target.state, state)
    raise Refused([RefusedCheck(f"没有一种情形符合“{act.label}”的条件", act.article)], where=service.label)


def _state_named(name: str, state: CaseState) -> str:
    if name == SAME:
        return state.state
    return (state.previous or state.state) if name == BACK else name


def _anchors(
    service: Service, state: CaseState, act: Act, filled: CaseState, world: Surroundings
) -> dict[str, dt.date]:
    """Return the days that the act's clocks start from, where these aren't the day of the act."""
    found = {}
    for name, clock in service.clocks.items():
        for start in clock.starts:
            if start.act == act.name and start.anchor != "event":
                day = _due_day(state, name, world) if start.anchor == "due" else filled.values.get(start.anchor)
                if isinstance(day, dt.date):
                    found[name] = day
    return found


def _due_day(state: CaseState, clock: str, world: Surroundings) -> dt.date | None:
    runs = state.clocks.get(clock)
    due = due_of(runs[-1], world.calendar) if runs else None
    return due.day if due else None
