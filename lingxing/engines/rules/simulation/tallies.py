"""Counting in one pass over a batch: sums, winners and losers, and how amounts are distributed. Whole numbers only.

A bin of the distribution holds the values whose first three digits agree, so that the bins of any amounts are known
beforehand and a share of the rows is told to three digits.
"""

from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np
from numba import njit

_EXACT_BELOW = 1000
_A_DECADE = 900
_DECADES = 16
BINS = _EXACT_BELOW + _DECADES * _A_DECADE


class Tally(IntEnum):
    """Places in a row of tallies."""

    ROWS = 0
    LAW_COVERED = 1
    REFORM_COVERED = 2
    LAW_ELIGIBLE = 3
    REFORM_ELIGIBLE = 4
    LAW = 5
    REFORM = 6
    COMPARED = 7
    """Rows covered by both."""
    WINNERS = 8
    WON = 9
    LOSERS = 10
    LOST = 11
    MOST_WON = 12
    MOST_LOST = 13


WIDTH = len(Tally)
_SUMMED = slice(0, Tally.MOST_WON)
_HALF = 32
_LOW = (1 << _HALF) - 1


@dataclass(slots=True)
class Tallies:
    """Tallies by group. Sums are kept in halves of 32 bits, so that no number of rows makes them overflow."""

    high: np.ndarray = field(default_factory=lambda: np.zeros((1, WIDTH), np.int64))
    low: np.ndarray = field(default_factory=lambda: np.zeros((1, WIDTH), np.int64))

    def add(self, batch: np.ndarray) -> None:
        """Add the tallies of a batch, by group."""
        more = len(batch) - len(self.high)
        if more > 0:
            self.high, self.low = (np.pad(held, ((0, more), (0, 0))) for held in (self.high, self.low))
        count = len(batch)
        self.high[:count, _SUMMED] += batch[:, _SUMMED] >> _HALF
        self.low[:count, _SUMMED] += batch[:, _SUMMED] & _LOW
        most = slice(Tally.MOST_WON, WIDTH)
        self.low[:count, most] = np.maximum(self.low[:count, most], batch[:, most])

    def lines(self) -> list[list[int]]:
        """Return each group's tallies."""
        whole = (self.high.astype(object) << _HALF) + self.low.astype(object)
        return [[int(value) for value in line] for line in whole]


def together(lines: list[list[int]]) -> list[int]:
    """Return the tallies of all groups together."""
    columns = list(zip(*lines, strict=True))
    return [max(column) if place >= Tally.MOST_WON else sum(column) for place, column in enumerate(columns)]


@njit(cache=True, nogil=True)
def tally(  # pragma: no cover - compiled
    law: np.ndarray,
    law_covered: np.ndarray,
    law_eligible: np.ndarray,
    reform: np.ndarray,
    reform_covered: np.ndarray,
    reform_eligible: np.ndarray,
    groups: np.ndarray,
    tallies: np.ndarray,
) -> None:
    """Add a batch of at most a few million rows to `tallies`, a line a group. Values not covered are 0."""
    for row in range(len(law)):
        line = tallies[groups[row]]
        before, after = law[row], reform[row]
        line[0] += 1
        line[1] += law_covered[row]
        line[2] += reform_covered[row]
        line[3] += law_eligible[row]
        line[4] += reform_eligible[row]
        line[5] += before
        line[6] += after
        both = law_covered[row] & reform_covered[row]
        line[7] += both
        change = (after - before) * both
        line[8] += change > 0
        line[9] += max(change, 0)
        line[10] += change < 0
        line[11] += max(-change, 0)
        line[12] = max(line[12], change)
        line[13] = max(line[13], -change)


@njit(cache=True, nogil=True)
def tally_all(  # pragma: no cover - compiled
    law: np.ndarray, law_covered: np.ndarray, reform: np.ndarray, reform_covered: np.ndarray, line: np.ndarray
) -> None:
    """Add a batch to one line: as `tally`, without what a sum over a whole column tells faster."""
    winners, losers, won, lost, most, least = 0, 0, 0, 0, 0, 0
    for row in range(len(law)):
        change = (reform[row] - law[row]) * (law_covered[row] & reform_covered[row])
        winners += change > 0
        losers += change < 0
        won += max(change, 0)
        lost += max(-change, 0)
        most = max(most, change)
        least = min(least, change)
    line[8] += winners
    line[9] += won
    line[10] += losers
    line[11] += lost
    line[12] = max(line[12], most)
    line[13] = max(line[13], -least)


def _tables() -> tuple[np.ndarray, ...]:
    """Return by binary exponent the first decade and where the next begins; by decade the divisor and first bin."""
    decades = np.zeros(2048, np.int64)
    limits = np.full(2048, np.inf)
    for exponent in range(1023, 1023 + 63):
        smallest = 1 << (exponent - 1023)
        decades[exponent] = max(len(str(smallest)) - 3, 0)
        limits[exponent] = 1e3 * 10.0 ** decades[exponent]
    divisors = np.array([10.0**decade for decade in range(_DECADES + 2)])
    first = np.array([0, *(_EXACT_BELOW + decade * _A_DECADE - 100 for decade in range(_DECADES + 1))])
    return decades, limits, divisors, first


_FIRST_DECADES, _NEXT_FROM, _DIVISORS, _FIRST_BINS = _tables()


@njit(cache=True, nogil=True)
def _spread(  # pragma: no cover - compiled
    doubles: np.ndarray,
    bits: np.ndarray,
    covered: np.ndarray,
    decades: np.ndarray,
    limits: np.ndarray,
    divisors: np.ndarray,
    first: np.ndarray,
    counts: np.ndarray,
) -> None:
    for row in range(len(doubles)):
        size = abs(doubles[row])
        exponent = (bits[row] >> 52) & 2047
        decade = decades[exponent] + (size >= limits[exponent])
        # the quotient of two whole numbers below 2^53 is never rounded up to the next whole number
        counts[1 - ((bits[row] >> 63) & 1), first[decade] + int(size / divisors[decade])] += covered[row]


def spread(values: np.ndarray, covered: np.ndarray, counts: np.ndarray) -> None:
    """Add the covered values to `counts`: those below 0 by their size in its first row, the others in its second."""
    doubles = values.astype(np.float64)
    bits = doubles.view(np.int64)
    _spread(doubles, bits, covered, _FIRST_DECADES, _NEXT_FROM, _DIVISORS, _FIRST_BINS, counts)


def lower_edge(place: int) -> int:
    """Return the smallest size of a bin."""
    if place < _EXACT_BELOW:
        return place
    decade, digits = divmod(place - _EXACT_BELOW, _A_DECADE)
    return int((digits + 100) * 10 ** (decade + 1))


def place_of(size: int) -> int:
    """Return the bin of a size."""
    if size < _EXACT_BELOW:
        return size
    decade = len(str(size)) - 4
    return int(_EXACT_BELOW + decade * _A_DECADE + size // 10 ** (decade + 1) - 100)


def empty_counts() -> np.ndarray:
    """Return the counts of no values."""
    return np.zeros((2, BINS), np.int64)
