"""Verifying a lot's export on any machine: no Django, no database, nothing but the file and what one knows.

First the ledger's own verification speaks: hashes, checkpoints, signatures, openings. Then the events are gone through
again: each must follow from those before it, the automatic bids, the reasons of refusals, the deadlines, the reserve
and the result worked out anew.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from lingxing.engines.auctions.domain.events import Outcome
from lingxing.engines.auctions.domain.guards import STAGE_LABELS
from lingxing.engines.auctions.domain.prices import format_price
from lingxing.engines.auctions.domain.receipts import LONGEST_RECEIPT, Receipt, is_signed, read_receipt
from lingxing.engines.auctions.domain.replay import Replay
from lingxing.engines.auctions.domain.state import LotState, Stage
from lingxing.engines.auctions.exports import FORMAT
from lingxing.engines.ledger.verification import parsed, verify_export
from lingxing.kernel.canonical import Json, canonical_json
from lingxing.kernel.moments import format_moment, read_moment
from lingxing.kernel.verdicts import Evidence, Verdict

_WRONG = (ValueError, TypeError, KeyError, OverflowError, RecursionError)


def verify_lot(lines: Iterable[bytes], evidence: Evidence) -> Verdict:
    """Return what a lot's export proves, or what is wrong with it; of events the first that doesn't fit.

    Every receipt of `evidence` is looked for in the record.
    """
    rest = iter(lines)
    head = parsed(next(rest, b""))
    if head is None or set(head) != {"format", "stream"} or head["format"] != FORMAT:
        verdict = Verdict()
        verdict.blame("第1行：不是宗地记录的首行")
        return verdict
    reading = _Reading(str(head["stream"]))
    verdict = verify_export(reading.watch(rest), evidence)
    _judge(reading, evidence, verdict)
    return verdict


@dataclass(slots=True)
class _Entry:
    """An entry as its line gives it, and its fields that are opened after it."""

    sequence: int
    values: Mapping[str, Json]
    opened: dict[str, Json] = field(default_factory=dict)


class _Reading:
    """Looks at the lines that the ledger's verification reads, and goes through the events again."""

    def __init__(self, stream: str) -> None:
        self.stream = stream
        self.replay = Replay()
        self.keys: set[str] = set()
        """Public keys that signed something in the file."""
        self.seen: dict[str, tuple[int, str]] = {}
        """By hash of an entry its sequence and what a receipt of it says."""
        self._last: _Entry | None = None

    def watch(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        """Yield the lines as they are."""
        for text in lines:
            self._look(parsed(text) or {})
            yield text
        self._leave()

    def _look(self, values: Mapping[str, Json]) -> None:
        for kind, value in values.items():
            if isinstance(value, Mapping) and kind in ("entry", "opening", "checkpoint"):
                {"entry": self._entry, "opening": self._opening, "checkpoint": self._key}[kind](value)
        if "digest" in values:
            self._key(values)

    def _key(self, values: Mapping[str, Json]) -> None:
        self.keys.add(str(values.get("key")))

    def _entry(self, values: Mapping[str, Json]) -> None:
        self._leave()
        sequence = values.get("sequence")
        self._last = _Entry(sequence if isinstance(sequence, int) else 0, values)
        self.seen[str(values.get("hash"))] = (self._last.sequence, _told(values))
        if values.get("stream") != self.stream and not self.replay.fault:
            self.replay.fault = f"第{self._last.sequence}条：属于 {values.get('stream')}，不属于 {self.stream}"

    def _opening(self, values: Mapping[str, Json]) -> None:
        if self._last is not None:
            self._last.opened[str(values.get("field"))] = values.get("value")

    def _leave(self) -> None:
        """Go through the event whose lines are all read."""
        last, self._last = self._last, None
        if last is None or self.replay.fault:
            return
        payload = last.values.get("payload")
        try:
            at = read_moment(str(last.values["at"]))
            self.replay.take(
                last.sequence, str(last.values["act"]), payload if isinstance(payload, Mapping) else {}, last.opened, at
            )
        except _WRONG:
            self.replay.fault = f"第{last.sequence}条：不是台账的一条"


def _told(values: Mapping[str, Json]) -> str:
    """Return what a receipt of an entry says of it."""
    return canonical_json([values.get(name) for name in ("stream", "at", "act", "payload")])


def _judge(reading: _Reading, evidence: Evidence, verdict: Verdict) -> None:
    state, fault = reading.replay.state, reading.replay.fault
    if fault:
        verdict.blame(f"{reading.stream} {fault}")
    elif not state.events:
        verdict.blame(f"{reading.stream}：文件里没有这宗地的记录")
    found = [_found(reading, evidence, data, verdict) for data in evidence.receipts]
    if not verdict.faults:
        verdict.facts += [*_facts(reading.stream, state), *found]


def _facts(stream: str, state: LotState) -> list[str]:
    if state.stage is Stage.ENDED:
        return [f"{stream}：结果由记录推得。", *_result(state)]
    if state.stage is Stage.TERMINATED:
        return [f"{stream}：记录前后相符，挂牌活动已终止，没有结果。"]
    return [f"{stream}：记录前后相符，到文件末尾为“{STAGE_LABELS[state.stage]}”阶段，还没有结果。"]


def _result(state: LotState) -> list[str]:
    winner = state.winner
    if winner is None or state.outcome is not Outcome.SOLD:
        told = "无人报价，未成交" if state.outcome is Outcome.NO_BID else "最高报价低于底价，未成交"
    else:
        told = f"{winner.paddle} 号以 {format_price(winner.price)}竞得"
    counts = f"有效报价 {state.bids} 次，其中限时竞价 {state.live_bids} 次"
    reserve = f"底价 {format_price(state.reserve)}" if state.reserve is not None else "没有底价"
    after = ["成交结果已被宣告无效。"] if state.voided else []
    return [f"{told}；{counts}；{reserve}。", *after]


def _found(reading: _Reading, evidence: Evidence, data: bytes, verdict: Verdict) -> str:
    """Return where the record holds what a receipt says; "" with a fault where it doesn't."""
    receipt = _read(data, verdict)
    if receipt is None:
        return ""
    told = f"回执（{receipt.act} {format_moment(receipt.at)}）"
    if receipt.key not in reading.keys | set(evidence.keys):
        verdict.blame(f"{told}：签名的密钥不是此文件的，也不是所给的公钥")
        return ""
    sequence, kept = reading.seen.get(receipt.entry, (0, ""))
    values = {"stream": receipt.stream, "at": format_moment(receipt.at), "act": receipt.act}
    if kept != _told({**values, "payload": json.loads(receipt.payload)}):
        verdict.blame(f"{told}：记录里没有回执所证的这一条，已被删去或改动")
        return ""
    return f"{told}与记录第{sequence}条相符。"


def _read(data: bytes, verdict: Verdict) -> Receipt | None:
    try:
        if len(data) > LONGEST_RECEIPT:
            raise ValueError("too long")
        receipt = read_receipt(data.decode("utf-8"))
    except _WRONG:
        verdict.blame("所给的回执文件：不是回执，或已被改动")
        return None
    if not is_signed(receipt):
        verdict.blame("所给的回执文件：签名无效，内容已被改动")
        return None
    return receipt
