"""Reading, proving and verifying the ledger."""

from lingxing.engines.ledger.queries.checkpoints import (
    PublicKey,
    checkpoint,
    checkpoint_file,
    checkpoints,
    inclusion_proof,
    last_checkpoint,
    present_leaves,
    proofs,
    public_keys,
    recent_checkpoints,
    verify_checkpoints,
)
from lingxing.engines.ledger.queries.entries import (
    all_entries,
    entries,
    heads,
    recent_entries,
    stream_names,
    verify_all,
    verify_stream,
)
from lingxing.engines.ledger.queries.exporting import export

__all__ = [
    "PublicKey",
    "all_entries",
    "checkpoint",
    "checkpoint_file",
    "checkpoints",
    "entries",
    "export",
    "heads",
    "inclusion_proof",
    "last_checkpoint",
    "present_leaves",
    "proofs",
    "public_keys",
    "recent_checkpoints",
    "recent_entries",
    "stream_names",
    "verify_all",
    "verify_checkpoints",
    "verify_stream",
]
