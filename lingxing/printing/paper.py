"""An official paper before it is set: what stands where, the same for PDF and DOCX."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

_LONG_NUMBER = re.compile(r"[0-9A-Za-z]{9,}")


class PaperKind(StrEnum):
    """What a paper is, which decides its head and its frame."""

    NOTICE = "notice"
    DECISION = "decision"
    RECEIPT = "receipt"
    LETTER = "letter"
    CERTIFICATE = "certificate"


class Level(StrEnum):
    """How a paragraph is set: who it is addressed to, headings of the first two levels, text."""

    ADDRESSEE = "addressee"
    HEADING_1 = "heading_1"
    """一、: alone on its line."""
    HEADING_2 = "heading_2"
    """（一）: its first sentence stands out."""
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `lead` is the beginning that stands out, `text` the rest."""

    level: Level
    text: str
    lead: str = ""

    @property
    def flush(self) -> bool:
        """Return whether its lines may be drawn out to end at the margin.

        A number is never broken: where one is long, the line before it would be pulled apart.
        """
        return not _LONG_NUMBER.search(self.lead + self.text)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: what, and its value."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Checking:
    """How the paper is checked by who holds it: the address in the printed code, and lines to read beside it."""

    address: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper ready to be set. `date` is printed as it stands; `issued_at` is the file's moment of creation."""

    kind: PaperKind
    title: str
    number: str
    organ: str
    date: str
    issued_at: dt.datetime
    paragraphs: tuple[Paragraph, ...]
    red_head: bool = False
    rows: tuple[Row, ...] = ()
    notes: tuple[str, ...] = ()
    """附注, without brackets."""
    checking: Checking | None = None

    @property
    def texts(self) -> Iterator[str]:
        """Return every text of the paper, for the search for characters that no font has."""
        yield from (self.title, self.number, self.organ, self.date, *self.notes)
        for paragraph in self.paragraphs:
            yield from (paragraph.lead, paragraph.text)
        for row in self.rows:
            yield from (row.label, row.value)
        yield from self.checking.lines if self.checking else ()


_FIRST = re.compile(r"[一二三四五六七八九十]{1,3}、")
_SECOND = re.compile(r"（[一二三四五六七八九十]{1,3}）")
_LONGEST_HEADING = 26
_LONGEST_ADDRESSEE = 80


def paragraphs_of(lines: Iterable[str]) -> tuple[Paragraph, ...]:
    """Return the paragraphs that lines of text are, by their numbers: 一、 and （一）.

    A first line that ends in a colon is the addressee.
    """
    return tuple(_paragraph(line, first=place == 0) for place, line in enumerate(lines))


def _paragraph(line: str, *, first: bool) -> Paragraph:
    if first and line.endswith("：") and len(line) <= _LONGEST_ADDRESSEE:
        return Paragraph(Level.ADDRESSEE, line)
    if _FIRST.match(line) and len(line) <= _LONGEST_HEADING and not line.endswith(("。", "；")):
        return Paragraph(Level.HEADING_1, line)
    if _SECOND.match(line):
        lead, stop, text = line.partition("。")
        return Paragraph(Level.HEADING_2, text, lead + stop)
    return Paragraph(Level.TEXT, line)
