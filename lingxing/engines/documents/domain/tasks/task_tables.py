"""Tasks of tables: a row with a unit is a task, a row with a target value an indicator."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from lingxing.engines.documents.domain.model import Comparator, Indicator, Table, Task
from lingxing.engines.documents.domain.tasks.assigning import Assigner
from lingxing.engines.documents.domain.tasks.context import TaskContext
from lingxing.engines.documents.domain.tasks.deadlines import parse_deadline, target_date
from lingxing.engines.documents.domain.tasks.indicators import find_indicators

_ROLES = (
    ("lead", re.compile(r"(?:牵头|主办|主责)(?:责任)?(?:单位|部门|机关)?\Z|牵头.{0,4}(?:单位|部门)")),
    ("supporting", re.compile(r"(?:配合|协办|协同|参与|支持|会办)(?:责任)?(?:单位|部门)\Z")),
    ("responsible", re.compile(r"(?:责任|承办|落实|实施责任)(?:单位|部门|主体|机关)|责任分工")),
    (
        "time",
        re.compile(
            r"(?:完成|时间|办结)?(?:时间|时限|期限)(?:安排|要求|节点|进度)?\Z|完成时[间限]|时间安排|时间节点|进度安排|完成期限"
        ),
    ),
    ("allotted", re.compile(r"\A(?:筹集|实施|建设|完成|任务|报送|申报|改造|推进)(?:单位|主体)\Z")),
    ("indicator", re.compile(r"\A(?:主要|考核|重点|具体|核心|监测)?指标(?:名称|内容)?\Z")),
    ("unit", re.compile(r"\A(?:计量)?单位\Z")),
    ("target", re.compile(r"目标(?:值|数)?\Z|\A(?:19|20)\d\d年?\Z|预期值")),
    (
        "text",
        re.compile(
            r"任务|(?:工作|重点|督办|整改|改革|具体|落实)(?:事项|内容|措施|举措|要求|重点)|\A(?:事项|措施|举措|内容|项目名称|主要内容|重点工作|工作目标|目标任务|目标要求)\Z"
        ),
    ),
)
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


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of a table say what, by role."""

    by_role: dict[str, tuple[int, ...]]
    header: tuple[str, ...]

    def text(self, row: Sequence[str], role: str) -> str:
        """Return the row's cells of that role, joined."""
        cells = [row[at].strip() for at in self.by_role.get(role, ()) if at < len(row)]
        return (
            "：".join(cell for cell in cells if cell) if role == "text" else "、".join(cell for cell in cells if cell)
        )


def table_tasks(table: Table, context: TaskContext, assigner: Assigner) -> list[Task]:
    """Return the tasks of the table's rows, in order; none where its header is neither a task's nor an indicator's."""
    header, rows = _header(table)
    columns = _columns(header)
    roles = columns.by_role.keys()
    if roles & {"lead", "responsible"} and "text" in roles:
        return [task for at, row in rows if (task := _task(table, at, row, columns, context, assigner))]
    if "allotted" in roles:
        return [task for at, row in rows if (task := _allotment(table, at, row, columns, context, assigner))]
    if "indicator" in roles and "target" in roles:
        return [task for at, row in rows if (task := _indicator_task(table, at, row, columns, context, assigner))]
    return []


def _header(table: Table) -> tuple[tuple[str, ...], list[tuple[int, tuple[str, ...]]]]:
    """Return the header and the numbered rows; a header repeated on a later page is no row."""
    plain = [tuple(re.sub(r"\s+", "", cell) for cell in row) for row in (table.header, *table.rows)]
    header = plain[0]
    first = 0
    if not _columns(header).by_role and len(plain) > 1:
        header, first = plain[1], 1
    rows = [(at + 1, row) for at, row in enumerate(table.rows) if at >= first and plain[at + 1] != header]
    return header, rows


def _columns(header: Sequence[str]) -> Columns:
    by_role: dict[str, tuple[int, ...]] = {}
    for at, cell in enumerate(header):
        words = re.sub(r"\s+", "", cell)
        role = next((name for name, pattern in _ROLES if pattern.search(words)), None)
        if role:
            by_role[role] = (*by_role.get(role, ()), at)
    return Columns(by_role, tuple(re.sub(r"\s+", "", cell) for cell in header))


def _task(
    table: Table, at: int, row: Sequence[str], columns: Columns, context: TaskContext, assigner: Assigner
) -> Task | None:
    words = columns.text(row, "text")
    lists = {role: columns.text(row, role) for role in ("lead", "responsible", "supporting")}
    if not words or not any(lists.values()):
        return None
    line, time = table.first_line, columns.text(row, "time")
    due = parse_deadline(time, context.day)
    units = {role: assigner.units(printed, line, table.id) for role, printed in lists.items()}
    return Task(
        id=f"task__{table.id}__row_{at}",
        text=words,
        place=_place(table, row, at, context),
        unit_id=table.id,
        line=line,
        lead_units=units["lead"],
        responsible_units=units["responsible"],
        supporting_units=units["supporting"],
        deadline=due,
        indicators=find_indicators(words, due.due_on if due else None),
    )


def _place(table: Table, row: Sequence[str], at: int, context: TaskContext) -> str:
    number = row[0].strip() if row and row[0].strip().isdecimal() else str(at)
    return f"{table.title or context.title or '表'}第{number}行"


def _allotment(
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
        place=_place(table, row, at, context),
        unit_id=table.id,
        line=table.first_line,
        responsible_units=assigner.units(printed, table.first_line, table.id),
        indicators=indicators,
    )


def _indicator_task(
    table: Table, at: int, row: Sequence[str], columns: Columns, context: TaskContext, assigner: Assigner
) -> Task | None:
    name = columns.text(row, "indicator")
    unit = columns.text(row, "unit")
    targets = [(columns.header[at_], row[at_].strip()) for at_ in columns.by_role["target"] if at_ < len(row)]
    indicators = tuple(one for head, cell in targets if (one := _indicator(name, unit, head, cell)))
    if not name or not indicators:
        return None
    last = max((one.due_on for one in indicators if one.due_on), default=None)
    return Task(
        id=f"task__{table.id}__row_{at}",
        text=name,
        place=_place(table, row, at, context),
        unit_id=table.id,
        line=table.first_line,
        lead_units=assigner.units(columns.text(row, "lead"), table.first_line, table.id),
        responsible_units=assigner.units(columns.text(row, "responsible"), table.first_line, table.id),
        deadline=parse_deadline(f"{last.year}年{last.month}月", context.day) if last else None,
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
