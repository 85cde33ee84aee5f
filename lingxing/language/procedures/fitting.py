"""What two sides of a comparison must have in common, and what a literal becomes beside a field."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lingxing.kernel.exact import exact
from lingxing.kernel.units import PLAIN, Unit
from lingxing.language.procedures.expressions import Constant, Expression, Kind


class WrongCondition(ValueError):
    """A condition that can't be read: what is wrong and what to write, in English.

    Where a word is not known, `word` is that word and `known` what it may be.
    """

    def __init__(self, what: str, remedy: str = "", *, word: str = "", known: tuple[str, ...] = ()) -> None:
        super().__init__(f"{what}; {remedy}" if remedy else what)
        self.what = what
        self.remedy = remedy
        self.word = word
        self.known = known


@dataclass(frozen=True, slots=True)
class Typed:
    """An expression and what it gives. `bare`: a literal, whose unit or choices follow from what it stands beside."""

    expression: Expression
    kind: Kind
    unit: Unit = PLAIN
    choices: Mapping[str, str] = field(default_factory=dict)
    bare: bool = False
    counted: bool = False
    """A number that may stand as a condition: true above 0."""


def fitted(left: Typed, right: Typed) -> tuple[Typed, Typed]:
    """Return both sides with literals in the other's unit, kind and choices. WrongCondition where they don't fit."""
    if left.bare and not right.bare:
        return _adapted(left, right), right
    if right.bare and not left.bare:
        return left, _adapted(right, left)
    texts = {Kind.TEXT, Kind.IDENTITY}
    if left.kind is not right.kind and not {left.kind, right.kind} <= texts:
        raise WrongCondition(f"a {left.kind} and a {right.kind} don't fit together")
    if left.kind is Kind.NUMBER and not _fit(left.unit, right.unit):
        raise WrongCondition(f"{left.unit} and {right.unit} don't fit together", "bring both into one unit")
    if left.kind is Kind.CHOICE and left.choices and right.choices and not set(left.choices) & set(right.choices):
        raise WrongCondition("these choices have nothing in common")
    return left, right


def _fit(one: Unit, other: Unit) -> bool:
    """Return whether numbers of both units may be compared: a plain count stands beside any unit but money."""
    plain = PLAIN.powers in (one.powers, other.powers) and one.base is other.base is None
    return one.fits(other) or plain


def _adapted(literal: Typed, other: Typed) -> Typed:
    value: Any = literal.expression.constant if isinstance(literal.expression, Constant) else None
    if literal.kind is Kind.NUMBER and other.kind is Kind.NUMBER:
        scaled = exact(value * other.unit.scale)
        return Typed(Constant(scaled, unit=other.unit), Kind.NUMBER, other.unit)
    if literal.kind is Kind.TEXT and other.kind is Kind.CHOICE:
        if value not in other.choices:
            raise WrongCondition(f"{value!r} is no such choice", word=str(value), known=tuple(other.choices))
        return Typed(Constant(value, other.choices[value]), Kind.CHOICE, choices=other.choices)
    if literal.kind is Kind.TEXT and other.kind is Kind.DATE:
        return Typed(Constant(_date(str(value))), Kind.DATE)
    if literal.kind is Kind.TEXT and other.kind in (Kind.TEXT, Kind.IDENTITY):
        return Typed(literal.expression, other.kind)
    if other.kind is Kind.ORGAN:
        raise WrongCondition(f"{value!r} is no organ: packages know none", "compare it with another field, or given()")
    raise WrongCondition(f"{value!r} doesn't fit a {other.kind}")


def _date(text: str) -> dt.date:
    try:
        return dt.datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a calendar date has no zone
    except ValueError as error:
        raise WrongCondition(f"{text!r} is no date", "write 'YYYY-MM-DD'") from error
