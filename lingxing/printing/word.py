"""What every DOCX of the house is made with: page, styles, fields, and a file that is the same each time."""

import datetime as dt
import io
import zipfile
from typing import Any, cast

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

SONG, HEI, FANG, KAI = "宋体", "黑体", "仿宋", "楷体"
LINE = 225 / 22 * 72 / 25.4
"""Points from line to line: 22 lines in 225 mm."""
_FIRST_YEAR = 1980


def set_page(made: WordDocument) -> None:
    """Give the first section A4 with a type area of 156 × 225 mm, 37 mm from above and 28 mm from the left."""
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)


def add_page_number(footer: Paragraph) -> None:
    """Write the page's number between dashes, size 4."""
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


def added_style(made: WordDocument, name: str) -> ParagraphStyle:
    """Return a new paragraph style."""
    return cast("ParagraphStyle", made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH))


def shape(
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
    """Give a style its font, size, colour, first line's indent and the space around, in points."""
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


def saved(made: WordDocument, moment: dt.datetime) -> bytes:
    """Return the file, dated `moment` throughout: the same content gives the same bytes."""
    properties = made.core_properties
    properties.created = properties.modified = moment.astimezone(dt.UTC).replace(tzinfo=None, microsecond=0)
    properties.last_modified_by, properties.revision = properties.author, 1
    buffer, dated = io.BytesIO(), io.BytesIO()
    made.save(buffer)
    stamp = max(moment.astimezone(dt.UTC).timetuple()[:6], (_FIRST_YEAR, 1, 1, 0, 0, 0))
    with zipfile.ZipFile(buffer) as source, zipfile.ZipFile(dated, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, (stamp[0], stamp[1], stamp[2], stamp[3], stamp[4], stamp[5]))
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return dated.getvalue()
