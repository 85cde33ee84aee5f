"""What a text as a whole says of its list markers: which style stands above which, which sections are true."""

from collections.abc import Iterator, Sequence

from lingxing.engines.documents.domain.structure.entries import Entry, places
from lingxing.engines.documents.domain.structure.markers import Style
from lingxing.engines.documents.domain.structure.sequence import Numbered, heaviest_chain


def style_order(entries: Sequence[Entry]) -> dict[Style, int]:
    """Return how deep each style stands: as printed in official papers, but 1. above （一） where 1. comes first."""
    order = {style: int(style) for style in Style}
    first = {}
    for i, entry in enumerate(entries):
        if entry.marker and entry.marker.number == 1 and entry.marker.style not in first:
            first[entry.marker.style] = i
    top = [Style.DIVISION, Style.CHINESE, Style.ARTICLE]
    arabic, bracket = first.get(Style.ARABIC), first.get(Style.CHINESE_BRACKET)
    if arabic is not None and bracket is not None and arabic < bracket and not any(s in first for s in top):
        order[Style.ARABIC], order[Style.CHINESE_BRACKET] = order[Style.CHINESE_BRACKET], order[Style.ARABIC]
    return order


def following_numbers(entries: Sequence[Entry]) -> list[int]:
    """Return for each line the number of the next marker printed in the same style, or 0."""
    numbers, after = [0] * len(entries), dict.fromkeys(Style, 0)
    for i in range(len(entries) - 1, -1, -1):
        if marker := entries[i].marker:
            numbers[i], after[marker.style] = after[marker.style], marker.number
    return numbers


def trusted_sections(entries: Sequence[Entry]) -> Iterator[int]:
    """Yield the places whose 一、 or 第一部分 belongs to a sequence; a line such as 三、四级医院… does not."""
    for style in (Style.DIVISION, Style.CHINESE):
        run: list[Numbered] = []
        for i, marker in places(entries, style):
            if entries[i].head:
                continue
            if marker.number == 1 and run:
                yield from _chain_places(run)
                run = []
            run.append(Numbered(i, marker.number))
        yield from _chain_places(run)


def _chain_places(run: Sequence[Numbered]) -> list[int]:
    return [c.place for c in heaviest_chain(run)]
