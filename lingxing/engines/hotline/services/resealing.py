"""What of the hotline is sealed, so that it can be sealed anew after a change of keys."""

from collections.abc import Iterable

from lingxing.engines.hotline.models import Caller, TicketFile
from lingxing.engines.hotline.queries.callers import caller_context
from lingxing.engines.hotline.queries.files import content_context, name_context
from lingxing.engines.parties.services_resealing import SealedColumn


def sealed_columns() -> Iterable[SealedColumn]:
    """Return the sealed columns of the hotline."""
    return (
        SealedColumn(Caller, "sealed", lambda row: caller_context(row.pk)),
        SealedColumn(TicketFile, "name_sealed", lambda row: name_context(row.pk)),
        SealedColumn(TicketFile, "content_sealed", lambda row: content_context(row.pk)),
    )
