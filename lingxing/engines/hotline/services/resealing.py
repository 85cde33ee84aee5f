"""What of the hotline is sealed, so that it can be sealed anew after a change of keys."""

from collections.abc import Iterable

from lingxing.engines.hotline.models import Caller
from lingxing.engines.hotline.queries.callers import caller_context
from lingxing.engines.parties.services_resealing import SealedColumn


def sealed_columns() -> Iterable[SealedColumn]:
    """Return the sealed columns of the hotline."""
    return (SealedColumn(Caller, "sealed", lambda row: caller_context(row.pk)),)
