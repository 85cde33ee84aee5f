"""Reads a case: every value is checked against its declaration, and all mistakes are told at once."""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lingxing.engines.rules.domain.answers import Taken
from lingxing.engines.rules.domain.fact_values import Unfit, fact_value
from lingxing.engines.rules.domain.wording import value_text
from lingxing.kernel.errors import LingxingError
from lingxing.language.definitions import Fact, FactList, Program
from lingxing.language.nodes import Value

MOST_EVENTS = 1_000
"""The longest list of events that one case may hold; files of more belong to a simulation."""
MOST_GAPS = 150
"""How many facts of events may be missing in one case.

What an unanswered fact of an event may come to is told over all later events, so the work grows with their product:
without a bound, one small request could take a server down.
"""
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class WrongValue:
    """A mistake in a case: the field (claims[2].cost), the value as given, and in Chinese what is expected."""

    field: str
    value: Any
    expected: str

    @property
    def text(self) -> str:
        """Return the mistake in one Chinese sentence without its stop."""
        shown = repr(self.value) if isinstance(self.value, str) else str(self.value)
        shown = shown if len(shown) <= _SHOWN else shown[:_SHOWN] + "…"
        return f"{self.field}：{shown} 不符合要求，{self.expected}"


class WrongCase(LingxingError):
    """A case that can't be calculated. `items` holds every mistake."""

    def __init__(self, items: Iterable[WrongValue]) -> None:
        self.items = tuple(items)
        super().__init__("；".join(item.text for item in self.items), remedy="请更正后重试")


@dataclass(frozen=True, slots=True)
class Case:
    """What is known of a subject, in base units: its facts, and its lists' events in the order given.

    A fact or list that is absent is not known. `defaults` says which values were taken because nothing was said.
    """

    values: Mapping[str, Value]
    lists: Mapping[str, Sequence[Mapping[str, Value]]] = field(default_factory=dict)
    defaults: tuple[Taken, ...] = ()


def read_case(program: Program, given: Mapping[str, Any]) -> Case:
    """Return the case. WrongCase names each field, its value and what is expected; nothing is guessed."""
    if not isinstance(given, Mapping):
        raise WrongCase([WrongValue("（整个输入）", given, "应为一个对象：事项名 → 值")])
    reader = _Reader()
    subject = {name: value for name, value in given.items() if name not in program.lists}
    values = reader.facts(program.facts, subject, "", [*program.facts, *program.lists])
    lists = {
        name: reader.events(declared, given[name]) for name, declared in program.lists.items() if _said(given, name)
    }
    if reader.wrong:
        raise WrongCase(reader.wrong)
    return Case(values, lists, tuple(reader.taken))


def _said(given: Mapping[str, Any], name: str) -> bool:
    return given.get(name) is not None


class _Reader:
    """Collects mistakes and defaults while a case is read."""

    def __init__(self) -> None:
        self.wrong: list[WrongValue] = []
        self.taken: list[Taken] = []

    def facts(
        self, declared: Mapping[str, Fact], given: Mapping[str, Any], at: str, names: Sequence[str]
    ) -> dict[str, Value]:
        """Return the values of the facts given, defaults included; a None says that the value is not known."""
        self.wrong += [
            WrongValue(f"{at}{name}", value, unknown_name(str(name), names))
            for name, value in given.items()
            if name not in declared
        ]
        values: dict[str, Value] = {}
        for name, fact in declared.items():
            if name not in given:
                self._default(values, fact, f"{at}{name}")
            elif given[name] is not None:
                self._value(values, fact, given[name], f"{at}{name}")
        return values

    def _default(self, values: dict[str, Value], fact: Fact, at: str) -> None:
        if fact.default is not None:
            values[fact.name] = fact.default
            self.taken.append(Taken(at, fact.label, fact.default, value_text(fact.default, fact.type, fact.choices)))

    def _value(self, values: dict[str, Value], fact: Fact, given: Any, at: str) -> None:
        try:
            values[fact.name] = fact_value(fact, given)
        except Unfit as unfit:
            self.wrong.append(WrongValue(f"{at}（{fact.label}）", given, unfit.expected))

    def events(self, declared: FactList, given: Any) -> tuple[dict[str, Value], ...]:
        """Return the events of a list, in the order given."""
        if isinstance(given, (str, bytes, Mapping)) or not isinstance(given, Sequence):
            self.wrong.append(WrongValue(f"{declared.name}（{declared.label}）", given, "应为列表，每项一个对象"))
            return ()
        if len(given) > MOST_EVENTS:
            self.wrong.append(WrongValue(declared.name, f"{len(given)} 项", f"最多 {MOST_EVENTS} 项"))
            return ()
        events = tuple(self._event(declared, event, index) for index, event in enumerate(given))
        self._gaps(declared, events)
        return events

    def _gaps(self, declared: FactList, events: Sequence[Mapping[str, Value]]) -> None:
        asked = [fact.name for fact in declared.facts.values() if fact.source is None]
        gaps = sum(name not in event for event in events for name in asked)
        if gaps > MOST_GAPS:
            told = f"各项合计最多空着 {MOST_GAPS} 处；请把各项填全，或者减少项数"
            self.wrong.append(WrongValue(f"{declared.name}（{declared.label}）", f"{gaps} 处没有填", told))

    def _event(self, declared: FactList, event: Any, index: int) -> dict[str, Value]:
        at = f"{declared.name}[{index}]"
        if not isinstance(event, Mapping):
            self.wrong.append(WrongValue(at, event, f"每项（{declared.item}）应为一个对象：事项名 → 值"))
            return {}
        return self.facts(declared.facts, event, f"{at}.", list(declared.facts))


def unknown_name(name: str, names: Sequence[str]) -> str:
    """Return in Chinese what to say of a name that nobody declared, with the nearest one."""
    near = difflib.get_close_matches(name, names, n=1)
    if near:
        return f"没有这一事项，是否为 {near[0]}"
    return f"没有这一事项，可用的有：{'、'.join(names) or '（无）'}"
