"""Dates that are not known yet, as ranges of day numbers."""

import datetime as dt
from typing import Any

from lingxing.engines.rules.domain import possible
from lingxing.engines.rules.domain.arithmetic import months_between, months_later
from lingxing.engines.rules.domain.possible import Possible, never

_MONTHS = range(1, 13)
_FIRST, _LAST = dt.date.min.toordinal(), dt.date.max.toordinal()
_BEYOND = "日期超出公历 1 年至 9999 年"


def _moved(*ends: Any) -> Possible:
    """Return the days between two ends, those beyond the calendar cut off."""
    lower, upper = ends
    if upper < _FIRST or lower > _LAST:
        return never(_BEYOND)
    outside = lower < _FIRST or upper > _LAST
    return Possible(max(lower, _FIRST), min(upper, _LAST), open=outside, reason=_BEYOND if outside else "")


def add_days(day: Possible, days: Possible) -> Possible:
    """Return the days that lie so many days later."""
    return _moved(day.lower + days.lower, day.upper + days.upper)


def add_months(day: Possible, months: Possible) -> Possible:
    """Return the days that lie so many months later."""
    return _moved(_month_end(day.lower, months.lower), _month_end(day.upper, months.upper))


def _month_end(day: int, months: Any) -> Any:
    if possible.endless(months):
        return months
    try:
        return months_later(dt.date.fromordinal(day), months).toordinal()
    except ValueError:
        return possible.ENDLESS if months > 0 else -possible.ENDLESS


def months_between_days(first: Possible, last: Possible) -> Possible:
    """Return the complete months between two days."""
    return Possible(_months(first.upper, last.lower), _months(first.lower, last.upper))


def _months(first: int, last: int) -> int:
    return months_between(dt.date.fromordinal(first), dt.date.fromordinal(last))


def month_of(day: Possible) -> Possible:
    """Return the months that the days may lie in."""
    first, last = dt.date.fromordinal(day.lower), dt.date.fromordinal(day.upper)
    return Possible(first.month, last.month) if first.year == last.year else Possible(_MONTHS[0], _MONTHS[-1])
