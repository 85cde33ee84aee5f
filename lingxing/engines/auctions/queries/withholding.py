"""Which chains of the ledger are shown to nobody yet (arts. 7, 32 no. 6)."""

from lingxing.engines.auctions.models import Lot
from lingxing.engines.auctions.queries.states import stream_of


def withheld_streams() -> list[str]:
    """Return the chains of the lots that have not ended: their length alone would tell how many have applied."""
    return [stream_of(pk) for pk in Lot.objects.filter(ended_at=None).values_list("pk", flat=True)]


def is_withheld(stream: str) -> bool:
    """Return whether a chain belongs to a lot that has not ended."""
    engine, _, key = stream.partition(":")
    return engine == "lot" and key.isascii() and key.isdecimal() and len(key) < 19 and _is_running(int(key))


def _is_running(lot_id: int) -> bool:
    return Lot.objects.filter(pk=lot_id, ended_at=None).exists()
