"""Documents as DOCX, set like an official paper with real heading styles."""

import io
from collections.abc import Sequence
from typing import Any, cast

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from lingxing.engines.documents.exports.akoma_ntoso.elements import writable
from lingxing.engines.documents.exports.edition import Edition
from lingxing.engines.documents.exports.manuscript import Passage, Role, manuscript
from lingxing.engines.documents.exports.pdf import notes

_SONG, _HEI, _FANG = "宋体", "黑体", "仿宋"
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
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.start_type = WD_SECTION.NEW_PAGE
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text in ("— ", "", " —"):
        run = footer.add_run(text)
        run.font.size = Pt(14)
        if not text:
            for kind, instruction in (("begin", ""), ("", "PAGE"), ("end", "")):
                run._r.append(_field(kind, instruction))


def _field(kind: str, instruction: str) -> Any:
    if instruction:
        made = OxmlElement("w:instrText")
        made.text = instruction
        return made
    made = OxmlElement("w:fldChar")
    made.set(qn("w:fldCharType"), kind)
    return made


def _styles(made: WordDocument) -> None:
    _shape(made.styles["Normal"], _FANG, 16, indent=32)
    made.styles["Normal"].paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    made.styles["Normal"].paragraph_format.line_spacing = Pt(28.95)
    made.styles["Normal"].paragraph_format.space_after = Pt(0)
    centre, right = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
    _shape(made.styles["Title"], _SONG, 22, bold=True, align=centre, space=18)
    _shape(made.styles["Heading 1"], _SONG, 22, bold=True, align=centre, space=18)
    _shape(made.styles["Heading 2"], _HEI, 16, align=centre, space=8)
    _shape(made.styles["Heading 3"], _HEI, 16, indent=32)
    _shape(made.styles["Heading 4"], _FANG, 16, bold=True, indent=32)
    _shape(_added(made, "LX Issuer"), _SONG, 30, bold=True, align=centre, colour=_RED, space=12)
    _shape(_added(made, "LX Number"), _FANG, 16, align=centre, space=12)
    _shape(_added(made, "LX Flush"), _FANG, 16)
    _shape(_added(made, "LX Signature"), _FANG, 16, align=right)
    _shape(_added(made, "LX Cell"), _SONG, 10.5)
    _shape(_added(made, "LX Note"), _SONG, 9)
    for name in ("LX Cell", "LX Note"):
        made.styles[name].paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE


def _added(made: WordDocument, name: str) -> ParagraphStyle:
    return cast("ParagraphStyle", made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH))


def _shape(
    style: ParagraphStyle,
    font: str,
    size: float,
    *,
    bold: bool = False,
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.JUSTIFY,
    colour: RGBColor | None = None,
    indent: int = 0,
    space: int = 0,
) -> None:
    style.font.name, style.font.size, style.font.bold = font, Pt(size), bold
    style.font.color.rgb = colour or RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(name), None)
    fonts.set(qn("w:eastAsia"), font)
    layout = style.paragraph_format
    layout.alignment, layout.first_line_indent = align, Pt(indent)
    layout.space_before = layout.space_after = Pt(space)
    if size > 16:
        layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(size * 1.5)


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
