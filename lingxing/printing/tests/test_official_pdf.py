"""Official papers measured on the finished page: GB/T 9704-2012, clauses 5 to 9."""

import dataclasses
import io
import itertools
import re
import struct
from collections import defaultdict
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from pdfplumber.page import Page
from pypdf import PdfReader

from lingxing.kernel.dates import SHANGHAI
from lingxing.printing.official_pdf import official_pdf
from lingxing.printing.paper import Paper, PaperKind, Row, paragraphs_of
from lingxing.printing.tests import samples
from lingxing.printing.typesetting import FONTS

MM = 72 / 25.4
TEXT = 16
KINDS = {
    "decision": samples.paper(),
    "notice": samples.paper(PaperKind.NOTICE),
    "letter": samples.paper(PaperKind.LETTER),
    "receipt": samples.receipt(),
    "certificate": samples.certificate(),
}


def pages(paper: Paper) -> list[Page]:
    return list(pdfplumber.open(io.BytesIO(official_pdf(paper))).pages)


def lines(page: Page, size: float = TEXT) -> list[list[dict]]:
    """Return the characters of that size line by line, top to bottom."""
    found: dict[float, list[dict]] = defaultdict(list)
    for char in page.chars:
        if abs(char["size"] - size) < 0.1:
            found[round(char["top"], 1)].append(char)
    return [sorted(found[top], key=lambda c: c["x0"]) for top in sorted(found)]


def reading(line: list[dict]) -> str:
    return "".join(char["text"] for char in line).strip()


@pytest.fixture(scope="module")
def full() -> list[Page]:
    """Give a paper of 40 paragraphs of 54 characters: two lines each, 26 characters behind the indent and 28."""
    body = tuple("渡口停靠管理" * 9 for _ in range(40))
    return pages(samples.paper(paragraphs=paragraphs_of(body), checking=None))


def test_a_page_holds_22_lines_of_28_characters(full):
    second = [line for line in lines(full[1]) if reading(line)]
    assert len(second) == 22
    assert [len(line) for line in second] == [26, 28] * 11


def test_the_type_area_is_156_by_225_millimetres(full):
    """37 mm above, 28 mm at the binding edge, 156 × 225 mm: 26 mm at the right, 35 mm below."""
    page = full[1]
    assert (page.width / MM, page.height / MM) == (pytest.approx(210, abs=0.1), pytest.approx(297, abs=0.1))
    second = lines(page)
    assert min(line[0]["x0"] for line in second) / MM == pytest.approx(28, abs=0.2)
    assert max(line[-1]["x1"] for line in second) / MM == pytest.approx(28 + 156, abs=0.3)
    baseline = 0.88 * TEXT
    first, last = (second[place][0]["matrix"][5] for place in (0, -1))
    assert (page.height - first - baseline) / MM == pytest.approx(37, abs=0.1)
    assert (page.height - last) / MM == pytest.approx(37 + 21 * 225 / 22 + baseline / MM, abs=0.1)
    assert (page.height - last + 0.12 * TEXT) / MM < 37 + 225


def test_a_line_is_not_pulled_apart_before_a_long_number():
    """Of 28 characters the indent takes 2 and the text 22: a number of 13 halves begins the next line, 4 stay free."""
    text = "渡口停靠管理" * 3 + "事项编号DCS2026000012已经办结。"
    page = pages(samples.paper(PaperKind.NOTICE, paragraphs=paragraphs_of((text,)), checking=None))[0]
    first, second = (line for line in lines(page) if "编号" in reading(line) or reading(line).startswith("DCS"))
    assert reading(second).startswith("DCS2026000012")
    steps = [right["x0"] - left["x0"] for left, right in itertools.pairwise(first)]
    assert max(steps) / MM == pytest.approx(156 / 28, abs=0.1)


def test_page_numbers_stand_outside_seven_millimetres_below(full):
    """Size 4 (14 pt) between dashes, one character in: odd pages at the right, even ones at the left."""
    for page, number in zip(full[:2], (1, 2), strict=True):
        (line,) = lines(page, 14)
        assert re.sub(r"\s", "", reading(line)) == f"—{number}—"
        dash = line[0]
        middle = page.height - dash["matrix"][5] - 0.38 * 14
        assert middle / MM == pytest.approx(37 + 225 + 7, abs=0.3)
        if number == 1:
            assert line[-1]["x1"] / MM == pytest.approx(28 + 156 - 14 / MM, abs=1)
        else:
            assert line[0]["x0"] / MM == pytest.approx(28 + 14 / MM, abs=0.5)


