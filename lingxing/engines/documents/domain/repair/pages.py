"""Page numbers and page heads that only the run of the pages gives away."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from lingxing.engines.documents.domain.model import RawLine

_BARE = re.compile(r"\s*(\d{1,4})\s*")
_DIGITS = re.compile(r"\d+")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LEAST_LINES, _LEAST_PAGES, _LEAST_HEADED, _LONGEST = 8, 4, 3, 40


def page_furniture(lines: Sequence[RawLine]) -> frozenset[int]:
    """Return the numbers of the lines that number or head pages.

    A bare number counts as a page number when it stands at the edge of its page, or when at least four of them go up
    by one with eight lines of text or more between each two. A line counts as a head when it stands at the edge of
    three pages or more, its digits aside.
    """
    return frozenset(_at_edges(lines)) | frozenset(_counting(lines))


def _counting(lines: Sequence[RawLine]) -> Iterator[int]:
    """Yield the lines of bare numbers that count pages; the gap sets them apart from a table's running numbers."""
    chains: dict[int, tuple[int, list[int]]] = {}
    filled = 0
    for line in lines:
        if not line.text.strip():
            continue
        filled += 1
        found = _BARE.fullmatch(line.text) if len(line.text) <= _LONGEST and not line.cells else None
        if not found:
            continue
        value = int(found[1])
        before = chains.pop(value - 1, None)
        chain = before[1] if before and filled - before[0] >= _LEAST_LINES else []
        chain.append(line.number)
        chains[value] = (filled, chain)
    for _, chain in chains.values():
        if len(chain) >= _LEAST_PAGES:
            yield from chain


def _at_edges(lines: Sequence[RawLine]) -> Iterator[int]:
    edges = [line for line in _edges(lines) if len(line.text) <= _LONGEST]
    counted = Counter(_shape(line) for line in edges)
    for line in edges:
        shape = _shape(line)
        if shape == "#":
            wanted = 2
        else:
            wanted = _LEAST_HEADED if _HAN.search(shape) and not shape.startswith("附件") else len(edges) + 1
        if counted[shape] >= wanted:
            yield line.number


def _shape(line: RawLine) -> str:
    return _DIGITS.sub("#", line.text.strip())


def _edges(lines: Iterable[RawLine]) -> Iterator[RawLine]:
    """Yield the first and the last line with text of every page."""
    for page, members in groupby(lines, key=lambda line: line.page):
        filled = [line for line in members if line.text.strip() and not line.cells] if page is not None else []
        yield from filled[:1]
        yield from filled[1:][-1:]
