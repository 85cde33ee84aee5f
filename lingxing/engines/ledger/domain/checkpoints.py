"""Checkpoints: signed roots over the heads of all streams at one moment, in a chain of their own. No Django."""

import dataclasses
import datetime as dt
import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from lingxing.engines.ledger.domain.entries import START, Fault
from lingxing.kernel.canonical import Json, canonical_json
from lingxing.kernel.moments import format_moment, read_moment
from lingxing.kernel.signing import fingerprint, public_key, sign, verify

FORMAT = "lingxing-checkpoint-1"
_DOMAIN = b"lingxing ledger checkpoint 1\n"
_TEXTS = ("root", "previous", "key", "former", "signature", "endorsement")
_FORMS = {
    name: re.compile(form)
    for name, form in (
        *((name, r"[0-9a-f]{64}") for name in ("root", "previous", "key")),
        ("former", r"([0-9a-f]{64})?"),
        ("signature", r"[0-9a-f]{128}"),
        ("endorsement", r"([0-9a-f]{128})?"),
    )
}
_COUNTS = ("number", "streams", "entries")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The ledger at one moment: `root` over all `streams`, which hold `entries` together.

    `number` counts from 1; `previous` is the hash of the checkpoint before; `key` is the public key that `signature`
    belongs to. Where the key is another than that of the checkpoint before, `former` is that one's public key and
    `endorsement` its signature over the same bytes; both are empty else.
    """

    number: int
    at: dt.datetime
    root: str
    streams: int
    entries: int
    previous: str
    key: str
    former: str = ""
    signature: str = ""
    endorsement: str = ""

    @property
    def key_id(self) -> str:
        """Return the fingerprint of the key."""
        return fingerprint(self.key)

    @property
    def hash(self) -> str:
        """Return the hash that the next checkpoint carries as `previous`."""
        return hashlib.sha256(signed_bytes(self)).hexdigest()


def signed_bytes(checkpoint: Checkpoint) -> bytes:
    """Return what is signed: everything that a checkpoint says but the signatures."""
    values = checkpoint_as_json(checkpoint)
    body = {name: value for name, value in values.items() if name not in ("signature", "endorsement")}
    return _DOMAIN + canonical_json(body).encode()


def next_checkpoint(
    last: Checkpoint | None, at: dt.datetime, tree: tuple[str, int, int], private: str, former: str = ""
) -> Checkpoint:
    """Return the signed checkpoint that follows `last` (None for the first).

    `tree` is root, number of streams and number of entries. `former` is the private key that signed before, where
    `private` is another: it signs for its successor.
    """
    root, streams, entries = tree
    number, previous = (last.number + 1, last.hash) if last else (1, START)
    keys = (public_key(private), public_key(former) if former else "")
    draft = Checkpoint(number, at.astimezone(dt.UTC), root, streams, entries, previous, *keys)
    message = signed_bytes(draft)
    endorsement = sign(former, message) if former else ""
    return dataclasses.replace(draft, signature=sign(private, message), endorsement=endorsement)


def check_checkpoints(checkpoints: Iterable[Checkpoint], keys: Collection[str] = ()) -> Iterator[Fault]:
    """Yield what is wrong with checkpoints that follow one another.

    A new key is accepted where the key before has signed for it, or where it is one of `keys`, which whoever verifies
    knows from elsewhere. A key that was changed for another never comes back.
    """
    before: Checkpoint | None = None
    retired: set[str] = set()
    for checkpoint in checkpoints:
        name = f"第{checkpoint.number}号检查点"
        yield from (Fault(name, 0, what) for what in wrong_signatures(checkpoint))
        yield from (Fault(name, 0, what) for what in _wrong_place(checkpoint, before))
        if before and checkpoint.key != before.key:
            retired.add(before.key)
            if checkpoint.key in retired or (checkpoint.key not in keys and checkpoint.former != before.key):
                yield Fault(name, 0, "换了签名密钥而没有原密钥的背书，或用了已停用的密钥")
        before = checkpoint


def _wrong_place(checkpoint: Checkpoint, before: Checkpoint | None) -> Iterator[str]:
    if before is None:
        if checkpoint.number < 1 or (checkpoint.number == 1) != (checkpoint.previous == START):
            yield "与上一检查点衔接不上"
        return
    if (checkpoint.number, checkpoint.previous) != (before.number + 1, before.hash):
        yield "与上一检查点衔接不上"
    if checkpoint.entries < before.entries or checkpoint.streams < before.streams:
        yield "条数比上一检查点少，台账被删减"


def wrong_signatures(checkpoint: Checkpoint) -> Iterator[str]:
    """Yield what is wrong with a checkpoint's signatures, Chinese; nothing where both fit their keys."""
    message = signed_bytes(checkpoint)
    if not verify(checkpoint.key, message, checkpoint.signature):
        yield "签名无效，内容已被改动或不是此密钥所签"
    if (checkpoint.former or checkpoint.endorsement) and not verify(checkpoint.former, message, checkpoint.endorsement):
        yield "原密钥的背书无效"


def trusted_keys(checkpoints: Iterable[Checkpoint], keys: Collection[str]) -> set[str]:
    """Return `keys` and every key that one of them has signed for, directly or over others.

    The checkpoints come in their order and their signatures are checked elsewhere.
    """
    trusted = set(keys)
    for checkpoint in checkpoints:
        if checkpoint.former in trusted:
            trusted.add(checkpoint.key)
    return trusted


def checkpoint_as_json(checkpoint: Checkpoint) -> dict[str, Json]:
    """Return the checkpoint as it stands in files."""
    values: dict[str, Json] = {name: getattr(checkpoint, name) for name in (*_TEXTS, *_COUNTS)}
    return {"format": FORMAT, "at": format_moment(checkpoint.at), **values}


def checkpoint_from_json(values: Mapping[str, Json]) -> Checkpoint:
    """Return the checkpoint of a file. ValueError where a field is missing, foreign or of another form."""
    if set(values) != {"format", "at", *_TEXTS, *_COUNTS} or values["format"] != FORMAT:
        raise ValueError("fields are missing or foreign")
    at, counts = values["at"], [values[name] for name in _COUNTS]
    texts = {name: values[name] for name in _TEXTS}
    if not isinstance(at, str) or not all(type(count) is int for count in counts):
        raise ValueError("a field has another type")
    if not all(isinstance(text, str) and _FORMS[name].fullmatch(text) for name, text in texts.items()):
        raise ValueError("a field has another form")
    return Checkpoint(at=read_moment(at), **dict(zip(_COUNTS, counts, strict=True)), **texts)  # type: ignore[arg-type]


def checkpoint_file(checkpoint: Checkpoint) -> bytes:
    """Return the bytes of a checkpoint's own file: one line of canonical JSON."""
    return canonical_json(checkpoint_as_json(checkpoint)).encode() + b"\n"
