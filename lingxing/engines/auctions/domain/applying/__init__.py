"""`apply(state, event) → state`: what may happen to a lot, and what follows from it.

Every handler returns the fields of the state that change, or raises a Refusal.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from operator import attrgetter
from typing import Any, TypeAlias

from lingxing.engines.auctions.domain import events
from lingxing.engines.auctions.domain.applying import admitting, announcing, bidding, closing, stopping
from lingxing.engines.auctions.domain.codec import kind
from lingxing.engines.auctions.domain.events import Announced, Event
from lingxing.engines.auctions.domain.guards import shown
from lingxing.engines.auctions.domain.refusals import Reason, Refusal
from lingxing.engines.auctions.domain.state import LotState

Handler: TypeAlias = Callable[[LotState, Any], Mapping[str, Any]]

HANDLERS: Mapping[type[Event], Handler] = {
    events.Announced: announcing.announced,
    events.Supplemented: announcing.supplemented,
    events.Applied: admitting.applied,
    events.DepositReceived: admitting.deposit_received,
    events.GuaranteeRecorded: admitting.guarantee_recorded,
    events.Qualified: admitting.qualified,
    events.ReserveImported: admitting.reserve_imported,
    events.BidPlaced: bidding.bid_placed,
    events.BidRefused: bidding.bid_refused,
    events.ParticipationAnswered: bidding.participation_answered,
    events.ProxySet: bidding.proxy_set,
    events.ProxyRevoked: bidding.proxy_revoked,
    events.ListingClosed: closing.listing_closed,
    events.QuestionClosed: closing.question_closed,
    events.LiveClosed: closing.live_closed,
    events.ReserveOpened: closing.reserve_opened,
    events.Ended: closing.ended,
    events.Confirmed: closing.confirmed,
    events.Voided: closing.voided,
    events.StopProposed: stopping.stop_proposed,
    events.StopDecided: stopping.stop_decided,
    events.Suspended: stopping.suspended,
    events.ResumptionAnnounced: stopping.resumption_announced,
    events.Resumed: stopping.resumed,
    events.OutageBridged: stopping.outage_bridged,
    events.Terminated: stopping.terminated,
}

_NAMES = tuple(field.name for field in fields(LotState))
_PLACES = {name: place for place, name in enumerate(_NAMES)}
_values_of = attrgetter(*_NAMES)


def apply(state: LotState, event: Event) -> LotState:
    """Return the lot after the event. Refusal, with code, text and article, where it can't happen."""
    try:
        if state.last_at is not None and event.at < state.last_at:
            told = f"时间 {shown(event.at)} 早于上一条记录的 {shown(state.last_at)}"
            raise Refusal(Reason.OUT_OF_ORDER, told)
        changes = HANDLERS[type(event)](state, event)
    except Refusal as refusal:
        raise refusal.citing(_articles(state, event), kind(event)) from None
    return _changed(state, {**changes, "events": state.events + 1, "last_at": event.at})


def _changed(state: LotState, changes: Mapping[str, Any]) -> LotState:
    """Return the state with some fields changed: what `dataclasses.replace` does, in a third of its time, as all wait.

    ValueError for a field that there is not.
    """
    values = list(_values_of(state))
    for name, value in changes.items():
        if name not in _PLACES:
            raise ValueError(f"no such field: {name}")
        values[_PLACES[name]] = value
    return LotState(*values)


def apply_all(state: LotState, happened: Iterable[Event]) -> LotState:
    """Return the lot after several events in order. Refusal by the first that can't happen."""
    for event in happened:
        state = apply(state, event)
    return state


def _articles(state: LotState, event: Event) -> Mapping[str, str]:
    rules = state.rules or (event.rules if isinstance(event, Announced) else None)
    return rules.articles if rules else {}
