"""Tasks across documents."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import QuerySet

from lingxing.engines.documents.domain.model import DeadlineKind
from lingxing.engines.documents.domain.status import BINDING, Status
from lingxing.engines.documents.models import TaskRow, TaskUnit
from lingxing.engines.documents.queries.batching import batches
from lingxing.engines.documents.queries.selection import selected
from lingxing.engines.documents.queries.summaries import statuses_of
from lingxing.engines.documents.queries.values import Filters, LastDay, NamedUnit, TasksPage, TaskView
from lingxing.engines.parties.organs.queries import standing_names

_RANKS = {role: rank for rank, role in enumerate(TaskUnit.Role.values)}
_BATCH = 400


def tasks(filters: Filters, on: dt.date) -> tuple[TaskView, ...]:
    """Return all tasks of the documents that `filters` leave, by document (newest first) and place."""
    return task_views(_ordered(filters, on), on)


def tasks_page(filters: Filters, on: dt.date, page: int = 1, page_size: int = 50) -> TasksPage:
    """Return one page of these tasks; a page beyond the last is the last."""
    rows = _ordered(filters, on)
    total = rows.count()
    pages = max(1, -(-total // page_size))
    shown = min(max(page, 1), pages)
    window = rows[(shown - 1) * page_size : shown * page_size]
    return TasksPage(task_views(window, on), total, shown, pages)


def _ordered(filters: Filters, on: dt.date) -> QuerySet[TaskRow]:
    rows = TaskRow.objects.filter(document__in=selected(filters, on).order_by())
    return rows.order_by("-document__newest_by", "-document", "position")


def deadlines(filters: Filters, on: dt.date) -> tuple[LastDay, ...]:
    """Return the last days of tasks and of documents binding on `on`, soonest first, past ones too."""
    rows = TaskRow.objects.filter(document__in=selected(filters, on).order_by()).exclude(due_on=None)
    found = [
        _task_deadline(task, task.due_on) for task in task_views(rows, on) if task.due_on and task.status in BINDING
    ]
    documents = {row.pk: row for row in selected(filters, on).order_by()}
    found += [
        LastDay(documents[pk].key, documents[pk].title, day, label)
        for pk, status in statuses_of(documents, on).items()
        for day, label in _last_days(status)
    ]
    return tuple(sorted(found, key=lambda deadline: (deadline.day, deadline.document_key, deadline.task_id)))


def task_views(rows: QuerySet[TaskRow], on: dt.date) -> tuple[TaskView, ...]:
    """Return the tasks in the order of `rows`, with their units and their documents' statuses; no query per task."""
    found = list(rows.select_related("document"))
    units = _units(row.pk for row in found)
    statuses = statuses_of({row.document_id for row in found}, on)
    return tuple(
        TaskView(
            row.document.key,
            row.document.title,
            row.document.number,
            row.task_id,
            row.unit_id,
            row.place,
            row.text,
            DeadlineKind(row.deadline_kind) if row.deadline_kind else None,
            row.deadline_text,
            row.due_on,
            units[row.pk],
            statuses[row.document_id].state,
        )
        for row in found
    )


def _units(ids: Iterable[int]) -> dict[int, tuple[NamedUnit, ...]]:
    rows = [row for batch in batches(ids, _BATCH) for row in TaskUnit.objects.filter(task__in=batch)]
    organs = standing_names({row.organ_id for row in rows if row.organ_id})
    found: dict[int, tuple[NamedUnit, ...]] = defaultdict(tuple)
    for row in sorted(rows, key=lambda row: (_RANKS[row.role], row.position, row.pk)):
        organ, name = organs[row.organ_id] if row.organ_id else (None, "")
        found[row.task_id] += (NamedUnit(row.role, row.printed, organ, name),)
    return found


def _task_deadline(task: TaskView, day: dt.date) -> LastDay:
    units = tuple(dict.fromkeys(unit.organ_name or unit.printed for unit in task.units))
    return LastDay(task.document_key, task.document_title, day, task.text, task.task_id, task.unit_id, units)


def _last_days(status: Status) -> Iterable[tuple[dt.date, str]]:
    if status.state not in BINDING:
        return
    if status.revise_by:
        yield status.revise_by, "限期修改截止"
    if status.until and status.until != status.revise_by:
        yield status.until, "有效期截止"
