"""Documents and lists in other formats, read again."""

import io
import json

import openpyxl
import pytest
from django.test import Client
from icalendar import Calendar
from lxml import etree
from pypdf import PdfReader

from lingxing.engines.documents import queries
from lingxing.engines.documents.tests.library import FERRY, fill

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture(autouse=True)
def library() -> int:
    return fill()


@pytest.mark.parametrize(
    ("extension", "content_type"),
    [
        ("xml", "application/akn+xml; charset=utf-8"),
        ("pdf", "application/pdf"),
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("json", "application/json; charset=utf-8"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("ics", "text/calendar; charset=utf-8"),
    ],
)
def test_each_format_has_its_type_name_and_tag(client: Client, extension: str, content_type: str) -> None:
    answer = client.get(f"/documents/{FERRY}.{extension}")
    assert answer.status_code == 200
    assert answer["Content-Type"] == content_type
    assert "filename*=utf-8''%E4%BA%91" in answer["Content-Disposition"] or extension == "json"
    assert answer["X-Content-Type-Options"] == "nosniff"
    if extension not in ("docx", "xlsx"):  # these hold the time they were made
        again = client.get(f"/documents/{FERRY}.{extension}", headers={"If-None-Match": answer["ETag"]})
        assert again.status_code == 304


def test_the_pdf_says_the_state_on_the_day(client: Client) -> None:
    reader = PdfReader(io.BytesIO(client.get(f"/documents/{FERRY}.pdf?on=2025-01-05").content))
    assert "2025年1月5日查询：现行有效" in reader.pages[-1].extract_text().replace(" ", "")


def test_the_json_is_the_documents_page(client: Client) -> None:
    said = json.loads(client.get(f"/documents/{FERRY}.json?on=2025-01-05").content)
    assert said["document"]["number"] == "云政规〔2024〕3号"
    assert said["status"]["state"] == "in_force"


def test_the_calendar_holds_tasks_and_the_last_day(client: Client) -> None:
    events = Calendar.from_ical(client.get(f"/documents/{FERRY}.ics?on=2024-09-01").content).walk("VEVENT")
    assert [event.decoded("DTSTART").isoformat() for event in events] == ["2024-12-31", "2029-07-31"]
    assert "#art_1" in str(events[0]["URL"])


def test_the_workbooks_of_document_organ_and_library(client: Client) -> None:
    organ = next(o.id for o in queries.organs() if o.name == "云梦泽市交通运输局")
    for path, rows in (
        (f"/documents/{FERRY}.xlsx", 2),
        (f"/organs/{organ}/tasks.xlsx", 1),
        ("/tasks.xlsx?year=2024", 2),
    ):
        sheet = openpyxl.load_workbook(io.BytesIO(client.get(path).content)).worksheets[0]
        assert sheet.max_row == rows + 1, path


def test_the_calendars_of_organ_and_library(client: Client) -> None:
    organ = next(o.id for o in queries.organs() if o.name == "云梦泽市交通运输局")
    for path in (f"/organs/{organ}/deadlines.ics?on=2024-09-01", "/deadlines.ics?on=2024-09-01&year=2024"):
        days = [e.decoded("DTSTART").isoformat() for e in Calendar.from_ical(client.get(path).content).walk("VEVENT")]
        assert "2024-12-31" in days, path


def test_the_feed_tells_the_latest_documents(client: Client) -> None:
    root = etree.fromstring(client.get("/feed.atom").content)
    titles = [str(title.text) for title in root.findall("a:entry/a:title", ATOM)]
    assert sorted(titles)[-1].startswith("云政规〔2024〕3号 云梦泽市渡口管理办法")
    assert len(titles) == 3
    assert 'type="application/atom+xml"' in client.get("/").content.decode()
