"""Official papers as DOCX: the same content and measures as the PDF."""

import datetime as dt
import io
import zipfile

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt
from hypothesis import given
from hypothesis import strategies as st

from lingxing.printing.official_word import official_docx
from lingxing.printing.paper import PaperKind, paragraphs_of
from lingxing.printing.tests import samples

KINDS = {
    "decision": samples.paper(),
    "notice": samples.paper(PaperKind.NOTICE),
    "letter": samples.paper(PaperKind.LETTER),
    "receipt": samples.receipt(),
    "certificate": samples.certificate(),
}
PITCH = 156 / 28 * 72 / 25.4


def opened(kind):
    return docx.Document(io.BytesIO(official_docx(KINDS[kind])))


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_has_the_type_area_and_its_grid(kind):
    """A line each 225 mm / 22 = 28.99 pt = 580 twentieths; 28 characters of 16 − 5/20 pt are 441 of 442.2 pt."""
    section = opened(kind).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin.mm) for margin in margins] == [37, 35, 28, 26]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "lines"
    assert grid.get(qn("w:linePitch")) == "580"
    assert opened(kind).styles["Normal"].element.rPr.find(qn("w:spacing")).get(qn("w:val")) == "-5"


@pytest.mark.parametrize("kind", ["receipt", "certificate"])
def test_the_columns_of_a_table_are_a_third_and_two_thirds(kind):
    """48 and 108 of 156 mm, in the grid too: some readers know nothing else."""
    table = opened(kind).tables[0]
    assert [round(column.width.mm) for column in table.columns] == [48, 108]
    assert not table.autofit


@pytest.mark.parametrize("kind", KINDS)
def test_every_text_of_the_paper_is_in_it(kind):
    made = opened(kind)
    cells = "".join(cell.text for table in made.tables for row in table.rows for cell in row.cells)
    text = "".join(paragraph.text for paragraph in made.paragraphs) + cells
    assert [wanted for wanted in KINDS[kind].texts if wanted not in text] == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_paper_gives_the_same_bytes(kind):
    first = official_docx(KINDS[kind])
    assert first == official_docx(KINDS[kind])
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 1, 5, 1, 30, 0)}
    assert docx.Document(io.BytesIO(first)).core_properties.created == samples.ISSUED_AT


def test_the_date_ends_four_characters_in_and_the_organ_stands_over_it():
    """2026年1月5日 is 6 characters wide (6 half, 3 whole), the organ 9: it ends (9 − 6) / 2 = 1.5 further right."""
    right = {p.text: p for p in opened("decision").paragraphs if p.style.name == "LX Right"}
    organ, date = right["云梦泽市渡口管理局"], right["2026年1月5日"]
    assert date.paragraph_format.right_indent.pt == pytest.approx(4 * PITCH, abs=0.1)
    assert organ.paragraph_format.right_indent.pt == pytest.approx(2.5 * PITCH, abs=0.1)


def test_headings_and_body_have_their_fonts():
    made = opened("decision")
    by_text = {p.text: p for p in made.paragraphs}
    assert by_text["一、准予许可"].style.name == "Heading 1"
    assert font_of(made.styles["Heading 1"]) == "黑体"
    assert font_of(made.styles["Normal"]) == "仿宋"
    assert made.styles["Normal"].font.size == Pt(16)
    assert made.styles["Title"].font.size == Pt(22)
    second = next(p for p in made.paragraphs if p.text.startswith("（一）"))
    assert second.runs[0].text == "（一）按时停靠。"
    assert second.runs[0]._r.rPr.rFonts.get(qn("w:eastAsia")) == "楷体"


def font_of(style):
    return style.element.rPr.rFonts.get(qn("w:eastAsia"))


def test_the_red_rule_stands_below_the_number_and_only_under_a_red_head():
    red = next(p for p in opened("decision").paragraphs if p.text == "云渡许〔2026〕12号")
    border = red._p.pPr.find(f"{qn('w:pBdr')}/{qn('w:bottom')}")
    assert border.get(qn("w:color")) == "D7000F"
    assert int(border.get(qn("w:space"))) * 25.4 / 72 == pytest.approx(4, abs=0.2)
    plain = next(p for p in opened("notice").paragraphs if p.text == "云渡许〔2026〕12号")
    assert plain._p.pPr.find(qn("w:pBdr")) is None


def test_odd_and_even_pages_have_their_numbers_outside():
    made = opened("decision")
    assert made.settings.odd_and_even_pages_header_footer
    odd, even = made.sections[0].footer.paragraphs[0], made.sections[0].even_page_footer.paragraphs[0]
    assert (odd.alignment, even.alignment) == (2, 0)
    assert "PAGE" in odd._p.xml
    assert "PAGE" in even._p.xml


@given(st.text(max_size=40), st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1)))
def test_any_text_makes_a_file(text, day):
    moment = dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)
    made = official_docx(samples.paper(title=text, organ=text, issued_at=moment, paragraphs=paragraphs_of((text,))))
    assert docx.Document(io.BytesIO(made)).core_properties.created == moment
