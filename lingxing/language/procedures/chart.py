"""A service as cards: each state with the clocks that run in it and the acts that lead out of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lingxing.kernel.terms import parse_term
from lingxing.language.procedures.definitions import (
    BACK,
    SAME,
    START,
    SYSTEM,
    Act,
    Clock,
    ClockKind,
    Procedure,
    Service,
    State,
)
from lingxing.language.procedures.reachability import running_states, set_off_by_itself
from lingxing.language.procedures.wording import describe

OUTCOMES = {
    "granted": "准予",
    "refused": "不予",
    "withdrawn": "撤回",
    "lapsed": "失效",
    "revoked": "撤销",
    "done": "完成",
}
"""How a case ended, in Chinese."""
_KINDS = {
    ClockKind.DUTY: "限时",
    ClockKind.WINDOW: "期限内可办",
    ClockKind.WAIT: "等待",
    ClockKind.VALIDITY: "有效期",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a card: what can be done, and the state it leads to ("" where it leaves the state as it is)."""

    text: str
    target: str = ""
    told: str = ""
    """The target in Chinese."""


@dataclass(frozen=True, slots=True)
class Card:
    """A state: its name, what it is called, how a case stands there, the clocks, and the acts in the file's order."""

    name: str
    label: str
    standing: str
    clocks: tuple[str, ...]
    rows: tuple[Row, ...]


def cards_of(service: Service, procedure: Procedure) -> tuple[Card, ...]:
    """Return the beginning and then the states, in the order of the file."""
    triggers = set_off_by_itself(procedure, service)
    start = Card(START, "开始", "", (), tuple(_rows(service, procedure, START, triggers)))
    return (start, *(_card(service, procedure, state, triggers) for state in service.states.values()))


def _card(service: Service, procedure: Procedure, state: State, triggers: Mapping[str, str]) -> Card:
    clocks = tuple(line for clock in service.clocks.values() for line in _clock(service, procedure, clock, state.name))
    rows = tuple(_rows(service, procedure, state.name, triggers))
    return Card(state.name, state.label, _standing(state), clocks, rows)


def _standing(state: State) -> str:
    if state.final:
        return f"办结：{OUTCOMES[state.outcome]}"
    return f"已决定：{OUTCOMES[state.outcome]}" if state.settled else ""


def _rows(service: Service, procedure: Procedure, state: str, triggers: Mapping[str, str]) -> Iterator[Row]:
    for act in service.acts.values():
        if state in act.source:
            yield from _act_rows(act, service, procedure, state, triggers)


def _act_rows(
    act: Act, service: Service, procedure: Procedure, state: str, triggers: Mapping[str, str]
) -> Iterator[Row]:
    text = f"{_doers(act, procedure, triggers)}：{act.label}"
    if len(act.targets) == 1:
        yield _row(text, act.targets[0].state, service, state)
        return
    yield Row(f"{text}，视情形")
    for target in act.targets:
        yield _row(f"· {describe(target.when) if target.when else '其余情形'}", target.state, service, state)


def _doers(act: Act, procedure: Procedure, triggers: Mapping[str, str]) -> str:
    people = [procedure.roles[role].label for role in act.by if role != SYSTEM]
    if SYSTEM in act.by:
        people.append(f"系统（{triggers.get(act.name, '自动')}）")
    return f"{'、'.join(people)}{'分别' if act.each_role else ''}"


def _row(text: str, target: str, service: Service, state: str) -> Row:
    if target == BACK:
        return Row(text, "", "回到原状态")
    if target in (SAME, state):
        return Row(text, "", "状态不变")
    return Row(text, target, service.states[target].label)


def term_label(clock: Clock, service: Service) -> str:
    """Return how long a clock runs: 15日, 次月底前, 至合同到期日, 至办理时限，没有填写的为30个工作日."""
    if not clock.until_field:
        return parse_term(clock.term).label
    until = f"至{service.fields[clock.until_field].label}"
    return f"{until}，没有填写的为{parse_term(clock.term).label}" if clock.term else until


def _clock(service: Service, procedure: Procedure, clock: Clock, state: str) -> Iterator[str]:
    if state in clock.pauses:
        yield f"暂停计时：{clock.label}（{clock.pauses[state]}）"
    elif state in running_states(service, clock):
        holder = procedure.roles[clock.holder].label if clock.kind in (ClockKind.DUTY, ClockKind.WINDOW) else ""
        whose = f"（{holder}）" if holder else ""
        yield f"{_KINDS[clock.kind]}{term_label(clock, service)}：{clock.label}{whose}"
