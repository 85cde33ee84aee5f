"""Reports with tables and charts: what stands in the files, and that the same gives the same."""

import dataclasses
import datetime as dt
import io
from typing import Any

import docx
import pdfplumber
import pytest
from pypdf import PdfReader

from lingxing.kernel.dates import SHANGHAI
from lingxing.printing.paper import paragraphs_of
from lingxing.printing.report import Chart, ChartKind, Report, ReportTable, Series
from lingxing.printing.report_pdf import chart_png, report_pdf
from lingxing.printing.report_word import report_docx

CHART = Chart(
    "图1 各月应办结和按期办结",
    ChartKind.COLUMNS,
    ("4月", "5月"),
    (Series("应办结", (4, 6)), Series("按期办结", (None, 5))),
    "4月应办结4件；5月应办结6件，按期5件",
)
REPORT = Report(
    organ="云梦泽市人民政府督查室",
    title="2026年5月政务督查通报",
    number="云督通〔2026〕5号",
    date="2026年6月2日",
    issued_at=dt.datetime(2026, 6, 2, 9, tzinfo=SHANGHAI),
    blocks=(
        *paragraphs_of(["一、总体情况", "在办21件。"]),
        ReportTable("表1 各单位", ("单位", "在办"), tuple((f"第{at}局", str(at)) for at in range(40)), note="按单位"),
        CHART,
    ),
)


def text_of(report: Report) -> str:
    with pdfplumber.open(io.BytesIO(report_pdf(report))) as pdf:
        return "".join(page.extract_text() for page in pdf.pages).replace(" ", "")


def test_the_pdf_holds_head_text_table_chart_and_signature():
    text = text_of(REPORT)
    for words in ("云督通〔2026〕5号", "一、总体情况", "表1各单位", "第39局39", "图1各月", "2026年6月2日"):
        assert words in text
    # The table goes on to a second page, where its heading stands again.
    assert text.count("单位在办") == 2
    assert "草稿" not in text
    assert "草" in text_of(dataclasses.replace(REPORT, draft=True))


def test_a_chart_says_in_words_what_it_shows():
    assert _told_in(report_pdf(REPORT)) == [CHART.told]
    made = docx.Document(io.BytesIO(report_docx(REPORT)))
    assert made.inline_shapes[0]._inline.docPr.get("descr") == CHART.told


def _told_in(content: bytes) -> list[str]:
    """Return the alternative texts of the file's figures."""
    reader: Any = PdfReader(io.BytesIO(content))
    held = [reader.get_object(number) for number in range(1, int(reader.trailer["/Size"]))]
    return [str(one["/Alt"]) for one in held if isinstance(one, dict) and "/Alt" in one]


def test_the_word_file_holds_the_same():
    made = docx.Document(io.BytesIO(report_docx(REPORT)))
    assert [paragraph.text for paragraph in made.paragraphs][:4] == [
        "云梦泽市人民政府督查室",
        "云督通〔2026〕5号",
        "2026年5月政务督查通报",
        "一、总体情况",
    ]
    (table,) = made.tables
    assert [cell.text for cell in table.rows[40].cells] == ["第39局", "39"]
    assert len(made.inline_shapes) == 1


def test_the_same_report_gives_the_same_files():
    assert report_pdf(REPORT) == report_pdf(REPORT)
    assert report_docx(REPORT) == report_docx(REPORT)


@pytest.mark.parametrize("kind", ChartKind)
def test_every_kind_of_chart_is_drawn_even_of_nothing(kind: ChartKind):
    assert chart_png(dataclasses.replace(CHART, kind=kind)).startswith(b"\x89PNG")
    assert chart_png(dataclasses.replace(CHART, kind=kind, names=(), series=(Series("无", ()),)))
    assert chart_png(dataclasses.replace(CHART, kind=kind, series=(Series("零", (0, 0)),)))


@pytest.mark.parametrize("lines", range(8, 24))
def test_a_short_table_is_carried_over_whole_with_its_caption(lines: int):
    rows = tuple((f"第{at}局", str(at)) for at in range(6))
    table = ReportTable("表1 各单位", ("单位", "在办"), rows)
    report = dataclasses.replace(REPORT, blocks=(*paragraphs_of(["正文。"] * lines), table))
    with pdfplumber.open(io.BytesIO(report_pdf(report))) as pdf:
        (page,) = [text for one in pdf.pages if "第0局" in (text := one.extract_text().replace(" ", ""))]
    assert [word for word in ("表1各单位", "单位在办", "第5局5") if word not in page] == []
