"""Which of the printed numbers form the sequence of a document, and which are references or slips."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

_PLAIN, _REFERENCE, _NEXT = 4, 1, 1


@dataclass(frozen=True, slots=True)
class Numbered:
    """A number read at a place (any increasing index). `inserted` is the 一 of 第二十条之一."""

    place: int
    number: int
    inserted: int = 0
    reference: bool = False

    @property
    def key(self) -> tuple[int, int]:
        return self.number, self.inserted


def heaviest_chain(candidates: Sequence[Numbered]) -> list[Numbered]:
    """Return the ascending run of numbers that explains most of `candidates`, in order of place.

    A head that reads like a reference (第五条规定的…) counts little, a number that follows on its predecessor a bit
    more; of equal runs the later one wins, so that a contents page loses against the text. O(n log n).
    """
    keys = sorted({c.key for c in candidates})
    tops = _Tops(len(keys))
    by_number: dict[int, tuple[int, int]] = {}
    before: list[int] = []
    for i, candidate in enumerate(candidates):
        rank = bisect_left(keys, candidate.key)
        weight, previous = max(tops.below(rank), _following(by_number, candidate))
        weight += _REFERENCE if candidate.reference else _PLAIN
        before.append(previous)
        tops.add(rank, (weight, i))
        by_number[candidate.number] = max(by_number.get(candidate.number, (0, -1)), (weight, i))
    return _unwind(candidates, before, tops.below(len(keys))[1])


def _following(by_number: dict[int, tuple[int, int]], candidate: Numbered) -> tuple[int, int]:
    if candidate.inserted or candidate.number - 1 not in by_number:
        return (0, -1)
    weight, index = by_number[candidate.number - 1]
    return weight + _NEXT, index


def _unwind(candidates: Sequence[Numbered], before: Sequence[int], last: int) -> list[Numbered]:
    chain = []
    while last >= 0:
        chain.append(candidates[last])
        last = before[last]
    return chain[::-1]


class _Tops:
    """Prefix maxima over ranks (a Fenwick tree)."""

    def __init__(self, size: int) -> None:
        self._tree = [(0, -1)] * (size + 1)

    def add(self, rank: int, value: tuple[int, int]) -> None:
        i = rank + 1
        while i < len(self._tree):
            if value > self._tree[i]:
                self._tree[i] = value
            i += i & -i

    def below(self, rank: int) -> tuple[int, int]:
        best, i = (0, -1), rank
        while i > 0:
            best = max(best, self._tree[i])
            i -= i & -i
        return best
