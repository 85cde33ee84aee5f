"""Which documents a reader's filters leave."""

import datetime as dt

from django.db.models import Exists, OuterRef, Q, QuerySet

from lingxing.engines.documents.domain.status import EXPIRING_WITHIN, StatusState
from lingxing.engines.documents.models import Document, StatusSpan, TaskUnit
from lingxing.engines.documents.queries.values import Filters
from lingxing.engines.parties.organs.queries import family_ids

NONE = Filters()


def selected(filters: Filters, on: dt.date) -> QuerySet[Document]:
    """Return the documents that `filters` leave on the day `on`, in the tables' own order (newest first)."""
    rows = Document.objects.filter(**{field: value for field, value in _columns(filters).items() if value})
    if filters.year is not None:
        rows = rows.filter(newest_by__year=filters.year)
    if filters.status is not None:
        rows = rows.filter(Exists(spans_on(on).filter(state_is(filters.status, on), document=OuterRef("pk"))))
    if filters.organ is not None:
        units = TaskUnit.objects.filter(organ__in=family_ids(filters.organ), task__document=OuterRef("pk"))
        rows = rows.filter(Exists(units))
    return rows


def selected_ids(filters: Filters, on: dt.date) -> list[int] | None:
    """Return the ids of these documents, or None where nothing is filtered."""
    return None if filters == NONE else list(selected(filters, on).order_by().values_list("pk", flat=True))


def spans_on(on: dt.date) -> QuerySet[StatusSpan]:
    """Return each document's span that holds the day."""
    return StatusSpan.objects.filter(first_day__lte=on, last_day__gte=on)


def state_is(state: StatusState, on: dt.date, within: int = EXPIRING_WITHIN) -> Q:
    """Return the condition on spans of the day `on` that they show `state` (as `domain.status.state_shown` says)."""
    in_force = Q(state=StatusState.IN_FORCE)
    soon = Q(until__isnull=False, until__lte=days_later(on, within))
    if state is StatusState.MUST_BE_REVISED:
        return in_force & Q(revise_by__isnull=False)
    if state is StatusState.EXPIRING:
        return in_force & Q(revise_by=None) & soon
    if state is StatusState.IN_FORCE:
        return in_force & Q(revise_by=None) & ~soon
    return Q(state=state)


def days_later(day: dt.date, days: int) -> dt.date:
    """Return the day so many days later, or the calendar's last day where that comes first."""
    return day + dt.timedelta(days=min(days, (dt.date.max - day).days))


def _columns(filters: Filters) -> dict[str, str]:
    return {"city": filters.city, "issuer": filters.issuer, "kind": filters.kind}
