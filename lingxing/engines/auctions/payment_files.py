"""Payment files as the bank takes them in: CSV and Excel, texts all, the same bytes at any time. No Django."""

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import Cell

from lingxing.engines.auctions.domain.payments import COLUMNS

CSV, XLSX = "text/csv; charset=utf-8", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_CHANGED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_WIDTHS = (20, 24, 36, 28, 18, 14, 18, 24)


def payment_csv(rows: Sequence[Sequence[str]]) -> bytes:
    """Return the orders as UTF-8 CSV with a byte-order mark; a text that would be a formula gets an apostrophe."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    for row in (COLUMNS, *rows):
        writer.writerow([f"'{text}" if text.startswith(_FORMULA) else text for text in row])
    return buffer.getvalue().encode("utf-8-sig")


def payment_workbook(rows: Sequence[Sequence[str]], made_at: dt.datetime) -> bytes:
    """Return the orders as an Excel workbook. Every cell is text, so that no account number loses a digit."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "退还保证金"
    for place, row in enumerate((COLUMNS, *rows), start=1):
        for column, text in enumerate(row, start=1):
            cell = sheet.cell(row=place, column=column)
            if isinstance(cell, Cell):
                cell.value = "".join(c for c in text if c >= " ")
                cell.data_type, cell.quotePrefix = "s", text.startswith(_FORMULA)
    for letter, width in zip("ABCDEFGH", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    buffer = io.BytesIO()
    book.save(buffer)
    return _undated(buffer.getvalue(), made_at)


def _undated(content: bytes, made_at: dt.datetime) -> bytes:
    """Return a workbook as if it had been saved when the orders were made."""
    stamp, buffer = f"{made_at.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}".encode(), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            kept = _CHANGED.sub(lambda found: found[1] + stamp, part) if name == "docProps/core.xml" else part
            new.writestr(zipfile.ZipInfo(name, _EPOCH), kept, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
