"""What a clock sets off, and when: its rungs on their days, and what happens when it has run out.

A rung goes off with the first instant of its day in Shanghai, the running out with the first instant that is too late
(24:00 of the last day). Each goes off once; a clock that was extended has its rungs once more.
"""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from lingxing.engines.cases.domain.clocks import ClockRun, instant_of
from lingxing.engines.cases.domain.rungs import parse_rung, rung_days
from lingxing.kernel.calendars import WorkCalendar
from lingxing.kernel.dates import SHANGHAI
from lingxing.language.procedures.definitions import Clock, Rung

EXPIRES = "expires"


@dataclass(frozen=True, slots=True)
class Point:
    """Something that a clock sets off at an instant. `key` tells it from the clock's others; no rung: it runs out."""

    at: dt.datetime
    key: str
    rung: Rung | None = None
    label: str = ""
    """时间过半, 到期前2个工作日, 到期, 逾期1个工作日, 期满."""


def points(
    clock: Clock, run: ClockRun, calendar: WorkCalendar, started_at: dt.datetime | None = None
) -> tuple[Point, ...]:
    """Return everything that the run sets off, by time; nothing once it is stopped or while it stands still."""
    if run.stopped is not None or not (clock.rungs or clock.expires):
        return ()
    over = instant_of(run, calendar, started_at)
    if over is None:
        return ()
    round_of = f"+{len(run.extensions)}" if run.extensions else ""
    parsed = [parse_rung(rung.at) for rung in clock.rungs]
    days = rung_days(run, parsed, calendar)
    found = [
        Point(dt.datetime.combine(day, dt.time(), SHANGHAI), f"{name}{round_of}", rung, step.label)
        for rung, name, (step, day) in zip(clock.rungs, _names(clock), days, strict=False)
    ]
    if clock.expires:
        found.append(Point(over, EXPIRES, None, "期满"))
    return tuple(sorted(found, key=lambda point: point.at))


def _names(clock: Clock) -> list[str]:
    """Return a name for each rung: its step, and whom it tells where an earlier one stands on the same step."""
    found: list[str] = []
    for rung in clock.rungs:
        step = str(parse_rung(rung.at))
        found.append(f"{step} {rung.tells}" if step in found else step)
    return found


def next_point(found: Sequence[Point], fired: Collection[str]) -> dt.datetime | None:
    """Return when the first thing goes off that has not gone off yet, or None."""
    return next((point.at for point in found if point.key not in fired), None)


def due_points(found: Sequence[Point], fired: Collection[str], at: dt.datetime) -> tuple[Point, ...]:
    """Return what has to go off by `at` and has not, by time."""
    return tuple(point for point in found if point.at <= at and point.key not in fired)


def told_points(due: Sequence[Point]) -> tuple[Point, ...]:
    """Return those of which people are told: of reminders to the same role that come together only the last.

    After a standstill of the sweep nobody gets three reminders of one clock at once; every escalation is told.
    """
    last = {point.rung.tells: point for point in due if point.rung and not point.rung.escalates}
    return tuple(point for point in due if point.rung and (point.rung.escalates or last[point.rung.tells] is point))
