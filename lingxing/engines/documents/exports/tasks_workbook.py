"""Tasks as an Excel workbook for supervision offices."""

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from lingxing.engines.documents.domain.model import Comparator, DeadlineKind, Indicator, ResponsibleUnit, Task

_COLUMNS = (
    ("序号", 6),
    ("文件", 32),
    ("发文字号", 20),
    ("出处", 16),
    ("任务", 60),
    ("牵头单位", 22),
    ("责任单位", 28),
    ("配合单位", 28),
    ("完成时限", 18),
    ("截止日期", 12),
    ("指标", 36),
    ("网址", 30),
)
_LONGEST_CELL = 32_767
_SYMBOLS = {
    Comparator.AT_LEAST: "≥",
    Comparator.AT_MOST: "≤",
    Comparator.ABOVE: ">",
    Comparator.BELOW: "<",
    Comparator.EQUAL: "=",
    Comparator.ABOUT: "≈",
}
_KINDS = {DeadlineKind.CONTINUOUS: "持续实施", DeadlineKind.RECURRING: "定期", DeadlineKind.PERIOD: "期间"}


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task with the document that sets it; units are joined by 、, `url` is the absolute address of its place."""

    title: str
    number: str
    place: str
    text: str
    lead: str = ""
    responsible: str = ""
    supporting: str = ""
    deadline: str = ""
    due_on: dt.date | None = None
    indicators: str = ""
    url: str = ""


def task_line(task: Task, title: str, number: str, url: str) -> TaskLine:
    """Return the line of a task as it was read."""
    deadline = task.deadline
    return TaskLine(
        title=title,
        number=number,
        place=task.place,
        text=task.text,
        lead=units_text(task.lead_units),
        responsible=units_text(task.responsible_units),
        supporting=units_text(task.supporting_units),
        deadline=(deadline.text or _KINDS.get(deadline.kind, "")) if deadline else "",
        due_on=deadline.due_on if deadline else None,
        indicators="；".join(indicator_text(indicator) for indicator in task.indicators),
        url=url,
    )


def tasks_workbook(lines: Iterable[TaskLine], title: str) -> bytes:
    """Return one sheet with a row for each task, in the order given. No cell is ever a formula."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = _sheet_title(title)
    _write_row(sheet, 1, [label for label, _ in _COLUMNS])
    for position, line in enumerate(lines, start=1):
        _write_row(sheet, position + 1, [position, *(getattr(line, field.name) for field in fields(line))])
    _dress(sheet)
    book.properties.title = _plain(title)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def units_text(units: Sequence[ResponsibleUnit]) -> str:
    """Return the units as printed, joined by 、."""
    return "、".join(unit.printed for unit in units)


def indicator_text(indicator: Indicator) -> str:
    """Return an indicator in short: 覆盖率 ≥ 90%（2025-12-31）."""
    day = f"（{indicator.due_on.isoformat()}）" if indicator.due_on else ""
    return f"{indicator.name} {_SYMBOLS[indicator.comparator]} {indicator.value}{indicator.unit}{day}".strip()


def _write_row(sheet: Worksheet, row: int, values: Sequence[str | int | dt.date | None]) -> None:
    for column, value in enumerate(values, start=1):
        cell = sheet.cell(row=row, column=column)
        if isinstance(cell, Cell):
            _write(cell, value)


def _write(cell: Cell, value: str | int | dt.date | None) -> None:
    """Write text as text: a leading = + - @ makes no formula, neither here nor after an export to CSV."""
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if not isinstance(value, str):
        cell.value = value
        if isinstance(value, dt.date):
            cell.number_format = "yyyy-mm-dd"
        return
    cell.value = _plain(value)
    cell.data_type = "s"
    cell.quotePrefix = value[:1] in ("=", "+", "-", "@", "\t", "\r")


def _plain(text: str) -> str:
    """Return the text without the control characters that a workbook can't hold, no longer than a cell."""
    return "".join(c for c in text if c in "\n\t" or (c >= " " and c not in "\x7f\ufffe\uffff"))[:_LONGEST_CELL]


def _sheet_title(title: str) -> str:
    return "".join(c for c in _plain(title) if c not in "[]:*?/\\'\n\t")[:31].strip() or "任务"


def _dress(sheet: Worksheet) -> None:
    for column, (_, width) in enumerate(_COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
        head = sheet.cell(row=1, column=column)
        head.font = Font(bold=True, color="FFFFFF")
        head.fill = PatternFill("solid", fgColor="1F4E79")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
