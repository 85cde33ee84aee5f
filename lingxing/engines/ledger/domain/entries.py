"""Entries, their hashes and chains. No Django."""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from lingxing.kernel.canonical import Json, canonical_json
from lingxing.kernel.moments import format_moment, read_moment

START = "0" * 64
"""The previous hash of a stream's first entry."""

_DOMAIN = b"lingxing ledger entry 1\n"
_FIELDS = ("stream", "sequence", "at", "actor", "role", "act", "article", "payload", "previous", "hash")
_STREAM = re.compile(r"[a-z][a-z_-]*(:[^\s:]{1,160})?")
_ACT = re.compile(r"[a-z][a-z_]{0,59}")
_quoted = json.encoder.encode_basestring


@dataclass(frozen=True, slots=True)
class Entry:
    """One act: who (`actor`, opaque), in which role, on which article, with which facts (`payload`, canonical JSON).

    `sequence` counts from 1 in its stream; `at` is UTC to the microsecond; `previous` and `hash` are hexadecimal.
    """

    stream: str
    sequence: int
    at: dt.datetime
    actor: str
    role: str
    act: str
    article: str
    payload: str
    previous: str
    hash: str

    @property
    def facts(self) -> dict[str, Json]:
        """Return the payload as a mapping."""
        facts: dict[str, Json] = json.loads(self.payload)
        return facts


@dataclass(frozen=True, slots=True)
class Fault:
    """Where a chain is broken, and how (`what` is Chinese)."""

    stream: str
    sequence: int
    what: str

    def __str__(self) -> str:
        """Return the fault as a line for people."""
        return f"{self.stream}：{self.what}" if not self.sequence else f"{self.stream} 第{self.sequence}条：{self.what}"


def seal(entry: Entry) -> str:
    """Return the SHA-256 (hexadecimal) that binds every field of `entry` but its hash.

    ValueError for texts that no UTF-8 can hold.
    """
    place = (entry.stream, entry.sequence, entry.previous)
    return _sealed(place, entry.at, (entry.actor, entry.role), entry.act, entry.article, entry.payload)


def _sealed(
    place: tuple[str, int, str], at: dt.datetime, who: tuple[str, str], act: str, article: str, payload: str
) -> str:
    """Return the hash over the canonical JSON of the fields, put together by hand in the order of their names.

    `place` is stream, sequence and previous hash; the payload is canonical already.
    """
    (stream, sequence, previous), (actor, role) = place, who
    text = (
        f'{{"act":{_quoted(act)},"actor":{_quoted(actor)},"article":{_quoted(article)},'
        f'"at":"{format_moment(at)}","payload":{payload},"previous":{_quoted(previous)},'
        f'"role":{_quoted(role)},"sequence":{sequence},"stream":{_quoted(stream)}}}'
    )
    return hashlib.sha256(_DOMAIN + text.encode()).hexdigest()


def next_entry(
    stream: str, last: tuple[int, str], *, at: dt.datetime, who: tuple[str, str], act: str, article: str, payload: str
) -> Entry:
    """Return the sealed entry that follows `last` (sequence and hash of the entry before; (0, START) for the first).

    ValueError for a stream or act whose name has another form than `document:…` and `correct_value`.
    """
    if not _are_names(stream, act):
        raise ValueError(f"no name for a stream or act: {stream!r}, {act!r}")
    sequence, previous = last[0] + 1, last[1]
    moment = at.astimezone(dt.UTC)
    digest = _sealed((stream, sequence, previous), moment, who, act, article, payload)
    return Entry(stream, sequence, moment, *who, act, article, payload, previous, digest)


@lru_cache(maxsize=1024)
def _are_names(stream: str, act: str) -> bool:
    return bool(_STREAM.fullmatch(stream) and _ACT.fullmatch(act))


def check_chain(
    stream: str, entries: Iterable[Entry], *, after: tuple[int, str] = (0, START), head: tuple[int, str] | None = None
) -> Iterator[Fault]:
    """Yield what is wrong with a stream's entries, which come in the order of their sequence.

    `after` is the sequence and hash of the entry before the first one given; `head` those that the last must have,
    where they are known.
    """
    sequence, previous = after
    for entry in entries:
        yield from _check_link(stream, entry, sequence + 1, previous)
        sequence, previous = entry.sequence, entry.hash
    if head is not None and head != (sequence, previous):
        yield Fault(stream, sequence, f"末条与登记的第{head[0]}条不符，台账末尾被删改")


def _check_link(stream: str, entry: Entry, sequence: int, previous: str) -> Iterator[Fault]:
    if entry.stream != stream or entry.sequence != sequence:
        yield Fault(stream, entry.sequence, f"序号不连续，应为第{sequence}条")
    if entry.previous != previous:
        yield Fault(stream, entry.sequence, "与上一条衔接不上")
    try:
        intact = canonical_json(entry.facts) == entry.payload and seal(entry) == entry.hash
    except (ValueError, TypeError, RecursionError):
        intact = False
    if not intact:
        yield Fault(stream, entry.sequence, "内容与哈希不符，已被改动")


def entry_as_json(entry: Entry) -> Mapping[str, Json]:
    """Return the entry as it stands in an export."""
    values: dict[str, Json] = {name: getattr(entry, name) for name in _FIELDS if name not in ("at", "payload")}
    return values | {"at": format_moment(entry.at), "payload": entry.facts}


def entry_from_json(values: Mapping[str, Json]) -> Entry:
    """Return the entry that an export's line holds. ValueError where a field is missing, foreign or of another type."""
    if set(values) != set(_FIELDS):
        raise ValueError("fields are missing or foreign")
    at, sequence = values["at"], values["sequence"]
    texts = {name: values[name] for name in _FIELDS if name not in ("at", "payload", "sequence")}
    if not isinstance(at, str) or type(sequence) is not int or not all(isinstance(t, str) for t in texts.values()):
        raise ValueError("a field has another type")
    if not isinstance(values["payload"], dict):
        raise ValueError("the payload is no object")
    return Entry(sequence=sequence, at=read_moment(at), payload=canonical_json(values["payload"]), **texts)  # type: ignore[arg-type]
