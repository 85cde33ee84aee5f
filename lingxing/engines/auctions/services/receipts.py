"""Receipts: what a bidder keeps to show later that a bid was accepted."""

from lingxing.engines.auctions.domain.receipts import receipt
from lingxing.engines.ledger.queries.covering import Entry
from lingxing.engines.ledger.services import signer


def receipt_of(entry: Entry) -> str:
    """Return the signed text that proves the entry, without its number, which would tell how many acts came first."""
    key = signer()
    return receipt(entry.stream, entry.at, entry.act, entry.payload, entry.hash, key.public, key.sign)
