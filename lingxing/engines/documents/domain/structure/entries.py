"""The lines of a text with what was read and what was decided of them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from lingxing.engines.documents.domain.model import Confidence, Line, Problem, ProblemKind, Repair, RepairKind
from lingxing.engines.documents.domain.structure.markers import NUMERAL, Marker, Style, read_marker
from lingxing.engines.documents.domain.structure.quotations import quoted_spans

_ENDS = re.compile(r"[。！？!?.][”’\"'）)】〕]*$")
_OPEN_LIST = ("；", ";", "：", ":", "，", ",", "、")
_TITLE = re.compile(r"[\u4e00-\u9fff“”《》\s\u3000]{2,24}")
_ANNEXES = re.compile(r"附\s?件\s?[：:]\s?1\s?[.．、]")
_GLUED = re.compile(rf"第[{NUMERAL}]{{1,4}}[章节]\s?[^第。；：，,;:]{{0,20}}(?=第[{NUMERAL}]{{1,6}}条)")
EXCERPT = 30


@dataclass(frozen=True, slots=True)
class Head:
    """A decided head: the unit that starts on this line, its printed marker and where its words begin.

    `depth` tells how deep a list stands where that differs from its style's usual place.
    """

    style: Style
    number: int
    end: int
    printed: str
    inserted: int = 0
    inferred: bool = False
    depth: float = 0


@dataclass(slots=True)
class Entry:
    """One line that is not blank. `words` is its text without surrounding white space."""

    line: Line
    words: str
    marker: Marker | None
    quoted: bool = False
    head: Head | None = None
    part_of_heading: bool = False
    within_list: bool = False
    doubtful: bool = False
    continues: bool = False

    @property
    def ends_sentence(self) -> bool:
        """Whether the line ends with a full stop, quotes and brackets behind it apart."""
        return bool(_ENDS.search(self.words[-6:]))

    @property
    def opens_list(self) -> bool:
        """Whether the line ends so that something must follow: ；：，、"""
        return self.words.endswith(_OPEN_LIST)

    @property
    def is_title(self) -> bool:
        """Whether the line reads like a heading: short, Chinese words only, no punctuation."""
        return len(self.words) <= 24 and self.marker is None and bool(_TITLE.fullmatch(self.words))


@dataclass(slots=True)
class Findings:
    """Repairs and problems collected on the way."""

    repairs: list[Repair] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def inferred(self, entry: Entry, printed: str, marker: str, confidence: Confidence) -> None:
        """Log a marker that was given by position."""
        rest = entry.words[len(printed) :][:EXCERPT] if printed else entry.words[:EXCERPT]
        self.repairs.append(
            Repair(entry.line.first_line, RepairKind.MARKER, printed + rest, marker + rest.lstrip(), confidence)
        )

    def numbering(self, entry: Entry | None, message: str, kind: ProblemKind = ProblemKind.NUMBERING) -> None:
        """Log what a person has to decide."""
        line = entry.line.first_line if entry else None
        self.problems.append(Problem(kind, message, line, entry.words[:EXCERPT] if entry else ""))

    def joined(self, entry: Entry, above: Entry) -> None:
        """Log a line that goes on with the one above it."""
        before, start = above.words[-EXCERPT // 2 :], entry.words[: EXCERPT // 2]
        line = entry.line.first_line
        self.repairs.append(
            Repair(line, RepairKind.BROKEN_LINE, f"{before}\n{start}", before + start, Confidence.LIKELY)
        )


def read_entries(lines: Sequence[Line]) -> list[Entry]:
    """Return an entry for every line that holds more than white space, in order."""
    entries = [Entry(line, words, read_marker(words)) for line in lines for words in _pieces(line) if words]
    spans = quoted_spans([entry.words for entry in entries])
    for first, last in spans:
        if not _goes_on(entries, first, last):
            silence(entries[first + 1 : last + 1])
    _silence_annex_lists(entries)
    return entries


def accept(entry: Entry, marker: Marker) -> None:
    """Decide that the marker which stands on the line starts a unit."""
    entry.head = Head(marker.style, marker.number, marker.end, marker.text, marker.inserted)


def places(entries: Sequence[Entry], style: Style) -> Iterable[tuple[int, Marker]]:
    """Yield the index and marker of every line that starts with a marker of `style`."""
    return ((i, e.marker) for i, e in enumerate(entries) if e.marker and e.marker.style is style)


def _pieces(line: Line) -> tuple[str, ...]:
    """Return the line's words; a chapter with its first article glued behind makes two pieces."""
    words = (line.text or " ".join(line.cells or ())).strip()
    glued = _GLUED.match(words) if words.startswith("第") else None
    return (words[: glued.end()].strip(), words[glued.end() :]) if glued else (words,)


def _goes_on(entries: Sequence[Entry], first: int, last: int) -> bool:
    """Whether the first marker of its own kind inside a quotation follows on the opening line's: it never closed."""
    outer = entries[first].marker
    if outer is None:
        return False
    inner = (e.marker for e in entries[first + 1 : last + 1] if e.marker and e.marker.style is outer.style)
    following = next(inner, None)
    return following is not None and following.number == outer.number + 1


def silence(entries: Sequence[Entry]) -> None:
    """Take their markers from lines that start no units, whatever they look like."""
    for entry in entries:
        entry.marker, entry.quoted = None, True


def _silence_annex_lists(entries: Sequence[Entry]) -> None:
    """附件：1.… with 2.… on the next line names annexes; those numbers start no units."""
    number = 0
    for entry in entries:
        if _ANNEXES.match(entry.words):
            number = 1
        elif number and entry.marker and entry.marker.style is Style.ARABIC and entry.marker.number == number + 1:
            number, entry.marker, entry.quoted = number + 1, None, True
        elif entry.marker:
            number = 0
