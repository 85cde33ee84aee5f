"""What the library's documents order for texts that are not in it."""

import datetime as dt

from lingxing.engines.documents.domain.model import RelationKind
from lingxing.engines.documents.domain.status import meets_order
from lingxing.engines.documents.models import RelationRow
from lingxing.engines.documents.queries.selection import NONE, selected
from lingxing.engines.documents.queries.values import Filters, OutsideRevision


def outside_revisions(on: dt.date, filters: Filters = NONE) -> tuple[OutsideRevision, ...]:
    """Return the ordered revisions of texts outside the library as known on `on`, the earliest deadline first.

    A text whose order another document of the library has met is left out. Nobody here knows whether another text was
    revised elsewhere: a page must say so. `filters` narrow the ordering documents.
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
        if row.deadline and not any(_meets(amendment, row) for amendment in amended.get(_named(row), ()))
    )


def _amendments(on: dt.date) -> dict[tuple[str, str], list[RelationRow]]:
    rows = RelationRow.objects.filter(target=None, kind=RelationKind.AMENDS, document__newest_by__lte=on)
    found: dict[tuple[str, str], list[RelationRow]] = {}
    for row in rows.select_related("document"):
        found.setdefault(_named(row), []).append(row)
    return found


def _meets(amendment: RelationRow, order: RelationRow) -> bool:
    amended = amendment.effective_on or amendment.document.newest_by
    deadline = order.deadline or dt.date.max
    in_time = meets_order(amended, order.document.newest_by, deadline, lapses=order.lapses)
    return in_time and amendment.document_id != order.document_id


def _named(row: RelationRow) -> tuple[str, str]:
    return (row.target_number, "") if row.target_number else ("", row.target_title)
