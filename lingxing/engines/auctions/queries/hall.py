"""What everybody sees of a lot, while it goes on and after."""

import datetime as dt
import json
from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock

from django.db import DatabaseError, connection

from lingxing.engines.auctions.domain.board import Board, board
from lingxing.engines.auctions.domain.ladder import terms_of
from lingxing.engines.auctions.domain.showing import PublicEvent, Standing, show
from lingxing.engines.auctions.domain.state import LotState, Stage
from lingxing.engines.auctions.domain.terms import Terms
from lingxing.engines.auctions.hub import Frame
from lingxing.engines.auctions.models import Heartbeat, Lot
from lingxing.engines.auctions.queries.states import Head, events_of, states_of, stream_of
from lingxing.engines.ledger.queries import heads
from lingxing.kernel.errors import NotFound

MOST_EVENTS = 500
"""How many events a watcher that comes back is told at once; behind more it loads the page anew."""
_KEPT = 100


@dataclass(frozen=True, slots=True)
class Hall:
    """A lot as its hall shows it: how it stands, on which terms, and its public events, the oldest first."""

    lot: Lot
    board: Board
    terms: Terms
    events: Sequence[PublicEvent]


@dataclass(slots=True)
class _Followed:
    """The public events of a lot as far as its chain was read; `hash` is that of the last entry read."""

    lock: Lock = field(default_factory=Lock)
    entry: int = 0
    hash: str = ""
    standing: Standing = field(default_factory=Standing)
    events: list[PublicEvent] = field(default_factory=list)

    def fits(self, head: Head) -> bool:
        """Return whether what was read may be the beginning of a chain with that head."""
        return self.entry < head[0] or (self.entry, self.hash) == head

    def begin_anew(self) -> None:
        """Forget what was read."""
        self.entry, self.hash, self.standing, self.events = 0, "", Standing(), []


_FOLLOWED: dict[int, _Followed] = {}


def find_public(number: str) -> int | None:
    """Return the id of the announced lot of that number, None where there is none. Leaves no connection open."""
    try:
        return Lot.objects.filter(number=number).exclude(stage=Stage.DRAFT).values_list("pk", flat=True).first()
    finally:
        connection.close()


def hall(lot: Lot) -> Hall:
    """Return what everybody sees of an announced lot now."""
    state, events = _shown(lot.pk)
    return Hall(lot, board(state, len(events)), terms_of(state), events)


def public_events(lot_id: int, after: int = 0) -> Sequence[PublicEvent]:
    """Return the public events behind the public sequence `after`, the oldest first."""
    return _shown(lot_id)[1][after:]


def last_beat() -> dt.datetime | None:
    """Return when a process that keeps the clocks last gave a sign of life."""
    return Heartbeat.objects.values_list("at", flat=True).first()


class HallSource:
    """What the hub reads, in its own thread; see `hub.Source`."""

    def heads(self, lot_ids: Collection[int]) -> Mapping[int, int]:
        """Return the length of each lot's chain, by id. It never leaves the process."""
        names = {stream_of(lot_id): lot_id for lot_id in lot_ids}
        try:
            return {names[name]: length for name, (length, _) in heads(list(names)).items()}
        except DatabaseError:
            connection.close()
            raise

    def frame(self, lot_id: int, after: int | None) -> Frame:
        """Return the events behind `after` (none where it is None) with the board, encoded once for every watcher."""
        try:
            state, events = _shown(lot_id)
        except DatabaseError:
            connection.close()
            raise
        return _frame(state, events, after)


def _frame(state: LotState, events: Sequence[PublicEvent], after: int | None) -> Frame:
    sequence = len(events)
    missing = 0 if after is None else sequence - after
    body = {
        "board": board(state, sequence).to_json(),
        "events": [event.to_json() for event in events[sequence - missing :]] if 0 < missing <= MOST_EVENTS else [],
        "reload": not 0 <= missing <= MOST_EVENTS,
    }
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return Frame(state.events, sequence, f"id: {sequence}\ndata: {text}\n\n".encode())


def _shown(lot_id: int) -> tuple[LotState, Sequence[PublicEvent]]:
    """Return a lot and the public events up to exactly there. NotFound for a draft."""
    followed = _FOLLOWED.setdefault(lot_id, _Followed())
    with followed.lock:
        known = states_of([lot_id])[lot_id]
        if known.state.terms is None:
            raise NotFound("没有这宗地，或还没有公告", remedy="已公告的宗地见挂牌出让列表")
        if not followed.fits(known.head) or not _read_on(lot_id, followed, known.head):
            followed.begin_anew()
            _read_on(lot_id, followed, known.head)
        events = followed.events[: bisect_right(followed.events, known.head[0], key=_entry)]
    for oldest in list(_FOLLOWED)[: max(len(_FOLLOWED) - _KEPT, 0)]:
        _FOLLOWED.pop(oldest, None)
    return known.state, events


def _read_on(lot_id: int, followed: _Followed, head: Head) -> bool:
    """Read what the chain holds behind what was read; return False where it is not the same chain."""
    if (followed.entry, followed.hash) == head:
        return True
    for entry, event in events_of(lot_id, followed.entry):
        if followed.entry and entry.previous != followed.hash:
            return False
        shown, followed.standing = show(event, entry.sequence, followed.standing)
        followed.entry, followed.hash = entry.sequence, entry.hash
        if shown:
            followed.events.append(shown)
    return True


def _entry(event: PublicEvent) -> int:
    return event.entry
