"""Signing with the ledger's key for engines that sign often: the key is read and prepared once, again if it changes."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from lingxing.engines.ledger.keys import key_file, read_key
from lingxing.kernel.signing import public_key, signing_with


@dataclass(frozen=True, slots=True)
class Signer:
    """A public key, and what signs with the private one that belongs to it."""

    public: str
    sign: Callable[[bytes], str]


@dataclass(slots=True)
class _Kept:
    signer: Signer
    written_at: int
    looked_at: float


_SECOND = 1.0
_KEPT: dict[Path, _Kept] = {}


def signer() -> Signer:
    """Return what signs with the ledger's key, as its file stood a second ago at most. LingxingError without one."""
    file, now = key_file(), time.monotonic()
    kept = _KEPT.get(file)
    if kept is None or now - kept.looked_at > _SECOND:
        kept = _KEPT[file] = _looked_up(file, kept, now)
    return kept.signer


def _looked_up(file: Path, kept: _Kept | None, now: float) -> _Kept:
    state = file.stat() if file.is_file() else None
    if kept and state and kept.written_at == state.st_mtime_ns:
        return _Kept(kept.signer, kept.written_at, now)
    private = read_key(file)
    return _Kept(Signer(public_key(private), signing_with(private)), file.stat().st_mtime_ns, now)
