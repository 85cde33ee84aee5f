"""Which of the printed numbers form the sequence of a document, and which are references or slips."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

_PLAIN, _REFERENCE, _NEXT = 4, 1, 1
_Top = tuple[int, int, int]
_NOTHING: _Top = (0, -(10**9), -1)


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


def heaviest_chain(candidates: Sequence[Numbered], *, late: bool = False) -> list[Numbered]:
    """Return the ascending run of numbers that explains most of `candidates`, in order of place.

    A head that reads like a reference (第五条规定的…) counts little, a number that follows on its predecessor a bit
    more. Of equal runs the earlier one wins, or the later one with `late`: a contents page then loses against the
    text. O(n log n).
    """
    keys = sorted({c.key for c in candidates})
    tops = _Tops(len(keys))
    by_number: dict[int, _Top] = {}
    before: list[int] = []
    for i, candidate in enumerate(candidates):
        rank = bisect_left(keys, candidate.key)
        weight, _, previous = max(tops.below(rank), _following(by_number, candidate))
        weight += _REFERENCE if candidate.reference else _PLAIN
        before.append(previous)
        top = (weight, i if late else -i, i)
        tops.add(rank, top)
        by_number[candidate.number] = max(by_number.get(candidate.number, _NOTHING), top)
    return _unwind(candidates, before, tops.below(len(keys))[-1])


def _following(by_number: dict[int, _Top], candidate: Numbered) -> _Top:
    if candidate.inserted or candidate.number - 1 not in by_number:
        return _NOTHING
    weight, preference, index = by_number[candidate.number - 1]
    return weight + _NEXT, preference, index


def _unwind(candidates: Sequence[Numbered], before: Sequence[int], last: int) -> list[Numbered]:
    chain = []
    while last >= 0:
        chain.append(candidates[last])
        last = before[last]
    return chain[::-1]


class _Tops:
    """Prefix maxima over ranks (a Fenwick tree)."""

    def __init__(self, size: int) -> None:
        self._tree = [_NOTHING] * (size + 1)

    def add(self, rank: int, value: _Top) -> None:
        i = rank + 1
        while i < len(self._tree):
            if value > self._tree[i]:
                self._tree[i] = value
            i += i & -i

    def below(self, rank: int) -> _Top:
        best, i = _NOTHING, rank
        while i > 0:
            best = max(best, self._tree[i])
            i -= i & -i
        return best
