"""Tables as CSV and Excel. No cell is ever a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Font

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LONGEST_CELL = 32_767


def csv_bytes(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return the table as UTF-8 CSV with a byte-order mark, as spreadsheets open it; lines end in CR LF.

    A text that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    for row in (headings, *rows):
        writer.writerow([_harmless(text) for text in row])
    return buffer.getvalue().encode("utf-8-sig")


def _harmless(text: str) -> str:
    return f"'{text}" if text[:1] in _FORMULA else text


def xlsx_bytes(title: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return the table as an Excel workbook with one sheet."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "".join(c for c in title if c not in "[]:*?/\\'")[:31].strip() or "公开"
    for number, row in enumerate((headings, *rows), start=1):
        for column, text in enumerate(row, start=1):
            cell = sheet.cell(row=number, column=column)
            if isinstance(cell, Cell):
                _write(cell, text)
            if number == 1:
                cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _write(cell: Cell, text: str) -> None:
    cell.value = "".join(c for c in text if c >= " " and c not in "\x7f\ufffe\uffff")[:_LONGEST_CELL]
    cell.data_type = "s"
    cell.quotePrefix = text[:1] in _FORMULA
