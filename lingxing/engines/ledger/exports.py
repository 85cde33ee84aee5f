"""An export of the ledger, written from entries. No Django. `verification` reads it on any machine.

Line by line, each canonical JSON: a head; the checkpoints; for every stream its proofs, then its entries, each followed
by the openings of its fields; a foot with counts, the digest of all lines before it and the exporter's signature.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import TypeAlias

from lingxing.engines.ledger.domain.checkpoints import Checkpoint, checkpoint_as_json
from lingxing.engines.ledger.domain.entries import Entry, entry_as_json
from lingxing.engines.ledger.domain.proofs import Absence, Inclusion, absence_as_json, inclusion_as_json
from lingxing.kernel.canonical import Json, canonical_json
from lingxing.kernel.moments import format_moment
from lingxing.kernel.signing import public_key, sign

FORMAT = "lingxing-ledger-2"
_DOMAIN = b"lingxing ledger export 2\n"

Openings: TypeAlias = Mapping[tuple[str, int], Mapping[str, tuple[str, Json]]]
"""By stream and sequence: of a field the salt and the value."""


@dataclass(frozen=True, slots=True)
class Section:
    """One stream of an export: its proofs, and its entries from the first to the last."""

    stream: str
    proofs: tuple[Inclusion | Absence, ...]
    entries: Iterable[Entry]


@dataclass(slots=True)
class _Count:
    streams: int = 0
    entries: int = 0


def export_lines(
    scope: str,
    at: dt.datetime,
    checkpoints: Iterable[Checkpoint],
    sections: Iterable[Section],
    private: str,
    *,
    openings: Openings,
) -> Iterator[bytes]:
    """Yield the lines, each with its line feed. `scope` is "all" for every stream there is, "chosen" else."""
    digest, count = hashlib.sha256(), _Count()
    head: dict[str, Json] = {"format": FORMAT, "exported_at": format_moment(at), "scope": scope}
    body = (value for section in sections for value in _section_lines(section, count, openings))
    for value in chain([head], _checkpoint_lines(checkpoints), body):
        text = line(value)
        digest.update(text)
        yield text
    yield line(signed_foot(digest.hexdigest(), count.streams, count.entries, private))


def _checkpoint_lines(checkpoints: Iterable[Checkpoint]) -> Iterator[dict[str, Json]]:
    for checkpoint in checkpoints:
        yield {"checkpoint": checkpoint_as_json(checkpoint)}


def _section_lines(section: Section, count: _Count, openings: Openings) -> Iterator[dict[str, Json]]:
    count.streams += 1
    for proof in section.proofs:
        yield (
            {"inclusion": inclusion_as_json(proof)}
            if isinstance(proof, Inclusion)
            else {"absence": absence_as_json(proof)}
        )
    for entry in section.entries:
        count.entries += 1
        yield {"entry": entry_as_json(entry)}
        place: dict[str, Json] = {"stream": entry.stream, "sequence": entry.sequence}
        for name, (salt, value) in sorted(openings.get((entry.stream, entry.sequence), {}).items()):
            yield {"opening": {**place, "field": name, "salt": salt, "value": value}}


def signed_foot(digest: str, streams: int, entries: int, private: str) -> dict[str, Json]:
    """Return the foot over the digest of all lines before it, signed."""
    foot: dict[str, Json] = {"digest": digest, "streams": streams, "entries": entries, "key": public_key(private)}
    return {**foot, "signature": sign(private, foot_bytes(foot))}


def foot_bytes(foot: Mapping[str, Json]) -> bytes:
    """Return what the exporter signs: the foot but its signature."""
    return _DOMAIN + canonical_json({name: value for name, value in foot.items() if name != "signature"}).encode()


def line(value: Mapping[str, Json]) -> bytes:
    """Return a value as a line of an export."""
    return canonical_json(value).encode() + b"\n"
