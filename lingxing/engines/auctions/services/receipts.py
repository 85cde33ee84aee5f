"""Receipts: what a bidder keeps to show later that a bid was accepted."""

from collections.abc import Sequence

from lingxing.engines.auctions.domain.receipts import Told, receipts
from lingxing.engines.ledger.queries.covering import Entry
from lingxing.engines.ledger.services import signer

_PUBLIC = "bid_placed"


def receipt_of(entry: Entry) -> str:
    """Return the signed text that proves the entry, without its number, which would tell how many acts came first."""
    return receipts_of([entry])[0]


def receipts_of(entries: Sequence[Entry]) -> list[str]:
    """Return the receipts of several entries in their order.

    Bids, which everybody sees, share one signature, as signing costs more than all else that a bid takes. Each other
    act is signed by itself: the path of a shared signature would tell that somebody else has acted at that moment.
    """
    key = signer()
    made: dict[str, str] = {}
    shared = [entry for entry in entries if entry.act == _PUBLIC]
    for together in (shared, *([entry] for entry in entries if entry.act != _PUBLIC)):
        told = [Told(entry.stream, entry.at, entry.act, entry.payload, entry.hash) for entry in together]
        texts = receipts(told, key.public, key.sign) if told else []
        made |= {entry.hash: text for entry, text in zip(together, texts, strict=True)}
    return [made[entry.hash] for entry in entries]
