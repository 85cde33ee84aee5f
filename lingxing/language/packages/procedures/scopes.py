"""What the names of a service's conditions mean."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lingxing.kernel.units import DAY
from lingxing.language.packages.procedures.fields_file import Known
from lingxing.language.packages.procedures.outlines import Outline
from lingxing.language.procedures.definitions import CatalogueList, Field, FieldKind
from lingxing.language.procedures.expressions import Catalogued, Column, Kind, Name
from lingxing.language.procedures.fitting import Typed, WrongCondition

KINDS: Mapping[FieldKind, Kind] = {
    FieldKind.TEXT: Kind.TEXT,
    FieldKind.LONG_TEXT: Kind.TEXT,
    FieldKind.MONEY: Kind.NUMBER,
    FieldKind.RATE: Kind.NUMBER,
    FieldKind.QUANTITY: Kind.NUMBER,
    FieldKind.COUNT: Kind.NUMBER,
    FieldKind.CHOICE: Kind.CHOICE,
    FieldKind.DATE: Kind.DATE,
    FieldKind.BOOL: Kind.BOOL,
    FieldKind.IDENTITY_NUMBER: Kind.IDENTITY,
    FieldKind.CREDIT_CODE: Kind.TEXT,
    FieldKind.PHONE: Kind.TEXT,
    FieldKind.ROWS: Kind.ROWS,
    FieldKind.CASE: Kind.CASE,
    FieldKind.ORGAN: Kind.ORGAN,
}
_CLOCK = {
    "due": ("最后一天", Kind.DATE),
    "remaining": ("剩余时间", Kind.NUMBER),
    "open": ("已到可以办理的时候", Kind.BOOL),
    "running": ("正在计时", Kind.BOOL),
    "paused": ("已暂停", Kind.BOOL),
    "overdue": ("已逾期", Kind.BOOL),
    "expired": ("已届满", Kind.BOOL),
}
_OBJECTIONS = {"open": "未处理的异议", "upheld": "成立的异议"}
_MOST_LINKS = 3


def _unknown(text: str, word: str, known: Mapping[str, object]) -> WrongCondition:
    names = tuple(known)
    return WrongCondition(
        f"{text} means nothing: {word!r} is not known", "nothing is known there", word=word, known=names
    )


@dataclass(frozen=True, slots=True)
class ServiceScope:
    """The names that conditions of one service may use. `act`: the act whose conditions are read, if any."""

    known: Known
    outlines: Mapping[str, Outline]
    service: str
    act: str = ""

    @property
    def outline(self) -> Outline:
        """Return the service."""
        return self.outlines[self.service]

    def resolve(self, text: str) -> Typed:
        """Return what the dotted name means. WrongCondition names the part that means nothing."""
        first, *rest = text.split(".")
        if text == "today":
            return Typed(Name(text, "当日"), Kind.DATE)
        if first in self.outline.fields:
            return self._field(self.outline, text, "", (first, *rest), _MOST_LINKS)
        reader = self._readers().get(first)
        if reader is None:
            known = {**self.outline.fields, **self._readers(), "today": 0, "true": 0, "false": 0}
            raise _unknown(text, first, known)
        needed, read = reader
        if len(rest) != needed and first not in ("origin",):
            raise WrongCondition(f"{text} means nothing", f"{first} is followed by {needed} words, each after a dot")
        return read(text, rest)

    def _readers(self) -> Mapping[str, tuple[int, Callable[[str, list[str]], Typed]]]:
        return {
            "clock": (2, lambda text, rest: _clock(self.outline, text, "", rest)),
            "count": (1, self._count),
            "objections": (1, _objections),
            "queue": (2, self._queue),
            "mark": (1, self._mark),
            "cases": (2, self._cases),
            "linked": (2, lambda text, rest: self._linked(text, rest, self.service)),
            "opinion": (3, self._opinion),
            "rule": (1, self._rule),
            "origin": (1, self._origin),
        }

    def _field(self, outline: Outline, text: str, label: str, parts: tuple[str, ...], links: int) -> Typed:
        first, *rest = parts
        held = outline.fields.get(first)
        if held is None:
            raise _unknown(text, first, {**outline.fields, "state": 0, "clock": 0})
        label = f"{label}的{held.label}" if label else held.label
        if not rest:
            return typed(held, text, label)
        if held.kind is FieldKind.CASE and links:
            return self._link(self.outlines[held.service], text, label, rest, links - 1)
        base = ".".join(text.split(".")[: -len(rest)])
        if held.kind is FieldKind.ROWS and len(rest) == 1:
            return _column(held, base, text, label, rest[0])
        if held.catalogue and len(rest) == 1:
            return _catalogued(self.known.catalogue[held.catalogue], typed(held, base, label), text, label, rest[0])
        raise WrongCondition(f"{text} means nothing: {first} has no parts")

    def _link(self, outline: Outline, text: str, label: str, rest: list[str], links: int) -> Typed:
        if rest == ["state"]:
            choices = {name: state.label for name, state in outline.states.items()}
            return Typed(Name(text, f"{label}的状态", choices=choices), Kind.CHOICE, choices=choices)
        if rest[0] == "clock" and len(rest) == 3:
            return _clock(outline, text, label, rest[1:])
        if rest[0] == "linked" and len(rest) == 3:
            return self._linked(text, rest[1:], outline.name, label)
        return self._field(outline, text, label, tuple(rest), links)

    def _origin(self, text: str, rest: list[str]) -> Typed:
        """The case whose act brings this act about; every service that does must know the name."""
        origins = {
            outline.name: outline
            for outline in self.outlines.values()
            for act in outline.acts.values()
            for link, target in act.cascades.items()
            if target == self.act and outline.fields[link].service == self.service
        }
        if not origins or not rest:
            told = f"{text} means nothing: no act brings {self.act or 'this'} about"
            raise WrongCondition(told, "origin is for acts named by cascades of another service")
        found = [self._link(outline, text, "来源事项", rest, _MOST_LINKS) for outline in origins.values()]
        return found[0]

    def _count(self, text: str, rest: list[str]) -> Typed:
        if rest[0] not in self.outline.acts:
            raise _unknown(text, rest[0], self.outline.acts)
        return _number(text, f"“{self.outline.acts[rest[0]].label}”的次数")

    def _queue(self, text: str, rest: list[str]) -> Typed:
        queues = self.outline.names["queues"]
        if rest[0] not in queues or rest[1] != "first":
            raise _unknown(
                text, rest[0] if rest[1] == "first" else rest[1], queues if rest[1] == "first" else {"first": 0}
            )
        return Typed(Name(text, f"排在“{queues[rest[0]]}”首位"), Kind.BOOL)

    def _mark(self, text: str, rest: list[str]) -> Typed:
        return Typed(Name(text, f"有“{self.known.marks.get(rest[0], rest[0])}”的记录"), Kind.BOOL)

    def _cases(self, text: str, rest: list[str]) -> Typed:
        return self._other(text, rest, "本人其他")

    def _linked(self, text: str, rest: list[str], target: str, label: str = "本件") -> Typed:
        found = self._other(text, rest, f"关联{label}的")
        fields = self.outlines[rest[0]].fields.values()
        if not any(held.kind is FieldKind.CASE and held.service == target for held in fields):
            raise WrongCondition(f"{text} means nothing", f"no field of {rest[0]} links to {target}")
        return found

    def _other(self, text: str, rest: list[str], whose: str) -> Typed:
        if rest[0] not in self.outlines:
            raise _unknown(text, rest[0], self.outlines)
        outline = self.outlines[rest[0]]
        if rest[1] not in outline.states:
            raise _unknown(text, rest[1], outline.states)
        return _number(text, f"{whose}“{outline.label}”处于“{outline.states[rest[1]].label}”的件数")

    def _opinion(self, text: str, rest: list[str]) -> Typed:
        act, role, name = rest
        joint = {key: held for key, held in self.outline.acts.items() if held.joint}
        if act not in joint:
            raise _unknown(text, act, joint)
        roles = {key: self.known.roles[key].label for key in joint[act].by}
        if name not in joint[act].fields:
            raise _unknown(text, name, dict.fromkeys(joint[act].fields))
        if role in ("all", "any"):
            return Typed(Name(text, ""), Kind.CHOICE, choices=roles)
        if role not in roles:
            raise _unknown(text, role, {**roles, "all": 0, "any": 0})
        held = self.outline.fields[name]
        return typed(held, text, f"{roles[role]}的{held.label}")

    def _rule(self, text: str, rest: list[str]) -> Typed:
        if rest[0] not in self.known.formulas:
            raise _unknown(text, rest[0], self.known.formulas)
        return Typed(Name(text, self.known.formulas[rest[0]]), Kind.BOOL)


def typed(held: Field, text: str, label: str) -> Typed:
    """Return what a field gives under the name by which it is asked for."""
    name = Name(text, label, held.unit, held.choices)
    return Typed(name, KINDS[held.kind], held.unit, held.choices)


def _number(text: str, label: str) -> Typed:
    return Typed(Name(text, label), Kind.NUMBER, counted=True)


def _objections(text: str, rest: list[str]) -> Typed:
    if rest[0] not in _OBJECTIONS:
        raise _unknown(text, rest[0], _OBJECTIONS)
    return _number(text, f"{_OBJECTIONS[rest[0]]}件数")


def _clock(outline: Outline, text: str, label: str, rest: list[str]) -> Typed:
    clocks = outline.names["clocks"]
    name, part = rest
    if name not in clocks or part not in _CLOCK:
        raise _unknown(text, name if name not in clocks else part, clocks if name not in clocks else _CLOCK)
    told, kind = _CLOCK[part]
    whose = f"{label}的" if label else ""
    unit = DAY if kind is Kind.NUMBER else Name(text, "").unit
    return Typed(Name(text, f"{whose}“{clocks[name]}”{told}"), kind, unit)


def _column(held: Field, base: str, text: str, label: str, column: str) -> Typed:
    if column not in held.columns:
        raise _unknown(text, column, held.columns)
    cell = held.columns[column]
    expression = Column(Name(base, held.label), column, f"{label}的{cell.label}", cell.choices)
    return Typed(expression, KINDS[cell.kind], cell.unit, cell.choices)


def _catalogued(listed: CatalogueList, choice: Typed, text: str, label: str, column: str) -> Typed:
    if column not in listed.columns:
        raise _unknown(text, column, listed.columns)
    head = listed.columns[column]
    kinds = {"text": Kind.TEXT, "bool": Kind.BOOL, "count": Kind.NUMBER}
    if head.kind not in kinds:
        raise WrongCondition(f"{text} is a list of words", "compare columns of type text, bool or count")
    values = {key: item.values[column] for key, item in listed.items.items()}
    return Typed(Catalogued(choice.expression, f"{label}的{head.label}", values), kinds[head.kind])
