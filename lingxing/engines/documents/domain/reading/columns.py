"""Words with their places on a page into lines in reading order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import quantiles

_MIDDLE = (0.35, 0.65)
_LINES_NEEDED = 6
_SHARE_NEEDED = 0.5
_SPACE = 0.2
_WIDE = 0.8
_FEW_LINES = 3
_SHARE_FREE = 0.85
_REACH = 3.0
_APART = 1.3


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its box; distances in points from the page's left and upper edge."""

    text: str
    left: float
    right: float
    top: float
    bottom: float


def reading_order(words: Sequence[Word], gutter: float | None) -> Iterator[str]:
    """Yield the lines of the words from top to bottom; where a gutter parts two columns, the left column first.

    A line that crosses the gutter (a title) and a running head stay whole and part the columns above them from the ones
    below.
    """
    rows = _rows(words)
    if gutter is None:
        yield from map(_line, rows)
        return
    left: list[list[Word]] = []
    right: list[list[Word]] = []
    head = rows[0] if _has_running_head(rows) else None
    for row in rows:
        if row is head or any(word.left < gutter < word.right for word in row):
            yield from map(_line, left + right)
            left, right = [], []
            yield _line(row)
            continue
        left += _some([word for word in row if word.right <= gutter])
        right += _some([word for word in row if word.left >= gutter])
    yield from map(_line, left + right)


def _has_running_head(rows: Sequence[Sequence[Word]]) -> bool:
    """Return whether the first row stands apart: the distance below it is wider than the others, titles' included."""
    steps = [_middle(below[0]) - _middle(above[0]) for above, below in pairwise(rows)]
    return len(steps) > _LINES_NEEDED and steps[0] >= _APART * quantiles(steps[1:], n=10)[-1]


def _some(row: list[Word]) -> list[list[Word]]:
    return [row] if row else []


def _rows(words: Sequence[Word]) -> list[list[Word]]:
    """Return the words in rows from top to bottom, each from left to right."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: ((word.top + word.bottom) / 2, word.left)):
        middle = (word.top + word.bottom) / 2
        if rows and middle <= rows[-1][0].bottom and middle - _middle(rows[-1][0]) < 0.5 * _height(rows[-1][0]):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda word: word.left) for row in rows]


def _middle(word: Word) -> float:
    return (word.top + word.bottom) / 2


def _height(word: Word) -> float:
    return max(word.bottom - word.top, 1.0)


def find_gutter(words: Sequence[Word], expected: float | None = None) -> float | None:
    """Return the place of the white strip between two columns near the page's middle, or None.

    Most rows must leave it free and enough of them must have words on both sides. Lines of the right column begin at
    its edge, save those that are indented; the lines of the left one may end anywhere. For the gutter that the page
    before had (`expected`) one parted row is enough, because a last page may be nearly empty.
    """
    rows = _rows(words)
    if not rows:
        return expected
    left, right = min(row[0].left for row in rows), max(row[-1].right for row in rows)
    start, end = (left + share * (right - left) for share in _MIDDLE)
    needed = max(_LINES_NEEDED, _SHARE_NEEDED * len(rows))
    right_edges = sorted(high for row in rows for _, high in _gaps(row, start, end))
    if len(right_edges) >= _FEW_LINES:
        place = right_edges[len(right_edges) // 4] - 1
        if _parted(rows, place) >= needed or _ends_early(rows, place):
            return place
    return expected if expected is not None and _parted(rows, expected) else None


def _ends_early(rows: Sequence[Sequence[Word]], place: float) -> bool:
    """Return whether a short right column stands behind the place.

    Nearly every row leaves it free, and the lines of the left column, alone below the right one's end, run up to it.
    """
    free = [row for row in rows if not any(word.left < place < word.right for word in row)]
    alone = [row[-1] for row in free if row[-1].right <= place]
    reaching = sum(place - word.right <= _REACH * _height(word) for word in alone)
    enough = _parted(rows, place) >= _FEW_LINES and len(free) >= _SHARE_FREE * len(rows)
    return enough and len(alone) >= _LINES_NEEDED and 2 * reaching >= len(alone)


def _parted(rows: Sequence[Sequence[Word]], place: float) -> int:
    """Return how many rows have words on both sides of the place and a wide space around it."""
    return sum(any(low < place < high for low, high in _gaps(row, place, place)) for row in rows)


def _gaps(row: Sequence[Word], start: float, end: float) -> Iterator[tuple[float, float]]:
    """Yield the wide spaces between words of a row that lie near the page's middle."""
    for before, after in pairwise(row):
        wide = after.left - before.right >= _WIDE * _height(before)
        if wide and before.right <= end and after.left >= start:
            yield before.right, after.left


def _line(row: Sequence[Word]) -> str:
    """Return the row's text; words that touch are joined, others parted by one space."""
    text = row[0].text if row else ""
    for before, after in pairwise(row):
        text += (" " if after.left - before.right > _SPACE * _height(before) else "") + after.text
    return text
