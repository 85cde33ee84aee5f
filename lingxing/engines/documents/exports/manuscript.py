"""A document as it runs over paper: one passage after another, the same for PDF and DOCX."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lingxing.engines.documents.domain.model import Annex, Document, Table, Unit, UnitLevel
from lingxing.engines.documents.domain.structure import shown_marker
from lingxing.engines.documents.exports.arrangement import BEFORE_UNITS, opened_articles, tables_by_unit
from lingxing.kernel.dates import format_date
from lingxing.kernel.errors import LingxingError

_CENTRED = {UnitLevel.CHAPTER, UnitLevel.SECTION}
_WEIGHTS = {UnitLevel.OUTLINE_1: "outline_1", UnitLevel.OUTLINE_2: "outline_2", UnitLevel.ARTICLE: "article"}
MOST_CHARACTERS = 500_000
_ENDINGS = "。．.；;：:，,！？!?、"


class Role(StrEnum):
    """What a passage is, which decides how it is set."""

    ISSUER = "issuer"
    NUMBER = "number"
    TITLE = "title"
    INSTRUMENT_TITLE = "instrument_title"
    RECIPIENTS = "recipients"
    HEADING = "heading"
    CENTRED_HEADING = "centred_heading"
    BODY = "body"
    TABLE = "table"
    SIGNATURE = "signature"
    NOTE = "note"
    ANNEX_LABEL = "annex_label"
    ANNEX_MISSING = "annex_missing"


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or table. `lead` is the marker and heading that run into `text`, `weight` how the lead is set."""

    role: Role
    text: str = ""
    lead: str = ""
    weight: str = ""
    table: Table | None = None


def manuscript(document: Document) -> tuple[Passage, ...]:
    """Return the passages in reading order: head, notice, signature, instruments, annexes.

    LingxingError for a text of more than 500,000 characters: setting it would keep everybody else waiting.
    """
    passages = tuple(_document(document))
    if sum(map(_length, passages)) > MOST_CHARACTERS:
        remedy = "请在网页上阅读，或下载 XML、JSON"
        raise LingxingError(
            f"全文超过 {MOST_CHARACTERS // 10_000} 万字，不能排成一份文件", where=document.title[:40], remedy=remedy
        )
    return passages


def _length(passage: Passage) -> int:
    rows = passage.table.rows if passage.table else ()
    return len(passage.text) + len(passage.lead) + sum(len(cell) for row in rows for cell in row)


def _document(document: Document) -> Iterator[Passage]:
    yield from _head(document)
    if document.notice or document.wrapper:
        yield from _text(document.notice, ())
        yield from _signature(document)
    for instrument in document.instruments:
        if document.notice or document.wrapper or len(document.instruments) > 1:
            yield Passage(Role.INSTRUMENT_TITLE, instrument.title)
        yield from _text(instrument.units, instrument.tables)
    if not document.notice and not document.wrapper:
        yield from _signature(document)
    for annex in document.annexes:
        yield from _annex(annex)


def _head(document: Document) -> Iterator[Passage]:
    if document.issuer:
        yield Passage(Role.ISSUER, document.issuer)
    if document.number:
        yield Passage(Role.NUMBER, document.number)
    yield Passage(Role.TITLE, document.title)
    if document.recipients:
        yield Passage(Role.RECIPIENTS, document.recipients)


def _signature(document: Document) -> Iterator[Passage]:
    if document.issuer:
        yield Passage(Role.SIGNATURE, document.issuer)
    if document.date:
        yield Passage(Role.SIGNATURE, format_date(document.date))
    if document.public_note:
        yield Passage(Role.NOTE, document.public_note)


def _annex(annex: Annex) -> Iterator[Passage]:
    yield Passage(Role.ANNEX_LABEL, annex.label or "附件")
    if annex.title:
        yield Passage(Role.INSTRUMENT_TITLE, annex.title, weight="same_page")
    if not annex.included:
        yield Passage(Role.ANNEX_MISSING, "（本附件文中列明，公报未刊印。）")
    yield from _text(annex.units, annex.tables)


def _text(units: Sequence[Unit], tables: Sequence[Table]) -> Iterator[Passage]:
    opened = opened_articles(units)
    placed = tables_by_unit(opened, tables)
    yield from _tables(placed, BEFORE_UNITS)
    for unit in opened:
        yield from _unit(unit, placed)


def _unit(unit: Unit, placed: Mapping[str, list[Table]]) -> Iterator[Passage]:
    lead = _lead(unit)
    lines = [line.strip() for line in unit.text.splitlines() if line.strip()]
    if unit.level in _CENTRED:
        yield Passage(Role.CENTRED_HEADING, lead, weight=unit.level.value)
        lead = ""
    elif lead and not lines:
        yield Passage(Role.HEADING, lead, weight=_WEIGHTS.get(unit.level, ""))
    for line in lines:
        yield Passage(Role.BODY, line, lead=_run_in(lead, unit), weight=_WEIGHTS.get(unit.level, ""))
        lead = ""
    yield from _tables(placed, unit.id)
    for child in unit.children:
        yield from _unit(child, placed)


def _tables(placed: Mapping[str, list[Table]], owner: str) -> Iterator[Passage]:
    for table in placed.get(owner, []):
        yield Passage(Role.TABLE, table.title, table=table)


def _lead(unit: Unit) -> str:
    """Return marker and heading as printed: 第一章　总则, （一）加强领导; a lost marker as ［第三条］."""
    spaced = unit.level in (UnitLevel.CHAPTER, UnitLevel.SECTION, UnitLevel.ARTICLE)
    marker = shown_marker(unit)
    return ("　" if spaced and marker and unit.heading else "").join((marker, unit.heading))


def _run_in(lead: str, unit: Unit) -> str:
    """Return the lead as it runs into its text, with the full stop or the space that parts them."""
    if not lead:
        return ""
    if unit.heading and unit.heading[-1] not in _ENDINGS:
        return f"{lead}。"
    return f"{lead}　" if unit.level is UnitLevel.ARTICLE and not unit.heading else lead
