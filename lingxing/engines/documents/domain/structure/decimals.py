"""Decimal numbering, as contingency plans print it: 1 总则, 1.1 编制目的, 2.3.1 …"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lingxing.engines.documents.domain.structure.entries import Entry, Head
from lingxing.engines.documents.domain.structure.markers import Style

_MEASURE = r"[万亿元倍米吨年月日]|个(?:百分点|月)|公里|公斤|公顷|平方|小时|分钟|人次"
_DEEP = re.compile(rf"(\d{{1,2}}(?:[.．]\d{{1,2}}){{1,3}})[.．]?\s*(?=$|[\u4e00-\u9fff（《“ⅠⅡⅢⅣⅤⅥ])(?!{_MEASURE})")
_TOP = re.compile(r"(\d{1,2})[.．、]?\s*(?=[\u4e00-\u9fffⅠⅡⅢⅣⅤⅥ][^。；;：:，,]{1,23}$)(?![年月日])")
_LEVELS = (Style.DECIMAL_1, Style.DECIMAL_2, Style.DECIMAL_3, Style.DECIMAL_4)
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class _Dotted:
    place: int
    numbers: tuple[int, ...]
    end: int
    printed: str


def decide_decimals(entries: Sequence[Entry]) -> None:
    """Set the heads of a text numbered 1, 1.1, 1.1.1; nothing where fewer than three dotted numbers follow each other.

    A number counts when it is the next one at its depth, so that 1.5倍 at the start of a line is none.
    """
    found = list(_follow(_dotted(entries)))
    if sum(len(dotted.numbers) > 1 for dotted in found) < _FEWEST:
        return
    for dotted in found:
        style = _LEVELS[len(dotted.numbers) - 1]
        entries[dotted.place].head = Head(style, dotted.numbers[-1], dotted.end, dotted.printed)


def _dotted(entries: Sequence[Entry]) -> Iterator[_Dotted]:
    for i, entry in enumerate(entries):
        if entry.quoted or entry.head or not entry.words[:1].isdigit():
            continue
        if found := _DEEP.match(entry.words) or _TOP.match(entry.words):
            numbers = tuple(int(number) for number in re.split("[.．]", found[1]))
            yield _Dotted(i, numbers, found.end(), found[0].rstrip())


def _follow(candidates: Iterator[_Dotted]) -> Iterator[_Dotted]:
    """Yield the candidates that go on counting: the next sibling at any open depth, or the first child."""
    path: tuple[int, ...] = ()
    for dotted in candidates:
        depth = len(dotted.numbers) - 1
        above = path[depth] if depth < len(path) else 0
        if dotted.numbers[:-1] == path[:depth] and dotted.numbers[-1] == above + 1:
            path = dotted.numbers
            yield dotted
