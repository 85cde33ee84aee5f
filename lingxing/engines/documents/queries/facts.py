"""What decides a document's status, read from the library."""

from collections import defaultdict
from collections.abc import Iterable

from lingxing.engines.documents.domain.model import RelationKind
from lingxing.engines.documents.domain.status import Order, ValidityFacts
from lingxing.engines.documents.models import Document, RelationRow

_ORDERING = (
    RelationKind.REPEALS,
    RelationKind.LAPSES,
    RelationKind.MUST_REVISE,
    RelationKind.AMENDS,
    RelationKind.EXTENDS,
)


def facts_of(documents: Iterable[int]) -> dict[int, ValidityFacts]:
    """Return each document's facts; two queries for any number."""
    wanted = list(documents)
    orders: dict[int, list[Order]] = defaultdict(list)
    rows = RelationRow.objects.filter(target__in=wanted, kind__in=_ORDERING).select_related("document")
    for row in rows.order_by("document__signed_on", "pk"):
        orders[row.target_id or 0].append(_order(row))
    columns = Document.objects.filter(pk__in=wanted).only("signed_on", "effective_on", "expires_on")
    return {
        row.pk: ValidityFacts(row.signed_on, row.effective_on, row.expires_on, tuple(orders[row.pk])) for row in columns
    }


def _order(row: RelationRow) -> Order:
    """Return what the row orders.

    Reading: an order that sets no day of its own takes effect with the document that gives it; one of an undated
    document counts from the day by which that document can be placed.
    """
    speaker = row.document
    ordered_on = speaker.signed_on or speaker.newest_by
    takes_effect_on = row.effective_on or speaker.effective_on or ordered_on
    kind = RelationKind(row.kind)
    return Order(kind, ordered_on, takes_effect_on, row.deadline, row.lapses, speaker.key, row.where)
