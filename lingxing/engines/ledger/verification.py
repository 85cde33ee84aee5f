"""Verifying what has left the ledger, on any machine: no Django, no database, nothing but the file and what one knows.

What proves what: the hashes bind each entry to those before it; a checkpoint's signature and root bind the heads of
all streams at its moment; the foot's signature binds this file. Who holds the key can sign anything anew, so that only
a public key or a checkpoint kept elsewhere shows that this is still the same ledger.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence

from lingxing.engines.ledger.domain.checkpoints import (
    Checkpoint,
    check_checkpoints,
    checkpoint_file,
    checkpoint_from_json,
    trusted_keys,
    wrong_signatures,
)
from lingxing.engines.ledger.domain.commitments import check_opening
from lingxing.engines.ledger.domain.entries import START, Entry, check_chain, entry_from_json
from lingxing.engines.ledger.domain.proofs import Absence, Inclusion, absence_from_json, inclusion_from_json
from lingxing.engines.ledger.exports import FORMAT, foot_bytes, line
from lingxing.kernel.canonical import Json
from lingxing.kernel.moments import read_moment
from lingxing.kernel.signing import fingerprint, verify
from lingxing.kernel.verdicts import Evidence, Verdict

_WRONG = (ValueError, TypeError, KeyError, RecursionError, OverflowError)


def verify_export(lines: Iterable[bytes], evidence: Evidence) -> Verdict:
    """Return what an export proves and what is wrong with it, read line by line (each with its line feed)."""
    reading, digest, last, number = _Reading(evidence), hashlib.sha256(), b"", 0
    for number, text in enumerate(lines, 1):
        if number > 1:
            reading.take(number - 1, last)
            digest.update(last)
        last = text
    reading.finish(number, last, digest.hexdigest())
    return reading.verdict


def verify_checkpoint_file(lines: Iterable[bytes], evidence: Evidence) -> Verdict:
    """Return what a published checkpoint's own file proves: its signature, and that others kept the same one."""
    verdict = Verdict()
    checkpoint = _read_checkpoint(b"".join(lines), "文件", verdict)
    if checkpoint is None:
        return verdict
    kept = _kept(evidence, verdict)
    for other in kept:
        _compare(other, checkpoint if other.number == checkpoint.number else None, verdict)
    _judge_key(checkpoint.key, [checkpoint], _roots(evidence, kept), verdict)
    if not verdict.faults:
        size = f"{checkpoint.streams} 条链，共 {checkpoint.entries} 条"
        verdict.facts.insert(0, f"检查点完好：第{checkpoint.number}号，{size}。")
    return verdict


