"""Proofs for a few streams from a tree that is kept: records leave one at a time, and one tree serves them all."""

import threading
from dataclasses import dataclass

from django.db.models import QuerySet

from lingxing.engines.ledger.domain.checkpoints import Checkpoint
from lingxing.engines.ledger.domain.merkle import Tree
from lingxing.engines.ledger.domain.proofs import Absence, Inclusion, Leaf
from lingxing.engines.ledger.models import CheckpointLeaf
from lingxing.engines.ledger.queries.checkpoints import by_code_point, proofs, unsound

FEW = 50
"""For how many streams at once their leaves are looked up; for more a pass over all leaves is quicker."""
_LARGEST = 2_000_000
"""Leaves of a tree that is kept: 128 MB."""
_building = threading.Lock()
_kept: dict[str, Tree] = {}
"""The tree last used, by its root: what has this root is this tree, whichever database it was read from."""


@dataclass(frozen=True, slots=True)
class FewProofs:
    """Proofs against one checkpoint for any stream; each costs one or two short queries."""

    checkpoint: Checkpoint
    tree: Tree

    def of(self, stream: str) -> Inclusion | Absence:
        """Return the proof for a stream. LingxingError where its stored leaf is not in the signed tree."""
        own = self._stored().filter(stream=stream).order_by("-length")
        leaf = _first(own)
        if leaf is not None:
            return self._inclusion(leaf)
        named = self._stored().annotate(name=by_code_point("stream"))
        before = _first(named.filter(name__lt=stream).order_by("-name", "-length"))
        after = _first(named.filter(name__gt=stream).order_by("name", "-length"))
        neighbours = (self._inclusion(found) if found else None for found in (before, after))
        return Absence(self.checkpoint.number, stream, *neighbours)

    def _stored(self) -> "QuerySet[CheckpointLeaf]":
        return CheckpointLeaf.objects.filter(number__lte=self.checkpoint.number)

    def _inclusion(self, leaf: Leaf) -> Inclusion:
        index = self.tree.index_of(leaf.hash)
        if index is None:
            raise unsound(self.checkpoint.number)
        path = tuple(sister.hex() for sister in self.tree.path(index))
        return Inclusion(self.checkpoint.number, leaf, index, path)


def few_proofs(found: Checkpoint) -> FewProofs:
    """Return what proves single streams against a checkpoint; its tree is built where it is not the one that is kept.

    LingxingError where the stored leaves did not lead to its root when the tree was built.
    """
    with _building:
        tree = _kept.get(found.root)
        if tree is None:
            tree = proofs([], found.number).tree
            _kept.clear()
            if tree.size <= _LARGEST:
                _kept[found.root] = tree
    return FewProofs(found, tree)


def _first(rows: "QuerySet[CheckpointLeaf]") -> Leaf | None:
    found = rows.values_list("stream", "length", "head").first()
    return Leaf(*found) if found else None
