"""Reports as DOCX, with the measures of the PDF; charts are pictures with their words as alternative text."""

import io
from collections.abc import Sequence
from xml.sax.saxutils import escape

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from lingxing.printing.characters import writable
from lingxing.printing.paper import Level, Paragraph
from lingxing.printing.report import Chart, Report, ReportTable
from lingxing.printing.report_pdf import chart_png
from lingxing.printing.word import FANG, HEI, KAI, LINE, SONG, add_page_number, added_style, saved, set_page, shape

_CENTRE, _RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
_WIDTH = 156
"""Millimetres of the type area."""
_ACROSS = _WIDTH * 567 // 10
"""The same in twentieths of a point."""


def report_docx(report: Report) -> bytes:
    """Return the report as DOCX; the same report gives the same bytes."""
    made = docx.Document()
    set_page(made)
    _styles(made, report)
    properties = made.core_properties
    properties.title, properties.author = writable(report.title), writable(report.organ)
    properties.keywords, properties.language = writable(report.number), "zh-CN"
    add_page_number(made.sections[0].footer.paragraphs[0])
    _head(made, report)
    for block in report.blocks:
        _add(made, block)
    made.add_paragraph()
    made.add_paragraph(writable(report.organ), style="LX Right")
    made.add_paragraph(writable(report.date), style="LX Right")
    for note in report.notes:
        made.add_paragraph(writable(f"（{note}）"))
    return saved(made, report.issued_at)


def _styles(made: WordDocument, report: Report) -> None:
    shape(made.styles["Normal"], FANG, 16, indent=32)
    made.styles["Normal"].paragraph_format.line_spacing = Pt(LINE)
    shape(made.styles["Title"], SONG, 22, bold=True, align=_CENTRE)
    for border in made.styles["Title"].element.findall(f"{qn('w:pPr')}/{qn('w:pBdr')}"):
        border.getparent().remove(border)
    shape(made.styles["Heading 1"], HEI, 16, indent=32)
    mark = max(22, min(48, 425 // max(len(report.organ), 1)))
    shape(added_style(made, "LX Mark"), SONG, mark, bold=True, align=_CENTRE, colour=RGBColor(0xD7, 0, 0x0F))
    shape(added_style(made, "LX Centre"), FANG, 16, align=_CENTRE)
    shape(added_style(made, "LX Flush"), FANG, 16)
    shape(added_style(made, "LX Right"), FANG, 16, align=_RIGHT)
    shape(added_style(made, "LX Caption"), HEI, 12, bold=True, align=_CENTRE, space=4)
    shape(added_style(made, "LX Cell"), FANG, 10, align=WD_ALIGN_PARAGRAPH.LEFT)
    shape(added_style(made, "LX Number"), FANG, 10, align=_CENTRE)
    made.styles["LX Caption"].paragraph_format.keep_with_next = True


def _head(made: WordDocument, report: Report) -> None:
    made.add_paragraph(writable(report.organ), style="LX Mark")
    made.add_paragraph(writable(report.number or "（未编号）"), style="LX Centre")
    if report.draft:
        made.add_paragraph("草稿", style="LX Centre")
    made.add_paragraph(writable(report.title), style="Title")


def _add(made: WordDocument, block: Paragraph | ReportTable | Chart) -> None:
    if isinstance(block, Paragraph):
        _paragraph(made, block)
    elif isinstance(block, Chart):
        _chart(made, block)
    else:
        _table(made, block)


def _paragraph(made: WordDocument, paragraph: Paragraph) -> None:
    styles = {Level.ADDRESSEE: "LX Flush", Level.HEADING_1: "Heading 1"}
    line = made.add_paragraph(style=styles.get(paragraph.level, "Normal"))
    if paragraph.lead:
        run = line.add_run(writable(paragraph.lead))
        run.font.name = KAI
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), KAI)
    line.add_run(writable(paragraph.text))


def _chart(made: WordDocument, chart: Chart) -> None:
    made.add_paragraph(writable(chart.caption), style="LX Caption")
    line = made.add_paragraph(style="LX Number")
    picture = line.add_run().add_picture(io.BytesIO(chart_png(chart)), width=Mm(_WIDTH - 4))
    picture._inline.docPr.set("descr", writable(chart.told))


def _table(made: WordDocument, held: ReportTable) -> None:
    made.add_paragraph(writable(held.caption), style="LX Caption")
    # Written as it stands in the file: the library takes a millisecond for every cell, and a table has thousands.
    after = made.add_paragraph(writable(held.note), style="LX Cell")
    after._p.addprevious(parse_xml(_table_xml(made, held)))


def _table_xml(made: WordDocument, held: ReportTable) -> str:
    """Return the table as WordprocessingML; its heading stands on every page that it goes on to."""
    shares, total = held.shares, sum(held.shares)
    widths = [_ACROSS * share // total for share in shares]
    cell, number = (made.styles[name].style_id for name in ("LX Cell", "LX Number"))
    styles = [cell if at in held.wide else number for at in range(len(held.columns))]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    head = _row(held.columns, widths, [number] * len(widths), head=True)
    rows = "".join(_row(row, widths, styles) for row in held.rows)
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{head}{rows}</w:tbl>"
    )


def _row(texts: Sequence[str], widths: Sequence[int], styles: Sequence[str], *, head: bool = False) -> str:
    mark = "<w:trPr><w:tblHeader/></w:trPr>" if head else "<w:trPr><w:cantSplit/></w:trPr>"
    bold = "<w:rPr><w:b/></w:rPr>" if head else ""
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        f'<w:r>{bold}<w:t xml:space="preserve">{escape(writable(text))}</w:t></w:r></w:p></w:tc>'
        for text, width, style in zip(texts, widths, styles, strict=True)
    )
    return f"<w:tr>{mark}{cells}</w:tr>"
