"""Receipts: what a bidder keeps to show later what the server accepted.

A receipt is one line of canonical JSON: the lot's stream, moment, act and payload of the entry, the entry's hash, the
ledger's public key, its signature, and the path to what was signed. One signature stands for several receipts that were
made at once: it is over the root of a tree of hashes, and the path leads there from the receipt's own. The entry's
number is left out: before the end it would tell how many acts there were.
"""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lingxing.kernel.canonical import canonical_json
from lingxing.kernel.moments import format_moment, read_moment
from lingxing.kernel.signing import verify

FORMAT = "lingxing-receipt-1"
LONGEST_RECEIPT = 64 * 1024
_DOMAIN = b"lingxing receipt 1\n"
_STEP = re.compile(r"[<>][0-9a-f]{64}")
_quoted = json.encoder.encode_basestring
_TEXTS = ("format", "stream", "at", "act", "entry", "key", "signature")


@dataclass(frozen=True, slots=True)
class Told:
    """What a receipt says of an entry. `payload` is canonical JSON, `entry` the entry's hash."""

    stream: str
    at: dt.datetime
    act: str
    payload: str
    entry: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was accepted, and whose signature says so.

    `path` leads to what was signed: each step the side of the other node, "<" left or ">" right, and its hash.
    """

    stream: str
    at: dt.datetime
    act: str
    payload: str
    entry: str
    key: str
    path: tuple[str, ...]
    signature: str


def receipt(
    stream: str, at: dt.datetime, act: str, payload: str, entry: str, key: str, sign: Callable[[bytes], str]
) -> str:
    """Return the receipt of one entry. `sign` signs with the private half of `key`."""
    return receipts([Told(stream, at, act, payload, entry)], key, sign)[0]


def receipts(told: Sequence[Told], key: str, sign: Callable[[bytes], str]) -> list[str]:
    """Return the receipts of several entries in their order, under one signature. `sign`: see `receipt`."""
    texts = [_parts(one.stream, one.at, one.act, one.payload, one.entry, key) for one in told]
    root, paths = _tree([_leaf(*text) for text in texts])
    signature = sign(_DOMAIN + root)
    return [
        f'{before}"path":[{",".join(path)}],{payload}"signature":"{signature}",{after}'
        for (before, payload, after), path in zip(texts, paths, strict=True)
    ]


def read_receipt(text: str) -> Receipt:
    """Return what a receipt says. ValueError where it is none, or not as it was written."""
    try:
        values = json.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(values, dict) or set(values) != {*_TEXTS, "path", "payload"} or values["format"] != FORMAT:
        raise ValueError("no receipt")
    texts = {name: values[name] for name in _TEXTS if name not in ("format", "at")}
    if not all(isinstance(told, str) for told in texts.values()) or not isinstance(values["payload"], dict):
        raise ValueError("a field has another type")
    path = values["path"]
    if not isinstance(path, list) or not all(isinstance(step, str) and _STEP.fullmatch(step) for step in path):
        raise ValueError("no path")
    if canonical_json(values) != text.strip():
        raise ValueError("not as it was written")
    at, payload = read_moment(str(values["at"])), canonical_json(values["payload"])
    return Receipt(at=at, payload=payload, path=tuple(path), **texts)


def is_signed(found: Receipt) -> bool:
    """Return whether the signature is that of the receipt's key over all it says."""
    node = _leaf(*_parts(found.stream, found.at, found.act, found.payload, found.entry, found.key))
    for step in found.path:
        other = bytes.fromhex(step[1:])
        node = _node(other, node) if step[0] == "<" else _node(node, other)
    return verify(found.key, _DOMAIN + node, found.signature)


def _parts(stream: str, at: dt.datetime, act: str, payload: str, entry: str, key: str) -> tuple[str, str, str]:
    """Return the canonical JSON of all but path and signature, cut where those belong.

    It is put together by hand in the order of the names: the payload is canonical already, and every bidder waits.
    """
    before = (
        f'{{"act":{_quoted(act)},"at":"{format_moment(at)}","entry":{_quoted(entry)},"format":"{FORMAT}",'
        f'"key":{_quoted(key)},'
    )
    return before, f'"payload":{payload},', f'"stream":{_quoted(stream)}}}'


def _leaf(before: str, payload: str, after: str) -> bytes:
    return hashlib.sha256(b"\x00" + f"{before}{payload}{after}".encode()).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def _tree(leaves: Sequence[bytes]) -> tuple[bytes, list[list[str]]]:
    """Return the root over the leaves, and of each the path to it as quoted steps. A node without a sister moves up."""
    paths: list[list[str]] = [[] for _ in leaves]
    level = [(leaf, [place]) for place, leaf in enumerate(leaves)]
    while len(level) > 1:
        above = []
        for (left, under_left), (right, under_right) in zip(level[::2], level[1::2], strict=False):
            to_right, to_left = f'">{right.hex()}"', f'"<{left.hex()}"'
            for place in under_left:
                paths[place].append(to_right)
            for place in under_right:
                paths[place].append(to_left)
            above.append((_node(left, right), under_left + under_right))
        level = above + (level[-1:] if len(level) % 2 else [])
    return level[0][0], paths
