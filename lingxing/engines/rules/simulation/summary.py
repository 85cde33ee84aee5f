"""What a simulation adds up to: totals, winners and losers, distribution, by group; whole numbers, batch by batch."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from lingxing.engines.rules.domain.columns.plan import Output
from lingxing.engines.rules.simulation.results import Columns, covered, eligible
from lingxing.engines.rules.simulation.tallies import WIDTH, Tally, empty_spread, lower_edge, tally, total
from lingxing.language.nodes import Kind


@dataclass(frozen=True, slots=True)
class Side:
    """An output under the law in force or under the reform. `total` is in the plan's integers (fen for money)."""

    total: int
    covered: int
    eligible: int


@dataclass(frozen=True, slots=True)
class Moved:
    """Those whose result changes one way: how many, by how much together, by how much at most."""

    number: int
    total: int
    most: int


@dataclass(frozen=True, slots=True)
class GroupTotals:
    """An output over all rows, or over one group of them."""

    group: str
    rows: int
    law: Side
    reform: Side
    winners: Moved
    losers: Moved

    @property
    def change(self) -> int:
        """Return what the reform adds."""
        return self.reform.total - self.law.total


@dataclass(frozen=True, slots=True)
class Bin:
    """How many rows lie between two amounts (lower included, upper not; None: no bound)."""

    lower: int | None
    upper: int | None
    law: int
    reform: int


@dataclass(frozen=True, slots=True)
class OutputSummary:
    """All that is known of one output."""

    output: Output
    everybody: GroupTotals
    groups: tuple[GroupTotals, ...]
    bins: tuple[Bin, ...]
    law_deciles: tuple[int, ...]
    """Nine values below which a tenth, two tenths … of the covered rows lie, to three digits."""
    reform_deciles: tuple[int, ...]


@dataclass(slots=True)
class Accumulator:
    """Adds up one output, batch by batch."""

    output: Output
    tallies: np.ndarray = field(default_factory=lambda: np.zeros((1, WIDTH), np.int64))
    spread: np.ndarray = field(default_factory=empty_spread)

    def add(self, law: Columns, reform: Columns, groups: np.ndarray, count: int) -> None:
        """Add a batch; `groups` tells each row's group, of `count` so far."""
        if len(self.tallies) < count:
            more = np.zeros((count - len(self.tallies), WIDTH), np.int64)
            self.tallies = np.concatenate([self.tallies, more])
        tally(
            _counted(self.output, law),
            covered(self.output, law),
            eligible(self.output, law),
            _counted(self.output, reform),
            covered(self.output, reform),
            eligible(self.output, reform),
            groups,
            self.tallies,
            self.spread,
        )

    def summary(self, groups: Sequence[str]) -> OutputSummary:
        """Return what has been added up; `groups` are the names of the groups, empty where there are none."""
        parts = tuple(_totals(name, line) for name, line in zip(groups, self.tallies, strict=False))
        everybody = self.tallies.sum(axis=0)
        for most in (Tally.MOST_WON, Tally.MOST_LOST):
            everybody[most] = self.tallies[:, most].max()
        return OutputSummary(
            self.output,
            _totals("", everybody),
            parts,
            bins(self.spread, self.output),
            deciles(self.spread[0], self.spread[1]),
            deciles(self.spread[2], self.spread[3]),
        )


def _counted(output: Output, columns: Columns) -> np.ndarray:
    values = columns[output.name]
    return values if values.dtype == np.int64 else values.astype(np.int64)


def _totals(name: str, line: np.ndarray) -> GroupTotals:
    return GroupTotals(
        name,
        int(line[Tally.ROWS]),
        Side(total(line, Tally.LAW_HIGH), int(line[Tally.LAW_COVERED]), int(line[Tally.LAW_ELIGIBLE])),
        Side(total(line, Tally.REFORM_HIGH), int(line[Tally.REFORM_COVERED]), int(line[Tally.REFORM_ELIGIBLE])),
        Moved(int(line[Tally.WINNERS]), total(line, Tally.WON_HIGH), int(line[Tally.MOST_WON])),
        Moved(int(line[Tally.LOSERS]), total(line, Tally.LOST_HIGH), int(line[Tally.MOST_LOST])),
    )


def deciles(below: np.ndarray, above: np.ndarray) -> tuple[int, ...]:
    """Return the nine deciles of values counted by bin, those `below` 0 by their size; () where there are none."""
    counts = np.concatenate([below[::-1], above])
    running = np.cumsum(counts)
    if not len(running) or not running[-1]:
        return ()
    places = [int(np.searchsorted(running, -(-running[-1] * tenth // 10))) for tenth in range(1, 10)]
    return tuple(
        lower_edge(place - len(below)) if place >= len(below) else -lower_edge(len(below) - 1 - place)
        for place in places
    )


_STEPS = (1, 2, 5)


def edges(largest: int, unit: int) -> list[int]:
    """Return 1, 2, 5, 10, 20, 50 … times `unit`, up to the first that is above `largest`."""
    found: list[int] = []
    power = unit
    while not found or found[-1] <= largest:
        found += [power * step for step in _STEPS]
        power *= 10
    return found[: next(place for place, edge in enumerate(found) if edge > largest) + 1]


def bins(spread: np.ndarray, output: Output) -> tuple[Bin, ...]:
    """Return the distribution in bins of 1, 2, 5, 10 … ; values below 0 and 0 have bins of their own."""
    law, reform = spread[1], spread[3]
    seen = np.flatnonzero(law + reform)
    if not len(seen) and not spread.any():
        return ()
    unit = 100**output.unit.base * output.denominator if output.unit.base else output.denominator
    limits = edges(lower_edge(int(seen[-1])) if len(seen) else 0, max(unit, 1))
    places = [_place(limit) for limit in limits]
    found = []
    if spread[0].any() or spread[2].any():
        found.append(Bin(None, 0, int(spread[0].sum()), int(spread[2].sum())))
    found.append(Bin(0, 1, int(law[0]), int(reform[0])))
    for lower, upper, first, last in zip([1, *limits], limits, [1, *places], places, strict=False):
        found.append(Bin(lower, upper, int(law[first:last].sum()), int(reform[first:last].sum())))
    return tuple(_trimmed(found))


def _trimmed(found: list[Bin]) -> list[Bin]:
    """Return the bins from the first to the last that holds anything, 0 always among them."""
    held = [place for place, one in enumerate(found) if one.law or one.reform or one.upper == 1]
    return found[held[0] : held[-1] + 1]


def _place(size: int) -> int:
    """Return the bin that begins at a size of at most three digits before its noughts."""
    if size < 1000:
        return size
    decade = len(str(size)) - 4
    return int(1000 + decade * 900 + size // 10 ** (decade + 1) - 100)


def counted(plan_outputs: Sequence[Output]) -> list[Accumulator]:
    """Return an accumulator for each output that is a number or a truth."""
    return [Accumulator(output) for output in plan_outputs if output.kind in {Kind.NUMBER, Kind.BOOL}]
