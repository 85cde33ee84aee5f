"""How values are written: for people in Chinese, for JSON as decimal strings."""

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from lingxing.kernel.exact import Exact, decimal_string
from lingxing.language.nodes import Kind, Type, Value

FEN_IN_YUAN = 100


def figure(value: Exact, kind: Type) -> str:
    """Return the number without its unit: 12000.00 for money, 60% for a share, 0.35 for a plain number."""
    power = kind.unit.base
    if power:
        return _money(value, power)
    return f"{decimal_string(value * 100)}%" if kind.unit.share and not kind.unit.powers else decimal_string(value)


def _money(value: Exact, power: int) -> str:
    if power == 1 and isinstance(value, int):
        size = abs(value)
        return f"{'-' if value < 0 else ''}{size // FEN_IN_YUAN}.{size % FEN_IN_YUAN:02d}"
    return decimal_string(in_declared_unit(value, power))


def in_declared_unit(value: Exact, power: int) -> Fraction:
    """Return the number in yuan to the power given, from fen to that power."""
    return value / Fraction(FEN_IN_YUAN) ** power


def plain_text(value: Value, kind: Type, choices: Mapping[str, str] | None = None) -> str:
    """Return the value without a unit, as it stands in an expression: 12000.00, 60%, 是, 住院, 2024-08-15."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, str):
        return (choices or {}).get(value, value)
    return figure(value, kind)


def value_text(value: Value, kind: Type, choices: Mapping[str, str] | None = None) -> str:
    """Return the value with its unit: 12000.00 元, 60%, 3 次, 是, 住院, 2024-08-15."""
    text = plain_text(value, kind, choices)
    if kind.kind is not Kind.NUMBER or kind.unit.share:
        return text
    unit = kind.unit.label
    return f"{text} {unit}" if unit else text


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
