"""Values of indicators as they are kept: by whom, corrected by further ones, in the ledger."""

import datetime as dt
import hashlib
import io
import json
from collections.abc import Iterator
from fractions import Fraction

import pytest
from openpyxl import Workbook, load_workbook

from lingxing.engines.cases.uploads.tests.samples import JPEG
from lingxing.engines.ledger.queries import entries
from lingxing.engines.supervision.domain.answers import COLUMNS as ANSWERS
from lingxing.engines.supervision.domain.answers import read_answers
from lingxing.engines.supervision.domain.entering import COLUMNS, Entered, WrongValue
from lingxing.engines.supervision.domain.measuring import Verdict
from lingxing.engines.supervision.models import MeasuredFile, MeasuredValue
from lingxing.engines.supervision.queries.indicators import measured, measured_one, plans_with_indicators, stored
from lingxing.engines.supervision.services.measuring import Attached, enter_sheet, enter_value
from lingxing.engines.supervision.sheets import MOST_ROWS, Sheet, read_rows, workbook
from lingxing.engines.supervision.tests.board_town import AT, CITY, ON, PACKAGE, BoardTown, installed, open_board_town
from lingxing.kernel.errors import NotFound, UnreadableSource

END = dt.date(2025, 12, 31)
BEDS = Entered("beds", CITY, END, Fraction(61, 10), "统计年鉴")


@pytest.fixture
def town(db: None) -> Iterator[BoardTown]:
    with installed():
        yield open_board_town()


def test_the_holder_enters_a_value_and_the_ledger_has_it(town: BoardTown):
    kept = enter_value(town.civil_clerk, PACKAGE, BEDS, AT, Attached("表.jpg", JPEG))
    assert (kept.value, kept.organ_id, kept.superseded) == ("6.1", town.civil.pk, False)
    (entry,) = entries(f"indicator:{PACKAGE}/beds")
    payload = json.loads(entry.payload)
    assert (entry.act, payload["number"], payload["on"]) == ("value_entered", "6.1", "2025-12-31")
    assert payload["file"] == hashlib.sha256(JPEG).hexdigest() == MeasuredFile.objects.get().digest
    assert "统计年鉴" not in entry.payload
    found = measured_one(PACKAGE, "beds", ON)
    # 6.1 against 6 at the end of 2025; 5 → 6.1 in five years: 0.22 a year, 6.54 at the end of 2027.
    assert (found.verdict, found.shown.target.year) == (Verdict.MET, 2025)
    assert found.outlook is not None
    assert (found.outlook.forecast, found.outlook.reaches) == (Fraction(654, 100), False)


def test_a_correction_is_a_further_value_with_a_reason(town: BoardTown):
    first = enter_value(town.civil_clerk, PACKAGE, BEDS, AT)
    better = Entered("beds", CITY, END, Fraction(59, 10), "统计年鉴")
    with pytest.raises(WrongValue, match=r"已填报6\.1"):
        enter_value(town.civil_clerk, PACKAGE, better, AT)
    with pytest.raises(WrongValue, match="已有同样的数值"):
        enter_value(town.civil_clerk, PACKAGE, BEDS, AT)
    reasoned = Entered("beds", CITY, END, Fraction(59, 10), "统计年鉴", "年报更正")
    second = enter_value(town.clerk, PACKAGE, reasoned, AT + dt.timedelta(hours=1))
    first.refresh_from_db()
    assert (first.superseded, second.corrects_id, second.reason) == (True, first.pk, "年报更正")
    assert [entry.act for entry in entries(f"indicator:{PACKAGE}/beds")] == ["value_entered", "value_corrected"]
    found = measured_one(PACKAGE, "beds", ON)
    assert [row.value for row in found.values] == ["5.9", "6.1"]
    assert (found.latest, found.verdict) == (second, Verdict.NOT_MET)


def test_only_who_answers_for_it_and_the_office_enter(town: BoardTown):
    for who in (town.water_clerk, town.mayor, town.stranger):
        with pytest.raises(NotFound, match="只有市民政局和督查室能填报"):
            enter_value(who, PACKAGE, BEDS, AT)
    shared = Entered("deaths", CITY, END, 2, "年鉴")
    assert enter_value(town.water_clerk, PACKAGE, shared, AT).organ_id == town.water.pk
    assert enter_value(town.clerk, PACKAGE, BEDS, AT).organ_id == town.office.pk


