"""Lines of lists: documents with their statuses."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Count

from lingxing.engines.documents.domain.model import RelationKind
from lingxing.engines.documents.domain.status import EXPIRING_WITHIN, Order, Status, StatusState, state_shown
from lingxing.engines.documents.models import Document, ProblemRow, StatusSpan, TaskRow
from lingxing.engines.documents.queries.selection import spans_on
from lingxing.engines.documents.queries.values import DocumentSummary


def summaries(rows: Sequence[Document], on: dt.date, within: int = EXPIRING_WITHIN) -> tuple[DocumentSummary, ...]:
    """Return the rows' lines in their order; `rows` come with `current` selected. Three queries for any number."""
    ids = [row.pk for row in rows]
    statuses = statuses_of(ids, on, within)
    tasks = dict(TaskRow.objects.filter(document__in=ids).values_list("document").annotate(many=Count("pk")))
    opened = ProblemRow.objects.filter(document__in=ids, state=ProblemRow.State.OPEN).order_by()
    problems = dict(opened.values_list("document").annotate(many=Count("pk")))
    return tuple(
        DocumentSummary(
            row.key,
            row.title,
            row.number,
            row.issuer,
            row.kind,
            row.city,
            row.signed_on,
            statuses[row.pk],
            tasks.get(row.pk, 0),
            problems.get(row.pk, 0),
            row.current.imported_at if row.current else None,
        )
        for row in rows
    )


def statuses_of(documents: Iterable[int], on: dt.date, within: int = EXPIRING_WITHIN) -> Mapping[int, Status]:
    """Return the documents' statuses on a day."""
    return {span.document_id: status_of(span, on, within) for span in spans_on(on).filter(document__in=list(documents))}


def status_of(span: StatusSpan, on: dt.date, within: int = EXPIRING_WITHIN) -> Status:
    """Return the status that a span, holding the day, shows on it; of the order only what made it and where."""
    state = StatusState(span.state)
    shown = state_shown(span.until, span.revise_by, on, within) if state is StatusState.IN_FORCE else state
    order = None
    if span.order_kind:
        kind = RelationKind(span.order_kind)
        order = Order(kind, None, deadline=span.revise_by, source=span.ordered_by, where=span.ordered_where)
    return Status(shown, span.since, span.until, span.revise_by, order)
