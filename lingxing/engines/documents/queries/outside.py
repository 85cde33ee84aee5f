"""What the library's documents order for texts that are not in it."""

import datetime as dt

from lingxing.engines.documents.domain.model import RelationKind
from lingxing.engines.documents.models import RelationRow
from lingxing.engines.documents.queries.selection import NONE, selected
from lingxing.engines.documents.queries.values import Filters, OutsideRevision


def outside_revisions(on: dt.date, filters: Filters = NONE) -> tuple[OutsideRevision, ...]:
    """Return the ordered revisions of texts outside the library as known on `on`, the earliest deadline first.

    A text that a document of the library amended between the order and the deadline is left out. Nobody here knows
    whether another one was revised elsewhere: a page must say so. `filters` narrow the ordering documents.
    """
    rows = RelationRow.objects.filter(target=None, document__in=selected(filters, on).order_by())
    orders = rows.filter(kind=RelationKind.MUST_REVISE, deadline__isnull=False, document__newest_by__lte=on)
    amended = _amendments(on)
    return tuple(
        OutsideRevision(
            row.title,
            row.number,
            row.deadline,
            row.lapses,
            row.document.key,
            row.document.title,
            row.where,
            row.unit_id,
        )
        for row in orders.select_related("document").order_by("deadline", "document", "position")
        if row.deadline
        and not any(row.document.newest_by < day <= row.deadline for day in amended.get(_named(row), ()))
    )


def _amendments(on: dt.date) -> dict[tuple[str, str], list[dt.date]]:
    rows = RelationRow.objects.filter(target=None, kind=RelationKind.AMENDS, document__newest_by__lte=on)
    found: dict[tuple[str, str], list[dt.date]] = {}
    for row in rows.select_related("document"):
        found.setdefault(_named(row), []).append(row.effective_on or row.document.newest_by)
    return found


def _named(row: RelationRow) -> tuple[str, str]:
    return (row.target_number, "") if row.target_number else ("", row.target_title)
