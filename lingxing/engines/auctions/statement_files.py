"""Bank statements as files: CSV and Excel made rows of texts. No Django."""

import csv
import datetime as dt
import io
import zipfile
from decimal import Decimal

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from lingxing.engines.auctions.domain.statements import (
    COLUMN_LABELS,
    MOST_LINES,
    Headings,
    StatementLine,
    WrongStatement,
    read_statement,
)

MOST_BYTES = 10 * 1024 * 1024
_MOST_UNPACKED = 200 * 1024 * 1024
_MOST_COLUMNS = 60
_DAMAGE = (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError, EOFError, TypeError, IndexError)


def statement_lines(name: str, content: bytes, headings: str = "") -> list[StatementLine]:
    """Return the credits of a statement, CSV or XLSX by its name. WrongStatement where it can't be read.

    `headings` names columns that the bank calls otherwise, one a line: 金额=入账金额.
    """
    return read_statement(table_rows(name, content), read_headings(headings))


def table_rows(name: str, content: bytes) -> list[list[str]]:
    """Return the rows of a table, CSV or XLSX by its name, as texts. WrongStatement where it can't be read."""
    if not content or len(content) > MOST_BYTES:
        raise WrongStatement("文件是空的，或超过 10 MB", where="文件", remedy="请重新选择文件")
    return _workbook_rows(content) if name.lower().endswith(".xlsx") else _csv_rows(content)


def read_headings(text: str) -> Headings:
    """Return the columns that lines like 金额=入账金额 name. WrongStatement for another line."""
    named = {label: name for name, label in COLUMN_LABELS.items()}
    found: dict[str, tuple[str, ...]] = {}
    for line in text.splitlines():
        label, _, heading = (part.strip() for part in line.replace("＝", "=").partition("="))
        if not label and not heading:
            continue
        if label not in named or not heading:
            remedy = f"每行一列，写作“金额=入账金额”；等号左边可写：{'、'.join(named)}"
            raise WrongStatement("列名对应看不明白", where=line[:40], remedy=remedy)
        found[named[label]] = (heading,)
    return found


def _csv_rows(content: bytes) -> list[list[str]]:
    text = _decoded(content)
    try:
        delimiter = max(",\t;", key=text[:4000].count)
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False))
    except csv.Error:
        raise _unreadable("CSV") from None
    _check_size(len(rows))
    return rows


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise _unreadable("CSV（UTF-8 或 GB18030）")


def _workbook_rows(content: bytes) -> list[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(member.file_size for member in archive.infolist()) > _MOST_UNPACKED:
                raise _unreadable("Excel 表格")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows = sheet.iter_rows(max_row=MOST_LINES + 100, max_col=_MOST_COLUMNS, values_only=True)
        found = [[_text(cell) for cell in row] for row in rows]
    except _DAMAGE:
        raise _unreadable("Excel 表格") from None
    _check_size(len(found))
    return found


def _text(value: object) -> str:
    """Return a cell as text: amounts as they stand in the sheet, moments to the second."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, float):
        # Excel keeps 15 digits; the shortest text that reads back as the cell is what stands in it.
        return format(Decimal(repr(value)), "f")
    return str(value)


def _check_size(rows: int) -> None:
    if rows > MOST_LINES + 50:
        raise WrongStatement(f"一次最多 {MOST_LINES} 行", where="对账单", remedy="请分几次导入")


def _unreadable(kind: str) -> WrongStatement:
    return WrongStatement(f"文件不是可以读取的{kind}", where="对账单", remedy="请从网上银行重新导出 CSV 或 XLSX")
