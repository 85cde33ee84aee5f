"""Tasks and deadlines of pages as rows for workbooks and calendars."""

from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote

from django.http import HttpRequest
from django.urls import reverse

from lingxing.engines.documents.exports.calendar import Occasion
from lingxing.engines.documents.exports.tasks_workbook import TaskLine
from lingxing.engines.documents.queries.values import LastDay, NamedUnit, TaskView


def document_address(request: HttpRequest, key: str, unit_id: str = "") -> str:
    """Return the absolute address of a document's page, or of a unit on it."""
    address = request.build_absolute_uri(reverse("documents:document", args=[key]))
    return f"{address}#{quote(unit_id)}" if unit_id else address


def task_lines(request: HttpRequest, tasks: Iterable[TaskView]) -> Iterator[TaskLine]:
    """Return the workbook's line of each task."""
    for task in tasks:
        yield TaskLine(
            title=task.document_title,
            number=task.document_number,
            place=task.place,
            text=task.text,
            lead=_named(task.units, "lead"),
            responsible=_named(task.units, "responsible"),
            supporting=_named(task.units, "supporting"),
            deadline=task.deadline_text,
            due_on=task.due_on,
            url=document_address(request, task.document_key, task.unit_id),
        )


def _named(units: Sequence[NamedUnit], role: str) -> str:
    return "、".join(unit.printed for unit in units if unit.role == role)


def task_occasions(request: HttpRequest, tasks: Iterable[TaskView]) -> Iterator[Occasion]:
    """Return the calendar's entry of each task that has a day."""
    for task in tasks:
        if task.due_on:
            yield Occasion(
                identity=f"{task.document_key}/{task.task_id}",
                day=task.due_on,
                title=f"期限：{task.text[:60]}",
                text=f"{task.text}\n\n《{task.document_title}》{task.place}",
                url=document_address(request, task.document_key, task.unit_id),
                category="任务期限",
            )


def deadline_occasions(request: HttpRequest, deadlines: Iterable[LastDay]) -> Iterator[Occasion]:
    """Return the calendar's entries of tasks' and documents' last days."""
    for deadline in deadlines:
        units = f"\n责任单位：{'、'.join(deadline.units)}" if deadline.units else ""
        yield Occasion(
            identity=f"{deadline.document_key}/{deadline.task_id or 'document'}/{deadline.label[:20]}",
            day=deadline.day,
            title=deadline.label[:80],
            text=f"{deadline.label}\n\n《{deadline.document_title}》{units}",
            url=document_address(request, deadline.document_key, deadline.unit_id),
            category="任务期限" if deadline.task_id else "文件到期",
        )