def test_a_baseline_of_the_province_is_shown_and_not_drawn_from(town: BoardTown):
    enter_value(town.water_clerk, PACKAGE, Entered("deaths", CITY, dt.date(2024, 12, 31), 4, "年鉴"), AT)
    _, deaths = measured([PACKAGE], dt.date(2025, 6, 1))
    assert deaths.outlook is not None
    # At most 3 a year later: one less each year; no line from one value.
    assert (deaths.outlook.needed, deaths.outlook.forecast) == (-1, None)
    assert list(plans_with_indicators()) == [PACKAGE]


def test_a_sheet_comes_back_row_by_row(town: BoardTown):
    enter_value(town.civil_clerk, PACKAGE, BEDS, AT)
    sheet = Workbook()
    page = sheet.worksheets[0]
    page.append(list(COLUMNS))
    page.append(["beds", "床位", CITY, "2025", 6.2, "个", "统计年鉴", "更正"])
    page.append(["beds", "床位", CITY, dt.date(2024, 12, 31), 5.8, "个", "统计年鉴", None])
    page.append(["beds", "床位", CITY, "2023", "六", "个", "统计年鉴", ""])
    page.append(["deaths", "溺水", CITY, "2025", 3, "", "年鉴", ""])
    told = enter_sheet(town.civil_clerk, PACKAGE, read_rows(_bytes(sheet)), AT)
    assert [(row.number, row.taken) for row in told] == [(2, True), (3, True), (4, False), (5, True)]
    assert told[0].told == "已更正：2025年12月31日 6.2"
    assert MeasuredValue.objects.count() == 4
    again = enter_sheet(town.civil_clerk, PACKAGE, read_rows(_bytes(sheet)), AT)
    assert [row.taken for row in again] == [False] * 4


def test_a_row_of_anothers_indicator_is_refused_alone(town: BoardTown):
    rows = [COLUMNS, *(("beds", "", "", "2025", "6", "", "鉴", ""), ("deaths", "", "", "2025", "2", "", "鉴", ""))]
    told = enter_sheet(town.water_clerk, PACKAGE, rows, AT)
    assert [row.taken for row in told] == [False, True]
    assert "只有市民政局" in told[0].told


def test_workbooks_hold_texts_and_give_figures_back_exactly():
    out = workbook([Sheet("指标", ("甲", "乙"), [("=1+1", "6.10"), ("x", 3)])])
    assert load_workbook(io.BytesIO(out)).worksheets[0]["A2"].data_type == "s"
    assert read_rows(out) == [["甲", "乙"], ["=1+1", "6.10"], ["x", "3"]]
    percent = Workbook()
    page = percent.worksheets[0]
    page.append(["率", 0.2652, 6.1, True])
    page["B1"].number_format = "0.00%"
    assert read_rows(_bytes(percent)) == [["率", "26.52%", "6.1", "是"]]
    for content in (b"", b"PK\x03\x04none", b"a,b"):
        with pytest.raises(UnreadableSource):
            read_rows(content)


def test_rows_keep_their_numbers_after_an_empty_one():
    """Rows 3 and 5 are empty: the wrong one is told as row 4, and there is no fifth."""
    held = [
        ANSWERS,
        ["DCS1", "", "", "", "", "", "1", "进展", "完成。", ""],
        [""] * 10,
        ["", "", "", "", "", "", "1", "进展"],
    ]
    book = Workbook()
    for row in (*held, [" "] * 10):
        book.worksheets[0].append(list(row))
    found = read_answers(read_rows(_bytes(book)))
    assert [(row.place, row.wrong[:4]) for row in found] == [(2, ""), (4, "没有编号")]


def test_what_a_column_takes_is_offered_in_its_cells():
    out = workbook([Sheet("填报", ("编号", "类型"), [("1", "")], {"类型": ("进展", "办结")}, ("编号",))])
    page = load_workbook(io.BytesIO(out)).worksheets[0]
    (offered,) = page.data_validations.dataValidation
    assert (str(offered.sqref), offered.formula1) == (f"B2:B{MOST_ROWS + 1}", '"进展,办结"')
    assert page.column_dimensions["A"].width == 60


def test_a_third_is_kept_as_a_third():
    assert (stored(Fraction(1, 3)), stored(Fraction(1, 4)), stored(-2)) == ("1/3", "0.25", "-2")


def _bytes(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
