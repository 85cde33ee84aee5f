"""How near the last day for a release is: a light with words, in days or working days of the calendar."""

import datetime as dt
from dataclasses import dataclass

from lingxing.kernel.calendars import WorkCalendar
from lingxing.kernel.counting import count_days
from lingxing.kernel.terms import Unit


@dataclass(frozen=True, slots=True)
class Deadline:
    """A light: green, yellow or red, and what it says."""

    color: str
    text: str

    @property
    def late(self) -> bool:
        """Return whether the last day has passed."""
        return self.color == "red"


def deadline(ordered: dt.date, due: dt.date, on: dt.date, calendar: WorkCalendar) -> Deadline:
    """Return the light of a release ordered on one day and due by another, as seen on a third.

    Red after the due day; yellow with a fifth or less of the working days left, or on the last day; green before.
    """
    if on > due:
        return Deadline("red", f"逾期{(on - due).days}日")
    if on == due:
        return Deadline("yellow", "今天是最后一天")
    left = _working_days(on, due, calendar)
    whole = max(_working_days(ordered, due, calendar), 1)
    return Deadline("green" if 5 * left > whole else "yellow", f"剩余{left}个工作日")


def _working_days(after: dt.date, last: dt.date, calendar: WorkCalendar) -> int:
    return count_days(after.toordinal(), last.toordinal(), Unit.WORKING_DAY, calendar)


def released_late(released: dt.date, due: dt.date) -> int:
    """Return by how many days a release was late, 0 where it was in time."""
    return max((released - due).days, 0)


def thousandths(part: int, whole: int) -> int | None:
    """Return how many in a thousand, rounded down; None of nothing."""
    return part * 1000 // whole if whole else None
