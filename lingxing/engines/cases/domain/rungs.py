"""The rungs of a clock: the days on which it reminds, comes due and is escalated."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from lingxing.engines.cases.domain.clocks import ClockRun, due_of, gaps_of, unit_of
from lingxing.kernel.calendars import WorkCalendar
from lingxing.kernel.counting import count_days, leg_end
from lingxing.kernel.terms import Length, Unit

_STEP = re.compile(r"(\d{1,3}) (working day|day)s? (before|after)")


@dataclass(frozen=True, slots=True)
class Rung:
    """A point on a clock: half its time, or so many days after its due day (before it where negative)."""

    offset: int = 0
    unit: Unit = Unit.DAY
    half: bool = False

    @property
    def label(self) -> str:
        """Return 过半, 到期, 到期前2个工作日, 逾期1个工作日."""
        if self.half:
            return "时间过半"
        if not self.offset:
            return "到期"
        return f"{'到期前' if self.offset < 0 else '逾期'}{abs(self.offset)}{self.unit.label}"

    def __str__(self) -> str:
        """Return the words that `parse_rung` reads."""
        if self.half or not self.offset:
            return "half" if self.half else "due"
        count = abs(self.offset)
        return f"{count} {self.unit}{'' if count == 1 else 's'} {'before' if self.offset < 0 else 'after'}"


def parse_rung(text: str) -> Rung:
    """Return the rung of a package's words: "half", "due", "2 working days before", "1 day after".

    ValueError, with what may be written, for anything else.
    """
    words = " ".join(text.split())
    if words in ("half", "due"):
        return Rung(half=words == "half")
    found = _STEP.fullmatch(words)
    if not found or not int(found[1]):
        raise ValueError(f'{text!r} is no rung; write "half", "due", "2 working days before" or "1 working day after"')
    return Rung(int(found[1]) * (-1 if found[3] == "before" else 1), Unit(found[2]))


def rung_days(run: ClockRun, rungs: Sequence[Rung], calendar: WorkCalendar) -> tuple[tuple[Rung, dt.date], ...]:
    """Return the day of each rung, in the order given; nothing while an open suspension keeps the due day away.

    A rung that would come before the start comes on the day of the start.
    Reading: half is the day on which half of the days that count have gone by, a broken half rounded up.
    """
    due = due_of(run, calendar)
    if due is None:
        return ()
    return tuple((rung, max(run.start, _day_of(rung, run, due.day, calendar))) for rung in rungs)


def _day_of(rung: Rung, run: ClockRun, due: dt.date, calendar: WorkCalendar) -> dt.date:
    if rung.half:
        return _half(run, due, calendar)
    if rung.unit is Unit.WORKING_DAY:
        return calendar.add_working_days(due, rung.offset)
    return due + dt.timedelta(days=rung.offset)


def _half(run: ClockRun, due: dt.date, calendar: WorkCalendar) -> dt.date:
    start, gaps, unit = run.start.toordinal(), gaps_of(run), unit_of(run)
    whole = count_days(start, due.toordinal(), unit, calendar, gaps)
    if whole <= 0:
        return due
    reached = leg_end(start, Length(-(-whole // 2), unit), calendar, gaps, moves=False)
    return dt.date.fromordinal(reached) if reached else due
