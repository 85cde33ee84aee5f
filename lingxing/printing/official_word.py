"""Official papers as DOCX, with the measures of the PDF."""

import io
import math
from collections.abc import Callable, Mapping
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph as WordParagraph

from lingxing.printing.characters import writable
from lingxing.printing.codes import code_png
from lingxing.printing.paper import Checking, Level, Paper, PaperKind, Paragraph
from lingxing.printing.word import (
    FANG,
    HEI,
    KAI,
    LINE,
    SONG,
    add_page_number,
    added_style,
    saved,
    set_page,
    shape,
)

_RED = RGBColor(0xD7, 0x00, 0x0F)
_PITCH = 156 / 28 * 72 / 25.4
"""Points from character to character: 28 in 156 mm."""
_CENTRE, _RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
_AFTER_SPACING = ("w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:u", "w:lang")
_MARK, _TITLE, _ADDRESSEE, _FIRST, _SECOND = "LX Mark", "Title", "LX Flush", "Heading 1", "Normal"


def official_docx(paper: Paper) -> bytes:
    """Return the paper as DOCX; the same paper gives the same bytes."""
    made = docx.Document()
    _page(made, paper)
    _styles(made, paper)
    made.core_properties.title = writable(paper.title)
    made.core_properties.author = writable(paper.organ)
    made.core_properties.keywords = writable(paper.number)
    made.core_properties.language = "zh-CN"
    _HEADS.get(paper.kind, _office_head)(made, paper)
    for paragraph in paper.paragraphs:
        _paragraph(made, paragraph)
    _rows(made, paper)
    _signature(made, paper)
    for note in paper.notes:
        made.add_paragraph(writable(f"（{note}）"))
    if paper.checking:
        _checking(made, paper.checking)
    return saved(made, paper.issued_at)


def _page(made: WordDocument, paper: Paper) -> None:
    set_page(made)
    section = made.sections[0]
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(round(LINE * 20)))
    section.footer_distance = Mm(25.5)
    if paper.kind is PaperKind.CERTIFICATE:
        _frame(section._sectPr)
        return
    made.settings.odd_and_even_pages_header_footer = True
    for footer, align in ((section.footer, _RIGHT), (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)):
        line = footer.paragraphs[0]
        line.alignment = align
        line.paragraph_format.first_line_indent = Pt(0)
        line.paragraph_format.left_indent = line.paragraph_format.right_indent = Pt(14)
        add_page_number(line)


def _frame(section: Any) -> None:
    """Draw the double frame of a certificate around the page."""
    borders = OxmlElement("w:pgBorders")
    borders.set(qn("w:offsetFrom"), "page")
    for side in ("top", "left", "bottom", "right"):
        borders.append(_border(side, "thickThinSmallGap", size=24, space=31))
    section.find(qn("w:pgMar")).addnext(borders)


def _border(side: str, kind: str, *, size: int, space: int) -> Any:
    """Return a red border: `size` in eighths of a point, `space` in points."""
    made = OxmlElement(f"w:{side}")
    for name, value in (("val", kind), ("sz", str(size)), ("space", str(space)), ("color", "D7000F")):
        made.set(qn(f"w:{name}"), value)
    return made


