"""What boards count: where a matter stands on a day, and counts that add up."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Standing(StrEnum):
    """Where a matter stands. Every matter has exactly one standing on a day."""

    RED = "red"
    YELLOW = "yellow"
    GREEN = "green"
    UNDATED = "undated"
    REPORTED = "reported"
    IN_TIME = "in_time"
    LATE = "late"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        """Return the standing in Chinese."""
        return _LABELS[self.value]

    @property
    def help(self) -> str:
        """Return in a sentence what is counted under it."""
        return _HELP[self.value]


_LABELS = {
    "red": "逾期未办结",
    "yellow": "临期",
    "green": "正常推进",
    "undated": "未定期限",
    "reported": "已报待审",
    "in_time": "按期办结",
    "late": "逾期办结",
    "dropped": "不再督办",
}
_HELP = {
    "red": "最后一天已过，还没有报告办结",
    "yellow": "剩下的时间不超过全部期限的五分之一",
    "green": "剩下的时间超过全部期限的五分之一",
    "undated": "还没有交办，或没有最后一天",
    "reported": "承办单位已经报告，督查室还没有审完",
    "in_time": "审核同意办结，报告的那天不晚于最后一天",
    "late": "审核同意办结，报告的那天晚于最后一天",
    "dropped": "没有办结就终止督办",
}
OPEN = (Standing.RED, Standing.YELLOW, Standing.GREEN, Standing.UNDATED, Standing.REPORTED)
DONE = (Standing.IN_TIME, Standing.LATE)
LIGHTS = (Standing.RED, Standing.YELLOW, Standing.GREEN)
"""What changes from one day to the next with nothing done: a last day is kept, and nothing has been reported."""


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a matter that its standing follows from, as supervision keeps them."""

    closed: bool
    due_on: dt.date | None = None
    yellow_on: dt.date | None = None
    reported_on: dt.date | None = None
    concluded_on: dt.date | None = None


def settled(days: Days) -> Standing | None:
    """Return the standing where it is the same on every day until something is done; None where a light shows it.

    Reading: a matter is in time when the report that was found right came on or before the last day (art. 7 asks the
    unit to finish and report by it); how long the office then takes to look at it is not the unit's.
    """
    if days.concluded_on is not None:
        finished = days.reported_on or days.concluded_on
        return Standing.IN_TIME if days.due_on is None or finished <= days.due_on else Standing.LATE
    if days.closed:
        return Standing.DROPPED
    if days.reported_on is not None:
        return Standing.REPORTED
    return Standing.UNDATED if days.due_on is None else None


def standing(days: Days, on: dt.date) -> Standing:
    """Return where the matter stands on the day, as far as is known of it by now."""
    held = settled(days)
    if held is not None or days.due_on is None:
        return held or Standing.UNDATED
    if days.due_on < on:
        return Standing.RED
    return Standing.YELLOW if days.yellow_on is not None and days.yellow_on <= on else Standing.GREEN


@dataclass(frozen=True, slots=True)
class Counts:
    """How many matters have which standing."""

    of: Mapping[Standing, int]

    def __getitem__(self, standing: Standing) -> int:
        """Return how many have the standing."""
        return self.of.get(standing, 0)

    @property
    def all(self) -> int:
        """Return all of them."""
        return sum(self.of.values())

    @property
    def open(self) -> int:
        """Return those that are not over."""
        return sum(self[standing] for standing in OPEN)

    @property
    def done(self) -> int:
        """Return those that are done, in time or late."""
        return sum(self[standing] for standing in DONE)

    @property
    def in_time_share(self) -> Fraction | None:
        """Return which share of what should be done by now was done in time: overdue ones count; None without any."""
        ended = self.done + self[Standing.RED]
        return Fraction(self[Standing.IN_TIME], ended) if ended else None

    @property
    def light(self) -> Standing:
        """Return the worst light of what is open: red, yellow, else green."""
        return next((one for one in (Standing.RED, Standing.YELLOW) if self[one]), Standing.GREEN)


def added(parts: Iterable[Counts]) -> Counts:
    """Return the counts of several groups together."""
    total: dict[Standing, int] = {}
    for part in parts:
        for one, number in part.of.items():
            total[one] = total.get(one, 0) + number
    return Counts(total)


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month of a year."""

    year: int
    number: int

    @property
    def first(self) -> dt.date:
        """Return its first day."""
        return dt.date(self.year, self.number, 1)

    @property
    def last(self) -> dt.date:
        """Return its last day."""
        return self.after(1).first - dt.timedelta(days=1)

    @property
    def label(self) -> str:
        """Return 2026年3月."""
        return f"{self.year}年{self.number}月"

    @property
    def key(self) -> str:
        """Return 2026-03."""
        return f"{self.year:04}-{self.number:02}"

    def after(self, months: int) -> "Month":
        """Return the month so many months later; earlier where it is negative."""
        year, number = divmod(self.year * 12 + self.number - 1 + months, 12)
        return Month(year, number + 1)


def month_of(day: dt.date) -> Month:
    """Return the month of a day."""
    return Month(day.year, day.month)


def months_to(day: dt.date, count: int) -> tuple[Month, ...]:
    """Return so many months up to that of the day, in order."""
    last = month_of(day)
    return tuple(last.after(back) for back in range(1 - count, 1))


def by_month(days: Mapping[dt.date, int], months: Iterable[Month]) -> dict[Month, int]:
    """Return the counts by day put together by month; every month of `months` stands there, others are left out."""
    found = dict.fromkeys(months, 0)
    for day, number in days.items():
        if (month := month_of(day)) in found:
            found[month] += number
    return found


def percent(share: Fraction | None, places: int = 1) -> str:
    """Return the share as 87.5%, rounded half up; a dash for None."""
    return "—" if share is None else f"{rounded(share * 100, places)}%"


def rounded(value: Fraction | int, places: int) -> str:
    """Return the number in decimal notation with so many decimals, rounded half away from zero."""
    scaled = abs(Fraction(value)) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    digits = str(whole).rjust(places + 1, "0")
    text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return f"-{text}" if value < 0 and whole else text
