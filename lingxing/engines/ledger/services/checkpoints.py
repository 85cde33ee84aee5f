"""Making checkpoints, and changing the key that signs them. A checkpoint is its own record and adds no entry."""

import datetime as dt
from collections.abc import Iterator

from django.db import IntegrityError, transaction

from lingxing.engines.ledger import queries, statements
from lingxing.engines.ledger.domain.checkpoints import Checkpoint, next_checkpoint
from lingxing.engines.ledger.domain.merkle import root_of
from lingxing.engines.ledger.domain.proofs import Leaf
from lingxing.engines.ledger.keys import keep_key, key_file, read_key, signing_key
from lingxing.engines.ledger.models import LedgerCheckpoint
from lingxing.kernel.errors import LingxingError
from lingxing.kernel.signing import public_key

_BATCH = 5000
_ATTEMPTS = 5


def make_checkpoint(at: dt.datetime) -> Checkpoint:
    """Sign the heads that all streams have now and return the stored checkpoint; writers go on meanwhile.

    LingxingError where the key is missing, or is another than the one that signed the last checkpoint.
    """
    return _insist(at, _present_key())


def checkpoint_if_due(at: dt.datetime, every: dt.timedelta) -> Checkpoint | None:
    """Make a checkpoint where the last one is at least `every` away from `at`; return it, None where none was due.

    Safe in several processes: of those that find it due at once, one makes it and the others return None. A clock that
    jumped does not stop it: a last checkpoint that far in the future counts as due too.
    """
    last = queries.last_checkpoint()
    if last and abs(at - last.at) < every:
        return None
    return _attempt(last, at, _present_key())


def rotate_key(at: dt.datetime, *, lost: bool = False) -> Checkpoint:
    """Put a new signing key in place of the present one and return the first checkpoint that it signs.

    The old key signs that checkpoint too. The new key waits beside the old one until the checkpoint is stored, so that
    a run that was cut off is finished by the next. With `lost` the key that signed last is gone and nobody vouches for
    the new one: whoever verifies across this checkpoint must be given the new public key.
    """
    waiting, last = key_file().with_suffix(".new"), queries.last_checkpoint()
    keep_key(waiting)
    private = read_key(waiting)
    if last is None or last.key != public_key(private):
        last = _insist(at, private, "" if lost or last is None else _former_key(last))
    waiting.replace(key_file())
    return last


def _present_key() -> str:
    """Return the private key. LingxingError where it is not the one that signed the last checkpoint."""
    private, last = signing_key(), queries.last_checkpoint()
    if last and last.key != public_key(private):
        remedy = "请放回原来的密钥文件；要换密钥，用 lingxing ledger rotate-key"
        raise LingxingError("签名密钥与上一检查点的不同，没有做检查点", where=str(key_file()), remedy=remedy)
    return private


def _former_key(last: Checkpoint) -> str:
    private = signing_key()
    if public_key(private) != last.key:
        remedy = "请放回原来的密钥文件；确已遗失时加 --lost"
        raise LingxingError("现有密钥不是签上一检查点的那一个", where=str(key_file()), remedy=remedy)
    return private


def _insist(at: dt.datetime, private: str, former: str = "") -> Checkpoint:
    """Return a checkpoint made now, tried again where other processes come first."""
    for _ in range(_ATTEMPTS):
        if made := _attempt(queries.last_checkpoint(), at, private, former):
            return made
    raise LingxingError("其他进程正在做检查点", where="台账", remedy="请稍后再试")


def _attempt(last: Checkpoint | None, at: dt.datetime, private: str, former: str = "") -> Checkpoint | None:
    """Return the checkpoint after `last`, stored; None where another process has stored one meanwhile.

    The heads are read in one statement, so they belong to one moment, and no writer waits for the tree.
    """
    changed: list[Leaf] = []
    tree = _measured(changed)
    made = next_checkpoint(last, at, tree, private, former)
    try:
        with transaction.atomic():
            _store(made, changed)
    except IntegrityError:
        return None
    return made


def _measured(changed: list[Leaf]) -> tuple[str, int, int]:
    """Return root, number of streams and of entries as they are now; add to `changed` the leaves that are new."""
    streams = entries = 0

    def hashes() -> Iterator[bytes]:
        nonlocal streams, entries
        for leaf, known in queries.present_leaves():
            streams, entries = streams + 1, entries + leaf.length
            if not known:
                changed.append(leaf)
            yield leaf.hash

    root = root_of(hashes()).hex()
    return root, streams, entries


def _store(made: Checkpoint, changed: list[Leaf]) -> None:
    LedgerCheckpoint.objects.create(**{name: getattr(made, name) for name in Checkpoint.__slots__})
    with statements.cursor() as cursor:
        for start in range(0, len(changed), _BATCH):
            statements.add_leaves(cursor, made.number, changed[start : start + _BATCH])
