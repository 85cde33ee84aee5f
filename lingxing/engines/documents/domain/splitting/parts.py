"""The parts that a gazette is cut into, as runs of clean lines."""

from dataclasses import dataclass, field

from lingxing.engines.documents.domain.model import Line, Problem, Repair


@dataclass(frozen=True, slots=True)
class AnnexPart:
    """An annex: `label` as printed (附件2), its title and its lines; not `included` when only its name stands there."""

    label: str
    title: str
    line: int
    included: bool
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class InstrumentPart:
    """A text issued by a notice, or the document's own text: its title lines apart from its body."""

    title: str
    first_line: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class DocumentHead:
    """Where a document starts: the lines of its title, its number, and the line that its body starts at.

    `start` and `body` are indexes into the clean lines; `displaced` are title lines printed elsewhere.
    """

    start: int
    body: int
    title: str
    title_lines: tuple[Line, ...]
    number_line: Line | None = None
    displaced: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentParts:
    """One document in pieces. `notice` holds the document's own text where it carries no instruments beside it."""

    head: DocumentHead
    recipients: tuple[Line, ...]
    notice: tuple[Line, ...]
    signature: tuple[Line, ...]
    date_line: Line | None
    public_note: Line | None
    instruments: tuple[InstrumentPart, ...]
    annexes: tuple[AnnexPart, ...]
    line_ranges: tuple[tuple[int, int], ...]
    wrapped: bool


@dataclass(frozen=True, slots=True)
class SplitGazette:
    """All documents in reading order, the contents page's titles, and what was repaired or found wrong on the way."""

    documents: tuple[DocumentParts, ...]
    contents: tuple[str, ...]
    masthead: tuple[Line, ...]
    repairs: tuple[Repair, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class Region:
    """The clean lines from one document's body to the next document's start."""

    head: DocumentHead
    lines: list[Line] = field(default_factory=list)
