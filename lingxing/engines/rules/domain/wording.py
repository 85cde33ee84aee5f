"""How values are written: for people in Chinese, for JSON as decimal strings."""

import datetime as dt
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

from lingxing.kernel.exact import Exact, decimal_string
from lingxing.kernel.units import Unit
from lingxing.language.nodes import Kind, Type, Value

FEN_IN_YUAN = 100
_NUMBERS_KEPT = 4096
Writer = Callable[[Any], str]


def figure_writer(kind: Type, choices: Mapping[str, str] | None = None) -> Writer:
    """Return what writes values of a type without their unit: kept where many are written."""
    if kind.kind is Kind.CHOICE:
        labels: dict[str, str] = dict(choices or {})
        return lambda value: labels.get(str(value), str(value))
    if kind.kind is Kind.DATE:
        return lambda value: str(value.isoformat())
    if kind.kind is Kind.BOOL:
        return lambda value: "是" if value else "否"
    return _number_writer(kind.unit)


@lru_cache(maxsize=_NUMBERS_KEPT)
def _number_writer(unit: Unit) -> Writer:
    power = unit.base
    if power:
        return lambda value: _money(value, power)
    return _percent if unit.share and not unit.powers else _decimal


@lru_cache(maxsize=_NUMBERS_KEPT)
def _percent(value: Exact) -> str:
    return f"{decimal_string(value * 100)}%"


def _decimal(value: Exact) -> str:
    return str(value) if value.__class__ is int else decimal_string(value)


def _money(value: Exact, power: int) -> str:
    if power == 1 and value.__class__ is int:
        whole, rest = divmod(abs(value), FEN_IN_YUAN)
        return f"{'-' if value < 0 else ''}{whole}.{rest:02d}"
    return decimal_string(in_declared_unit(value, power))


def in_declared_unit(value: Exact, power: int) -> Fraction:
    """Return the number in yuan to the power given, from fen to that power."""
    return value / Fraction(FEN_IN_YUAN) ** power


def plain_text(value: Value, kind: Type, choices: Mapping[str, str] | None = None) -> str:
    """Return the value without a unit, as it stands in an expression: 12000.00, 60%, 是, 住院, 2024-08-15."""
    return figure_writer(kind, choices)(value)


def text_writer(kind: Type, choices: Mapping[str, str] | None = None) -> Writer:
    """Return what writes values of a type with their unit, as `value_text` does."""
    write = figure_writer(kind, choices)
    if kind.kind is not Kind.NUMBER or kind.unit.share:
        return write
    unit = _label(kind.unit)
    return (lambda value: f"{write(value)} {unit}") if unit else write


@lru_cache(maxsize=_NUMBERS_KEPT)
def _label(unit: Unit) -> str:
    return unit.label


def value_text(value: Value, kind: Type, choices: Mapping[str, str] | None = None) -> str:
    """Return the value with its unit: 12000.00 元, 60%, 3 次, 是, 住院, 2024-08-15."""
    return text_writer(kind, choices)(value)


def open_text(kind: Type) -> str:
    """Return in Chinese that a number or a day may be any, as far as the document goes."""
    word = "日期" if kind.kind is Kind.DATE else "金额" if kind.unit.base == 1 else "数值"
    return f"{word}随填写的情况而定"


def json_value(value: Value | None, kind: Type) -> Any:
    """Return the value for JSON: numbers as decimal strings in the declared unit, dates in ISO form.

    A number without a finite decimal form is given as a fraction, such as 1/3.
    """
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, dt.date):
        return value.isoformat()
    power = kind.unit.base
    if power == 1 and isinstance(value, int):
        return _money(value, power)
    number = in_declared_unit(value, power) if power else value
    text = decimal_string(number)
    return str(Fraction(number)) if text.endswith("…") else text
