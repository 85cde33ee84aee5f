"""Numbered lists at every level below the article, and the outline form: which markers count, which were lost."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from lingxing.engines.documents.domain.model import Confidence
from lingxing.engines.documents.domain.structure.closing import closes_outline
from lingxing.engines.documents.domain.structure.entries import Entry, Findings, Head, accept
from lingxing.engines.documents.domain.structure.list_forms import BRACKETED, left_of_marker, printed_form
from lingxing.engines.documents.domain.structure.list_styles import following_numbers, trusted_sections
from lingxing.engines.documents.domain.structure.markers import Marker, Style

_STILL_OPEN = ("；", ";")
_WIDEST_JUMP, _STEP = 20, 0.25
_FREE = (Style.ARABIC, Style.ARABIC_BRACKET, Style.ARABIC_HALF, Style.CIRCLED)


@dataclass(slots=True)
class _List:
    style: Style
    last: int
    place: int
    depth: float
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
    depth: float = 0

    def read(self) -> None:
        """Decide all lists."""
        self.following = following_numbers(self.entries)
        trusted = set(trusted_sections(self.entries))
        for i, entry in enumerate(self.entries):
            if entry.head:
                self._leave(0, i)
                self.parent, self.seen = i, ({} if entry.head.style is Style.ARTICLE else self.seen)
            elif entry.marker and (entry.marker.style > Style.CHINESE or i in trusted):
                self._take(i, entry, entry.marker)
        self._leave(0, len(self.entries))

    def _take(self, i: int, entry: Entry, marker: Marker) -> None:
        self._leave(self._kept(marker), i)
        inside = self.lists[-1] if self.lists and self.lists[-1].style is marker.style else None
        expected = (inside.last if inside else self.seen.get(marker.style, 0)) + 1
        if marker.number > expected + _WIDEST_JUMP:
            return
        accept(entry, marker)
        self.depth = inside.depth if inside else self._depth(marker)
        if inside and marker.number not in (1, expected) and self.following[i] == expected + 1:
            self._correct(entry, marker, expected)
        elif inside and marker.number > expected:
            self._fill_or_report(entry, marker, inside.place, i, inside.last)
        elif inside and marker.number < expected:
            self._restart(i, entry, marker)
        elif not inside:
            self._start(i, entry, marker)
        self._move(i, entry)

    def _kept(self, marker: Marker) -> int:
        """Return how many of the open lists stay open: those above the list that the marker goes on with or starts."""
        for k, open_list in enumerate(self.lists):
            if open_list.style is marker.style:
                return k + 1
        if self._nests_below(marker):
            return len(self.lists)
        return sum(open_list.depth < self.order[marker.style] for open_list in self.lists)

    def _nests_below(self, marker: Marker) -> bool:
        """1. behind （2） starts a list below it, though （1） usually stands below 1."""
        return bool(marker.number == 1 and marker.style in _FREE and self.lists and self.lists[-1].style in _FREE)

    def _depth(self, marker: Marker) -> float:
        usual = self.order[marker.style]
        return max(usual, self.lists[-1].depth + _STEP) if self.lists else usual

    def _move(self, i: int, entry: Entry) -> None:
        """Note the item at place `i` as the last one of its list."""
        if entry.head is None:
            return
        entry.head = replace(entry.head, depth=self.depth)
        current, number = self.lists[-1], entry.head.number
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
        self.lists.append(_List(marker.style, marker.number, i, self.depth))
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
        self.lists.append(_List(marker.style, marker.number, i, self.depth))

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
        entry.head = Head(style, number, end, entry.words[:end].rstrip(), inferred=True, depth=self.depth)
        self.findings.inferred(entry, entry.words[:end], printed_form(style, number), Confidence.LIKELY)

    def _leave(self, keep: int, end: int) -> None:
        """Close the lists from depth `keep` on: lines behind an item that ended with ； are its lost neighbours."""
        if len(self.lists) > keep:
            innermost, stop = self.lists[-1], end
            if innermost.items > 1 or innermost.style in BRACKETED:
                self._trailing(innermost, stop)
        del self.lists[keep:]

    def _trailing(self, current: _List, end: int) -> None:
        number, self.depth = current.last, current.depth
        for j in range(current.place + 1, end):
            damaged = self._left(j, current.style, number + 1, number + 1)
            still_open = self.entries[j - 1].words.endswith(_STILL_OPEN) and not self.entries[j].is_title
            goes_on = still_open or (damaged and current.style in BRACKETED)
            if not self._is_free(j) or not goes_on or closes_outline(self.entries[j].words):
                return
            number += 1
            self._infer(j, current.style, number)


def _reads_like_title(entry: Entry) -> bool:
    return len(entry.words) <= 30 and not entry.ends_sentence and not entry.opens_list
