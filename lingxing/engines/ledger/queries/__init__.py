"""Reading, proving and verifying the ledger."""

from lingxing.engines.ledger.queries.checkpoints import (
    checkpoint,
    checkpoints,
    inclusion_proof,
    last_checkpoint,
    present_leaves,
    proofs,
    recent_checkpoints,
    verify_checkpoints,
)
from lingxing.engines.ledger.queries.entries import (
    all_entries,
    entries,
    recent_entries,
    stream_names,
    verify_all,
    verify_stream,
)
from lingxing.engines.ledger.queries.exporting import export

__all__ = [
    "all_entries",
    "checkpoint",
    "checkpoints",
    "entries",
    "export",
    "inclusion_proof",
    "last_checkpoint",
    "present_leaves",
    "proofs",
    "recent_checkpoints",
    "recent_entries",
    "stream_names",
    "verify_all",
    "verify_checkpoints",
    "verify_stream",
]
