"""What a simulation adds up to: totals, winners and losers, distribution, by group; whole numbers, batch by batch."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from lingxing.engines.rules.domain.columns.plan import Output
from lingxing.engines.rules.simulation.results import Columns, covered, eligible
from lingxing.engines.rules.simulation.tallies import (
    WIDTH,
    Tallies,
    Tally,
    empty_counts,
    lower_edge,
    place_of,
    spread,
    tally,
    tally_all,
    together,
)
from lingxing.language.definitions import Formula, Program
from lingxing.language.nodes import Kind, Operation


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


_LARGEST_SUM = 1 << 61
"""What the values of a part of a batch may add up to: differences of two such sums still fit 64 bits."""


@dataclass(slots=True)
class Accumulator:
    """Adds up one output, batch by batch."""

    output: Output
    tallies: Tallies = field(default_factory=Tallies)
    law_counts: np.ndarray = field(default_factory=empty_counts)
    reform_counts: np.ndarray = field(default_factory=empty_counts)

    def add(self, law: Columns, reform: Columns, groups: np.ndarray | None, count: int) -> None:
        """Add a batch; `groups` tells each row's group, of `count` so far (None: all in one)."""
        before = _Held.of(self.output, law)
        after = before if law is reform else _Held.of(self.output, reform)
        step = max(_LARGEST_SUM // max(before.largest, after.largest, 1), 1)
        for first in range(0, len(before.values), step):
            part = slice(first, first + step)
            inside = None if groups is None else groups[part]
            held = before.part(part)
            self._add(held, held if after is before else after.part(part), inside, count)

    def _add(self, before: "_Held", after: "_Held", groups: np.ndarray | None, count: int) -> None:
        same = after is before
        if groups is None:
            self.tallies.add(_one_group(before, after, same=same))
        else:
            batch = np.zeros((count, WIDTH), np.int64)
            tally(*before.arrays, *after.arrays, groups, batch)
            self.tallies.add(batch)
        spread(before.values, before.covered, self.law_counts)
        if not same:
            spread(after.values, after.covered, self.reform_counts)

    def summary(self, groups: Sequence[str], *, reformed: bool) -> OutputSummary:
        """Return what has been added up; `groups` are the names of the groups, empty where there are none."""
        lines = self.tallies.lines()
        parts = tuple(_totals(name, line) for name, line in zip(groups, lines, strict=False))
        after = self.reform_counts if reformed else self.law_counts
        return OutputSummary(
            self.output,
            _totals("", together(lines)),
            parts,
            bins(self.law_counts, after, self.output),
            deciles(self.law_counts),
            deciles(after),
        )


@dataclass(frozen=True, slots=True)
class _Held:
    """An output's columns of a batch, as they are counted."""

    values: np.ndarray
    covered: np.ndarray
    eligible: np.ndarray

    @classmethod
    def of(cls, output: Output, columns: Columns) -> "_Held":
        values = np.ascontiguousarray(columns[output.name], np.int64)
        known = covered(output, columns)
        return cls(values, known, known & eligible(output, columns))

    def part(self, rows: slice) -> "_Held":
        """Return some of the rows."""
        return _Held(self.values[rows], self.covered[rows], self.eligible[rows])

    @property
    def largest(self) -> int:
        """Return the largest size of a value."""
        return max(int(self.values.max()), -int(self.values.min())) if len(self.values) else 0

    @property
    def arrays(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        return self.values, self.covered, self.eligible

    def counts(self) -> tuple[int, int, int]:
        """Return how many are covered, how many eligible, and the sum."""
        return int(np.count_nonzero(self.covered)), int(np.count_nonzero(self.eligible)), int(self.values.sum())


def _one_group(law: _Held, reform: _Held, *, same: bool) -> np.ndarray:
    batch = np.zeros((1, WIDTH), np.int64)
    line = batch[0]
    line[Tally.ROWS] = len(law.values)
    line[[Tally.LAW_COVERED, Tally.LAW_ELIGIBLE, Tally.LAW]] = law.counts()
    line[[Tally.REFORM_COVERED, Tally.REFORM_ELIGIBLE, Tally.REFORM]] = law.counts() if same else reform.counts()
    line[Tally.COMPARED] = np.count_nonzero(law.covered & reform.covered)
    if not same:
        tally_all(law.values, law.covered, reform.values, reform.covered, line)
    return batch


def _totals(name: str, line: Sequence[int]) -> GroupTotals:
    return GroupTotals(
        name,
        line[Tally.ROWS],
        Side(line[Tally.LAW], line[Tally.LAW_COVERED], line[Tally.LAW_ELIGIBLE]),
        Side(line[Tally.REFORM], line[Tally.REFORM_COVERED], line[Tally.REFORM_ELIGIBLE]),
        Moved(line[Tally.WINNERS], line[Tally.WON], line[Tally.MOST_WON]),
        Moved(line[Tally.LOSERS], line[Tally.LOST], line[Tally.MOST_LOST]),
    )


def deciles(spread_out: np.ndarray) -> tuple[int, ...]:
    """Return the nine deciles of values counted by bin, to three digits; () where there are none."""
    below, above = spread_out
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


def bins(before: np.ndarray, after: np.ndarray, output: Output) -> tuple[Bin, ...]:
    """Return the distribution in bins of 1, 2, 5, 10 … ; values below 0 and 0 have bins of their own."""
    law, reform = before[1], after[1]
    seen = np.flatnonzero(law + reform)
    if not len(seen) and not before.any() and not after.any():
        return ()
    unit = 100 ** max(output.unit.base or 0, 0) if output.denominator == 1 else 1
    limits = edges(lower_edge(int(seen[-1])) if len(seen) else 0, unit)
    places = [place_of(limit) for limit in limits]
    found = []
    if before[0].any() or after[0].any():
        found.append(Bin(None, 0, int(before[0].sum()), int(after[0].sum())))
    found.append(Bin(0, 1, int(law[0]), int(reform[0])))
    for lower, upper, first, last in zip([1, *limits], limits, [1, *places], places, strict=False):
        if lower < upper:
            found.append(Bin(lower, upper, int(law[first:last].sum()), int(reform[first:last].sum())))
    return tuple(_trimmed(found))


def _trimmed(found: list[Bin]) -> list[Bin]:
    """Return the bins from the first to the last that holds anything, 0 always among them."""
    held = [place for place, one in enumerate(found) if one.law or one.reform or one.upper == 1]
    return found[held[0] : held[-1] + 1]


_SAME_AMOUNT = {Operation.FORMULA, Operation.STEP, Operation.ROUND, Operation.GRANTED}


def is_running(formula: Formula) -> bool:
    """Return whether the formula is a total so far, as of the year: adding it up over events would count them anew."""
    node = formula.node
    while node.operation in _SAME_AMOUNT:
        node = node.arguments[0]
    return node.operation is Operation.RUNNING


def not_added_up(program: Program, output: Output) -> str | None:
    """Return why a number is not added up over rows, None where it is."""
    if is_running(program.outputs[output.name]):
        return "是逐次累计数"
    return "是比例" if output.kind is Kind.NUMBER and output.unit.share else None


def counted(program: Program, outputs: Sequence[Output]) -> list[Accumulator]:
    """Return an accumulator for each output that is a truth, or a number that can be added up."""
    plain = [output for output in outputs if not_added_up(program, output) is None]
    return [Accumulator(output) for output in plain if output.kind in {Kind.NUMBER, Kind.BOOL}]
