"""A lot's record gone through again, event by event, up to the first that doesn't fit."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from lingxing.engines.auctions.domain.applying import apply
from lingxing.engines.auctions.domain.codec import decode
from lingxing.engines.auctions.domain.events import BidPlaced, Event, ParticipationAnswered, ProxyRevoked, ProxySet
from lingxing.engines.auctions.domain.refusals import Refusal
from lingxing.engines.auctions.domain.state import LotState
from lingxing.kernel.canonical import Json

_WRONG = (ValueError, TypeError, KeyError, OverflowError, RecursionError)
_ASKED = (BidPlaced, ParticipationAnswered, ProxySet, ProxyRevoked)


@dataclass(slots=True)
class Replay:
    """What the events so far add up to. `fault` says in Chinese where the record ceases to fit, "" while it fits."""

    state: LotState = field(default_factory=LotState)
    fault: str = ""
    _keys: set[tuple[int, str]] = field(default_factory=set)

    def take(
        self, sequence: int, act: str, facts: Mapping[str, Json], opened: Mapping[str, Json], at: dt.datetime
    ) -> None:
        """Take the next entry; nothing once one didn't fit."""
        if self.fault:
            return
        try:
            event = decode(act, facts, opened, at)
        except _WRONG as error:
            self.fault = f"第{sequence}条（{act}）：不是宗地记录的内容（{error}）"
            return
        self._apply(sequence, act, event)

    def _apply(self, sequence: int, act: str, event: Event) -> None:
        try:
            self.state = apply(self.state, event)
        except Refusal as refusal:
            self.fault = f"第{sequence}条（{act}）与此前的记录不符：{refusal}"
        except _WRONG as error:
            self.fault = f"第{sequence}条（{act}）：不能推算（{error}）"
        if isinstance(event, _ASKED) and not self.fault:
            self._count(sequence, act, event.paddle, event.key)

    def _count(self, sequence: int, act: str, paddle: int, key: str) -> None:
        if (paddle, key) in self._keys:
            self.fault = f"第{sequence}条（{act}）：{paddle} 号的同一请求记了两次"
        self._keys.add((paddle, key))
