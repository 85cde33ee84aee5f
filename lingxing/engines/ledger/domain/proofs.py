"""Proofs that a checkpoint's tree holds a stream, or that it does not. No Django."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from lingxing.engines.ledger.domain.checkpoints import Checkpoint
from lingxing.engines.ledger.domain.merkle import leaf_hash, root_from_path
from lingxing.kernel.canonical import Json

_HASH = re.compile(r"[0-9a-f]{64}")
_DEEPEST = 64
_quoted = json.JSONEncoder(ensure_ascii=False).encode


@dataclass(frozen=True, slots=True)
class Leaf:
    """One stream at the moment of a checkpoint: its length then and the hash of its last entry then."""

    stream: str
    length: int
    head: str

    @property
    def hash(self) -> bytes:
        """Return the leaf's hash in the tree: over the canonical JSON of stream, length and head, written by hand."""
        return leaf_hash(f"[{_quoted(self.stream)},{self.length},{_quoted(self.head)}]".encode())


@dataclass(frozen=True, slots=True)
class Inclusion:
    """The leaf stands at `index` (from 0) of the tree; `path` leads from it to the root, hexadecimal."""

    checkpoint: int
    leaf: Leaf
    index: int
    path: tuple[str, ...]

    @property
    def stream(self) -> str:
        """Return the stream that the proof speaks of."""
        return self.leaf.stream

    def holds(self, checkpoint: Checkpoint) -> bool:
        """Return whether the proof leads to the checkpoint's root."""
        path = [bytes.fromhex(sister) for sister in self.path]
        root = root_from_path(self.leaf.hash, self.index, checkpoint.streams, path)
        return checkpoint.number == self.checkpoint and root is not None and root.hex() == checkpoint.root


@dataclass(frozen=True, slots=True)
class Absence:
    """The stream stands nowhere in the tree: in the order of names its neighbours touch.

    `before` or `after` is None where the stream would stand first or last.
    """

    checkpoint: int
    stream: str
    before: Inclusion | None
    after: Inclusion | None

    def holds(self, checkpoint: Checkpoint) -> bool:
        """Return whether both neighbours stand in the tree, side by side, and the stream's name lies between them."""
        neighbours = [neighbour for neighbour in (self.before, self.after) if neighbour]
        start = self.before.index + 1 if self.before else 0
        end = self.after.index if self.after else checkpoint.streams
        return (
            checkpoint.number == self.checkpoint
            and start == end
            and all(neighbour.holds(checkpoint) for neighbour in neighbours)
            and (not self.before or self.before.stream < self.stream)
            and (not self.after or self.stream < self.after.stream)
        )


def inclusion_as_json(proof: Inclusion) -> dict[str, Json]:
    """Return the proof as it stands in files."""
    leaf = proof.leaf
    return {
        "checkpoint": proof.checkpoint,
        "stream": leaf.stream,
        "length": leaf.length,
        "head": leaf.head,
        "index": proof.index,
        "path": list(proof.path),
    }


def absence_as_json(proof: Absence) -> dict[str, Json]:
    """Return the proof as it stands in files."""
    before = inclusion_as_json(proof.before) if proof.before else None
    after = inclusion_as_json(proof.after) if proof.after else None
    return {"checkpoint": proof.checkpoint, "stream": proof.stream, "before": before, "after": after}


def inclusion_from_json(values: Json) -> Inclusion:
    """Return the proof of a file. ValueError where a field is missing, foreign or of another form."""
    fields = _fields(values, {"checkpoint", "stream", "length", "head", "index", "path"})
    path, head, stream = fields["path"], fields["head"], fields["stream"]
    if not isinstance(path, list) or len(path) > _DEEPEST or not isinstance(stream, str):
        raise ValueError("a field has another form")
    hashes = [text for text in (*path, head) if isinstance(text, str) and _HASH.fullmatch(text)]
    if len(hashes) != len(path) + 1:
        raise ValueError("a field has another form")
    leaf = Leaf(stream, _count(fields["length"]), hashes[-1])
    return Inclusion(_count(fields["checkpoint"]), leaf, _count(fields["index"]), tuple(hashes[:-1]))


def absence_from_json(values: Json) -> Absence:
    """Return the proof of a file. ValueError where a field is missing, foreign or of another form."""
    fields = _fields(values, {"checkpoint", "stream", "before", "after"})
    before = None if fields["before"] is None else inclusion_from_json(fields["before"])
    after = None if fields["after"] is None else inclusion_from_json(fields["after"])
    if not isinstance(fields["stream"], str):
        raise ValueError("a field has another form")
    return Absence(_count(fields["checkpoint"]), fields["stream"], before, after)


def _fields(values: Json, names: set[str]) -> Mapping[str, Json]:
    if not isinstance(values, dict) or set(values) != names:
        raise ValueError("fields are missing or foreign")
    return values


def _count(value: Json) -> int:
    if type(value) is not int or value < 0:
        raise ValueError("a field has another type")
    return value
