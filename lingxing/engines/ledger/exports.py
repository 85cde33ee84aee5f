"""An export of the ledger: written from entries, verified on any machine. No Django.

Line by line: a head {"format", "exported_at"}, every entry in the order of streams and sequences, a foot with each
stream's length and last hash and the digest of all lines before it. Every line is canonical JSON, so that one changed
byte anywhere is found. Who can rewrite the whole file can rewrite every hash in it; only heads kept elsewhere show
that.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lingxing.engines.ledger.domain.entries import (
    START,
    Entry,
    Fault,
    check_chain,
    entry_as_json,
    entry_from_json,
    format_moment,
)
from lingxing.kernel.canonical import Json, canonical_json

FORMAT = "lingxing-ledger-1"


def export_lines(entries: Iterable[Entry], at: dt.datetime) -> Iterator[bytes]:
    """Yield the export's lines; `entries` come stream by stream, each in the order of its sequence."""
    digest, heads = hashlib.sha256(), dict[str, Json]()
    for line in _body(entries, at, heads):
        digest.update(line)
        yield line
    yield _line({"digest": digest.hexdigest(), "streams": heads})


def _body(entries: Iterable[Entry], at: dt.datetime, heads: dict[str, Json]) -> Iterator[bytes]:
    yield _line({"format": FORMAT, "exported_at": format_moment(at)})
    for entry in entries:
        heads[entry.stream] = [entry.sequence, entry.hash]
        yield _line(dict(entry_as_json(entry)))


def _line(value: dict[str, Json]) -> bytes:
    return canonical_json(value).encode() + b"\n"


@dataclass
class Verdict:
    """What a verification found: how many entries in how many streams, and every fault."""

    entries: int = 0
    heads: dict[str, tuple[int, str]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def verify_export(lines: Iterable[bytes]) -> Verdict:
    """Return what is wrong with an export, read line by line (each with its line feed)."""
    verdict, digest, last, number = Verdict(), hashlib.sha256(), b"", 0
    for number, line in enumerate(lines, 1):
        if number == 2:
            _check_head(last, verdict)
        elif number > 2:
            _check_entry(last, number - 1, verdict)
        digest.update(last)
        last = line
    if number < 2:
        verdict.faults.append(_at(number, "文件不完整"))
    else:
        _check_foot(last, number, digest.hexdigest(), verdict)
    return verdict


def _check_head(line: bytes, verdict: Verdict) -> None:
    head = _parsed(line)
    if head is None or head.get("format") != FORMAT or set(head) != {"format", "exported_at"}:
        verdict.faults.append(_at(1, f"不是台账导出文件（{FORMAT}），或首行已被改动"))


def _check_entry(line: bytes, number: int, verdict: Verdict) -> None:
    values = _parsed(line)
    try:
        entry = entry_from_json(values or {})
    except (ValueError, TypeError):
        verdict.faults.append(_at(number, "这一行不是台账条目，已被改动"))
        return
    sequence, previous = verdict.heads.get(entry.stream, (0, START))
    verdict.faults.extend(check_chain(entry.stream, [entry], after=(sequence, previous)))
    verdict.heads[entry.stream] = (entry.sequence, entry.hash)
    verdict.entries += 1


def _check_foot(line: bytes, number: int, digest: str, verdict: Verdict) -> None:
    heads: dict[str, Json] = {stream: [sequence, last] for stream, (sequence, last) in verdict.heads.items()}
    if line != _line({"digest": digest, "streams": heads}):
        verdict.faults.append(_at(number, "尾行与全文不符，文件不完整或已被改动"))


def _parsed(line: bytes) -> dict[str, Json] | None:
    """Return the object of a line, or None where the line is not the canonical form of one."""
    try:
        value = json.loads(line)
        return value if isinstance(value, dict) and _line(value) == line else None
    except (ValueError, RecursionError):
        return None


def _at(number: int, what: str) -> Fault:
    return Fault(f"第{number}行", 0, what)