def test_the_red_head_has_its_measures():
    """Mark 35 mm below the type area's edge, two lines, number, red rule 4 mm below, as wide as the type area."""
    page = pages(samples.paper())[0]
    mark = [c for c in page.chars if c["size"] > 30]
    assert "".join(c["text"] for c in mark) == "云梦泽市渡口管理局"
    assert all(is_red(c["non_stroking_color"]) for c in mark)
    size = mark[0]["size"]
    assert (page.height - mark[0]["matrix"][5] - 0.88 * size) / MM == pytest.approx(37 + 35, abs=0.3)
    number = next(line for line in lines(page) if reading(line).startswith("云渡许"))
    centre = (number[0]["x0"] + number[-1]["x1"]) / 2
    assert centre / MM == pytest.approx(28 + 78, abs=0.5)
    (rule,) = [shape for shape in (*page.lines, *page.rects) if is_red(shape["stroking_color"])]
    assert (rule["x0"] / MM, rule["x1"] / MM) == (pytest.approx(28, abs=0.1), pytest.approx(184, abs=0.1))
    below = page.height - number[0]["matrix"][5] + 0.12 * TEXT
    assert (rule["top"] - below) / MM == pytest.approx(4, abs=0.3)
    title = [c for c in page.chars if abs(c["size"] - 22) < 0.1]
    assert "".join(c["text"] for c in title) == "渡口停靠许可决定书"
    top = page.height - title[0]["matrix"][5] - 0.88 * 22
    assert (top - rule["top"]) / MM == pytest.approx(2 * 225 / 22, abs=0.5)


def is_red(colour: object) -> bool:
    return isinstance(colour, tuple) and len(colour) == 3 and colour[0] > 0.7 and max(colour[1:]) < 0.2


def test_the_letter_has_double_rules_of_170_millimetres():
    page = pages(samples.paper(PaperKind.LETTER))[0]
    rules = [shape for shape in (*page.lines, *page.rects) if is_red(shape["stroking_color"])]
    assert len(rules) == 4
    assert all((rule["x1"] - rule["x0"]) / MM == pytest.approx(170, abs=0.2) for rule in rules)
    assert all(rule["x0"] / MM == pytest.approx(20, abs=0.2) for rule in rules)
    assert max(rule["top"] for rule in rules) / MM == pytest.approx(277, abs=1.5)


@pytest.mark.parametrize(
    "organ", ["渡口局", "云梦泽市渡口管理局", "云梦泽市人民政府渡口停靠与水上交通综合协调管理办公室"]
)
def test_date_and_organ_stand_four_characters_in_with_room_for_the_seal(organ):
    """The date ends four characters from the right unless a longer organ pushes it; the organ is centred over it."""
    text = paragraphs_of(("正文。",))
    page = pages(samples.paper(PaperKind.NOTICE, organ=organ, checking=None, paragraphs=text))[-1]
    found = [line for line in lines(page) if reading(line)]
    (date,) = [line for line in found if reading(line) == "2026年1月5日"]
    (signer,) = [line for line in found if reading(line) == organ]
    body = next(line for line in found if reading(line) == "正文。")
    middles = [(line[0]["x0"] + line[-1]["x1"]) / 2 for line in (date, signer)]
    assert middles[0] == pytest.approx(middles[1], abs=1)
    edge = (28 + 156 - 4 * 156 / 28) * MM
    assert date[-1]["x1"] <= edge + 1
    assert signer[-1]["x1"] / MM <= 28 + 156.1
    if len(organ) < 16:
        assert date[-1]["x1"] == pytest.approx(edge, abs=1)
    pitch = 225 / 22 * MM
    assert signer[0]["top"] - body[0]["top"] == pytest.approx(3 * pitch, abs=1)


def test_a_table_begins_below_the_text_and_its_end_stays_with_the_signature():
    """Ten lines of text leave a red-headed page no room for six rows and the signature: some go with it."""
    rows = tuple(Row(f"事项{number}", "三号渡口") for number in range(6))
    body = paragraphs_of(tuple("渡口停靠管理" * 4 for _ in range(6)))
    first, second = pages(samples.paper(paragraphs=body, rows=rows))
    kept = [sum(f"事项{number}" in page.extract_text() for number in range(6)) for page in (first, second)]
    assert sum(kept) == 6
    assert kept[0] > 0
    assert kept[1] >= 2
    assert "2026年1月5日" in second.extract_text()


