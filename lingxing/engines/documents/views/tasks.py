"""A document's tasks as rows for a template, each unit linked to its organ."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lingxing.engines.documents.domain.model import Document, Indicator, ResponsibleUnit, Task
from lingxing.engines.documents.labels import label


@dataclass(frozen=True, slots=True)
class ShownUnit:
    """A unit as printed; `organ_id` where it is one organ of the register, `organs` where it stands for several."""

    role: str
    printed: str
    organ_id: int | None
    organs: tuple[tuple[str, int | None], ...]


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task as it is shown; `dated` where it has a deadline of any kind."""

    id: str
    text: str
    place: str
    unit_id: str
    units: tuple[ShownUnit, ...]
    due_on: dt.date | None
    deadline_text: str
    dated: bool
    indicators: tuple[Indicator, ...]


def task_rows(document: Document, organs: Mapping[str, int]) -> tuple[TaskRow, ...]:
    """Return the tasks in their order; `organs` leads from an organ's full name to its id.

    The title of the only instrument is left out of the places.
    """
    only = document.instruments[0].title if len(document.instruments) == 1 else ""
    return tuple(_row(task, f"《{only}》", organs) for task in document.tasks)


def _row(task: Task, known: str, organs: Mapping[str, int]) -> TaskRow:
    deadline = task.deadline
    return TaskRow(
        id=task.id,
        text=task.text,
        place=task.place.removeprefix(known),
        unit_id=task.unit_id,
        units=tuple(_units(task, organs)),
        due_on=deadline.due_on if deadline else None,
        deadline_text=(deadline.text or label(deadline.kind)) if deadline else "",
        dated=deadline is not None,
        indicators=task.indicators,
    )


def _units(task: Task, organs: Mapping[str, int]) -> Iterator[ShownUnit]:
    yield from _named("lead", task.lead_units, organs)
    yield from _named("responsible", task.responsible_units, organs)
    yield from _named("supporting", task.supporting_units, organs)


def _named(role: str, units: Sequence[ResponsibleUnit], organs: Mapping[str, int]) -> Iterator[ShownUnit]:
    for unit in units:
        known = tuple((name, organs.get(name)) for name in unit.organs)
        only = known[0][1] if len(known) == 1 else None
        yield ShownUnit(role, unit.printed, only, known if len(known) > 1 else ())
