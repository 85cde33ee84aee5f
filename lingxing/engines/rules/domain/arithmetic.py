"""Exact sums of the rules: rounding, brackets, tiers, calendar months. Whole results are ints."""

import calendar
import datetime as dt
from collections.abc import Callable, Mapping
from fractions import Fraction

from lingxing.kernel.exact import Exact
from lingxing.language.definitions import Steps
from lingxing.language.nodes import Rounding, RoundingMode, Value

MONTHS = 12


def settled(value: Exact) -> Exact:
    """Return the value as an int where it is whole."""
    return value.numerator if value.denominator == 1 else value


def ratio(numerator: int, denominator: int) -> Exact:
    """Return the quotient of two ints."""
    quotient, rest = divmod(numerator, denominator)
    return quotient if not rest else Fraction(numerator, denominator)


def product(left: Exact, right: Exact) -> Exact:
    """Return the product."""
    if left.__class__ is int and right.__class__ is int:
        return left * right
    return ratio(left.numerator * right.numerator, left.denominator * right.denominator)


def quotient(left: Exact, right: Exact) -> Exact:
    """Return the quotient; ZeroDivisionError for a divisor of 0."""
    return ratio(left.numerator * right.denominator, left.denominator * right.numerator)


# ---- rounding: n/d to a whole number ----


def _half_up(n: int, d: int) -> int:
    return (2 * n + d) // (2 * d)


def _half_away(n: int, d: int) -> int:
    return (2 * n + d) // (2 * d) if n >= 0 else -((-2 * n + d) // (2 * d))


def _half_even(n: int, d: int) -> int:
    whole, rest = divmod(n, d)
    above = 2 * rest > d or (2 * rest == d and whole % 2 == 1)
    return whole + above


def _down(n: int, d: int) -> int:
    return n // d


def _up(n: int, d: int) -> int:
    return -(-n // d)


def _toward_zero(n: int, d: int) -> int:
    return n // d if n >= 0 else -(-n // d)


_MODES: Mapping[RoundingMode, Callable[[int, int], int]] = {
    RoundingMode.HALF_UP: _half_up,
    RoundingMode.HALF_AWAY: _half_away,
    RoundingMode.HALF_EVEN: _half_even,
    RoundingMode.DOWN: _down,
    RoundingMode.UP: _up,
    RoundingMode.TOWARD_ZERO: _toward_zero,
}


def rounding(how: Rounding) -> Callable[[Exact], Exact]:
    """Return the function that rounds to the multiples of the step."""
    mode = _MODES[how.mode]
    above, below = how.step.numerator, how.step.denominator
    if how.step == 1:
        return lambda value: value if value.__class__ is int else mode(value.numerator, value.denominator)
    return lambda value: ratio(mode(value.numerator * below, value.denominator * above) * above, below)


# ---- schedules ----


def marginal(steps: Steps) -> Callable[[Exact], Exact]:
    """Return the function that sums the marginal brackets; the last rate goes on without end."""
    rates = [_number(rate) for _, rate in steps]
    scale = _common([*rates, *(threshold for threshold, _ in steps)])
    rows = [(int(t * scale), int(rate * scale)) for (t, _), rate in zip(steps, rates, strict=True)]
    tops = [*(row[0] for row in rows[1:]), None]
    spans = [(low, top, rate) for (low, rate), top in zip(rows, tops, strict=True)]

    def brackets(amount: Exact) -> Exact:
        scaled, beneath = amount.numerator * scale, amount.denominator
        result = 0
        for low, top, rate in spans:
            start = low * beneath
            if scaled <= start:
                break
            end = scaled if top is None or scaled < top * beneath else top * beneath
            result += (end - start) * rate
        return ratio(result, scale * scale * beneath)

    return brackets


def bracket_parts(steps: Steps, amount: Exact) -> list[tuple[Exact, Exact]]:
    """Return the part of the amount in each bracket that it reaches, with the bracket's rate."""
    tops = [*(threshold for threshold, _ in steps[1:]), None]
    return [
        (settled((amount if top is None else min(amount, top)) - low), _number(rate))
        for (low, rate), top in zip(steps, tops, strict=True)
        if amount > low
    ]


def _number(value: Value) -> Exact:
    if not isinstance(value, (int, Fraction)):
        raise TypeError(f"{value!r} is no rate")
    return value


def _common(values: list[Exact]) -> int:
    """Return a number that makes every value whole."""
    scale = 1
    for value in values:
        scale *= (value * scale).denominator
    return scale


def tier_of(steps: Steps, amount: Exact) -> Value | None:
    """Return the value of the last tier whose threshold is ≤ the amount; None below the first."""
    found: Value | None = None
    for threshold, value in steps:
        if amount < threshold:
            break
        found = value
    return found


# ---- calendar ----


def months_later(day: dt.date, months: int) -> dt.date:
    """Return the same day so many months later, or that month's last day. ValueError beyond the years 1 to 9999."""
    year, month = divmod(day.year * MONTHS + day.month - 1 + months, MONTHS)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        raise ValueError(f"year {year} is out of range")
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def months_between(first: dt.date, last: dt.date) -> int:
    """Return the complete months: the largest n for which `months_later(first, n)` is not after `last`."""
    months = (last.year - first.year) * MONTHS + last.month - first.month
    reached = min(first.day, calendar.monthrange(last.year, last.month)[1])
    return months - (last.day < reached)
