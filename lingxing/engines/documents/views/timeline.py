"""The validity timeline: events as a list, and their places on a line."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from lingxing.engines.documents.domain.status import Event, EventKind, Status
from lingxing.engines.documents.labels import label

_WIDTH, _MARGIN = 1000, 20
_LEAST_SPAN = 365


@dataclass(frozen=True, slots=True)
class Point:
    """An event, or the day shown (no event), with its place on the line (0 to 1000).

    `passed` tells an event on or before the day shown.
    """

    day: dt.date
    event: Event | None
    label: str
    x: int
    passed: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """The points, the place of the day shown, and from where to where the text is in force (None: nowhere)."""

    points: tuple[Point, ...]
    now: int
    force: tuple[int, int] | None


def timeline(events: Sequence[Event], status: Status, on: dt.date) -> Timeline | None:
    """Return where the events and the day `on` lie on the line, or None where no event is dated."""
    if not events:
        return None
    days = [event.day for event in events]
    first, last = min(*days, on), max(*days, on)
    span = max((last - first).days, _LEAST_SPAN)

    def place(day: dt.date) -> int:
        return _MARGIN + (day - first).days * (_WIDTH - 2 * _MARGIN) // span

    points = [Point(event.day, event, label(event.kind), place(event.day), event.day <= on) for event in events]
    points.append(Point(on, None, "", place(on), passed=True))
    begins = next((event.day for event in events if event.kind is EventKind.EFFECTIVE), None)
    ends = place(status.until) if status.until and status.until >= first else _WIDTH
    force = (place(begins), ends) if begins and place(begins) < ends else None
    return Timeline(tuple(sorted(points, key=lambda point: point.day)), place(on), force)
