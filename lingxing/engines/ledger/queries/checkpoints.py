"""Reading checkpoints, and proofs against them."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.models import Exists, F, Min, OuterRef, Q, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Collate

from lingxing.engines.ledger.domain.checkpoints import Checkpoint, check_checkpoints
from lingxing.engines.ledger.domain.checkpoints import checkpoint_file as as_file
from lingxing.engines.ledger.domain.entries import Fault
from lingxing.engines.ledger.domain.merkle import Tree
from lingxing.engines.ledger.domain.proofs import Absence, Inclusion, Leaf
from lingxing.engines.ledger.models import CheckpointLeaf, LedgerCheckpoint, LedgerEntry, LedgerStream
from lingxing.kernel.errors import LingxingError, NotFound
from lingxing.kernel.signing import as_pem, fingerprint

_CHUNK = 5000


def checkpoints() -> Iterator[Checkpoint]:
    """Yield all checkpoints in the order of their numbers."""
    return map(_checkpoint, LedgerCheckpoint.objects.order_by("number").iterator(_CHUNK))


def recent_checkpoints(limit: int, *, before: int | None = None) -> list[Checkpoint]:
    """Return at most `limit` checkpoints, newest first, with numbers below `before` where one is given."""
    rows = LedgerCheckpoint.objects.order_by("-number")
    if before is not None:
        rows = rows.filter(number__lt=before)
    return [_checkpoint(row) for row in rows[:limit]]


def last_checkpoint() -> Checkpoint | None:
    """Return the newest checkpoint, None where there is none yet."""
    return next(iter(recent_checkpoints(1)), None)


def checkpoint(number: int) -> Checkpoint:
    """Return the checkpoint of that number. NotFound where there is none."""
    row = LedgerCheckpoint.objects.filter(number=number).first()
    if row is None:
        raise NotFound("没有这个检查点", where=f"第{number}号", remedy="现有的检查点见 lingxing ledger checkpoints")
    return _checkpoint(row)


def present_leaves() -> Iterator[tuple[Leaf, bool]]:
    """Yield every stream as it stands now, in the order of names by code point, and whether a checkpoint holds it so.

    All are read in one statement, so they belong to one moment.
    """
    held = CheckpointLeaf.objects.filter(stream=OuterRef("name"), length=OuterRef("length"))
    rows = LedgerStream.objects.annotate(held=Exists(held)).order_by(by_code_point("name"))
    for name, length, head, known in rows.values_list("name", "length", "head", "held").iterator(_CHUNK):
        yield Leaf(name, length, head), known


def leaves(number: int) -> Iterator[Leaf]:
    """Yield the leaves of a checkpoint in their order: of every stream the longest that it or one before it stored."""
    known = CheckpointLeaf.objects.filter(number__lte=number)
    longer = known.filter(stream=OuterRef("stream"), length__gt=OuterRef("length"))
    rows = known.filter(~Exists(longer)).order_by(by_code_point("stream"))
    for row in rows.values_list("stream", "length", "head").iterator(_CHUNK):
        yield Leaf(*row)


def inclusion_proof(stream: str, number: int) -> Inclusion | Absence:
    """Return the proof that a checkpoint's tree holds `stream`, or that it did not exist then.

    NotFound where there is no such checkpoint; LingxingError where its stored leaves no longer lead to its root.
    """
    return proofs([stream], number).of(stream)


@dataclass(frozen=True, slots=True)
class Proofs:
    """Proofs for chosen streams against one checkpoint."""

    checkpoint: Checkpoint
    tree: Tree
    places: dict[str, tuple[tuple[int, Leaf] | None, tuple[int, Leaf] | None]]

    def of(self, stream: str) -> Inclusion | Absence:
        """Return the proof for one of the chosen streams. KeyError for another."""
        at, after = self.places[stream]
        if at and at[1].stream == stream:
            return self._inclusion(*at)
        neighbours = (self._inclusion(*found) if found else None for found in (at, after))
        return Absence(self.checkpoint.number, stream, *neighbours)

    def _inclusion(self, index: int, leaf: Leaf) -> Inclusion:
        path = tuple(sister.hex() for sister in self.tree.path(index))
        return Inclusion(self.checkpoint.number, leaf, index, path)


def proofs(streams: Collection[str], number: int) -> Proofs:
    """Return proofs for `streams` against one checkpoint, its tree built once. Errors as in `inclusion_proof`."""
    found = checkpoint(number)
    hashes = bytearray()
    places = _places(sorted(set(streams)), _collected(number, hashes))
    tree = Tree(hashes)
    if (tree.root.hex(), tree.size) != (found.root, found.streams):
        raise unsound(number)
    return Proofs(found, tree, places)


def unsound(number: int) -> LingxingError:
    """Return what is raised where the stored leaves of a checkpoint do not lead to its root."""
    remedy = "请用备份核对；lingxing ledger check 指出哪里不符"
    return LingxingError("存下的链首与签名的根不符，数据库被改动", where=f"第{number}号检查点", remedy=remedy)


def _collected(number: int, hashes: bytearray) -> Iterator[tuple[int, Leaf]]:
    for index, leaf in enumerate(leaves(number)):
        hashes += leaf.hash
        yield index, leaf


def _places(
    wanted: list[str], numbered: Iterator[tuple[int, Leaf]]
) -> dict[str, tuple[tuple[int, Leaf] | None, tuple[int, Leaf] | None]]:
    """Return for every wanted stream the last leaf that does not stand behind it and the leaf after that one."""
    places: dict[str, tuple[tuple[int, Leaf] | None, tuple[int, Leaf] | None]] = {}
    before: tuple[int, Leaf] | None = None
    left = iter(wanted)
    name = next(left, None)
    for place in numbered:
        while name is not None and name < place[1].stream:
            places[name] = (before, place)
            name = next(left, None)
        before = place
    while name is not None:
        places[name] = (before, None)
        name = next(left, None)
    return places


def verify_checkpoints() -> list[Fault]:
    """Return what is wrong with the stored checkpoints: their chain, their signatures, the newest one's root, and the
    heads that they hold against the entries as they are now. Empty when all is whole. A key that nobody vouches for is
    no fault here: after a loss there is none that could.
    """
    own_keys = set(LedgerCheckpoint.objects.order_by().values_list("key", flat=True).distinct())
    faults = list(check_checkpoints(checkpoints(), own_keys))
    newest = last_checkpoint()
    if newest:
        try:
            proofs([], newest.number)
        except LingxingError as error:
            faults.append(Fault(error.where, 0, error.what))
    entry = LedgerEntry.objects.filter(stream=OuterRef("stream"), sequence=OuterRef("length"))
    rows = CheckpointLeaf.objects.annotate(now=Subquery(entry.values("hash")[:1]))
    wrong = rows.filter(Q(now__isnull=True) | ~Q(now=F("head"))).order_by("number", "stream")
    return faults + [Fault(f.stream, f.length, f"与第{f.number}号检查点所记的不符，已被改动") for f in wrong]


def checkpoint_file(number: int) -> bytes:
    """Return the bytes of a checkpoint's own file, for others to keep. NotFound where there is no such checkpoint."""
    return as_file(checkpoint(number))


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key that checkpoints are signed with: its fingerprint, its PEM, and the first checkpoint that it signed."""

    key_id: str
    pem: str
    since: int


def public_keys() -> list[PublicKey]:
    """Return the public keys of all checkpoints, the newest first."""
    rows = LedgerCheckpoint.objects.order_by().values_list("key").annotate(since=Min("number"))
    return [PublicKey(fingerprint(key), as_pem(key), since) for key, since in sorted(rows, key=_since, reverse=True)]


def _since(row: tuple[str, int]) -> int:
    return row[1]


def by_code_point(field: str) -> Combinable:
    """Order as Python does. SQLite's own order is that of bytes, PostgreSQL has to be told."""
    return Collate(F(field), "C") if connection.vendor == "postgresql" else F(field)


def _checkpoint(row: LedgerCheckpoint) -> Checkpoint:
    return Checkpoint(**{name: getattr(row, name) for name in Checkpoint.__slots__})