def _styles(made: WordDocument, paper: Paper) -> None:
    normal = made.styles["Normal"]
    shape(normal, FANG, 16, indent=round(2 * _PITCH))
    normal.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    normal.paragraph_format.line_spacing = Pt(LINE)
    _condense(normal.element.get_or_add_rPr())
    large = min(36, 397 // max(len(paper.title), 1)) if paper.kind is PaperKind.CERTIFICATE else 22
    shape(made.styles[_TITLE], SONG, large, bold=True, align=_CENTRE)
    _no_rule(made.styles[_TITLE].element)
    shape(made.styles[_FIRST], HEI, 16, indent=round(2 * _PITCH))
    mark = max(22, min(54, 425 // max(len(paper.organ), 1)))
    shape(added_style(made, _MARK), SONG, mark, bold=True, align=_CENTRE, colour=_RED)
    shape(added_style(made, _ADDRESSEE), FANG, 16)
    shape(added_style(made, "LX Centre"), FANG, 16, align=_CENTRE)
    shape(added_style(made, "LX Right"), FANG, 16, align=_RIGHT)
    shape(added_style(made, "LX Organ"), SONG, 22, bold=True, align=_CENTRE)
    shape(added_style(made, "LX Cell"), FANG, 14, align=WD_ALIGN_PARAGRAPH.LEFT)
    shape(added_style(made, "LX Check"), SONG, 9, align=WD_ALIGN_PARAGRAPH.LEFT)
    for name in ("LX Cell", "LX Check"):
        made.styles[name].paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE


def _condense(properties: Any) -> None:
    """Set 28 characters in a line: a grid of characters narrower than they are is read in different ways."""
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(math.floor((_PITCH - 16) * 20)))
    properties.insert_element_before(spacing, *_AFTER_SPACING)


def _no_rule(style: Any) -> None:
    """Take away the rule that Word's own title style draws."""
    for border in style.findall(f"{qn('w:pPr')}/{qn('w:pBdr')}"):
        border.getparent().remove(border)


def _empty(made: WordDocument, lines: int) -> None:
    for _ in range(lines):
        made.add_paragraph()


def _office_head(made: WordDocument, paper: Paper) -> None:
    if paper.red_head:
        _red_head(made, paper)
        return
    made.add_paragraph(writable(paper.organ), style="LX Organ")
    made.add_paragraph(writable(paper.title), style=_TITLE)
    number = made.add_paragraph(writable(paper.number), style="LX Right")
    number.paragraph_format.right_indent = Pt(_PITCH)
    _empty(made, 1)


def _red_head(made: WordDocument, paper: Paper) -> None:
    mark = made.add_paragraph(writable(paper.organ), style=_MARK)
    mark.paragraph_format.space_before = Mm(35)
    _empty(made, 2)
    _rule_below(made.add_paragraph(writable(paper.number), style="LX Centre"), "single", space=11)
    _empty(made, 2)
    made.add_paragraph(writable(paper.title), style=_TITLE)
    _empty(made, 1)


def _letter_head(made: WordDocument, paper: Paper) -> None:
    if not paper.red_head:
        _office_head(made, paper)
        return
    section = made.sections[0]
    section.different_first_page_header_footer = True
    add_page_number(section.first_page_footer.paragraphs[0])
    section.first_page_footer.paragraphs[0].alignment = _RIGHT
    _rule_below(made.add_paragraph(writable(paper.organ), style=_MARK), "thickThinSmallGap", space=11)
    made.add_paragraph(writable(paper.number), style="LX Right")
    _empty(made, 2)
    made.add_paragraph(writable(paper.title), style=_TITLE)
    _empty(made, 1)


def _certificate_head(made: WordDocument, paper: Paper) -> None:
    title = made.add_paragraph(writable(paper.title), style=_TITLE)
    title.paragraph_format.space_before, title.paragraph_format.space_after = Mm(6), Mm(8)
    made.add_paragraph(writable(paper.number), style="LX Centre")
    _empty(made, 1)


_HEADS: Mapping[PaperKind, Callable[[WordDocument, Paper], None]] = {
    PaperKind.LETTER: _letter_head,
    PaperKind.CERTIFICATE: _certificate_head,
}


def _rule_below(paragraph: WordParagraph, kind: str, *, space: int) -> None:
    """Draw a red rule `space` points below the paragraph."""
    borders = OxmlElement("w:pBdr")
    borders.append(_border("bottom", kind, size=12, space=space))
    properties: Any = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _paragraph(made: WordDocument, paragraph: Paragraph) -> None:
    styles = {Level.ADDRESSEE: _ADDRESSEE, Level.HEADING_1: _FIRST}
    line = made.add_paragraph(style=styles.get(paragraph.level, _SECOND))
    if not paragraph.flush:
        line.alignment = WD_ALIGN_PARAGRAPH.LEFT
    if paragraph.lead:
        run = line.add_run(writable(paragraph.lead))
        run.font.name = KAI
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), KAI)
    line.add_run(writable(paragraph.text))


def _rows(made: WordDocument, paper: Paper) -> None:
    if not paper.rows:
        return
    table = made.add_table(rows=len(paper.rows), cols=2, style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _columns(table, 48, 108)
    cells = table._cells  # the library builds this list anew for every other way to a cell
    for place, row in enumerate(paper.rows):
        for cell, text, width in ((cells[2 * place], row.label, 48), (cells[2 * place + 1], row.value, 108)):
            cell.width = Mm(width)
            cell.paragraphs[0].style = "LX Cell"
            cell.paragraphs[0].add_run(writable(text)).bold = width < 50


def _columns(table: Table, *widths: int) -> None:
    """Fix the widths of the columns, in millimetres; some readers know no others."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)


def _signature(made: WordDocument, paper: Paper) -> None:
    """Sign: the date ends four characters from the right, the organ stands over its middle, two lines are left for the
    seal."""
    _empty(made, 2)
    over = (_width(paper.date) - _width(paper.organ)) / 2
    organ = made.add_paragraph(writable(paper.organ), style="LX Right")
    organ.paragraph_format.right_indent = Pt(max(0, 4 * _PITCH + over))
    organ.paragraph_format.keep_with_next = True
    date = made.add_paragraph(writable(paper.date), style="LX Right")
    date.paragraph_format.right_indent = Pt(max(4 * _PITCH, -over))


def _width(text: str) -> float:
    """Return how wide the text is at size 3, in points: ASCII characters take half a character."""
    return sum(_PITCH / 2 if c.isascii() else _PITCH for c in text)


def _checking(made: WordDocument, checking: Checking) -> None:
    made.add_paragraph()
    table = made.add_table(rows=1, cols=2)
    _columns(table, 25, 131)
    code, words = table._cells
    code.width, words.width = Mm(25), Mm(131)
    code.paragraphs[0].style = "LX Check"
    code.paragraphs[0].add_run().add_picture(io.BytesIO(code_png(checking.address)), width=Mm(22))
    words.paragraphs[0].style = "LX Check"
    words.paragraphs[0].add_run(writable("\n".join(checking.lines)))
