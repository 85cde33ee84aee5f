"""Lines of bank statements: exact, named by their number when wrong, and none taken where one is."""

import datetime as dt
import io

import pytest
from openpyxl import Workbook

from lingxing.engines.auctions.domain.order_numbers import make_order_number
from lingxing.engines.auctions.domain.statements import WrongStatement, read_amount, read_statement
from lingxing.engines.auctions.statement_files import read_headings, statement_lines
from lingxing.kernel.dates import SHANGHAI

ORDER = make_order_number(lambda _: 12345)
HEAD = ["交易流水号", "交易时间", "贷方发生额", "对方户名", "对方账号", "摘要"]
ROW = ["B001", "2026-12-28 10:23:45", "24,000,000.00", "云梦泽房产有限公司", "6222000011112222", f"保证金 {ORDER}"]


def csv_of(*rows, encoding="utf-8-sig"):
    return "\r\n".join(",".join(f'"{cell}"' for cell in row) for row in rows).encode(encoding)


def test_a_line_is_read_exactly():
    (line,) = read_statement([["云梦泽银行对账单"], HEAD, ROW])
    assert line.amount == 2_400_000_000
    assert line.paid_at == dt.datetime(2026, 12, 28, 10, 23, 45, tzinfo=SHANGHAI)
    assert (line.reference, line.order_number, line.payer) == ("B001", ORDER, "云梦泽房产有限公司")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_csv_of_both_encodings(encoding):
    assert statement_lines("a.csv", csv_of(HEAD, ROW, encoding=encoding)) == read_statement([HEAD, ROW])


def test_a_workbook_gives_the_same_as_csv():
    book = Workbook()
    moment = dt.datetime(2026, 12, 28, 10, 23, 45, tzinfo=SHANGHAI)
    for row in (HEAD, [ROW[0], moment.replace(tzinfo=None), 24000000.1, *ROW[3:]]):
        book.worksheets[0].append(row)
    kept = io.BytesIO()
    book.save(kept)
    (line,) = statement_lines("a.XLSX", kept.getvalue())
    assert line.amount == 2_400_000_010
    assert line.paid_at == moment


def test_debits_are_passed_over():
    assert read_statement([HEAD, ["B2", ROW[1], "", "x", "y", "z"], ["B3", ROW[1], "0.00", "x", "y", "z"]]) == []


def test_a_day_without_a_time_ends_at_24_hours():
    head = ["流水号", "交易日期", "金额"]
    (line,) = read_statement([head, ["B1", "20270103", "1"]])
    assert line.paid_at == dt.datetime(2027, 1, 4, tzinfo=SHANGHAI)


def test_day_and_time_in_two_columns():
    (line,) = read_statement([["流水号", "交易日期", "交易时间", "金额"], ["B1", "2027/1/3", "16:59:59", "1"]])
    assert line.paid_at == dt.datetime(2027, 1, 3, 16, 59, 59, tzinfo=SHANGHAI)


def test_the_officer_names_columns_that_are_called_otherwise():
    given = read_headings("金额＝入账额\n时间=何时")
    (line,) = read_statement([["流水号", "何时", "入账额"], ["B1", "2027-01-03 16:00", "1"]], given)
    assert line.amount == 100
    with pytest.raises(WrongStatement, match="看不明白"):
        read_headings("随便")


@pytest.mark.parametrize(
    ("column", "text", "told"),
    [
        (2, "NaN", "金额"),
        (2, "-5", "金额"),
        (2, "1e400", "金额"),
        (2, "1.005", "两位小数"),
        (2, "9" * 15, "十万亿"),
        (1, "2026-13-01 10:00", "没有这个日期"),
        (1, "昨天", "时间须写作"),
        (0, "", "缺少流水号"),
        (5, "长" * 600, "每格最多"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_taken(column, text, told):
    wrong = [*ROW[:column], text, *ROW[column + 1 :]]
    with pytest.raises(WrongStatement, match=told) as refused:
        read_statement([HEAD, ROW, wrong])
    assert refused.value.where == "第3行"


def test_one_reference_with_two_contents_is_refused():
    with pytest.raises(WrongStatement, match="两行不同"):
        read_statement([HEAD, ROW, [*ROW[:2], "1.00", *ROW[3:]]])
    assert len(read_statement([HEAD, ROW, ROW])) == 2


@pytest.mark.parametrize("content", [b"", b"\x00\x01" * 100, b"PK\x03\x04", b"a,b\n1,2\n", b"\xff" * 10_000_001])
@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_what_is_no_statement_is_refused(name, content):
    with pytest.raises(WrongStatement):
        statement_lines(name, content)


@pytest.mark.parametrize(("text", "fen"), [("1", 100), ("0.1", 10), ("1,234.56", 123_456), ("1.500", 150)])
def test_amounts_are_exact(text, fen):
    assert read_amount(text) == fen
