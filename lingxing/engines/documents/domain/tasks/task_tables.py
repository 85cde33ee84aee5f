"""Tasks of tables: every row with a unit is a task."""

from collections.abc import Mapping, Sequence

from lingxing.engines.documents.domain.model import Table, Task
from lingxing.engines.documents.domain.tasks.assigning import Assigned, Assigner, with_first_leading
from lingxing.engines.documents.domain.tasks.columns import Columns, columns_of, place_of, read_header
from lingxing.engines.documents.domain.tasks.context import TaskContext
from lingxing.engines.documents.domain.tasks.deadlines import parse_deadline, plan_period
from lingxing.engines.documents.domain.tasks.header_rules import first_unit_leads
from lingxing.engines.documents.domain.tasks.indicators import find_indicators
from lingxing.engines.documents.domain.tasks.responsibility import lists_of_cell
from lingxing.engines.documents.domain.tasks.target_tables import allotment, indicator_task

_SHARED = ("lead", "responsible", "supporting", "time")


def table_tasks(table: Table, context: TaskContext, assigner: Assigner) -> list[Task]:
    """Return the tasks of the table's rows, in order; none where its header is neither a task's nor a target's."""
    header, rows = read_header(table)
    columns = columns_of(header)
    roles = columns.by_role.keys()
    if roles & {"lead", "responsible"} and "text" in roles:
        return _tasks(table, rows, columns, context, assigner)
    if "allotted" in roles:
        return [task for at, row in rows if (task := allotment(table, at, row, columns, context, assigner))]
    if "indicator" in roles and "target" in roles:
        return [task for at, row in rows if (task := indicator_task(table, at, row, columns, context, assigner))]
    return []


def _tasks(
    table: Table, rows: Sequence[tuple[int, Sequence[str]]], columns: Columns, context: TaskContext, assigner: Assigner
) -> list[Task]:
    """Return the tasks of the rows.

    Reading: a numbered row without units of its own shares the cell of the row above it, as merged cells are printed.
    """
    found: list[Task] = []
    above: Mapping[str, str] = {}
    for at, row in rows:
        words = columns.text(row, "text")
        printed = {role: columns.text(row, role) for role in _SHARED}
        if not any(printed[role] for role in _SHARED[:3]):
            numbered = columns.text(row, "number").strip(".、（）()").isdecimal()
            printed = {role: printed[role] or above.get(role, "") for role in _SHARED} if numbered else {}
        above = printed or above
        if words and printed and any(printed[role] for role in _SHARED[:3]):
            found.append(_task(table, at, row, words, printed, context, assigner))
    return found


def _task(
    table: Table,
    at: int,
    row: Sequence[str],
    words: str,
    printed: Mapping[str, str],
    context: TaskContext,
    assigner: Assigner,
) -> Task:
    lists = dict(printed)
    if not lists["lead"] and not lists["supporting"]:
        lists |= lists_of_cell(lists["responsible"], assigner.listing)
    units = Assigned(*(assigner.units(lists[role], table.first_line, table.id) for role in _SHARED[:3]))
    if any(first_unit_leads(words) for words in context.preface):
        units = with_first_leading(units)
    due = parse_deadline(lists["time"], context.day) or plan_period(context.title)
    return Task(
        id=f"task__{table.id}__row_{at}",
        text=words,
        place=place_of(table, row, at, context),
        unit_id=table.id,
        line=table.first_line,
        lead_units=units.lead,
        responsible_units=units.responsible,
        supporting_units=units.supporting,
        deadline=due,
        indicators=find_indicators(words, due.due_on if due else None),
    )
