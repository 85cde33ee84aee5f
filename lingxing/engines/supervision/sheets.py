"""Tables that go out and come back as Excel workbooks: texts both ways, figures exact, no cell a formula. No Django."""

import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from lingxing.kernel.errors import UnreadableSource

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 5_000
_MOST_COLUMNS = 60
_MOST_UNPACKED = 200 * 1024 * 1024
_LONGEST_CELL = 32_767
_WIDEST = 60
_LONGEST_TOLD = 225
"""Characters of what Excel says to a wrong word."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_DAMAGE = (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError, EOFError, TypeError, IndexError)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its title (at most 31 characters), headings, and rows of texts and whole numbers."""

    title: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[str | int]]
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """The words that a column takes, to choose from; 255 characters with their commas at most."""
    wide: tuple[str, ...] = ()
    """Columns that people write sentences in."""


def workbook(sheets: Iterable[Sheet]) -> bytes:
    """Return a workbook with these sheets, in the order given. A text that looks like a formula stays a text."""
    book = Workbook()
    for place, held in enumerate(sheets):
        sheet = book.worksheets[0] if place == 0 else book.create_sheet()
        sheet.title = "".join(c for c in held.title if c not in "[]:*?/\\'")[:31].strip() or "表"
        _fill(sheet, held)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _fill(sheet: Worksheet, held: Sheet) -> None:
    for place, values in enumerate((held.columns, *held.rows), start=1):
        for column, value in enumerate(values, start=1):
            cell = sheet.cell(row=place, column=column)
            if isinstance(cell, Cell):
                _write(cell, value)
    for column in range(1, len(held.columns) + 1):
        head = sheet.cell(row=1, column=column)
        head.font = Font(bold=True, color="FFFFFF")
        head.fill = PatternFill("solid", fgColor="1F4E79")
        longest = max(len(str(row[column - 1])) for row in (held.columns, *held.rows))
        wide = held.columns[column - 1] in held.wide
        sheet.column_dimensions[get_column_letter(column)].width = _WIDEST if wide else min(2 * longest + 2, _WIDEST)
    for name, words in held.choices.items():
        _offer(sheet, get_column_letter(held.columns.index(name) + 1), name, words)
    sheet.freeze_panes = "A2"


def _offer(sheet: Worksheet, letter: str, name: str, words: Sequence[str]) -> None:
    """Let the cells of a column be chosen from a list; another word is refused where it is typed."""
    offered = DataValidation("list", formula1=f'"{",".join(words)}"', allow_blank=True, showErrorMessage=True)
    offered.errorTitle, offered.error = name, f"请从列表中选择：{'、'.join(words)}"[:_LONGEST_TOLD]
    offered.add(f"{letter}2:{letter}{MOST_ROWS + 1}")
    sheet.add_data_validation(offered)


def _write(cell: Cell, value: str | int) -> None:
    if not isinstance(value, str):
        cell.value = value
        return
    cell.value = "".join(c for c in value if c >= " " and c not in "\x7f\ufffe\uffff")[:_LONGEST_CELL]
    cell.data_type, cell.quotePrefix = "s", value.startswith(_FORMULA)
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def read_rows(content: bytes) -> list[list[str]]:
    """Return the rows of the first sheet as texts, headings first; empty rows count until the last that is not.

    Figures keep the digits that the sheet shows; a cell formatted as a percentage reads 26.52%. UnreadableSource where
    the file is no workbook or is too large.
    """
    if not content or len(content) > MOST_BYTES:
        raise UnreadableSource("文件是空的，或超过 10 MB", where="Excel 表格", remedy="请重新选择文件")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(member.file_size for member in archive.infolist()) > _MOST_UNPACKED:
                raise ValueError(content[:4])
        sheet = load_workbook(io.BytesIO(content), read_only=True, data_only=True).worksheets[0]
        held = sheet.iter_rows(max_row=MOST_ROWS + 2)
        rows = [[_text(cell) for cell in row[:_MOST_COLUMNS]] for row in held]
    except _DAMAGE:
        remedy = "请用下载的表格填写，存成 XLSX"
        raise UnreadableSource("文件不是可以读取的 Excel 表格", where="Excel 表格", remedy=remedy) from None
    if len(rows) > MOST_ROWS + 1:
        raise UnreadableSource(f"一次最多 {MOST_ROWS} 行", where="Excel 表格", remedy="请分几次导入")
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def _text(cell: Any) -> str:
    """Return a cell as text. Excel keeps 15 digits: the shortest text that reads back as the cell stands in it."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        number = Decimal(repr(value))
        if "%" in (cell.number_format or ""):
            return f"{format((number * 100).normalize(), 'f')}%"
        return format(number, "f").removesuffix(".0")
    return str(value).strip()
