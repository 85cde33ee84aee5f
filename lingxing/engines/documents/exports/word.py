"""Documents as DOCX, set like an official paper with real heading styles."""

import io
from collections.abc import Sequence
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from lingxing.engines.documents.exports.edition import Edition
from lingxing.engines.documents.exports.manuscript import Passage, Role, manuscript
from lingxing.engines.documents.exports.pdf import notes
from lingxing.printing.characters import writable
from lingxing.printing.word import FANG, HEI, SONG, add_page_number, added_style, set_page, shape

_RED = RGBColor(0xC8, 0x10, 0x2E)
_PAGE_BREAKS = {Role.ANNEX_LABEL}


def word(edition: Edition) -> bytes:
    """Return the document as DOCX: A4, margins and sizes after GB/T 9704, headings in Word's own heading styles."""
    made = docx.Document()
    _page(made)
    _styles(made)
    document = edition.document
    made.core_properties.title = writable(document.title)
    made.core_properties.author = writable(document.issuer or "")
    made.core_properties.keywords = writable(document.number or "")
    made.core_properties.language = "zh-CN"
    for passage in manuscript(document):
        _set(made, passage)
    for note in notes(edition):
        made.add_paragraph(writable(note), style="LX Note")
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def _page(made: WordDocument) -> None:
    set_page(made)
    made.sections[0].start_type = WD_SECTION.NEW_PAGE
    footer = made.sections[0].footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_page_number(footer)


def _styles(made: WordDocument) -> None:
    shape(made.styles["Normal"], FANG, 16, indent=32)
    made.styles["Normal"].paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    made.styles["Normal"].paragraph_format.line_spacing = Pt(28.95)
    made.styles["Normal"].paragraph_format.space_after = Pt(0)
    centre, right = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
    shape(made.styles["Title"], SONG, 22, bold=True, align=centre, space=18)
    shape(made.styles["Heading 1"], SONG, 22, bold=True, align=centre, space=18)
    shape(made.styles["Heading 2"], HEI, 16, align=centre, space=8)
    shape(made.styles["Heading 3"], HEI, 16, indent=32)
    shape(made.styles["Heading 4"], FANG, 16, bold=True, indent=32)
    shape(added_style(made, "LX Issuer"), SONG, 30, bold=True, align=centre, colour=_RED, space=12)
    shape(added_style(made, "LX Number"), FANG, 16, align=centre, space=12)
    shape(added_style(made, "LX Flush"), FANG, 16)
    shape(added_style(made, "LX Signature"), FANG, 16, align=right)
    shape(added_style(made, "LX Cell"), SONG, 10.5)
    shape(added_style(made, "LX Note"), SONG, 9)
    for name in ("LX Cell", "LX Note"):
        made.styles[name].paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE


def _set(made: WordDocument, passage: Passage) -> None:
    if passage.table is not None:
        _table(made, passage)
        return
    paragraph = made.add_paragraph(style=_style(passage))
    if passage.lead:
        paragraph.add_run(writable(passage.lead)).bold = bool(passage.weight)
    paragraph.add_run(writable(passage.text))
    _finish(paragraph, passage)


def _style(passage: Passage) -> str:
    fixed = {
        Role.ISSUER: "LX Issuer",
        Role.NUMBER: "LX Number",
        Role.TITLE: "Title",
        Role.INSTRUMENT_TITLE: "Heading 1",
        Role.CENTRED_HEADING: "Heading 2",
        Role.RECIPIENTS: "LX Flush",
        Role.ANNEX_LABEL: "LX Flush",
        Role.SIGNATURE: "LX Signature",
    }
    if passage.role is Role.HEADING:
        return {"outline_1": "Heading 3", "outline_2": "Heading 4"}.get(passage.weight, "Normal")
    return fixed.get(passage.role, "Normal")


def _finish(paragraph: Paragraph, passage: Passage) -> None:
    new_page = passage.role is Role.INSTRUMENT_TITLE and passage.weight != "same_page"
    if new_page or passage.role in _PAGE_BREAKS:
        paragraph.paragraph_format.page_break_before = True
    if passage.role is Role.SIGNATURE:
        paragraph.paragraph_format.right_indent = Pt(64)


def _table(made: WordDocument, passage: Passage) -> None:
    table = passage.table
    if table is None:
        return
    if passage.text:
        caption = made.add_paragraph(style="LX Flush")
        caption.alignment = WD_ALIGN_PARAGRAPH.CENTER
        caption.add_run(writable(passage.text)).bold = True
        caption.paragraph_format.keep_with_next = True
    rows = ([table.header] if any(table.header) else []) + list(table.rows)
    columns = max((len(row) for row in rows), default=0)
    if not columns:
        return
    grid = made.add_table(rows=len(rows), cols=columns, style="Table Grid")
    cells = grid._cells  # the library builds this list anew for every other way to a cell
    for position, row in enumerate(rows):
        own = cells[position * columns : (position + 1) * columns]
        _row(own, row, bold=position == 0 and any(table.header))
    if any(table.header):
        _repeat(grid.rows[0]._tr)


def _row(cells: Sequence[_Cell], texts: Sequence[str], *, bold: bool) -> None:
    for cell, text in zip(cells, texts, strict=False):
        paragraph = cell.paragraphs[0]
        paragraph.style = "LX Cell"
        paragraph.add_run(writable(text)).bold = bold


def _repeat(row: Any) -> None:
    """Mark the row as a header that is repeated on every page."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row.get_or_add_trPr().append(mark)
