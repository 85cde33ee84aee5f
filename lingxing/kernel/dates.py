"""Calendar dates as documents print them, and periods of validity."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from lingxing.kernel.numerals import parse_numeral

SHANGHAI = ZoneInfo("Asia/Shanghai")
_NUMERAL = r"[\d〇○◯零一二三四五六七八九十元]"
_PRINTED = re.compile(rf"({_NUMERAL}{{4}})\s*年\s*({_NUMERAL}{{1,3}})\s*月\s*({_NUMERAL}{{1,3}})\s*日")


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time in calendar units."""

    years: int = 0
    months: int = 0
    days: int = 0

    def __str__(self) -> str:
        """Return the ISO 8601 duration: P5Y, P6M, P1Y6M, P30D."""
        parts = ((self.years, "Y"), (self.months, "M"), (self.days, "D"))
        return "P" + ("".join(f"{n}{unit}" for n, unit in parts if n) or "0D")


def parse_date(text: str) -> dt.date | None:
    """Return the first calendar date printed in `text` (2024年6月7日, 二〇二四年六月七日), or None.

    A date that no calendar holds (2024年2月30日) is None as well.
    """
    found = _PRINTED.search(text)
    if not found:
        return None
    year, month, day = (parse_numeral(group) for group in found.groups())
    if year is None or month is None or day is None:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def add_period(start: dt.date, period: Period) -> dt.date:
    """Return the same day after `period`, or the last day of that month where it has no such day."""
    months = start.month - 1 + period.months + 12 * period.years
    year, month = start.year + months // 12, months % 12 + 1
    day = min(start.day, calendar.monthrange(year, month)[1])
    return dt.date(year, month, day) + dt.timedelta(days=period.days)


def last_day_in_force(effective: dt.date, period: Period) -> dt.date:
    """Return the last day of a validity that runs for `period` from `effective`, that day included.

    Reading: 有效期5年 from 2021-12-13 ends with 2026-12-12, the day before the anniversary.
    """
    return add_period(effective, period) - dt.timedelta(days=1)


def month_end(year: int, month: int) -> dt.date:
    """Return the last day of the month."""
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def format_date(day: dt.date) -> str:
    """Return the date as papers print it: 2026年1月5日."""
    return f"{day.year}年{day.month}月{day.day}日"