def test_the_signature_never_stands_alone_on_a_page():
    """Whatever the length of the text, the last page has text above the signature."""
    for count in range(8, 20):
        body = (*("渡口停靠管理" * 4 for _ in range(count)), "以上各项自决定之日起执行。")
        made = pages(samples.paper(PaperKind.NOTICE, paragraphs=paragraphs_of(body)))
        last = [reading(line) for line in lines(made[-1]) if reading(line)]
        assert last.index("云梦泽市渡口管理局") > 0, count
        assert "以上各项自决定之日起执行。" in last


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_paper_gives_the_same_bytes_and_is_made_for_keeping(kind):
    first, again = official_pdf(KINDS[kind]), official_pdf(KINDS[kind])
    assert first == again
    reader = PdfReader(io.BytesIO(first))
    assert reader.metadata is not None
    assert reader.metadata.creation_date == samples.ISSUED_AT
    assert reader.metadata.title == KINDS[kind].title
    assert "/MarkInfo" in reader.root_object
    assert b"pdfaid:part>2<" in first


@pytest.mark.parametrize("kind", KINDS)
def test_every_text_of_the_paper_is_on_it(kind):
    reader = PdfReader(io.BytesIO(official_pdf(KINDS[kind])))
    text = re.sub(r"\s", "", "".join(page.extract_text() for page in reader.pages))
    missing = [wanted for wanted in KINDS[kind].texts if re.sub(r"\s", "", wanted) not in text]
    assert missing == []


def test_what_no_font_has_is_set_as_geta_and_named():
    """U+2EBF0 belongs to a block that the shipped subsets leave out."""
    made = dataclasses.replace(samples.certificate(), rows=(Row("持证人", "张\U0002ebf0"),))
    text = re.sub(r"\s", "", PdfReader(io.BytesIO(official_pdf(made))).pages[0].extract_text())
    assert "张〓" in text
    assert "以〓代替：U+2EBF0" in text


def test_a_directory_of_fonts_serves_what_the_shipped_ones_lack(tmp_path: Path):
    """An office's own directory is searched; one without fonts changes nothing."""
    (tmp_path / "note.otf").write_bytes(b"no font")
    assert official_pdf(samples.paper(), (tmp_path,)) == official_pdf(samples.paper())


def test_text_is_data_and_never_layout():
    hostile = '#panic("x") $x$ *b* [link] \\ <script> {organ} ' + "\x00\x0b\ud800"
    made = official_pdf(
        samples.paper(title=hostile, organ=hostile, number=hostile, paragraphs=paragraphs_of((hostile,)))
    )
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages)
    assert text.count('#panic("x")') >= 3


def renamed(font: bytes, name: str) -> bytes:
    """Return the font under another name of at most the old one's length, as an office's own would bear it."""
    made = bytearray(font)
    (tables,) = struct.unpack_from(">H", font, 4)
    records = [struct.unpack_from(">4sIII", font, 12 + 16 * place) for place in range(tables)]
    start = next(offset for tag, _, offset, _ in records if tag == b"name")
    count, strings = struct.unpack_from(">HH", font, start + 2)
    for place in range(count):
        platform, _, _, which, _, offset = struct.unpack_from(">6H", font, start + 6 + 12 * place)
        if which in (1, 4, 6, 16):
            text = name.encode("utf-16-be" if platform in (0, 3) else "ascii")
            struct.pack_into(">H", made, start + 6 + 12 * place + 8, len(text))
            made[start + strings + offset : start + strings + offset + len(text)] = text
    return bytes(made)


def test_an_office_s_own_fangsong_is_used_where_it_lies_in_its_directory(tmp_path: Path):
    own = renamed((FONTS / "lingxing-serif-regular.otf").read_bytes(), "FangSong")
    (tmp_path / "fangsong.otf").write_bytes(own)
    paper = samples.paper()
    assert not [name for name in fonts_of(official_pdf(paper)) if "FangSong" in name]
    assert [name for name in fonts_of(official_pdf(paper, (tmp_path,))) if "FangSong" in name]


def fonts_of(content):
    resources: list[Any] = [page["/Resources"] for page in PdfReader(io.BytesIO(content)).pages]
    return {font.get_object()["/BaseFont"] for held in resources for font in held["/Font"].values()}


def test_a_moment_in_any_zone_gives_the_same_bytes():
    shanghai = dataclasses.replace(KINDS["notice"], issued_at=samples.ISSUED_AT.astimezone(SHANGHAI))
    assert official_pdf(shanghai) == official_pdf(KINDS["notice"])
