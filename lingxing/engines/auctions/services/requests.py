"""What the writer is asked to write, and what it has written."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from lingxing.engines.auctions.domain.events import Event
from lingxing.engines.auctions.domain.refusals import Refusal
from lingxing.engines.auctions.domain.state import LotState
from lingxing.engines.ledger.queries.covering import Entry
from lingxing.kernel.actors import Actor
from lingxing.kernel.canonical import Json
from lingxing.kernel.errors import LingxingError


@dataclass(frozen=True, slots=True)
class Written:
    """What came of a request: its events with their entries, and the lot after them.

    `answer` is what a bidder is told, and told again under the same key; `repeated` where it was told before: then
    nothing has happened now.
    """

    lot_id: int
    at: dt.datetime
    events: tuple[Event, ...]
    entries: tuple[Entry, ...]
    state: LotState
    repeated: bool = False
    answer: Mapping[str, Json] | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What a bidder asks, under an idempotency key that is the paddle's own. `text` is the question in canonical form.

    `answer` makes what is told and kept where it is accepted, from what was written and the receipt of its first entry;
    `refused` the event that is recorded where it is not.
    """

    paddle: int
    key: str
    text: str
    answer: Callable[[Written, str], Mapping[str, Json]]
    refused: Callable[[Refusal, dt.datetime], Event] | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """One act on one lot.

    `decide` is pure: from the lot and the moment it returns the events, or raises Refusal. `store` writes rows of the
    same act in the same transaction.
    """

    lot_id: int
    actor: Actor
    decide: Callable[[LotState, dt.datetime], Sequence[Event]]
    store: Callable[[Written], None] | None = None
    asked: Asked | None = None


class Busy(LingxingError):
    """The writer could not take a request up, or nobody knows whether it did: asking again under the same key tells."""

    def __init__(self, what: str = "系统繁忙，暂时没有办成") -> None:
        super().__init__(what, remedy="请稍候用原请求重试；已经受理的不会重复办理")
