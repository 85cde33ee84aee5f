"""Line-level repairs: from the raw lines of a source to clean ones, each change logged."""

import re
from dataclasses import dataclass, field

from lingxing.engines.documents.domain.issuing_place import find_issuing_place, place_level
from lingxing.engines.documents.domain.model import (
    Confidence,
    Line,
    Problem,
    ProblemKind,
    RawLine,
    Repair,
    RepairKind,
    Source,
)
from lingxing.engines.documents.domain.repair import doubling, references, spacing
from lingxing.engines.documents.domain.repair.changes import log_change
from lingxing.engines.documents.domain.repair.compatibility import unify
from lingxing.engines.documents.domain.repair.furniture import is_furniture, page_heads
from lingxing.engines.documents.domain.repair.indents import untabbed
from lingxing.engines.documents.domain.repair.markup import strip_markup
from lingxing.engines.documents.domain.repair.page_data import page_data
from lingxing.engines.documents.domain.repair.pages import page_furniture
from lingxing.engines.documents.domain.repair.spaced_tables import spaced_tables
from lingxing.engines.documents.domain.repair.spam import replace_hosts
from lingxing.kernel.dates import format_date

_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff]"
)
_BLANKS = re.compile("[\u00a0\u2000-\u200a\u202f\u3000]")
_MARKUP = re.compile(r"<[a-zA-Z/]|\*\*|__|&[a-zA-Z#]|^\s*[-*+•·●▪#>]")
_SIGNED = re.compile(r"(?:政府|办公[室厅]|委员会|局|厅|委|院|中心|小组|处|会)\s*$")
_PUBLIC = re.compile(r"\s*[（(]此[件文]")
_PLAIN_DATE = re.compile(r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Clean lines in reading order, blank ones left out, with every repair made and every problem met."""

    lines: tuple[Line, ...]
    repairs: tuple[Repair, ...]
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class _Work:
    """The lines under repair."""

    numbers: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    cells: list[tuple[str, ...] | None] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def change(self, at: int, kind: RepairKind, after: str, confidence: Confidence = Confidence.CERTAIN) -> None:
        if after != self.texts[at]:
            self.repairs.append(log_change(self.numbers[at], kind, self.texts[at], after, confidence))
            self.texts[at] = after


def clean_lines(source: Source) -> Cleaned:
    """Return the source's lines repaired one by one; lines that broke sentences are joined later.

    The raw lines stay in the source. Repairs and problems come in the order of the lines.
    """
    work = _take_text(source)
    for at, text in enumerate(work.texts):
        work.change(at, RepairKind.PUNCTUATION, unify(text))
    for at, text in untabbed(work.texts).items():
        work.change(at, RepairKind.SPACING, text)
    for at, text in spaced_tables(work.texts).items():
        work.change(at, RepairKind.TABLE, text, Confidence.LIKELY)
    _drop_page_data(work)
    _replace_spam(work)
    _undouble(work)
    for at in range(len(work.texts)):
        _clean_characters(work, at)
    _mend_dates(work)
    lines = tuple(
        Line(text, number, number, cells)
        for text, number, cells in zip(work.texts, work.numbers, work.cells, strict=True)
        if text.strip() or cells
    )
    order = sorted(work.repairs, key=lambda repair: repair.line)
    return Cleaned(lines, tuple(order), tuple(sorted(work.problems, key=lambda problem: problem.line or 0)))


def _take_text(source: Source) -> _Work:
    work = _Work()
    heads = page_heads([raw.text for raw in source.lines])
    pages = page_furniture(source.lines)
    filled = [(raw, text) for raw in source.lines if (text := _visible(raw.text)) or raw.cells]
    data = page_data([text for _, text in filled], [raw.cells for raw, _ in filled])
    for at, (raw, text) in enumerate(filled):
        if raw.cells is None and at not in data and (raw.number in pages or is_furniture(text, heads)):
            work.repairs.append(Repair(raw.number, RepairKind.PAGE_FURNITURE, text, "", Confidence.CERTAIN))
            continue
        _add(work, raw, text)
    return work


def _drop_page_data(work: _Work) -> None:
    """Take out the table of data above the text of a web page, all but a title or number printed nowhere else."""
    for at, kept in page_data(work.texts, work.cells).items():
        if cells := work.cells[at]:
            work.texts[at], work.cells[at] = " ".join(cells), None
        work.change(at, RepairKind.PAGE_FURNITURE, kept)


def _add(work: _Work, raw: RawLine, text: str) -> None:
    work.numbers.append(raw.number)
    work.texts.append(text)
    work.cells.append(tuple(clean_text(cell) for cell in raw.cells) if raw.cells else None)
    if "\ufffd" in text:
        message = "有字符在来源中已损坏，无法还原"
        work.problems.append(Problem(ProblemKind.LOST_TEXT, message, raw.number, text[:60]))


def _visible(text: str) -> str:
    text = _INVISIBLE.sub("", _BLANKS.sub(" ", text)) if not text.isascii() else text
    return text.strip(" \r\n\x0b\x0c") if "\t" in text else text.strip()


def clean_text(text: str) -> str:
    """Return one cell's or caption's text with the repairs that need no neighbouring lines."""
    text = _visible(unify(text))
    text = _visible(strip_markup(text)) if _MARKUP.search(text) else text
    return references.mend_number(spacing.widen(spacing.tighten(text)))


def _replace_spam(work: _Work) -> None:
    spoiled = [at for at, text in enumerate(work.texts) if "www." in text]
    if not spoiled:
        return
    place = find_issuing_place(_without_hosts(text) for text in work.texts)
    for at in spoiled:
        text, sure = replace_hosts(work.texts, at, place_level(place) if place else None)
        before = work.texts[at]
        work.change(at, RepairKind.SPAM, text, Confidence.LIKELY)
        if not sure:
            message = "标题中混入无关网址，原有的发文机关无法还原"
            work.problems.append(Problem(ProblemKind.TITLE, message, work.numbers[at], before[:60]))


def _without_hosts(text: str) -> str:
    return re.sub(r"www\.[\w.-]+/?", "", text, flags=re.ASCII) if "www." in text else text


def _undouble(work: _Work) -> None:
    if not any(doubling.has_doubling(text) for text in work.texts):
        return
    carried = False
    for at, text in enumerate(work.texts):
        if "\t" in text or work.cells[at]:
            carried = False
            continue
        single, carried = doubling.undouble(text, carried=carried)
        work.change(at, RepairKind.DOUBLED_TEXT, single)
        work.change(at, RepairKind.DOUBLED_TEXT, doubling.close_squares(work.texts[at]), Confidence.LIKELY)


def _clean_characters(work: _Work, at: int) -> None:
    text = work.texts[at]
    if _MARKUP.search(text):
        work.change(at, RepairKind.MARKUP, _visible(strip_markup(text)))
    if work.texts[at].isascii() and not work.texts[at].isdigit():
        return
    work.change(at, RepairKind.SPACING, spacing.tighten(work.texts[at]))
    work.change(at, RepairKind.PUNCTUATION, spacing.widen(work.texts[at]))
    work.change(at, RepairKind.DOCUMENT_NUMBER, references.mend_number(work.texts[at]), Confidence.LIKELY)


def _mend_dates(work: _Work) -> None:
    """Give back the marks of a glued date under a signature; dates of two meanings are left for the neighbours."""
    for at, text in enumerate(work.texts):
        if len(text) > 16 or not text[:4].isdigit() or _PLAIN_DATE.fullmatch(text):
            continue
        glued = references.read_glued_date(text)
        if glued and len(glued.choices) == 1 and _is_signed(work, at):
            work.change(at, RepairKind.DATE, format_date(glued.choices[0]), Confidence.LIKELY)


def _is_signed(work: _Work, at: int) -> bool:
    above = at > 0 and len(work.texts[at - 1]) <= 40 and bool(_SIGNED.search(work.texts[at - 1]))
    below = at + 1 < len(work.texts) and bool(_PUBLIC.match(work.texts[at + 1]))
    return above or below or "月" in work.texts[at]
