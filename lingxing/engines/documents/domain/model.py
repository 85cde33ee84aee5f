"""What a gazette is, once read: frozen values that every other module takes or returns.

Line numbers count from 1 in the source as it came (for DOCX and PDF: in the text taken from it).
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Confidence(StrEnum):
    """How sure a repair is."""

    CERTAIN = "certain"
    LIKELY = "likely"


class RepairKind(StrEnum):
    """What was changed between the raw line and the clean one."""

    DOUBLED_TEXT = "doubled_text"
    SPACING = "spacing"
    PUNCTUATION = "punctuation"
    MARKUP = "markup"
    BROKEN_LINE = "broken_line"
    PAGE_FURNITURE = "page_furniture"
    SPAM = "spam"
    DOCUMENT_NUMBER = "document_number"
    DATE = "date"
    MARKER = "marker"
    TABLE = "table"
    MISPLACED = "misplaced"
    TITLE = "title"


class ProblemKind(StrEnum):
    """What a person has to look at, because no safe repair exists."""

    LOST_TEXT = "lost_text"
    LOST_MARKER = "lost_marker"
    NUMBERING = "numbering"
    DATE = "date"
    DOCUMENT_NUMBER = "document_number"
    ISSUER = "issuer"
    TITLE = "title"
    UNPAIRED = "unpaired"
    TABLE = "table"
    UNIT_NAME = "unit_name"
    ANNEX_MISSING = "annex_missing"
    CONTENTS = "contents"
    ORDER = "order"


class UnitLevel(StrEnum):
    """Where a unit stands in its document's structure."""

    CHAPTER = "chapter"
    SECTION = "section"
    ARTICLE = "article"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    SUBITEM = "subitem"
    OUTLINE_1 = "outline_1"
    OUTLINE_2 = "outline_2"
    OUTLINE_3 = "outline_3"
    OUTLINE_4 = "outline_4"
    TEXT = "text"


class TableForm(StrEnum):
    """How the table was printed in the source."""

    TABBED = "tabbed"
    FLATTENED = "flattened"
    MARKUP = "markup"


class RelationKind(StrEnum):
    """What a document does to another one, or takes from it."""

    REPEALS = "repeals"
    LAPSES = "lapses"
    AMENDS = "amends"
    MUST_REVISE = "must_revise"
    EXTENDS = "extends"
    IMPLEMENTS = "implements"
    CITES = "cites"


class DeadlineKind(StrEnum):
    """How a task's time is set."""

    DATE = "date"
    PERIOD = "period"
    CONTINUOUS = "continuous"
    RECURRING = "recurring"


class Comparator(StrEnum):
    """How a measured value is held against an indicator's value."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOVE = "above"
    BELOW = "below"
    EQUAL = "equal"
    ABOUT = "about"


@dataclass(frozen=True, slots=True)
class RawLine:
    """One line of the source. `cells` holds a table row's cells where the source has real tables (HTML, DOCX, PDF)."""

    number: int
    text: str
    cells: tuple[str, ...] | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A gazette as it came: its name, the digest of its bytes (SHA-256, hexadecimal) and its lines.

    `problems` names what could not be read of it: the pages of a PDF that are images.
    """

    name: str
    digest: str
    lines: tuple[RawLine, ...]
    problems: tuple["Problem", ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One clean line, and the raw lines it was made of."""

    text: str
    first_line: int
    last_line: int
    cells: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Repair:
    """One change between raw and clean text. `after` is empty where text was taken out."""

    line: int
    kind: RepairKind
    before: str
    after: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a person must decide: `message` is Chinese and says what is wrong and what to look for."""

    kind: ProblemKind
    message: str
    line: int | None = None
    excerpt: str = ""
    unit_id: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """A node of the structure.

    `id` is stable and unique in its document (an Akoma Ntoso eId: `art_20__para_1__item_1`; a second instrument's
    units start with `inst_2__`). `marker` is as printed (第二十条, （一）, 1.), empty for counted paragraphs.
    `heading` is the title behind a marker, `text` the unit's own words without marker and heading.
    `inferred` marks a number given by position because the printed marker was damaged or missing.
    """

    id: str
    level: UnitLevel
    number: int | None
    marker: str
    heading: str
    text: str
    citation: str
    first_line: int
    last_line: int
    inferred: bool = False
    children: tuple["Unit", ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its cells; every row has as many cells as the widest, an empty string where nothing stands."""

    id: str
    title: str
    form: TableForm
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    first_line: int
    last_line: int


