"""Which of the printed numbers form the sequence of a document, and which are references or slips."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

_PLAIN, _REFERENCE, _NEXT, _POSSIBLE = 8, 2, 2, 1
_Top = tuple[int, int, int]
_NOTHING: _Top = (0, -(10**9), -1)


@dataclass(frozen=True, slots=True)
class Numbered:
    """A number read at a place (the line's index). `inserted` is the 一 of 第二十条之一."""

    place: int
    number: int
    inserted: int = 0
    reference: bool = False

    @property
    def key(self) -> tuple[int, int]:
        """What the sequence is ordered by."""
        return self.number, self.inserted

    @property
    def room(self) -> int:
        """Lines above that carry no number of this sequence, were it whole: it never falls along a possible one."""
        return self.place - self.number


def heaviest_chain(candidates: Sequence[Numbered], *, late: bool = False) -> list[Numbered]:
    """Return the ascending run of numbers that explains most of `candidates`, in order of place.

    A head that reads like a reference (第五条规定的…) counts little; a number that follows on its predecessor counts a
    bit more, and so does one with lines enough between for the missing ones. Of equal runs the earlier one wins, or
    the later one with `late`: a contents page then loses against the text. O(n log n).
    """
    return _Chains(candidates, late=late).heaviest()


class _Chains:
    """Best runs by their last candidate, found from the lowest number to the highest."""

    def __init__(self, candidates: Sequence[Numbered], *, late: bool) -> None:
        self._candidates = candidates
        self._late = late
        self._rooms = sorted({c.room for c in candidates})
        self._anywhere = _Tops(len(candidates))
        self._possible = _Tops(len(self._rooms))
        self._before = [-1] * len(candidates)

    def heaviest(self) -> list[Numbered]:
        by_key = sorted(range(len(self._candidates)), key=lambda i: (self._candidates[i].key, i))
        above = _Group(-1)
        for key, members in groupby(by_key, key=lambda i: self._candidates[i].key):
            above = self._extend(_Group(key[0]), list(members), above)
        return self._unwind(self._anywhere.below(len(self._candidates))[-1])

    def _extend(self, group: "_Group", members: Sequence[int], above: "_Group") -> "_Group":
        """Find the best run that ends at each member; runs of lower numbers are known already."""
        tops = [self._best(i, above) for i in members]
        for i, top in zip(members, tops, strict=True):
            self._anywhere.add(i, top)
            self._possible.add(bisect_left(self._rooms, self._candidates[i].room), top)
            group.add(i, top)
        return group

    def _best(self, i: int, above: "_Group") -> _Top:
        candidate = self._candidates[i]
        room = bisect_right(self._rooms, candidate.room)
        choices = [self._anywhere.below(i), _raised(self._possible.below(room), _POSSIBLE)]
        if candidate.number == above.number + 1 and not candidate.inserted:
            choices.append(_raised(above.before(i), _NEXT))
        weight, _, self._before[i] = max(choices)
        first = _POSSIBLE * (candidate.room >= -1) + _NEXT * (candidate.number == 1) if self._before[i] < 0 else 0
        weight += first + (_REFERENCE if candidate.reference else _PLAIN)
        return weight, i if self._late else -i, i

    def _unwind(self, last: int) -> list[Numbered]:
        chain = []
        while last >= 0:
            chain.append(self._candidates[last])
            last = self._before[last]
        return chain[::-1]


def _raised(top: _Top, bonus: int) -> _Top:
    return (top[0] + bonus, top[1], top[2]) if top[2] >= 0 else top


class _Group:
    """The candidates of one number in order of place, with the best run up to each."""

    def __init__(self, number: int) -> None:
        self.number = number
        self._places: list[int] = []
        self._tops: list[_Top] = []

    def add(self, place: int, top: _Top) -> None:
        self._places.append(place)
        self._tops.append(max(top, self._tops[-1]) if self._tops else top)

    def before(self, place: int) -> _Top:
        found = bisect_left(self._places, place)
        return self._tops[found - 1] if found else _NOTHING


class _Tops:
    """Prefix maxima over ranks (a Fenwick tree)."""

    def __init__(self, size: int) -> None:
        self._tree: list[_Top] = [_NOTHING] * (size + 1)

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