class _Reading:
    """Goes through an export once, holding of each stream only its name when the stream is done."""

    def __init__(self, evidence: Evidence) -> None:
        self.verdict = Verdict()
        self._evidence = evidence
        self._kept = {kept.number: kept for kept in _kept(evidence, self.verdict)}
        self._checkpoints: dict[int, Checkpoint] = {}
        self._newest = 0
        self._scope = ""
        self._done: set[str] = set()
        self._stream = ""
        self._last: Entry | None = None
        self._expected: dict[int, str] = {}
        self._proven: set[int] = set()
        self._included: dict[int, int] = {}
        self._entries = self._covered = self._opened = self._committed = 0

    def take(self, number: int, text: bytes) -> None:
        """Read a line that is not the foot."""
        values = parsed(text)
        try:
            if number == 1:
                self._head(values)
                return
            ((kind, value),) = (values or {}).items()
            {
                "checkpoint": self._checkpoint,
                "inclusion": self._inclusion,
                "absence": self._absence,
                "entry": self._entry,
                "opening": self._opening,
            }[kind](value)
        except _WRONG:
            self.verdict.blame(f"第{number}行：不是这种文件的内容，已被改动")

    def _head(self, values: dict[str, Json] | None) -> None:
        if values is None or set(values) != {"format", "exported_at", "scope"} or values["format"] != FORMAT:
            raise ValueError("no head")
        if values["scope"] not in ("all", "chosen"):
            raise ValueError("no such scope")
        read_moment(str(values["exported_at"]))
        self._scope = str(values["scope"])

    def _checkpoint(self, value: Json) -> None:
        found = checkpoint_from_json(_object(value))
        if self._stream or found.number in self._checkpoints:
            self.verdict.blame(f"第{found.number}号检查点：重复或次序不对")
        self._checkpoints[found.number] = found
        self._newest = max(self._newest, found.number)

    def _enter(self, stream: str) -> None:
        if stream == self._stream:
            return
        self._leave()
        if stream in self._done:
            self.verdict.blame(f"{stream}：分作几处或重复")
        elif stream < self._stream:
            self.verdict.blame(f"{stream}：没有按链名排列")
        self._stream, self._last, self._expected, self._proven = stream, None, {}, set()

    def _leave(self) -> None:
        """Judge the stream that ends here."""
        if not self._stream:
            return
        self._done.add(self._stream)
        for length in sorted(self._expected):
            self.verdict.blame(f"{self._stream}：检查点证明有第{length}条，文件里没有，末尾被截去")
        for number in sorted(self._needed() - self._proven):
            self.verdict.blame(f"{self._stream}：没有第{number}号检查点的证明，请导出时加 --at {number}")

    def _needed(self) -> set[int]:
        return {number for number in (self._newest, *self._kept) if number in self._checkpoints}

    def _proof(self, proof: Inclusion | Absence) -> bool:
        self._enter(proof.stream)
        checkpoint = self._checkpoints.get(proof.checkpoint)
        fits = checkpoint is not None and self._last is None and proof.holds(checkpoint)
        if not fits or proof.checkpoint in self._proven:
            self.verdict.blame(f"{proof.stream}：第{proof.checkpoint}号检查点的证明不成立")
            return False
        self._proven.add(proof.checkpoint)
        return True

    def _inclusion(self, value: Json) -> None:
        proof = inclusion_from_json(value)
        if self._proof(proof):
            if self._expected.setdefault(proof.leaf.length, proof.leaf.head) != proof.leaf.head:
                self.verdict.blame(f"{proof.stream}：两个检查点对第{proof.leaf.length}条的证明不一致")
            if self._scope == "all" and proof.index != self._included.get(proof.checkpoint, 0):
                self.verdict.blame(f"{proof.stream}：在第{proof.checkpoint}号检查点中的位置不对，缺少前面的链")
            self._included[proof.checkpoint] = proof.index + 1
            self._covered += proof.leaf.length if proof.checkpoint == self._newest else 0

    def _absence(self, value: Json) -> None:
        self._proof(absence_from_json(value))

    def _entry(self, value: Json) -> None:
        entry = entry_from_json(_object(value))
        self._enter(entry.stream)
        after = (self._last.sequence, self._last.hash) if self._last else (0, START)
        for fault in check_chain(entry.stream, [entry], after=after):
            self.verdict.blame(str(fault))
        if self._expected.pop(entry.sequence, entry.hash) != entry.hash:
            self.verdict.blame(f"{entry.stream} 第{entry.sequence}条：与检查点所证明的不符，链已被重写")
        self._last = entry
        self._entries += 1
        self._committed += len(_commitments(entry))

    def _opening(self, value: Json) -> None:
        opening = _object(value)
        if set(opening) != {"stream", "sequence", "field", "salt", "value"}:
            raise ValueError("fields are missing or foreign")
        name, entry = opening["field"], self._last
        here = entry is not None and (opening["stream"], opening["sequence"]) == (entry.stream, entry.sequence)
        if not isinstance(name, str):
            raise ValueError("a field has another type")
        committed = _commitments(entry).get(name) if entry and here else None
        if not isinstance(committed, str) or not check_opening(name, opening["value"], str(opening["salt"]), committed):
            where = f"{opening['stream']} 第{opening['sequence']}条"
            self.verdict.blame(f"{where}：公开的字段 {name} 与当时的承诺不符")
        self._opened += 1

    def finish(self, number: int, text: bytes, digest: str) -> None:
        """Read the foot and judge the whole."""
        self._leave()
        foot = parsed(text) if number > 1 else None
        chain = list(self._checkpoints.values())
        for fault in check_checkpoints(chain, self._evidence.keys):
            self.verdict.blame(str(fault))
        for kept in self._kept.values():
            _compare(kept, self._checkpoints.get(kept.number), self.verdict)
        for number in sorted(self._needed() if self._scope == "all" else ()):
            streams, included = self._checkpoints[number].streams, self._included.get(number, 0)
            if streams != included:
                self.verdict.blame(f"第{number}号检查点有 {streams} 条链，文件只有 {included} 条")
        key = self._foot(foot, digest)
        if key:
            _judge_key(key, chain, _roots(self._evidence, self._kept.values()), self.verdict)
        if not self.verdict.faults:
            self.verdict.facts[:0] = self._facts(chain)

    def _foot(self, foot: dict[str, Json] | None, digest: str) -> str:
        """Return the exporter's key, an empty text where the foot does not fit."""
        counted: dict[str, Json] = {"digest": digest, "streams": len(self._done), "entries": self._entries}
        signed = {name: value for name, value in (foot or {}).items() if name not in ("key", "signature")}
        if foot is None or set(foot) != {*counted, "key", "signature"} or signed != counted:
            self.verdict.blame("尾行与全文不符，文件不完整或已被改动")
            return ""
        key, signature = str(foot["key"]), str(foot["signature"])
        if not verify(key, foot_bytes(foot), signature):
            self.verdict.blame("导出者的签名无效")
            return ""
        return key

    def _facts(self, chain: list[Checkpoint]) -> list[str]:
        facts = [f"台账完好：{len(self._done)} 条链，共 {self._entries} 条。"]
        if chain:
            first, last = chain[0].number, chain[-1].number
            later = self._entries - self._covered
            facts.append(f"检查点 {len(chain)} 个（第{first}号至第{last}号），首尾相接，签名有效。")
            facts.append(f"第{last}号检查点证明其中 {self._covered} 条，其余 {later} 条在它之后。")
        else:
            facts.append("文件里没有检查点，只由导出者的签名保证。")
        if self._committed:
            facts.append(f"字段承诺 {self._committed} 项，公开 {self._opened} 项，均与承诺相符；其余未公开。")
        return facts


