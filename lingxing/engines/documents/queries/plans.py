"""Documents that order tasks, for an engine that supervises them."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q

from lingxing.engines.documents.domain.corrections import apply_acts
from lingxing.engines.documents.domain.encoding import decode
from lingxing.engines.documents.domain.model import Document as Content
from lingxing.engines.documents.models import Document, TaskRow
from lingxing.engines.documents.queries.acts import acts_of
from lingxing.engines.documents.queries.tasks import task_views
from lingxing.engines.documents.queries.values import TaskView
from lingxing.kernel.errors import LingxingError

__all__ = [
    "PlanDocument",
    "StatedIndicator",
    "TaskView",
    "document_indicators",
    "document_tasks",
    "plan_document",
    "plan_documents",
]


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """A document with the number of tasks that were extracted from it."""

    key: str
    title: str
    number: str
    city: str
    tasks: int


@dataclass(frozen=True, slots=True)
class StatedIndicator:
    """A number that a document sets as an aim, as printed: `place` cites the task that it stands in, `position` is its
    place among that task's numbers, `comparator` a value of Comparator."""

    task_id: str
    position: int
    place: str
    name: str
    comparator: str
    value: str
    unit: str
    text: str
    due_on: dt.date | None


def document_indicators(key: str) -> tuple[StatedIndicator, ...]:
    """Return the numbers of a document's tasks in printed order, as corrected; none for an unknown document."""
    row = Document.objects.select_related("current").filter(key=key, current__isnull=False).first()
    if row is None or row.current is None:
        return ()
    content = apply_acts(decode(Content, row.current.content), acts_of([row.pk])[row.pk]).document
    return tuple(
        StatedIndicator(
            task.id, at, task.place, one.name, one.comparator.value, one.value, one.unit, one.text, one.due_on
        )
        for task in content.tasks
        for at, one in enumerate(task.indicators)
    )


def plan_documents(city: str = "", also: Collection[str] = ()) -> tuple[PlanDocument, ...]:
    """Return the documents (of the city, if one is given) that order tasks, the newest first; one query.

    `also` are keys of documents whose tasks are known to another engine though none was extracted.
    """
    rows = Document.objects.filter(current__isnull=False).annotate(count=Count("task_rows"))
    rows = rows.filter(Q(count__gt=0) | Q(key__in=also))
    if city:
        rows = rows.filter(city=city)
    found = rows.order_by("-newest_by", "-id").values_list("key", "title", "number", "city", "count")
    return tuple(PlanDocument(*row) for row in found)


def plan_document(key: str) -> PlanDocument:
    """Return the document of that key. LingxingError where there is none."""
    row = Document.objects.filter(key=key, current__isnull=False).annotate(count=Count("task_rows")).first()
    if row is None:
        raise LingxingError("没有这份文件", where=key, remedy="请从文库中选择")
    return PlanDocument(row.key, row.title, row.number, row.city, row.count)


def document_tasks(key: str, on: dt.date) -> tuple[TaskView, ...]:
    """Return the tasks of one document in printed order, with their units and the organs these were found to be."""
    return task_views(TaskRow.objects.filter(document__key=key).order_by("position"), on)
