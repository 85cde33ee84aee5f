"""What of publications is sealed, so that it can be sealed anew after a change of keys."""

from collections.abc import Iterable

from lingxing.engines.disclosure.models import DeclinedOrder, Publication, PublicationVersion
from lingxing.engines.disclosure.queries.preview import draft_context, version_context
from lingxing.engines.parties.services_resealing import SealedColumn


def sealed_columns() -> Iterable[SealedColumn]:
    """Return the sealed columns of publications."""
    return (
        SealedColumn(Publication, "sealed_draft", draft_context),
        SealedColumn(PublicationVersion, "sealed", lambda row: version_context(row.publication, row.sequence)),
        SealedColumn(DeclinedOrder, "sealed", lambda row: f"declined:{row.order_id}"),
    )