def _roots(evidence: Evidence, kept: Iterable[Checkpoint]) -> set[str]:
    """Return the keys that are known from elsewhere."""
    return {*evidence.keys, *(checkpoint.key for checkpoint in kept)}


def _judge_key(key: str, chain: Sequence[Checkpoint], roots: set[str], verdict: Verdict) -> None:
    """Judge whether `key` is known from elsewhere or signed for by one that is; else by the first key of the file."""
    name = fingerprint(key)
    first = {checkpoint.key for checkpoint in chain[:1]} or {key}
    if key not in trusted_keys(chain, roots or first):
        source = "所给的公钥或检查点" if roots else "文件里检查点的密钥"
        verdict.blame(f"签名的密钥 {name} 不是{source}，也没有它的背书")
    elif roots:
        verdict.facts.append(f"签名的密钥 {name} 与所给的公钥或检查点相符。")
    else:
        verdict.facts.append(f"签名的密钥 {name} 只出自文件本身，请与发布单位核对，或用 --key 给出公钥。")


def _kept(evidence: Evidence, verdict: Verdict) -> list[Checkpoint]:
    found = (_read_checkpoint(data, "所给的检查点文件", verdict) for data in evidence.checkpoints)
    return [checkpoint for checkpoint in found if checkpoint]


def _read_checkpoint(data: bytes, where: str, verdict: Verdict) -> Checkpoint | None:
    """Return the checkpoint of a file; None, with a fault, where it is none or its signature does not fit."""
    try:
        checkpoint = checkpoint_from_json(_object(parsed(data)))
        if checkpoint_file(checkpoint) != data:
            raise ValueError("not as it was written")
    except _WRONG:
        verdict.blame(f"{where}：不是检查点文件，或已被改动")
        return None
    wrong = list(wrong_signatures(checkpoint))
    for what in wrong:
        verdict.blame(f"{where}（第{checkpoint.number}号）：{what}")
    return None if wrong else checkpoint


def _compare(kept: Checkpoint, stored: Checkpoint | None, verdict: Verdict) -> None:
    name = f"第{kept.number}号检查点"
    if stored is None:
        verdict.blame(f"{name}：文件里没有，不能与所给的核对")
    elif stored.hash != kept.hash:
        verdict.blame(f"{name}：与所给的不同，台账已被重写")
    else:
        verdict.facts.append(f"{name}与所给的相同。")


def _commitments(entry: Entry) -> dict[str, Json]:
    fields = entry.facts.get("fields")
    return fields if isinstance(fields, dict) else {}


def _object(value: Json) -> dict[str, Json]:
    if not isinstance(value, dict):
        raise ValueError("no object")
    return value


def parsed(text: bytes) -> dict[str, Json] | None:
    """Return the object of a line, None where the line is not the canonical form of one."""
    try:
        value = json.loads(text)
        return value if isinstance(value, dict) and line(value) == text else None
    except (ValueError, RecursionError):
        return None
