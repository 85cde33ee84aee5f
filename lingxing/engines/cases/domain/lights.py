"""The light of a clock: green, yellow, red or grey, always with words."""

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum

from lingxing.engines.cases.domain.clocks import Amount, ClockRun, due_of, elapsed, pause_on, remaining
from lingxing.kernel.calendars import WorkCalendar
from lingxing.kernel.counting import Due


class Color(StrEnum):
    """The colours, from what runs well to what stands still."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    GREY = "grey"

    @property
    def label(self) -> str:
        """Return the colour's meaning in a word, so that nobody has to see it."""
        return {Color.GREEN: "正常", Color.YELLOW: "临期", Color.RED: "逾期", Color.GREY: "停止计时"}[self]


@dataclass(frozen=True, slots=True)
class Light:
    """What a list shows of a clock: colour, words, what is left (below 0: overdue) and the due day if there is one."""

    color: Color
    text: str
    left: Amount
    due: Due | None


def light(run: ClockRun, on: dt.date, calendar: WorkCalendar) -> Light:
    """Return the clock's light on that day.

    Green has more than a fifth of the whole left, yellow a fifth or less, red is past the due day; grey is done or
    suspended. A due day that the calendar does not settle yet says 暂定.
    """
    if run.stopped and run.stopped <= on:
        return _stopped(run, run.stopped, calendar)
    # A suspension that begins later is not known today.
    known = replace(run, suspensions=tuple(s for s in run.suspensions if s.begin <= on or s.end))
    due = due_of(known, calendar)
    left = remaining(known, on, calendar)
    if due and on > due.day:
        return Light(Color.RED, _overdue(left), left, due)
    pause = pause_on(known, on)
    if pause and (due is None or on < due.day):
        return Light(Color.GREY, f"已暂停（{pause.cause}），剩余{left.label}", left, due)
    return _running(known, on, calendar, left, due)


def _running(run: ClockRun, on: dt.date, calendar: WorkCalendar, left: Amount, due: Due | None) -> Light:
    whole = elapsed(run, on, calendar).count + left.count
    color = Color.GREEN if 5 * left.count > whole else Color.YELLOW
    words = "今天到期" if due and due.day == on else f"剩余{left.label}"
    return Light(color, f"{words}（暂定）" if due and due.provisional else words, left, due)


def _stopped(run: ClockRun, day: dt.date, calendar: WorkCalendar) -> Light:
    due, left = due_of(run, calendar), remaining(run, day, calendar)
    if due is None:
        words = "已完成"
    elif day > due.day:
        words = f"已完成，{_overdue(left)}"
    else:
        words = f"已完成，提前{left.label}" if left.count else "已完成，到期当日"
    return Light(Color.GREY, words, left, due)


def _overdue(left: Amount) -> str:
    if left.count == 0:
        return f"逾期不足1{left.unit.label}"
    return f"逾期{Amount(-left.count, left.unit).label}"
