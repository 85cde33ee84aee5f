"""A draw that an outsider can work out again: whoever has the seed and the lists gets the same choice."""

import hashlib
from collections.abc import Sequence

SEED_BYTES = 32


def commitment_of(seed: bytes) -> str:
    """Return what is published of the seed before the draw: its SHA-256."""
    return hashlib.sha256(seed).hexdigest()


def drawn(seed: bytes, list_name: str, candidates: Sequence[str], wanted: int) -> tuple[str, ...]:
    """Return `wanted` of the candidates (all, where there are no more) in the order drawn.

    Each candidate gets the SHA-256 of seed, name of the list, and its own text, parted by a line feed; the smallest
    digests are drawn. So the choice depends on nothing but the seed and who is on the list, not on its order.
    """
    return tuple(sorted(set(candidates), key=lambda one: (_rank(seed, list_name, one), one))[:wanted])


def _rank(seed: bytes, list_name: str, candidate: str) -> bytes:
    return hashlib.sha256(seed + f"\n{list_name}\n{candidate}".encode()).digest()
