"""Conditions as people read them: 年龄 ≥ 18岁，且 申领理由为合法稳定就业."""

import datetime as dt
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from lingxing.kernel.dates import format_date
from lingxing.kernel.exact import decimal_string, exact
from lingxing.kernel.units import CNY, Unit
from lingxing.language.procedures.conditions import Condition
from lingxing.language.procedures.expressions import (
    Catalogued,
    Column,
    Constant,
    Expression,
    Given,
    Junction,
    Membership,
    Name,
    Negation,
    Operation,
)

_ORDER = {"<": "<", "<=": "≤", ">": ">", ">=": "≥"}
_SIGNS = {**_ORDER, "+": "+", "-": "−", "*": "×"}
_FUNCTIONS = {
    "len": "{0}的项数",
    "age_of": "年龄（按{0}）",
    "months_between": "{0}至{1}的整月数",
    "years_between": "{0}至{1}的整年数",
}


def describe(condition: Condition) -> str:
    """Return the condition in Chinese, without a full stop."""
    return _told(condition.root)


def _told(expression: Expression) -> str:
    return _WORDS[type(expression)](expression)


def _inner(expression: Expression) -> str:
    """Return a part of a longer expression, in brackets where it would run into its neighbours."""
    told = _told(expression)
    compared = isinstance(expression, Operation) and expression.word in (*_ORDER, "==", "!=")
    return f"（{told}）" if compared or isinstance(expression, Junction) else told


def _constant(expression: Constant) -> str:
    value = expression.constant
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dt.date):
        return format_date(value)
    if isinstance(value, int | Fraction):
        return _number(value, expression.unit)
    return expression.label or f"“{value}”"


def _number(value: int | Fraction, unit: Unit) -> str:
    if unit.share:
        return f"{decimal_string(exact(Fraction(value) * 100))}%"
    shown = exact(Fraction(value) / unit.scale)
    places = 2 if unit.powers == CNY.powers and not isinstance(shown, int) else None
    return f"{decimal_string(shown, places)}{unit.label}"


def _negation(expression: Negation) -> str:
    return _not(_told(expression.part))


def _not(told: str) -> str:
    return f"没{told}" if told.startswith("有") else f"非“{told}”"


def _junction(expression: Junction) -> str:
    word = "，或" if expression.settled_by else "，且"
    return word.join(f"（{_told(part)}）" if isinstance(part, Junction) else _told(part) for part in expression.members)


def _membership(expression: Membership) -> str:
    member = _told(expression.member)
    if isinstance(expression.options, Column):
        return f"{_told(expression.options)}中{'没有' if expression.negated else '有'}{member}"
    options = "、".join(_told(option) for option in expression.options)
    if len(expression.options) == 1:
        return f"{member}{'不' if expression.negated else ''}为{options}"
    return (
        f"{member}{'不是' if expression.negated else '为'}{options}{'中的任何一项' if expression.negated else '之一'}"
    )


def _operation(expression: Operation) -> str:
    if expression.word in _FUNCTIONS:
        return _FUNCTIONS[expression.word].format(*(_told(part) for part in expression.arguments))
    left, right = expression.arguments
    if expression.word in ("==", "!="):
        return _equality(left, right, equal=expression.word == "==")
    if expression.word == ">" and _is_count(left) and right == Constant(0):
        return f"有{_told(left).removesuffix('的件数').removesuffix('件数').removesuffix('的次数')}"
    return f"{_inner(left)} {_SIGNS[expression.word]} {_inner(right)}{_full_years(left, right)}"


def _full_years(left: Expression, right: Expression) -> str:
    """Return 周岁 where an age is held against a number."""
    is_age = isinstance(left, Operation) and left.word == "age_of" and isinstance(right, Constant)
    return "周岁" if is_age else ""


def _is_count(expression: Expression) -> bool:
    return isinstance(expression, Name) and expression.label.endswith(("件数", "次数"))


def _equality(left: Expression, right: Expression, *, equal: bool) -> str:
    if isinstance(right, Constant) and isinstance(right.constant, bool):
        return _told(left) if right.constant is equal else _not(_told(left))
    if isinstance(right, Constant) and isinstance(right.constant, int | Fraction):
        return f"{_inner(left)} {'=' if equal else '≠'} {_told(right)}"
    if isinstance(right, Constant):
        return f"{_inner(left)}{'' if equal else '不'}为{_told(right)}"
    return f"{_inner(left)}与{_inner(right)}{'' if equal else '不'}相同"


_WORDS: Mapping[type[Expression], Callable[[Any], str]] = {
    Constant: _constant,
    Name: lambda name: str(name.label),
    Column: lambda column: str(column.label),
    Catalogued: lambda catalogued: str(catalogued.label),
    Given: lambda given: f"已填写{given.name.label}",
    Negation: _negation,
    Junction: _junction,
    Membership: _membership,
    Operation: _operation,
}