@dataclass(frozen=True, slots=True)
class Validity:
    """From when to when a text is in force.

    `effective_from` is as printed (自印发之日) or an ISO date, `effective_on` the date it comes to.
    `valid_until_or_period` is 5年, 五年 or an ISO date as printed; `valid_for` the ISO duration (P5Y);
    `expires_on` the last day in force. `interpreter` is the organ that may interpret the text.
    """

    effective_text: str = ""
    effective_from: str | None = None
    effective_on: dt.date | None = None
    valid_text: str = ""
    valid_until_or_period: str | None = None
    valid_for: str | None = None
    expires_on: dt.date | None = None
    interpreter: str | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """What the document does to another: `where` cites the unit that says so, `printed` is the source text.

    `effective_on` is the day a repeal or lapse takes effect, `deadline` the last day of an ordered revision.
    """

    kind: RelationKind
    title: str
    number: str | None
    where: str
    unit_id: str
    printed: str
    line: int
    effective_on: dt.date | None = None
    deadline: dt.date | None = None
    instructions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a task is due. `due_on` is the last day where one is certain; `text` as printed."""

    kind: DeadlineKind
    text: str
    due_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """A measurable target. `value` is a decimal string; `unit` %, 个, 张/千人…; `due_on` the target date."""

    name: str
    comparator: Comparator
    value: str
    unit: str
    text: str
    due_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class ResponsibleUnit:
    """A unit as printed and the organs it stands for, by full name; `organs` is empty where it can't be resolved."""

    printed: str
    organs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """What somebody must do. `id` is unique in the document; `place` cites the unit or table row it was taken from."""

    id: str
    text: str
    place: str
    unit_id: str
    line: int
    lead_units: tuple[ResponsibleUnit, ...] = ()
    responsible_units: tuple[ResponsibleUnit, ...] = ()
    supporting_units: tuple[ResponsibleUnit, ...] = ()
    deadline: Deadline | None = None
    indicators: tuple[Indicator, ...] = ()


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex. `included` is false where the document names it but the gazette does not print it."""

    id: str
    label: str
    title: str
    included: bool
    line: int
    units: tuple[Unit, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Instrument:
    """The text that a notice prints and issues, or the document itself where there is no notice."""

    id: str
    title: str
    kind: str
    first_line: int
    last_line: int
    units: tuple[Unit, ...]
    tables: tuple[Table, ...] = ()
    validity: Validity = Validity()


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a gazette.

    `title` is whole and repaired, `title_printed` as it stands in the source. `wrapper` is 通知 where a notice carries
    `instruments`; `notice` then holds the notice's own units. `kind` is the instrument's kind (办法, 方案, 决定…).
    `line_ranges` are the raw lines it was printed on, in reading order, bounds included.
    """

    index: int
    title: str
    title_printed: str
    number: str | None
    number_printed: str | None
    issuer: str | None
    date: dt.date | None
    date_printed: str | None
    kind: str
    wrapper: str | None
    recipients: str | None
    public_note: str | None
    notice: tuple[Unit, ...]
    instruments: tuple[Instrument, ...]
    annexes: tuple[Annex, ...]
    validity: Validity
    relations: tuple[Relation, ...]
    tasks: tuple[Task, ...]
    problems: tuple[Problem, ...]
    repairs: tuple[Repair, ...]
    line_ranges: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class GazetteInfo:
    """What the gazette says of itself: city 咸宁市, issue 第2号, serial 总第77号, published as ISO day or month."""

    name: str | None = None
    city: str | None = None
    year: int | None = None
    issue: str | None = None
    serial: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Gazette:
    """A gazette read whole. `repairs` and `problems` hold those outside any document; `contents` the contents page."""

    source: Source
    info: GazetteInfo
    documents: tuple[Document, ...]
    contents: tuple[str, ...] = ()
    repairs: tuple[Repair, ...] = ()
    problems: tuple[Problem, ...] = ()
