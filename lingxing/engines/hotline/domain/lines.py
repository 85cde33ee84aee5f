"""Which number answers where on a day."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from lingxing.engines.hotline.domain.declaring import Line
from lingxing.kernel.counting import months_after


class Standing(StrEnum):
    """How a line stands on a day."""

    BEFORE = "before"
    DOUBLE = "double"
    CLOSED = "closed"
    FORWARDED = "forwarded"

    @property
    def label(self) -> str:
        """Return it in Chinese."""
        return _LABELS[self.value]


_LABELS = {
    "before": "尚未整合，仍打原号码",
    "double": "双号并行：原号码和热线都能打",
    "closed": "原号码已停用，请打热线",
    "forwarded": "原号码保留，热线也可以转接",
}


@dataclass(frozen=True, slots=True)
class LineOn:
    """A line on a day. `kept_until` is the last day of the old number, None where it stays."""

    line: Line
    standing: Standing
    kept_until: dt.date | None


def line_on(line: Line, on: dt.date) -> LineOn:
    """Return how the line stands on the day.

    Reading: 并入半年后不再保留 — the half year runs from the day of the merger by calendar months (31 October to
    30 April), and on its last day the old number still rings.
    """
    if not line.merged:
        return LineOn(line, Standing.FORWARDED if on >= line.joined_on else Standing.BEFORE, None)
    last = months_after(line.joined_on, line.double_months)
    if on < line.joined_on:
        return LineOn(line, Standing.BEFORE, last)
    return LineOn(line, Standing.DOUBLE if on <= last else Standing.CLOSED, last)


def lines_on(lines: Iterable[Line], on: dt.date, sought: str = "") -> list[LineOn]:
    """Return the lines on the day, in the order of the list; those whose number, unit or subject holds `sought`."""
    wanted = sought.strip()
    return [line_on(line, on) for line in lines if wanted in line.number or wanted in line.unit + " " + line.subject]
