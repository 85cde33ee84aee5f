"""One lot while a transaction writes it: its state, and the events that come to it one after another."""

import datetime as dt
import logging
from collections.abc import Iterable
from dataclasses import dataclass, field

from lingxing.engines.auctions.domain import codec
from lingxing.engines.auctions.domain.applying import apply
from lingxing.engines.auctions.domain.events import Announced, Ended, Event, ReserveOpened, Terminated
from lingxing.engines.auctions.domain.ladder import awaits_reserve, ending
from lingxing.engines.auctions.domain.outages import outage
from lingxing.engines.auctions.domain.state import LotState, Stage
from lingxing.engines.auctions.domain.timing import due, wakes_at
from lingxing.engines.auctions.queries.reserves import open_reserve
from lingxing.engines.auctions.queries.states import Head, Known, secret_context, stream_of
from lingxing.engines.auctions.statements import LotRow
from lingxing.engines.ledger.services import Act, commit
from lingxing.engines.parties.access_sealing import seal_text
from lingxing.kernel.actors import SYSTEM, Actor
from lingxing.kernel.canonical import canonical_json
from lingxing.kernel.errors import LingxingError

_AGAIN = dt.timedelta(seconds=5)
"""After how long the end is tried again where the reserve could not be opened."""
_log = logging.getLogger("lingxing.auctions")


@dataclass(slots=True)
class Book:
    """A locked lot. `grace` is how long an outage may be that only moves the deadline."""

    lot_id: int
    head: Head
    state: LotState
    grace: dt.timedelta
    events: list[Event] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    sealed: list[tuple[int, int, str]] = field(default_factory=list)
    """Lot, sequence and sealed fields of the events that have any."""
    waits: bool = False
    """Whether the lot has closed, but its reserve can't be opened yet."""
    passed: dt.datetime | None = None
    """Until when time has passed here: several requests of one moment need not look again."""

    def moment(self, at: dt.datetime) -> dt.datetime:
        """Return the time of what happens now: that of the clock, never before the last event."""
        return max(at, self.state.last_at) if self.state.last_at else at

    def add(self, events: Iterable[Event], actor: Actor) -> tuple[Event, ...]:
        """Add events, all or none, and return them. Refusal where one can't happen."""
        added, state = tuple(events), self.state
        for event in added:
            state = apply(state, event)
        for event in added:
            self._write(event, actor)
        self.state = state
        return added

    def pass_time(self, at: dt.datetime, beat: dt.datetime | None) -> None:
        """Add what time alone brings until `at`: first what an outage does, then what is due, then the end."""
        if self.passed == at:
            return
        if beat is not None:
            self.add(outage(self.state, beat, at, self.grace), SYSTEM)
        self.add(due(self.state, at), SYSTEM)
        if self._is_closed and awaits_reserve(self.state):
            self._open_reserve(at)
        self.passed = at

    def known(self, head: Head) -> Known:
        """Return the lot as of its new head."""
        return Known(head, self.state)

    def row(self, at: dt.datetime) -> LotRow:
        """Return what the row of the lot is to say."""
        state = self.state
        return LotRow(
            self.lot_id,
            state.stage.value,
            state.suspension is not None,
            at + _AGAIN if self._is_closed else wakes_at(state),
            self.head[0] + len(self.events),
            next((event.at for event in self.events if isinstance(event, Announced)), None),
            next((event.at for event in self.events if isinstance(event, Ended | Terminated)), None),
        )

    @property
    def _is_closed(self) -> bool:
        return self.state.stage is Stage.CLOSED and self.state.suspension is None

    def _open_reserve(self, at: dt.datetime) -> None:
        """Open the reserve, from which the result follows. One that can't be opened yet keeps the lot closed."""
        try:
            price, salt = open_reserve(self.lot_id)
            self.add([ReserveOpened(at=at, price=price, salt=salt)], SYSTEM)
        except LingxingError as error:
            self.waits = True
            _log.warning("the reserve can't be opened yet", extra={"lot": self.lot_id, "why": str(error)})
        self.add(due(self.state, at), SYSTEM)

    def _write(self, event: Event, actor: Actor) -> None:
        act, facts = codec.kind(event), dict(codec.payload(event))
        sequence = self.head[0] + len(self.events) + 1
        if values := codec.secrets(event):
            commitments, salts = commit(values)
            facts["fields"] = commitments
            text = canonical_json({name: [salts[name], value] for name, value in values.items()})
            self.sealed.append((self.lot_id, sequence, seal_text(text, secret_context(self.lot_id, sequence))))
        self.events.append(event)
        rules = event.rules if isinstance(event, Announced) else self.state.rules
        cited = ending(self.state) if isinstance(event, Ended) else act
        article = rules.articles.get(cited, "") if rules else ""
        self.acts.append(Act(stream_of(self.lot_id), act, actor, facts, event.at, article))
