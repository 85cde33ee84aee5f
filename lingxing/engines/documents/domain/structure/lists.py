"""Numbered lists at every level below the article, and the outline form: which markers count, which were lost."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lingxing.engines.documents.domain.model import Confidence
from lingxing.engines.documents.domain.structure.entries import Entry, Findings, Head, accept, places
from lingxing.engines.documents.domain.structure.markers import Marker, Style
from lingxing.engines.documents.domain.structure.sequence import Numbered, heaviest_chain
from lingxing.kernel.numerals import format_numeral

BRACKETED = (Style.CHINESE_BRACKET, Style.ARABIC_BRACKET, Style.ARABIC_HALF)
_STILL_OPEN = ("；", ";")
_LEFT_BRACKET = re.compile(r"[)）](?!。)")
_LEFT_DIGIT = re.compile(r"(\d{1,2})(?![\d.．、，,年月日时%％个万亿元米倍岁人家户项条—\-～~至:：)）])")
_LEFT_COMMA = re.compile(r"、")
_FORMS = {
    Style.DIVISION: "第{}部分",
    Style.CHINESE: "{}、",
    Style.CHINESE_BRACKET: "（{}）",
    Style.ARABIC: "{}.",
    Style.ARABIC_BRACKET: "（{}）",
    Style.ARABIC_HALF: "{}）",
    Style.CIRCLED: "{}",
}
_IN_CHINESE = (Style.DIVISION, Style.CHINESE, Style.CHINESE_BRACKET)


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
    parent: int = -1

    def read(self) -> None:
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
        if self.lists and self.lists[-1].style is marker.style:
            self._go_on(i, entry, marker)
        else:
            self._start(i, entry, marker)
        accept(entry, marker)
        self.seen[marker.style] = marker.number

    def _go_on(self, i: int, entry: Entry, marker: Marker) -> None:
        current = self.lists[-1]
        if marker.number > current.last + 1:
            if not self._fill(current.style, current.place, i, current.last, marker.number):
                self._report_gap(entry, current.style, current.last, marker.number)
        elif marker.number <= current.last:
            self._restart(i, entry, marker)
            return
        current.last, current.place, current.items = marker.number, i, current.items + 1

    def _restart(self, i: int, entry: Entry, marker: Marker) -> None:
        self._leave(len(self.lists) - 1, i)
        self.lists.append(_List(marker.style, marker.number, i))
        if marker.number != 1 or self.entries[i - 1].head:
            message = f"编号{marker.text}重复或倒退；请核对此处是否缺少上一级标题或有错号。"
            self.findings.numbering(entry, message)

    def _start(self, i: int, entry: Entry, marker: Marker) -> None:
        above = self.lists[-1].place if self.lists else self.parent
        running = self.seen.get(marker.style, 0)
        if marker.number not in (1, running + 1):
            filled = self._fill(marker.style, above, i, 0, marker.number)
            filled = filled or (running > 0 and self._fill(marker.style, above, i, running, marker.number))
            if not filled:
                self._report_gap(entry, marker.style, running if running < marker.number - 1 else 0, marker.number)
        self.lists.append(_List(marker.style, marker.number, i))

    def _report_gap(self, entry: Entry, style: Style, before: int, after: int) -> None:
        first, last = printed_form(style, before + 1), printed_form(style, after - 1)
        lost = first if first == last else f"{first}至{last}"
        self.findings.numbering(entry, f"{lost}的编号缺失；请对照原件，在此前的段落中补上编号。")

    def _fill(self, style: Style, start: int, end: int, before: int, after: int) -> bool:
        """Number the lines between two places where exactly as many may be items as numbers are missing."""
        free = [j for j in range(start + 1, end) if self._is_free(j)]
        damaged = [j for j in free if left_of_marker(self.entries[j].words, style, before + 1, after - 1) is not None]
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

    def _infer(self, j: int, style: Style, number: int) -> None:
        entry = self.entries[j]
        end = left_of_marker(entry.words, style, number, number) or 0
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
            damaged = left_of_marker(self.entries[j].words, current.style, number + 1, number + 1)
            still_open = self.entries[j - 1].words.endswith(_STILL_OPEN)
            if not self._is_free(j) or not (still_open or (damaged and current.style in BRACKETED)):
                return
            number += 1
            self._infer(j, current.style, number)


def printed_form(style: Style, number: int) -> str:
    """Return a marker as papers print it: 二、 （二） 2. （2）."""
    if style is Style.CIRCLED:
        return chr(ord("①") + number - 1) if number <= 20 else str(number)
    return _FORMS[style].format(format_numeral(number) if style in _IN_CHINESE else number)


def left_of_marker(words: str, style: Style, low: int, high: int) -> int | None:
    """Return where the words begin behind what is left of a marker of `style`, or None where nothing is left."""
    if style in BRACKETED:
        found = _LEFT_BRACKET.match(words)
        return found.end() if found else None
    if style is Style.ARABIC:
        found = _LEFT_DIGIT.match(words)
        return found.end() if found and low <= int(found[1]) <= high else None
    found = _LEFT_COMMA.match(words) if style is Style.CHINESE else None
    return found.end() if found else None


def _reads_like_title(entry: Entry) -> bool:
    return len(entry.words) <= 30 and not entry.ends_sentence and not entry.opens_list


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
