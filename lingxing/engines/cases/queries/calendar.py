"""The calendar in effect: the national one with the officers' changes laid over."""

import datetime as dt
from functools import lru_cache

from lingxing.engines.cases.models import CalendarChange, CaseClock
from lingxing.engines.cases.statements import calendar_rows
from lingxing.kernel.calendars import CalendarChange as LaidOver
from lingxing.kernel.calendars import WorkCalendar
from lingxing.kernel.holidays import national_calendar

_Rows = tuple[tuple[dt.date, bool, str, str], ...]


def calendar() -> WorkCalendar:
    """Return the calendar in effect; one query, the calendar itself is kept between calls."""
    return _laid_over(calendar_rows())


def calendar_changes() -> list[CalendarChange]:
    """Return the officers' changes, revoked ones included, by day."""
    return list(CalendarChange.objects.order_by("-day", "-at"))


def clocks_touched(day: dt.date) -> int:
    """Return how many clocks that run or stand still end on that day or later: those that a change of it may move."""
    return CaseClock.objects.filter(state="running", due_on__gte=day).count()


@lru_cache(maxsize=4)
def _laid_over(rows: _Rows) -> WorkCalendar:
    national = national_calendar()
    return national.with_changes(LaidOver(*row) for row in rows) if rows else national
