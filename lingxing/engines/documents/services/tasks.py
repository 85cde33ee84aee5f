"""The rows of tasks and of the units that tasks name."""

from collections.abc import Iterable, Sequence

from lingxing.engines.documents.domain.model import ResponsibleUnit, Task
from lingxing.engines.documents.models import Document, TaskRow, TaskUnit
from lingxing.engines.documents.services.writing import insert, storable
from lingxing.engines.parties.organs.queries import organs_by_name
from lingxing.engines.parties.organs.services import register_aliases, register_organs

Role = TaskUnit.Role
Naming = tuple[TaskRow, Role, ResponsibleUnit]


def store_tasks(documents: Sequence[tuple[Document, tuple[Task, ...]]]) -> None:
    """Write the tasks of these documents, entering organs that the register does not know yet."""
    pairs = [(task, _row(row, place, task)) for row, tasks in documents for place, task in enumerate(tasks)]
    insert(TaskRow, (row for _, row in pairs))
    namings = [naming for task, row in pairs for naming in _namings(task, row)]
    for city in sorted({row.document.city for _, row in pairs}):
        _store_units(city, [naming for naming in namings if naming[0].document.city == city])


def _row(document: Document, position: int, task: Task) -> TaskRow:
    return TaskRow(
        document=document,
        task_id=storable(task.id, 200),
        position=position,
        unit_id=storable(task.unit_id, 200),
        place=storable(task.place),
        text=storable(task.text),
        deadline_kind=task.deadline.kind if task.deadline else "",
        deadline_text=storable(task.deadline.text) if task.deadline else "",
        due_on=task.deadline.due_on if task.deadline else None,
    )


def _namings(task: Task, row: TaskRow) -> Iterable[Naming]:
    for role, units in (
        (Role.LEAD, task.lead_units),
        (Role.RESPONSIBLE, task.responsible_units),
        (Role.SUPPORTING, task.supporting_units),
    ):
        yield from ((row, role, unit) for unit in units)


def _store_units(city: str, namings: Sequence[Naming]) -> None:
    units = [unit for _, _, unit in namings]
    ids = register_organs(city, (storable(name, 300) for unit in units for name in unit.organs))
    short = {unit.printed: unit.organs[0] for unit in units if len(unit.organs) == 1 and unit.printed != unit.organs[0]}
    register_aliases(city, {storable(name, 300): ids[storable(organ, 300)] for name, organ in short.items()})
    known = organs_by_name(city, (unit.printed for unit in units if not unit.organs))
    insert(TaskUnit, (row for at, naming in enumerate(namings) for row in _unit_rows(at, naming, ids, known)))


def _unit_rows(position: int, naming: Naming, ids: dict[str, int], known: dict[str, int]) -> Iterable[TaskUnit]:
    row, role, unit = naming
    organs: list[int | None] = [ids[storable(name, 300)] for name in unit.organs]
    organs = organs or [known.get(unit.printed)]
    for organ in dict.fromkeys(organs):
        yield TaskUnit(task=row, position=position, role=role, printed=storable(unit.printed), organ_id=organ)
