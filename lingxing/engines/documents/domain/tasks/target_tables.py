"""Rows that set targets: indicators with target years, and amounts allotted to units."""

import datetime as dt
import re
from collections.abc import Sequence

from lingxing.engines.documents.domain.model import Comparator, Deadline, DeadlineKind, Indicator, Table, Task
from lingxing.engines.documents.domain.tasks.assigning import Assigner
from lingxing.engines.documents.domain.tasks.columns import Columns, place_of
from lingxing.engines.documents.domain.tasks.context import TaskContext
from lingxing.engines.documents.domain.tasks.deadlines import target_date

_CELL = re.compile(
    r"(?P<sign>[≥≤＞＜><=＝]|不低于|不少于|不超过|不高于|达到|大于|小于)?\s*(?P<value>\d+(?:\.\d+)?)\s*(?P<unit>[^\d\s（(≥≤以左]{0,8}?)(?P<after>以上|以下|以内|左右)?(?:\s*[（(].*)?\Z"
)
_SIGNS = {
    sign: comparator
    for comparator, signs in (
        (Comparator.AT_LEAST, ("≥", "不低于", "不少于", "达到", "以上")),
        (Comparator.AT_MOST, ("≤", "不超过", "不高于", "以下", "以内")),
        (Comparator.ABOVE, ("＞", ">", "大于")),
        (Comparator.BELOW, ("＜", "<", "小于")),
        (Comparator.ABOUT, ("左右",)),
    )
    for sign in signs
}
_AMOUNT = re.compile(r"\s*\d[\d,]*(?:\.\d+)?\s*")
_COUNTED_IN = re.compile(r"([套户个亩家人台辆间座处])数")
_LONGEST_TOTAL = 4
_UNIT_IN_NAME = re.compile(r"[（(]\s*([^（）()\d]{1,10})\s*[）)]\s*\Z")


def allotment(
    table: Table, at: int, row: Sequence[str], columns: Columns, context: TaskContext, assigner: Assigner
) -> Task | None:
    """Return the share of one unit in a table that allots amounts (筹集单位, 筹集套数); a row of totals is none."""
    printed = columns.text(row, "allotted")
    if not printed or any("计" in cell and len(cell) <= _LONGEST_TOTAL for cell in row[:2]):
        return None
    amounts = [(head, cell.strip()) for head, cell in zip(columns.header, row, strict=False) if _AMOUNT.fullmatch(cell)]
    amounts = [(head, cell) for head, cell in amounts if "序" not in head and "号" not in head]
    if not amounts:
        return None
    title = table.title or context.title
    measures = {found[1] for head, _ in amounts if (found := _COUNTED_IN.search(head))}
    unit = measures.pop() if len(measures) == 1 else ""
    indicators = tuple(
        Indicator(head.replace("·", "："), Comparator.EQUAL, cell.strip().replace(",", ""), unit, f"{head}：{cell}")
        for head, cell in amounts
    )
    return Task(
        id=f"task__{table.id}__row_{at}",
        text=f"{title}：" + "；".join(one.text for one in indicators),
        place=place_of(table, row, at, context),
        unit_id=table.id,
        line=table.first_line,
        responsible_units=assigner.units(printed, table.first_line, table.id),
        indicators=indicators,
    )


def indicator_task(
    table: Table, at: int, row: Sequence[str], columns: Columns, context: TaskContext, assigner: Assigner
) -> Task | None:
    """Return the targets of one indicator, a target a year, as a task; None where the row sets none."""
    name = columns.text(row, "indicator")
    unit = columns.text(row, "unit")
    targets = [(columns.header[at_], row[at_].strip()) for at_ in columns.by_role["target"] if at_ < len(row)]
    indicators = tuple(one for head, cell in targets if (one := _indicator(name, unit, head, cell)))
    if not name or not indicators:
        return None
    heads = {_year_end(head): head for head, _ in targets}
    last = max((one.due_on for one in indicators if one.due_on), default=None)
    return Task(
        id=f"task__{table.id}__row_{at}",
        text=name,
        place=place_of(table, row, at, context),
        unit_id=table.id,
        line=table.first_line,
        lead_units=assigner.units(columns.text(row, "lead"), table.first_line, table.id),
        responsible_units=assigner.units(columns.text(row, "responsible"), table.first_line, table.id),
        deadline=Deadline(DeadlineKind.DATE, heads[last], last) if last else None,
        indicators=indicators,
    )


def _indicator(name: str, unit: str, head: str, cell: str) -> Indicator | None:
    found = _CELL.match(cell)
    if not found:
        return None
    in_name = _UNIT_IN_NAME.search(name)
    measure = found["unit"] or unit or (in_name[1] if in_name else "")
    comparator = _SIGNS.get(found["sign"] or found["after"] or "", Comparator.EQUAL)
    return Indicator(name, comparator, found["value"], measure.replace("％", "%"), f"{head}：{cell}", _year_end(head))


def _year_end(head: str) -> dt.date | None:
    return target_date(head if "年" in head else f"{head}年")
