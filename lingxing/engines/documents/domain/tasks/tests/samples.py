"""Units and tables of an invented city's plans."""

import datetime as dt

from lingxing.engines.documents.domain.model import (
    Table,
    TableForm,
    Task,
    Unit,
    UnitLevel,
)
from lingxing.engines.documents.domain.organs.context import OrganContext
from lingxing.engines.documents.domain.tasks.context import TaskContext
from lingxing.engines.documents.domain.tasks.extraction import extract_tasks

ORGANS = OrganContext(city="临江市", province="云梦省", districts=("南浦区", "青溪县"))
CONTEXT = TaskContext(ORGANS, dt.date(2024, 3, 1), "临江市水网行动方案")


def unit(number: int, heading: str, text: str = "", *children: Unit) -> Unit:
    return Unit(
        f"sec_{number}",
        UnitLevel.OUTLINE_1,
        number,
        f"{number}.",
        heading,
        text,
        f"《方案》{number}",
        number,
        number,
        children=children,
    )


def tasks_of(*units: Unit) -> tuple[Task, ...]:
    return extract_tasks(units, (), CONTEXT).tasks


def printed(task: Task, role: str) -> list[str]:
    return [one.printed for one in getattr(task, f"{role}_units")]


def table(header: tuple[str, ...], *rows: tuple[str, ...]) -> Table:
    return Table("tbl_1", "重点任务分工表", TableForm.TABBED, header, rows, 40, 60)
