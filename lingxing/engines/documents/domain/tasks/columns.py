"""Which columns of a table say what: the task, its units, its time, a target."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lingxing.engines.documents.domain.model import Table
from lingxing.engines.documents.domain.tasks.context import TaskContext

_ROLES = (
    ("number", re.compile(r"\A(?:序号|编号|序|号)\Z")),
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
    (
        "target",
        re.compile(
            r"目标[值数]\Z|(?:19|20)\d\d年?(?:底|末)?(?:预期|预计|计划)?目标\Z|\A(?:年度|预期)?目标\Z|\A(?:19|20)\d\d年?\Z|预期值"
        ),
    ),
    (
        "text",
        re.compile(
            r"任务|(?:工作|重点|督办|整改|改革|具体|落实|建设|实施|主要|推进)(?:事项|内容|措施|举措|要求|重点|目标|项目)"
            r"|\A(?:事项|措施|举措|内容|项目|项目名称|工程名称|主要内容|重点工作|总体目标|阶段目标|目标任务|目标要求)\Z|(?:内容|目标|措施|事项)[及和与]"
        ),
    ),
)


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


def read_header(table: Table) -> tuple[tuple[str, ...], list[tuple[int, tuple[str, ...]]]]:
    """Return the header and the numbered rows; a header repeated on a later page is no row."""
    plain = [tuple(re.sub(r"\s+", "", cell) for cell in row) for row in (table.header, *table.rows)]
    header = plain[0]
    first = 0
    if not columns_of(header).by_role and len(plain) > 1:
        header, first = plain[1], 1
    if first == 0 and len(plain) > 1 and _is_second_head(header, plain[1]):
        header, first = plain[1], 1
    rows = [(at + 1, row) for at, row in enumerate(table.rows) if at >= first and plain[at + 1] != header]
    return header, rows


def _is_second_head(header: Sequence[str], row: Sequence[str]) -> bool:
    """Return whether a row goes on with the header: 责任分工 over 牵头单位 and 配合单位, the other heads repeated."""
    repeated = any(cell and cell == above for cell, above in zip(row, header, strict=False))
    split = [cell for cell, above in zip(row, header, strict=False) if cell != above]
    return repeated and bool(columns_of(split).by_role.keys() & {"lead", "responsible", "supporting", "target"})


def columns_of(header: Sequence[str]) -> Columns:
    """Return the columns of a header; a role may have several."""
    by_role: dict[str, tuple[int, ...]] = {}
    for at, cell in enumerate(header):
        words = re.sub(r"\s+", "", cell)
        role = next((name for name, pattern in _ROLES if pattern.search(words)), None)
        if role:
            by_role[role] = (*by_role.get(role, ()), at)
    return Columns(by_role, tuple(re.sub(r"\s+", "", cell) for cell in header))


def place_of(table: Table, row: Sequence[str], at: int, context: TaskContext) -> str:
    """Return how a row is cited: the table's title and the printed or counted number of the row.

    Rows that share a merged number are told apart by their place in the table: 第1行（表内第2行）.
    """
    printed = row[0].strip() if row else ""
    number = printed if printed.isdecimal() else str(at)
    beside = (table.rows[near - 1][0].strip() for near in (at - 1, at + 1) if 0 < near <= len(table.rows))
    shared = f"（表内第{at}行）" if printed.isdecimal() and printed in beside else ""
    return f"{table.title or context.title or '表'}第{number}行{shared}"
