"""The figures of a bulletin as they were on the day that it was drawn up: texts and whole numbers, kept as they are."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from lingxing.engines.supervision.domain.boards import Month, Standing


@dataclass(frozen=True, slots=True)
class Period:
    """A month, or a year where `month` is None."""

    year: int
    month: int | None = None

    @property
    def first(self) -> dt.date:
        """Return its first day."""
        return dt.date(self.year, self.month or 1, 1)

    @property
    def last(self) -> dt.date:
        """Return its last day."""
        return Month(self.year, self.month).last if self.month else dt.date(self.year, 12, 31)

    @property
    def label(self) -> str:
        """Return 2026年5月 or 2026年."""
        return f"{self.year}年{self.month}月" if self.month else f"{self.year}年"


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit: how it stands on the day, and what of the period was due, done in time and done late."""

    name: str
    open: int
    red: int
    yellow: int
    due: int
    in_time: int
    late: int


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan: how its matters stand on the day."""

    title: str
    all: int
    open: int
    red: int
    done: int


@dataclass(frozen=True, slots=True)
class MonthRow:
    """What a month brought."""

    label: str
    registered: int
    due: int
    in_time: int
    late: int


@dataclass(frozen=True, slots=True)
class OverdueRow:
    """A matter that is overdue."""

    number: str
    heading: str
    unit: str
    due: str
    days: int


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator, in the words in which it is shown."""

    plan: str
    label: str
    target: str
    value: str
    verdict: str
    forecast: str


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A unit's place in the year."""

    place: str
    name: str
    matters: int
    marks: str
    grade: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All figures of a bulletin, as of the day `on`."""

    year: int
    month: int | None
    on: str
    counts: Mapping[str, int]
    """Standing → how many; those without any are left out."""
    registered: int
    due: int
    in_time: int
    late: int
    units: tuple[UnitRow, ...]
    plans: tuple[PlanRow, ...]
    trend: tuple[MonthRow, ...]
    overdue: tuple[OverdueRow, ...]
    indicators: tuple[IndicatorRow, ...] = ()
    scores: tuple[ScoreRow, ...] = ()
    scored_by: str = ""
    """Which definition the scores follow."""

    @property
    def period(self) -> Period:
        """Return the period that it speaks of."""
        return Period(self.year, self.month)

    def of(self, *standings: Standing) -> int:
        """Return how many matters have one of the standings."""
        return sum(self.counts.get(standing.value, 0) for standing in standings)

    def to_json(self) -> dict[str, Any]:
        """Return the snapshot as it is stored and digested."""
        return asdict(self)


_ROWS: Mapping[str, type] = {
    "units": UnitRow,
    "plans": PlanRow,
    "trend": MonthRow,
    "overdue": OverdueRow,
    "indicators": IndicatorRow,
    "scores": ScoreRow,
}


def snapshot_from_json(stored: Mapping[str, Any]) -> Snapshot:
    """Return a stored snapshot."""
    known = {field.name for field in fields(Snapshot)}
    given = {name: value for name, value in stored.items() if name in known}
    rows = {name: tuple(kind(**row) for row in stored.get(name, ())) for name, kind in _ROWS.items()}
    return Snapshot(**{**given, **rows})
