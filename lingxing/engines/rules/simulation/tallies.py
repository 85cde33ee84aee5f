"""Counting in one pass over a batch: sums, winners and losers, and how amounts are distributed. Whole numbers only.

A bin of the distribution holds the values whose first three digits agree, so that the bins of any amounts are known
beforehand and a share of the rows is told to three digits.
"""

from enum import IntEnum

import numpy as np
from numba import njit

_EXACT_BELOW = 1000
_A_DECADE = 900
_DECADES = 16
BINS = _EXACT_BELOW + _DECADES * _A_DECADE


class Tally(IntEnum):
    """Places in a row of tallies. Sums are kept in two halves of 32 bits, which can't overflow."""

    ROWS = 0
    LAW_COVERED = 1
    REFORM_COVERED = 2
    LAW_ELIGIBLE = 3
    REFORM_ELIGIBLE = 4
    LAW_HIGH = 5
    LAW_LOW = 6
    REFORM_HIGH = 7
    REFORM_LOW = 8
    COMPARED = 9
    """Rows covered by both."""
    WINNERS = 10
    WON_HIGH = 11
    WON_LOW = 12
    MOST_WON = 13
    LOSERS = 14
    LOST_HIGH = 15
    LOST_LOW = 16
    MOST_LOST = 17


WIDTH = len(Tally)


_DIVISORS = np.array([10.0 ** (decade + 1) for decade in range(_DECADES)])
_LARGEST_DOUBLE_INTEGER = 2**53


@njit(cache=True, inline="always")
def _bin(size: int) -> int:  # pragma: no cover - compiled
    """Return the bin of a size, which is at least 0."""
    if size < 1000:
        return size
    decade = 0
    bound = 10_000
    while size >= bound and decade < 15:
        bound *= 10
        decade += 1
    # the quotient of two whole numbers below 2^53 is never rounded up to the next whole number
    if size < _LARGEST_DOUBLE_INTEGER:
        return 1000 + decade * 900 + int(float(size) / _DIVISORS[decade]) - 100
    return 1000 + decade * 900 + size // (bound // 1000) - 100


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
    spread: np.ndarray,
) -> None:
    """Add a batch to `tallies` (a row a group) and `spread` (law below 0, law, reform below 0, reform; by bin)."""
    half = (1 << 32) - 1
    for row in range(len(law)):
        line = tallies[groups[row]]
        line[0] += 1
        line[3] += law_eligible[row]
        line[4] += reform_eligible[row]
        before, after = law[row], reform[row]
        if law_covered[row]:
            line[1] += 1
            line[5] += before >> 32
            line[6] += before & half
            spread[0 if before < 0 else 1, _bin(abs(before))] += 1
        if reform_covered[row]:
            line[2] += 1
            line[7] += after >> 32
            line[8] += after & half
            spread[2 if after < 0 else 3, _bin(abs(after))] += 1
        if law_covered[row] and reform_covered[row]:
            line[9] += 1
            change = after - before
            if change > 0:
                line[10] += 1
                line[11] += change >> 32
                line[12] += change & half
                line[13] = max(line[13], change)
            elif change < 0:
                line[14] += 1
                line[15] += (-change) >> 32
                line[16] += (-change) & half
                line[17] = max(line[17], -change)


def total(line: np.ndarray, high: Tally) -> int:
    """Return the sum whose upper half stands at `high` and whose lower half follows."""
    return (int(line[high]) << 32) + int(line[high + 1])


def lower_edge(place: int) -> int:
    """Return the smallest size of a bin."""
    if place < _EXACT_BELOW:
        return place
    decade, digits = divmod(place - _EXACT_BELOW, _A_DECADE)
    return int((digits + 100) * 10 ** (decade + 1))


def empty_spread() -> np.ndarray:
    """Return no counts at all."""
    return np.zeros((4, BINS), np.int64)
