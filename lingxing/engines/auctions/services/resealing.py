"""What of the sales is sealed, so that it can be sealed anew after a change of keys."""

from collections.abc import Iterable

from lingxing.engines.auctions.models import (
    Application,
    ApplicationFile,
    BankLine,
    Guarantee,
    LotKey,
    LotSecret,
    SealedReserve,
    StopPaper,
)
from lingxing.engines.auctions.queries.applications import (
    details_context,
    file_context,
    file_name_context,
    identified_context,
    order_context,
)
from lingxing.engines.auctions.queries.deposits import guarantee_context, line_context, note_context
from lingxing.engines.auctions.queries.reserves import key_context, opened_context
from lingxing.engines.auctions.queries.states import secret_context
from lingxing.engines.auctions.queries.stop_words import stop_context
from lingxing.engines.parties.services_resealing import SealedColumn


def sealed_columns() -> Iterable[SealedColumn]:
    """Return the sealed columns of the sales."""
    return (
        SealedColumn(LotSecret, "sealed", lambda row: secret_context(row.lot_id, row.sequence)),
        SealedColumn(LotKey, "private_sealed", lambda row: key_context(row.lot_id)),
        SealedColumn(SealedReserve, "opened_sealed", lambda row: opened_context(row.lot_id)),
        SealedColumn(Application, "order_sealed", lambda row: order_context(row.pk)),
        SealedColumn(Application, "details_sealed", lambda row: details_context(row.pk)),
        SealedColumn(Application, "identified_sealed", lambda row: identified_context(row.pk)),
        SealedColumn(ApplicationFile, "name_sealed", lambda row: file_name_context(row.pk)),
        SealedColumn(ApplicationFile, "content_sealed", lambda row: file_context(row.pk)),
        SealedColumn(BankLine, "sealed", lambda row: line_context(row.reference_digest)),
        SealedColumn(BankLine, "note_sealed", lambda row: note_context(row.reference_digest)),
        SealedColumn(StopPaper, "sealed", lambda row: stop_context(row.digest)),
        SealedColumn(Guarantee, "sealed", lambda row: guarantee_context(row.reference_digest)),
    )
