"""Tables as an Excel workbook. No cell is ever a formula."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LONGEST_CELL = 32_767
_WIDEST = 48
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: its title (at most 31 characters), headings and rows of texts and whole numbers."""

    title: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[str | int]]


def workbook(tables: Iterable[Table]) -> bytes:
    """Return a workbook with a sheet for each table, in the order given."""
    book = Workbook()
    for place, table in enumerate(tables):
        sheet = book.worksheets[0] if place == 0 else book.create_sheet()
        sheet.title = _title(table.title)
        _fill(sheet, table)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _fill(sheet: Worksheet, table: Table) -> None:
    for row, values in enumerate((table.columns, *table.rows), start=1):
        for column, value in enumerate(values, start=1):
            cell = sheet.cell(row=row, column=column)
            if isinstance(cell, Cell):
                _write(cell, value)
    for column in range(1, len(table.columns) + 1):
        head = sheet.cell(row=1, column=column)
        head.font = Font(bold=True, color="FFFFFF")
        head.fill = PatternFill("solid", fgColor="1F4E79")
        longest = max((len(str(row[column - 1])) for row in (table.columns, *table.rows)), default=4)
        sheet.column_dimensions[get_column_letter(column)].width = min(2 * longest + 2, _WIDEST)
    sheet.freeze_panes = "A2"


def _write(cell: Cell, value: str | int) -> None:
    """Write text as text: a leading = + - @ makes no formula, neither here nor after an export to CSV."""
    if not isinstance(value, str):
        cell.value = value
        return
    cell.value = "".join(c for c in value if c >= " " and c not in "\x7f\ufffe\uffff")[:_LONGEST_CELL]
    cell.data_type = "s"
    cell.quotePrefix = value[:1] in _FORMULA


def _title(text: str) -> str:
    return "".join(c for c in text if c not in "[]:*?/\\'")[:31].strip() or "表"
