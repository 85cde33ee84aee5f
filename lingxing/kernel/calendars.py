"""The calendar of working days: what each day is, on whose word, and counting on it in constant time.

A calendar spans 1990 to 2099. Between `known_from` and `known_until` every day is settled by a published notice;
outside it weekends and the statutory holidays stand as a provisional answer. Where the figures come from:
`lingxing.kernel.holidays`.
"""

import datetime as dt
import hashlib
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from lingxing.kernel.dates import format_date
from lingxing.kernel.errors import LingxingError

FIRST_DAY = dt.date(1990, 1, 1)
LAST_DAY = dt.date(2099, 12, 31)
_FIRST = FIRST_DAY.toordinal()
_LAST = LAST_DAY.toordinal()
_WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_WEEK = "《国务院关于职工工作时间的规定》（国务院令第174号）第七条"


class OutsideCalendar(LingxingError):
    """A day that no work calendar reaches."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what}超出工作日历的范围", remedy=f"请核对日期；工作日历从{FIRST_DAY.year}年到{LAST_DAY.year}年"
        )


class DayKind(StrEnum):
    """What a day is for counting."""

    WORKING = "working"
    SWAPPED_WORKING = "swapped working"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    SWAPPED_REST = "swapped rest"

    @property
    def works(self) -> bool:
        """Return whether offices work on it."""
        return self in (DayKind.WORKING, DayKind.SWAPPED_WORKING)

    @property
    def label(self) -> str:
        """Return the kind in Chinese."""
        return _KIND_LABELS[self]


_KIND_LABELS = {
    DayKind.WORKING: "工作日",
    DayKind.SWAPPED_WORKING: "调休上班",
    DayKind.WEEKEND: "周末",
    DayKind.HOLIDAY: "法定节假日",
    DayKind.SWAPPED_REST: "放假调休",
}


@dataclass(frozen=True, slots=True)
class DayInfo:
    """What a day is: its kind, its name in Chinese (周六, 国庆节, 春节放假调休) and the paper it rests on."""

    kind: DayKind
    label: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class CalendarChange:
    """An officer's word on one day: work or rest, for what reason, on which paper."""

    day: dt.date
    working: bool
    reason: str
    source: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class WorkCalendar:
    """A calendar, made by `make_calendar`. `fingerprint` changes whenever any day, name, source or bound does."""

    marks: Mapping[dt.date, DayInfo]
    known_from: dt.date
    known_until: dt.date
    fingerprint: str
    _through: "array[int]" = field(repr=False)
    _working: "array[int]" = field(repr=False)

    def is_working_day(self, day: dt.date) -> bool:
        """Return whether offices work on the day. OutsideCalendar beyond 1990–2099."""
        return self.is_working_ordinal(day.toordinal())

    def day_kind(self, day: dt.date) -> DayInfo:
        """Return the day's kind with its name and its source."""
        self.working_through(day.toordinal())
        marked = self.marks.get(day)
        if marked:
            return marked
        weekend = day.weekday() >= 5
        kind = DayKind.WEEKEND if weekend else DayKind.WORKING
        return DayInfo(kind, weekday_label(day) if weekend else kind.label, _WEEK if weekend else "")

    def is_provisional(self, day: dt.date) -> bool:
        """Return whether no notice settles the day yet."""
        return not self.known_from <= day <= self.known_until

    def first_working_day(self, day: dt.date) -> dt.date:
        """Return the day itself where it works, else the next day that does."""
        return dt.date.fromordinal(self.nth_working(self.working_through(day.toordinal() - 1) + 1))

    def next_working_day(self, day: dt.date) -> dt.date:
        """Return the first working day after the day."""
        return self.add_working_days(day, 1)

    def add_working_days(self, start: dt.date, count: int) -> dt.date:
        """Return the `count`-th working day after `start`, before it for a negative count, `start` itself for 0."""
        ordinal = start.toordinal()
        if count == 0:
            return start
        reached = self.working_through(ordinal if count > 0 else ordinal - 1)
        return dt.date.fromordinal(self.nth_working(reached + count + (count < 0)))

    def working_days_between(self, start: dt.date, end: dt.date) -> int:
        """Return how many working days lie after `start` up to and with `end`; negative where `end` is earlier."""
        return self.working_through(end.toordinal()) - self.working_through(start.toordinal())

    def with_changes(self, changes: Iterable[CalendarChange], known_until: dt.date | None = None) -> "WorkCalendar":
        """Return this calendar with an officer's changes laid over, the last one of a day standing.

        `known_until` moves the bound for an installation that has entered a whole new year itself.
        """
        laid = dict(self.marks)
        for change in changes:
            self.working_through(change.day.toordinal())
            laid[change.day] = _changed(change)
        return make_calendar(laid, self.known_from, known_until or self.known_until)

    def working_through(self, ordinal: int) -> int:
        """Return how many working days the calendar has from its first day through the day of that ordinal."""
        if not _FIRST - 1 <= ordinal <= _LAST:
            raise OutsideCalendar(_shown(ordinal))
        return self._through[ordinal - _FIRST + 1]

    def nth_working(self, number: int) -> int:
        """Return the ordinal of the calendar's `number`-th working day, counted from 1."""
        if not 1 <= number <= len(self._working):
            raise OutsideCalendar("期限")
        return self._working[number - 1]

    def is_working_ordinal(self, ordinal: int) -> bool:
        """Return whether offices work on the day of that ordinal."""
        return self.working_through(ordinal) > self.working_through(ordinal - 1)


def make_calendar(marks: Mapping[dt.date, DayInfo], known_from: dt.date, known_until: dt.date) -> WorkCalendar:
    """Return the calendar in which `marks` overrule the plain week; sums are made here once, in linear time."""
    special = {day.toordinal(): info.kind.works for day, info in marks.items()}
    through, working = array("i", [0]), array("i")
    for ordinal in range(_FIRST, _LAST + 1):
        # Day 1 of the proleptic calendar is a Monday, so Saturdays and Sundays leave 6 and 0.
        if special.get(ordinal, 0 < ordinal % 7 < 6):
            working.append(ordinal)
        through.append(len(working))
    fingerprint = _fingerprint(marks, known_from, known_until)
    return WorkCalendar(MappingProxyType(dict(marks)), known_from, known_until, fingerprint, through, working)


def weekday_label(day: dt.date) -> str:
    """Return 周一 … 周日."""
    return _WEEKDAYS[day.weekday()]


def _fingerprint(marks: Mapping[dt.date, DayInfo], known_from: dt.date, known_until: dt.date) -> str:
    lines = [f"{known_from} {known_until}"]
    lines += [repr((day.isoformat(), info.kind.value, info.label, info.source)) for day, info in sorted(marks.items())]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _changed(change: CalendarChange) -> DayInfo:
    kind = DayKind.SWAPPED_WORKING if change.working else DayKind.SWAPPED_REST
    return DayInfo(kind, f"调整为{'上班' if change.working else '休息'}（{change.reason}）", change.source)


def _shown(ordinal: int) -> str:
    try:
        return format_date(dt.date.fromordinal(ordinal))
    except (ValueError, OverflowError):
        return "日期"
