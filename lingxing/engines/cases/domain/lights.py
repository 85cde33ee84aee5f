"""The light of a clock: green, yellow, red or grey, always with words."""

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum

from lingxing.engines.cases.domain.clocks import Amount, ClockRun, due_of, elapsed, pause_on, remaining
from lingxing.engines.cases.domain.running_out import has_run_out, is_open_late
from lingxing.engines.cases.domain.state import CaseState
from lingxing.kernel.calendars import WorkCalendar
from lingxing.kernel.counting import Due
from lingxing.language.procedures.definitions import ClockKind, Service


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
    finished: bool = False
    """Whether what was due was done, in time or late."""


def light_of(service: Service, state: CaseState, name: str, on: dt.date, calendar: WorkCalendar) -> Light:
    """Return the light on that day of the last run of a clock that has run, by what running out of it means.

    A duty that ran out is told as what it is: still open and so late, done late, or over without having been done.
    """
    clock, run = service.clocks[name], state.clocks[name][-1]
    if has_run_out(state, name) and run.stopped and run.stopped <= on:
        return _ran_out(run, on, calendar, clock.kind, still=is_open_late(service, state, name))
    return light(run, on, calendar, clock.kind)


def light(run: ClockRun, on: dt.date, calendar: WorkCalendar, kind: ClockKind = ClockKind.DUTY) -> Light:
    """Return the light on that day of a clock that runs or was stopped by an act.

    Green has more than a fifth of the whole left, yellow a fifth or less, red is past the due day; grey is done or
    suspended. A due day that the calendar does not settle yet says 暂定. Nobody is late where time only has to pass or
    something is valid: such a clock never turns red.
    """
    if run.stopped and run.stopped <= on:
        return _stopped(run, run.stopped, calendar, kind)
    # A suspension that begins later is not known today.
    known = replace(run, suspensions=tuple(s for s in run.suspensions if s.begin <= on or s.end))
    due = due_of(known, calendar)
    left = remaining(known, on, calendar)
    if due and on > due.day:
        grey = kind in _OVER
        return Light(Color.GREY if grey else Color.RED, _OVER[kind] if grey else _overdue(left), left, due)
    pause = pause_on(known, on)
    if pause and (due is None or on < due.day):
        return Light(Color.GREY, f"已暂停（{pause.cause}），剩余{left.label}", left, due)
    return _running(known, on, calendar, left, due, kind)


_OVER = {ClockKind.WAIT: "已满期", ClockKind.VALIDITY: "已过有效期"}
"""What is said of a clock that nobody can be late by, once its last day is over."""
_STOPPED = {ClockKind.WAIT: "已结束", ClockKind.VALIDITY: "已终止"}


def _running(
    run: ClockRun, on: dt.date, calendar: WorkCalendar, left: Amount, due: Due | None, kind: ClockKind
) -> Light:
    whole = elapsed(run, on, calendar).count + left.count
    color = Color.GREEN if kind is ClockKind.WAIT or 5 * left.count > whole else Color.YELLOW
    today = "今天期满" if kind is ClockKind.WAIT else "今天到期"
    words = today if due and due.day == on else f"{'还有' if kind is ClockKind.WAIT else '剩余'}{left.label}"
    return Light(color, f"{words}（暂定）" if due and due.provisional else words, left, due)


def _stopped(run: ClockRun, day: dt.date, calendar: WorkCalendar, kind: ClockKind) -> Light:
    due, left = due_of(run, calendar), remaining(run, day, calendar)
    if kind in _STOPPED:
        over = due is not None and day > due.day
        return Light(Color.GREY, _OVER[kind] if over else _STOPPED[kind], left, due)
    if due is None:
        words = "已完成"
    elif day > due.day:
        words = f"已完成，{_overdue(left)}"
    else:
        words = f"已完成，提前{left.label}" if left.count else "已完成，到期当日"
    return Light(Color.GREY, words, left, due, finished=True)


def _ran_out(run: ClockRun, on: dt.date, calendar: WorkCalendar, kind: ClockKind, *, still: bool) -> Light:
    due, left = due_of(run, calendar), remaining(run, on, calendar)
    if kind in _OVER:
        return Light(Color.GREY, _OVER[kind], left, due)
    if kind is ClockKind.WINDOW:
        return Light(Color.GREY, "已过期", left, due)
    if run.fulfilled and run.fulfilled <= on:
        left = remaining(run, run.fulfilled, calendar)
        return Light(Color.GREY, f"已完成，{_overdue(left)}", left, due, finished=True)
    if still:
        return open_late(run, on, calendar)
    return Light(Color.GREY, "到期没有完成", left, due)


def open_late(run: ClockRun, on: dt.date, calendar: WorkCalendar) -> Light:
    """Return the light of a duty that ran out before the day and is still to be done."""
    left = remaining(run, on, calendar)
    return Light(Color.RED, f"未完成，{_overdue(left)}", left, due_of(run, calendar))


def _overdue(left: Amount) -> str:
    if left.count == 0:
        return f"逾期不足1{left.unit.label}"
    return f"逾期{Amount(-left.count, left.unit).label}"
