"""Adding to the ledger: acts and checkpoints."""

from lingxing.engines.ledger.services.acts import Act, commit, record, record_many
from lingxing.engines.ledger.services.checkpoints import checkpoint_if_due, make_checkpoint, rotate_key
from lingxing.engines.ledger.services.signing import Signer, signer
from lingxing.engines.ledger.services.together import Together

__all__ = [
    "Act",
    "Signer",
    "Together",
    "checkpoint_if_due",
    "commit",
    "make_checkpoint",
    "record",
    "record_many",
    "rotate_key",
    "signer",
]
