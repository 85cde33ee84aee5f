"""Receipts: what a bidder keeps to show later what the server accepted.

A receipt is one line of canonical JSON: the lot's stream, moment, act and payload of the entry, the entry's hash, the
ledger's public key and its signature. The entry's number is left out: before the end it would tell how many acts there
were.
"""

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass

from lingxing.kernel.canonical import canonical_json
from lingxing.kernel.moments import format_moment, read_moment
from lingxing.kernel.signing import verify

FORMAT = "lingxing-receipt-1"
LONGEST_RECEIPT = 64 * 1024
_DOMAIN = b"lingxing receipt 1\n"
_quoted = json.JSONEncoder(ensure_ascii=False).encode
_TEXTS = ("format", "stream", "at", "act", "entry", "key", "signature")


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was accepted, and whose signature says so. `payload` is canonical JSON, `entry` the entry's hash."""

    stream: str
    at: dt.datetime
    act: str
    payload: str
    entry: str
    key: str
    signature: str


def receipt(
    stream: str, at: dt.datetime, act: str, payload: str, entry: str, key: str, sign: Callable[[bytes], str]
) -> str:
    """Return the receipt of an entry. `sign` signs with the private half of `key`."""
    before, after = _parts(stream, at, act, payload, entry, key)
    signature = sign(_DOMAIN + f"{before}{after}".encode())
    return f'{before}"signature":"{signature}",{after}'


def read_receipt(text: str) -> Receipt:
    """Return what a receipt says. ValueError where it is none, or not as it was written."""
    try:
        values = json.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(values, dict) or set(values) != {*_TEXTS, "payload"} or values["format"] != FORMAT:
        raise ValueError("no receipt")
    texts = {name: values[name] for name in _TEXTS if name not in ("format", "at")}
    if not all(isinstance(told, str) for told in texts.values()) or not isinstance(values["payload"], dict):
        raise ValueError("a field has another type")
    if canonical_json(values) != text.strip():
        raise ValueError("not as it was written")
    return Receipt(at=read_moment(str(values["at"])), payload=canonical_json(values["payload"]), **texts)


def is_signed(found: Receipt) -> bool:
    """Return whether the signature is that of the receipt's key over all it says."""
    before, after = _parts(found.stream, found.at, found.act, found.payload, found.entry, found.key)
    return verify(found.key, _DOMAIN + f"{before}{after}".encode(), found.signature)


def _parts(stream: str, at: dt.datetime, act: str, payload: str, entry: str, key: str) -> tuple[str, str]:
    """Return the canonical JSON of all but the signature, cut where that belongs.

    It is put together by hand in the order of the names: the payload is canonical already, and every bidder waits.
    """
    before = (
        f'{{"act":{_quoted(act)},"at":"{format_moment(at)}","entry":{_quoted(entry)},"format":"{FORMAT}",'
        f'"key":{_quoted(key)},"payload":{payload},'
    )
    return before, f'"stream":{_quoted(stream)}}}'
