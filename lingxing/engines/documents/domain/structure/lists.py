"""Numbered lists at every level below the article, and the outline form: which markers count, which were lost."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lingxing.engines.documents.domain.model import Confidence
from lingxing.engines.documents.domain.structure.closing import closes_outline
from lingxing.engines.documents.domain.structure.entries import Entry, Findings, Head, accept, places
from lingxing.engines.documents.domain.structure.list_forms import BRACKETED, left_of_marker, printed_form
from lingxing.engines.documents.domain.structure.markers import Marker, Style
from lingxing.engines.documents.domain.structure.sequence import Numbered, heaviest_chain

_STILL_OPEN = ("；", ";")
_WIDEST_JUMP = 20


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


@dataclass(slots=True)
class _List:
    style: Style
    last: int
    place: int
    items: int = 1


@dataclass(slots=True)
class ListReader:
    """Goes through the lines once and decides the heads of lists; `order` tells which style nests in which."""

    entries: Sequence[Entry]
    order: dict[Style, int]
    findings: Findings
    lists: list[_List] = field(default_factory=list)
    seen: dict[Style, int] = field(default_factory=dict)
    following: Sequence[int] = ()
    parent: int = -1

    def read(self) -> None:
        """Decide all lists."""
        self.following = _following_numbers(self.entries)
        trusted = set(_trusted_sections(self.entries))
        for i, entry in enumerate(self.entries):
            if entry.head:
                self._leave(0, i)
                self.parent, self.seen = i, ({} if entry.head.style is Style.ARTICLE else self.seen)
            elif entry.marker and (entry.marker.style > Style.CHINESE or i in trusted):
                self._take(i, entry, entry.marker)
        self._leave(0, len(self.entries))

    def _take(self, i: int, entry: Entry, marker: Marker) -> None:
        depth = self.order[marker.style]
        keep = next((k for k, open_list in enumerate(self.lists) if self.order[open_list.style] > depth), None)
        if keep is not None:
            self._leave(keep, i)
        inside = self.lists[-1] if self.lists and self.lists[-1].style is marker.style else None
        expected = (inside.last if inside else self.seen.get(marker.style, 0)) + 1
        if marker.number > expected + _WIDEST_JUMP:
            return
        accept(entry, marker)
        if inside and marker.number not in (1, expected) and self.following[i] == expected + 1:
            self._correct(entry, marker, expected)
        elif inside and marker.number > expected:
            self._fill_or_report(entry, marker, inside.place, i, inside.last)
        elif inside and marker.number < expected:
            self._restart(i, entry, marker)
        elif not inside:
            self._start(i, entry, marker)
        self._move(i, entry)

    def _move(self, i: int, entry: Entry) -> None:
        """Note the item at place `i` as the last one of its list."""
        current, number = self.lists[-1], entry.head.number if entry.head else 0
        current.items += current.place != i
        current.last, current.place = number, i
        self.seen[current.style] = number

    def _correct(self, entry: Entry, marker: Marker, number: int) -> None:
        """A misprinted number between two right ones: （二）（二）（四）."""
        entry.head = Head(marker.style, number, marker.end, marker.text, inferred=True)
        self.findings.inferred(entry, marker.text, printed_form(marker.style, number), Confidence.LIKELY)

    def _fill_or_report(self, entry: Entry, marker: Marker, start: int, end: int, before: int) -> None:
        if not self._fill(marker.style, start, end, before, marker.number):
            self._report_gap(entry, marker.style, before, marker.number)

    def _restart(self, i: int, entry: Entry, marker: Marker) -> None:
        self._leave(len(self.lists) - 1, i)
        self.lists.append(_List(marker.style, marker.number, i))
        if marker.number != 1 or self.entries[i - 1].head:
            message = f"编号{marker.text}重复或倒退；请核对此处是否缺少上一级标题或有错号。"
            self.findings.numbering(entry, message)

    def _start(self, i: int, entry: Entry, marker: Marker) -> None:
        """Open a list; its first number is 1, or goes on counting where the last list of this style ended."""
        above = self.lists[-1].place if self.lists else self.parent
        running = self.seen.get(marker.style, 0)
        if marker.number not in (1, running + 1) and not self._fill(marker.style, above, i, 0, marker.number):
            before = running if running < marker.number - 1 else 0
            self._fill_or_report(entry, marker, above, i, before)
        self.lists.append(_List(marker.style, marker.number, i))

    def _report_gap(self, entry: Entry, style: Style, before: int, after: int) -> None:
        first, last = printed_form(style, before + 1), printed_form(style, after - 1)
        lost = first if first == last else f"{first}至{last}"
        self.findings.numbering(entry, f"{lost}的编号缺失；请对照原件，在此前的段落中补上编号。")

    def _fill(self, style: Style, start: int, end: int, before: int, after: int) -> bool:
        """Number the lines between two places where exactly as many may be items as numbers are missing."""
        free = [j for j in range(start + 1, end) if self._is_free(j)]
        damaged = [j for j in free if self._left(j, style, before + 1, after - 1) is not None]
        titles = [j for j in free if self.entries[j].is_title]
        headed = _reads_like_title(self.entries[end])
        left = set(damaged)
        following = [j for j in free if j in left or self.entries[j - 1].words.endswith(_STILL_OPEN)]
        choices = (titles, damaged) if headed else (damaged, following, free)
        missing = after - before - 1
        chosen = next((c for c in choices if len(c) == missing), None)
        for offset, j in enumerate(chosen or ()):
            self._infer(j, style, before + 1 + offset)
        return chosen is not None

    def _is_free(self, j: int) -> bool:
        entry = self.entries[j]
        return entry.head is None and not entry.quoted and not entry.part_of_heading

    def _left(self, j: int, style: Style, low: int, high: int) -> int | None:
        """Return where the words begin behind a damaged marker, or one whose number is out of sequence."""
        marker = self.entries[j].marker
        if marker:
            return marker.end if marker.style is style else None
        return left_of_marker(self.entries[j].words, style, low, high)

    def _infer(self, j: int, style: Style, number: int) -> None:
        entry = self.entries[j]
        end = self._left(j, style, number, number) or 0
        entry.head = Head(style, number, end, entry.words[:end].rstrip(), inferred=True)
        self.findings.inferred(entry, entry.words[:end], printed_form(style, number), Confidence.LIKELY)

    def _leave(self, keep: int, end: int) -> None:
        """Close the lists from depth `keep` on: lines behind an item that ended with ； are its lost neighbours."""
        if len(self.lists) > keep:
            innermost, stop = self.lists[-1], end
            if innermost.items > 1 or innermost.style in BRACKETED:
                self._trailing(innermost, stop)
        del self.lists[keep:]

    def _trailing(self, current: _List, end: int) -> None:
        number = current.last
        for j in range(current.place + 1, end):
            damaged = self._left(j, current.style, number + 1, number + 1)
            still_open = self.entries[j - 1].words.endswith(_STILL_OPEN)
            goes_on = still_open or (damaged and current.style in BRACKETED)
            if not self._is_free(j) or not goes_on or closes_outline(self.entries[j].words):
                return
            number += 1
            self._infer(j, current.style, number)


def _reads_like_title(entry: Entry) -> bool:
    return len(entry.words) <= 30 and not entry.ends_sentence and not entry.opens_list


def _following_numbers(entries: Sequence[Entry]) -> list[int]:
    """Return for each line the number of the next marker printed in the same style, or 0."""
    numbers, after = [0] * len(entries), dict.fromkeys(Style, 0)
    for i in range(len(entries) - 1, -1, -1):
        if marker := entries[i].marker:
            numbers[i], after[marker.style] = after[marker.style], marker.number
    return numbers


def _trusted_sections(entries: Sequence[Entry]) -> Iterator[int]:
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
