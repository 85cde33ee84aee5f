"""A Merkle tree as in RFC 9162, 2.1: SHA-256, leaves under 0x00, nodes under 0x01, a node without a sister moves up."""

import hashlib
from collections.abc import Iterable, Sequence

EMPTY = hashlib.sha256(b"").digest()
"""The root over no leaf."""

_WIDTH = 32


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of a leaf."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of a node over its two children."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_of(hashes: Iterable[bytes]) -> bytes:
    """Return the root over leaf hashes in their order, holding one hash a level at a time."""
    full: list[tuple[int, bytes]] = []
    for leaf in hashes:
        size, node = 1, leaf
        while full and full[-1][0] == size:
            node = node_hash(full.pop()[1], node)
            size *= 2
        full.append((size, node))
    if not full:
        return EMPTY
    root = full.pop()[1]
    while full:
        root = node_hash(full.pop()[1], root)
    return root


class Tree:
    """A tree with all its levels, for paths to many leaves. Takes 64 bytes a leaf."""

    def __init__(self, hashes: bytes | bytearray) -> None:
        """Build the tree over leaf hashes, joined in their order."""
        self._levels = [bytes(hashes)]
        while len(self._levels[-1]) > _WIDTH:
            self._levels.append(_parents(self._levels[-1]))

    @property
    def size(self) -> int:
        """Return the number of leaves."""
        return len(self._levels[0]) // _WIDTH

    @property
    def root(self) -> bytes:
        """Return the root."""
        return self._levels[-1] or EMPTY

    def index_of(self, leaf: bytes) -> int | None:
        """Return where a leaf hash stands (from 0), None where it does not."""
        place = self._levels[0].find(leaf)
        while place > 0 and place % _WIDTH:
            place = self._levels[0].find(leaf, place + 1)
        return place // _WIDTH if place >= 0 else None

    def path(self, index: int) -> tuple[bytes, ...]:
        """Return the sister hashes from the leaf of that index (from 0) up to the root. IndexError beyond the end."""
        if not 0 <= index < self.size:
            raise IndexError(index)
        found = []
        for level in self._levels[:-1]:
            sister = (index ^ 1) * _WIDTH
            if sister < len(level):
                found.append(level[sister : sister + _WIDTH])
            index //= 2
        return tuple(found)


def _parents(level: bytes) -> bytes:
    above = bytearray()
    whole = len(level) - len(level) % (2 * _WIDTH)
    for place in range(0, whole, 2 * _WIDTH):
        above += hashlib.sha256(b"\x01" + level[place : place + 2 * _WIDTH]).digest()
    return bytes(above + level[whole:])


def root_from_path(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """Return the root that a leaf hash, its index, the number of leaves and the path give; None where they don't fit.

    The way of RFC 9162, 2.1.3.2.
    """
    if not 0 <= index < size:
        return None
    place, last, node = index, size - 1, leaf
    for sister in path:
        if last == 0:
            return None
        if place % 2 or place == last:
            node = node_hash(sister, node)
            while place % 2 == 0 and place:
                place, last = place // 2, last // 2
        else:
            node = node_hash(node, sister)
        place, last = place // 2, last // 2
    return node if last == 0 else None
