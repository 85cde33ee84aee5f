"""Reads one value of a fact: type, unit, sign, decimals, bounds, choice, date."""

import datetime as dt
import difflib
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from numbers import Rational, Real
from typing import Any

from lingxing.engines.rules.domain.wording import FEN_IN_YUAN, plain_text
from lingxing.kernel.exact import Exact, exact
from lingxing.kernel.units import parse_unit
from lingxing.language.definitions import Fact, FactKind
from lingxing.language.nodes import Value

_NUMBER = re.compile(r"([+-]?\d{1,30}(?:\.\d{1,30})?)(?: +(\S.*))?", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class Unfit(Exception):
    """A value that its declaration forbids; `expected` says in Chinese what is asked for."""

    def __init__(self, expected: str) -> None:
        super().__init__(expected)
        self.expected = expected


def fact_value(fact: Fact, given: Any) -> Value:
    """Return the value in base units. Unfit says what the declaration asks for."""
    return _READERS[fact.kind](fact, given)


def expectation(fact: Fact) -> str:
    """Return in Chinese what the fact's values must be."""
    if fact.kind is FactKind.BOOL:
        return "应为 true 或 false"
    if fact.kind is FactKind.CHOICE:
        return "应为 " + "、".join(f"{name}（{label}）" for name, label in fact.choices.items()) + " 之一"
    if fact.kind is FactKind.DATE:
        return f"应为日期（YYYY-MM-DD）{_bounds(fact)}"
    return f"应为{_NOUNS[fact.kind]}{_unit(fact)}{_bounds(fact)}{_decimals(fact)}"


_NOUNS = {FactKind.MONEY: "金额", FactKind.RATE: "比例", FactKind.QUANTITY: "数量", FactKind.COUNT: "整数"}


def _unit(fact: Fact) -> str:
    if fact.kind is FactKind.RATE and not fact.type.unit.powers:
        return "（写成小数，如 0.6）"
    return f"（单位：{fact.type.unit.label}）" if fact.type.unit.label else ""


def _bounds(fact: Fact) -> str:
    if fact.lower is None or fact.upper is None:
        return ""
    return f"，{_bound(fact, fact.lower)} 至 {_bound(fact, fact.upper)}"


def _bound(fact: Fact, value: Value) -> str:
    return plain_text(value, fact.type if fact.kind is not FactKind.RATE else _unshared(fact))


def _unshared(fact: Fact) -> Any:
    """Return the type of a rate that is written as a plain number, as it is entered."""
    return type(fact.type)(fact.type.kind, type(fact.type.unit)(fact.type.unit.powers), fact.type.whole)


def _decimals(fact: Fact) -> str:
    if fact.kind is FactKind.COUNT:
        return ""
    return f"，最多 {fact.decimals} 位小数" if fact.decimals else "，不带小数"


def _number(fact: Fact, given: Any) -> Exact:
    amount = _amount(fact, given)
    if (amount * 10**fact.decimals).denominator != 1:
        raise Unfit(f"小数位数过多，{expectation(fact)}")
    value = exact(amount * Fraction(FEN_IN_YUAN) ** (fact.type.unit.base or 0))
    _check_bounds(fact, value)
    return value


def _amount(fact: Fact, given: Any) -> Fraction:
    if isinstance(given, Real) and not isinstance(given, Rational):
        raise Unfit(f"二进制小数不精确，请写成十进制文本，如 {_sample(fact)}；{expectation(fact)}")
    if isinstance(given, str):
        return _written(fact, given)
    if isinstance(given, bool) or not isinstance(given, (int, Decimal)):
        raise Unfit(f"类型不对，{expectation(fact)}")
    if isinstance(given, Decimal) and not given.is_finite():
        raise Unfit(f"不是数值，{expectation(fact)}")
    if isinstance(given, Decimal) and abs(given.adjusted()) > _LONGEST:
        raise Unfit(f"数值过长，{expectation(fact)}")
    return Fraction(given)


_LONGEST = 40


def _sample(fact: Fact) -> str:
    return '"12000.00"' if fact.kind is FactKind.MONEY else '"0.6"'


def _written(fact: Fact, given: str) -> Fraction:
    """Return the number that a text writes, alone or with its unit behind a space."""
    match = _NUMBER.fullmatch(given.strip())
    if match is None:
        raise Unfit(f"不是数值，{expectation(fact)}")
    if match[2]:
        _check_unit(fact, match[2])
    return Fraction(match[1])


def _check_unit(fact: Fact, written: str) -> None:
    try:
        unit = parse_unit(written)
    except ValueError:
        raise Unfit(f"单位“{written}”不明，应为 {fact.type.unit}，{expectation(fact)}") from None
    if not unit.fits(fact.type.unit):
        raise Unfit(f"单位应为 {fact.type.unit}，不是 {unit}，{expectation(fact)}")


def _check_bounds(fact: Fact, value: Any) -> None:
    below = fact.lower is not None and value < fact.lower
    above = fact.upper is not None and value > fact.upper
    if below and isinstance(fact.lower, (int, Fraction)) and value < 0 <= fact.lower:
        raise Unfit(f"不能为负，{expectation(fact)}")
    if below or above:
        raise Unfit(f"超出范围，{expectation(fact)}")


def _date(fact: Fact, given: Any) -> dt.date:
    if isinstance(given, dt.datetime) or not isinstance(given, (str, dt.date)):
        raise Unfit(f"类型不对，{expectation(fact)}")
    day = given if isinstance(given, dt.date) else _written_date(fact, given.strip())
    _check_bounds(fact, day)
    return day


def _written_date(fact: Fact, given: str) -> dt.date:
    if not _DATE.fullmatch(given):
        raise Unfit(f"日期写法不对，{expectation(fact)}")
    try:
        return dt.date.fromisoformat(given)
    except ValueError:
        raise Unfit(f"没有这一天，{expectation(fact)}") from None


def _choice(fact: Fact, given: Any) -> str:
    if isinstance(given, str) and given in fact.choices:
        return given
    raise Unfit(expectation(fact) + _nearest_choice(fact.choices, given))


def _nearest_choice(choices: Mapping[str, str], given: Any) -> str:
    if not isinstance(given, str):
        return ""
    by_label = [name for name, label in choices.items() if label == given.strip()]
    near = by_label or difflib.get_close_matches(given, list(choices), n=1)
    return f"，是否为 {near[0]}" if near else ""


def _bool(fact: Fact, given: Any) -> bool:
    if not isinstance(given, bool):
        raise Unfit(expectation(fact))
    return given


_READERS: Mapping[FactKind, Callable[[Fact, Any], Value]] = {
    FactKind.MONEY: _number,
    FactKind.RATE: _number,
    FactKind.QUANTITY: _number,
    FactKind.COUNT: _number,
    FactKind.CHOICE: _choice,
    FactKind.DATE: _date,
    FactKind.BOOL: _bool,
}
