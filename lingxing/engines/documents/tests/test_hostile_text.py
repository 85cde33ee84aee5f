"""Text of a gazette stays text: on pages, in feeds, in files."""

import dataclasses
import io
import re

import docx
import openpyxl
import pytest
from django.test import Client
from lxml import etree

from lingxing.engines.documents.domain.model import Confidence, Problem, ProblemKind, Repair, RepairKind
from lingxing.engines.documents.tests import samples
from lingxing.engines.documents.tests.library import fill, signed_in

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>{{ 7|add:7 }}'\"><svg/onload=alert(3)>"
KEY = "云政规-2025-9"
UNWANTED = re.compile(r"<script>alert|<img src=x|<svg/onload|onerror=alert\(2\)>(?!&)", re.I)


@pytest.fixture(autouse=True)
def library() -> int:
    hostile = samples.document(
        4,
        f"{HOSTILE}办法",
        "云政规〔2025〕9号",
        articles=(HOSTILE, f"={HOSTILE}"),
        tasks=(samples.task(1, f"=HYPERLINK({HOSTILE})", HOSTILE, None),),
        problems=(Problem(ProblemKind.TITLE, HOSTILE, 401, HOSTILE),),
        repairs=(Repair(401, RepairKind.MARKUP, HOSTILE, HOSTILE, Confidence.LIKELY),),
        recipients=HOSTILE,
        public_note=HOSTILE,
    )
    return fill(dataclasses.replace(hostile, issuer=HOSTILE))


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/search/?q=alert",
        f"/search/?q={HOSTILE}",
        f"/?city={HOSTILE}",
        "/tasks/",
        "/organs/",
        "/problems/",
        f"/documents/{KEY}/",
        f"/documents/{KEY}/raw/",
        f"/documents/{KEY}/versions/",
        f"/documents/{KEY}/correct/?path=title",
        f"/organs/?q={HOSTILE}",
        f"/?status={HOSTILE}",
    ],
)
def test_no_page_renders_it(path: str) -> None:
    page = signed_in().get(path).content.decode()
    assert not UNWANTED.search(page), UNWANTED.search(page)
    assert "alert" in page
    assert "14'" not in page


def test_the_feed_and_the_xml_hold_it_as_text(client: Client) -> None:
    for path in ("/feed.atom", f"/documents/{KEY}.xml"):
        content = client.get(path).content
        assert not etree.fromstring(content).xpath("//*[local-name()='script' or local-name()='img']")
        assert b"&lt;script&gt;alert(1)" in content


def test_office_files_hold_it_as_text(client: Client) -> None:
    paper = docx.Document(io.BytesIO(client.get(f"/documents/{KEY}.docx").content))
    assert any(HOSTILE in paragraph.text for paragraph in paper.paragraphs)
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/documents/{KEY}.xlsx").content))
    assert {cell.data_type for row in book.worksheets[0].iter_rows() for cell in row} <= {"s", "n", "inlineStr"}
    assert client.get(f"/documents/{KEY}.pdf").content.startswith(b"%PDF")


def test_json_is_never_taken_for_a_page(client: Client) -> None:
    for path in (f"/documents/{KEY}.json", f"/api/documents/{KEY}"):
        answer = client.get(path)
        assert answer["Content-Type"].startswith("application/json")
        assert answer["X-Content-Type-Options"] == "nosniff"


def test_our_pages_forbid_scripts_that_are_not_ours(client: Client) -> None:
    policy = client.get(f"/documents/{KEY}/")["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe-inline" not in policy
