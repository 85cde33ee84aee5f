"""One entry, and the first checkpoint that vouches for it: cheap enough to answer anybody."""

from lingxing.engines.ledger.domain.entries import Entry
from lingxing.engines.ledger.models import CheckpointLeaf, LedgerEntry

__all__ = ["Entry", "covering_checkpoint", "entry_at"]


def entry_at(stream: str, sequence: int) -> Entry | None:
    """Return one entry of a stream, or None where there is none."""
    row = LedgerEntry.objects.filter(stream=stream, sequence=sequence).first()
    return Entry(**{name: getattr(row, name) for name in Entry.__slots__}) if row else None


def covering_checkpoint(stream: str, sequence: int) -> int | None:
    """Return the number of the first checkpoint whose root covers that entry, None where there is none yet."""
    leaf = CheckpointLeaf.objects.filter(stream=stream, length__gte=sequence).order_by("length").first()
    return leaf.number if leaf else None
