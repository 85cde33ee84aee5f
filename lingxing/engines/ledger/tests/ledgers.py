"""A small ledger without a database, and an attacker's hands on it, for tests of what an outsider sees."""

import dataclasses
import datetime as dt

from lingxing.engines.ledger.domain.checkpoints import next_checkpoint
from lingxing.engines.ledger.domain.commitments import commit_fields
from lingxing.engines.ledger.domain.entries import START, next_entry
from lingxing.engines.ledger.domain.merkle import Tree
from lingxing.engines.ledger.domain.proofs import Absence, Inclusion, Leaf
from lingxing.engines.ledger.exports import Section, export_lines
from lingxing.kernel.canonical import canonical_json
from lingxing.kernel.signing import public_key

AT = dt.datetime(2026, 1, 5, 9, 30, tzinfo=dt.UTC)
OURS, LATER, THEIRS = (f"{number:064x}" for number in (1, 2, 3))
"""The office's key, the one it changes to, an attacker's."""


@dataclasses.dataclass
class Ledger:
    """Streams with their entries, checkpoints with the leaves that they saw."""

    key: str = OURS
    streams: dict = dataclasses.field(default_factory=dict)
    checkpoints: list = dataclasses.field(default_factory=list)
    leaves: dict = dataclasses.field(default_factory=dict)

    def add(self, stream, **payload):
        entries = self.streams.setdefault(stream, [])
        last = (entries[-1].sequence, entries[-1].hash) if entries else (0, START)
        at, text = AT + dt.timedelta(minutes=len(entries)), canonical_json(payload)
        who = ("account:7", "clerk")
        entries.append(next_entry(stream, last, at=at, who=who, act="accept", article="第一条", payload=text))
        return self

    def checkpoint(self, former="", order=list):
        leaves = order([Leaf(name, len(entries), entries[-1].hash) for name, entries in sorted(self.streams.items())])
        tree = Tree(b"".join(leaf.hash for leaf in leaves))
        size = (tree.root.hex(), len(leaves), sum(leaf.length for leaf in leaves))
        last = self.checkpoints[-1] if self.checkpoints else None
        self.checkpoints.append(next_checkpoint(last, AT + dt.timedelta(days=1), size, self.key, former))
        self.leaves[len(self.checkpoints)] = leaves
        return self

    def proof(self, stream, number):
        leaves = self.leaves[number]
        tree = Tree(b"".join(leaf.hash for leaf in leaves))
        proofs = [Inclusion(number, f, n, tuple(h.hex() for h in tree.path(n))) for n, f in enumerate(leaves)]
        same = next((proof for proof in proofs if proof.stream == stream), None)
        before = next((proof for proof in reversed(proofs) if proof.stream < stream), None)
        after = next((proof for proof in proofs if proof.stream > stream), None)
        return same or Absence(number, stream, before, after)

    def export(self, *streams, numbers=(), openings=None, key=""):
        chosen = sorted(streams or self.streams)
        needed = sorted({*numbers, *([len(self.checkpoints)] if self.checkpoints else [])})
        sections = [
            Section(name, tuple(self.proof(name, number) for number in needed), self.streams[name]) for name in chosen
        ]
        scope = "chosen" if streams else "all"
        lines = export_lines(scope, AT, self.checkpoints, sections, key or self.key, openings=openings or {})
        return list(lines)


def sample():
    """Return a ledger of three streams and two checkpoints; one stream and two entries are younger than the last."""
    ledger = Ledger().add("case:1", n=1).add("case:1", n=2).add("case:2", n=1).checkpoint()
    ledger.add("case:1", n=3).checkpoint()
    return ledger.add("case:2", n=2).add("case:3", n=1)


def sample_of(key):
    """Return another ledger whose checkpoints have the same numbers, signed with `key`."""
    ledger = Ledger(key).add("case:1", n=1).add("case:2", n=9).checkpoint()
    return ledger.add("case:1", n=3).checkpoint()


def rotated():
    """Return the sample with a third checkpoint, signed with a new key and endorsed by the old one."""
    ledger = sample()
    ledger.key = LATER
    return ledger.checkpoint(former=OURS)


def with_fields():
    """Return a ledger with commitments to two fields, and their openings."""
    values = {"name": "张三", "phone": "13800000000"}
    commitments, salts = commit_fields(values, lambda size: bytes(range(size)))
    ledger = Ledger().add("case:1", fields=commitments).checkpoint()
    return ledger, {name: (salts[name], values[name]) for name in values}


def public(key):
    """Return the public key that belongs to `key`."""
    return public_key(key)
