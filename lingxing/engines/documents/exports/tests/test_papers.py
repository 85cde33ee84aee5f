"""PDF, DOCX, XLSX and ICS, read again with other programs."""

import dataclasses
import datetime as dt
import io
from itertools import pairwise
from typing import cast

import docx
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from icalendar import Calendar
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from lingxing.engines.documents.exports.calendar import Occasion, calendar
from lingxing.engines.documents.exports.edition import Edition, file_name
from lingxing.engines.documents.exports.pdf import pdf
from lingxing.engines.documents.exports.tasks_workbook import TaskLine, task_line, tasks_workbook
from lingxing.engines.documents.exports.tests import samples, strategies
from lingxing.engines.documents.exports.word import word
from tests.sizes import sized

STAMP = dt.datetime(2026, 3, 1, 8, tzinfo=dt.UTC)
ORDER = (
    "云政发〔2026〕1号",
    "各区人民政府",
    "请遵照执行",
    "第一章",
    "为了保护湖泊",
    "（一）",
    "建立台账",
    "重点任务",
    "20.5",
    "示意图",
)


def in_order(text: str, wanted: tuple[str, ...]) -> bool:
    places = [text.find(piece) for piece in wanted]
    return -1 not in places and all(a < b for a, b in pairwise(places))


def test_the_pdf_holds_the_text_in_order_with_built_in_fonts() -> None:
    reader = PdfReader(io.BytesIO(pdf(samples.edition())))
    text = "".join(page.extract_text() for page in reader.pages).replace(" ", "").replace("\n", "")
    assert in_order(text, ORDER)
    assert reader.metadata is not None
    assert reader.metadata.title == samples.TITLE
    assert "/MarkInfo" in reader.root_object
    assert {"LingxingSerif", "LingxingSans"} <= {name.split("+")[1].split("-")[0] for name in fonts_of(reader)}


def fonts_of(reader: PdfReader) -> set[str]:
    found = set()
    for page in reader.pages:
        resources = cast("DictionaryObject", page["/Resources"])
        for font in cast("DictionaryObject", resources["/Font"]).values():
            found.add(str(cast("DictionaryObject", font.get_object())["/BaseFont"]).lstrip("/"))
    return found


def test_the_pdf_names_the_state_and_the_address() -> None:
    reader = PdfReader(io.BytesIO(pdf(samples.edition())))
    last = reader.pages[-1].extract_text().replace(" ", "")
    assert "载于：云梦泽市人民政府公报2026年第1号总第9号" in last
    assert "https://gazette.example/documents/" in last


def test_the_word_file_holds_the_text_in_order_with_heading_styles() -> None:
    made = docx.Document(io.BytesIO(word(samples.edition())))
    text = "".join(paragraph.text for paragraph in made.paragraphs)
    assert in_order(text, tuple(piece for piece in ORDER if piece != "20.5"))
    assert [p.text for p in made.paragraphs if p.style and p.style.name == "Heading 1"] == [
        "云梦泽市湖泊保护办法", "云梦泽市湖泊保护实施方案", "湖泊名录", "示意图"
    ]  # fmt: skip
    assert [cell.text for cell in made.tables[0].rows[1].cells] == ["东湖", "20.5米"]
    assert made.core_properties.title == samples.TITLE


@pytest.mark.parametrize("make", [pdf, word])
def test_hostile_text_makes_an_ordinary_paper(make: object) -> None:
    hostile = samples.edition(samples.document(title=samples.HOSTILE, text=samples.HOSTILE))
    assert callable(make)
    assert len(make(hostile)) > 5000


def test_the_workbook_gives_tasks_back_and_holds_no_formula() -> None:
    lines = [
        task_line(task, samples.TITLE, "云政发〔2026〕1号", "https://gazette.example/#x") for task in samples.tasks()
    ]
    sheet = openpyxl.load_workbook(io.BytesIO(tasks_workbook(lines, "任务[1]"))).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert [row[0] for row in rows] == [1, 2, 3]
    assert rows[0][3:10] == [
        "一（一）", "每月巡湖一次。", "市水利局", None, None, "2026年12月底前", dt.datetime(2026, 12, 31)  # noqa: DTZ001
    ]  # fmt: skip
    assert rows[0][10] == "水质达标率 ≥ 90%（2026-12-31）"
    assert rows[2][4] == '=HYPERLINK("x")'
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert sheet.cell(row=4, column=5).quotePrefix


@given(strategies.texts, strategies.texts)
def test_any_text_fits_a_workbook(title: str, text: str) -> None:
    made = tasks_workbook([TaskLine(title, "", "", text, url=text)], title)
    assert openpyxl.load_workbook(io.BytesIO(made)).worksheets[0].max_row == 2


def test_the_calendar_has_whole_days_and_lasting_names() -> None:
    day = dt.date(2026, 12, 31)
    occasions = [
        Occasion("云政发-2026-1/task_1", day, "巡湖；第一次", samples.HOSTILE, "https://gazette.example/", "任务时限"),
        Occasion("云政发-2026-1/expiry", day, "到期", "", "https://gazette.example/", "文件到期"),
    ]
    events = Calendar.from_ical(calendar(occasions, "时限", STAMP)).walk("VEVENT")
    assert [event.decoded("DTSTART") for event in events] == [day, day]
    assert [event.decoded("DTEND") for event in events] == [dt.date(2027, 1, 1)] * 2
    assert str(events[0]["SUMMARY"]) == "巡湖；第一次"
    again = Calendar.from_ical(calendar(occasions[:1], "时限", STAMP + dt.timedelta(days=9))).walk("VEVENT")
    assert again[0]["UID"] == events[0]["UID"] != events[1]["UID"]


def test_a_file_name_has_no_character_that_a_file_system_refuses() -> None:
    made = samples.edition(samples.document(title='a/b\\c:"*?<>|\r\n' + "长" * 200))
    assert file_name(made, "pdf") == "云政发〔2026〕1号 abc" + "长" * 65 + ".pdf"  # 11 + 1 + 3 + 65 = 80


@settings(max_examples=sized(10, 25), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(strategies.editions)
def test_any_document_makes_a_paper(edition: Edition) -> None:
    assert pdf(edition).startswith(b"%PDF")
    assert word(edition).startswith(b"PK")


def test_a_moment_within_a_second_is_taken():
    moment = dt.datetime(2026, 3, 1, 8, 30, 15, 123_456, tzinfo=dt.UTC)
    made = PdfReader(io.BytesIO(pdf(dataclasses.replace(samples.edition(), taken_in_at=moment))))
    assert made.metadata is not None
    assert made.metadata.creation_date == moment.replace(microsecond=0)
