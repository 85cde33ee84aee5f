"""The steps of the price."""

from collections.abc import Sequence
from dataclasses import replace

from lingxing.engines.auctions.domain import proxies
from lingxing.engines.auctions.domain.events import Outcome, Run
from lingxing.engines.auctions.domain.state import Bidder, Leading, LotState, Stage
from lingxing.engines.auctions.domain.terms import Rules, Terms


def terms_of(state: LotState) -> Terms:
    """Return the terms of a lot that was announced. ValueError for a draft."""
    if state.terms is None:
        raise ValueError("the lot was never announced")
    return state.terms


def rules_of(state: LotState) -> Rules:
    """Return the rules of a lot that was announced. ValueError for a draft."""
    if state.rules is None:
        raise ValueError("the lot was never announced")
    return state.rules


def least_bid(state: LotState) -> int:
    """Return the lowest price in fen that the next bid may name (arts. 19, 23)."""
    terms = terms_of(state)
    return state.leading.price + terms.increment if state.leading else terms.starting_price


def answers(state: LotState, leading: Leading | None = None) -> tuple[Run, ...]:
    """Return the automatic bids that follow once `leading` (the present one unless given) leads in the live auction."""
    leads = leading or state.leading
    if leads is None or not state.proxies:
        return ()
    return proxies.answers(state.proxies, leads.price, leads.paddle, terms_of(state).increment)


def with_answers(state: LotState, leading: Leading, runs: Sequence[Run]) -> Leading:
    """Return who leads after the automatic bids."""
    if not runs:
        return leading
    price = leading.price + proxies.total(runs) * terms_of(state).increment
    return replace(leading, paddle=proxies.last_bidder(runs[-1]), price=price, automatic=True)


def counted(bidders: dict[int, Bidder], runs: Sequence[Run]) -> dict[int, Bidder]:
    """Return the bidders with their automatic bids added."""
    for run in runs:
        for paddle, bids in proxies.shares(run):
            bidders[paddle] = replace(bidders[paddle], bids=bidders[paddle].bids + bids)
    return bidders


def result(state: LotState) -> tuple[Outcome, Leading | None]:
    """Return how a closed lot ends, and the winning bid (arts. 22, 25, 27).

    The highest bid wins unless it lies below the reserve, whether it was made in the listing or in the live auction.
    """
    if state.leading is None:
        return Outcome.NO_BID, None
    if state.reserve is not None and state.leading.price < state.reserve:
        return Outcome.BELOW_RESERVE, None
    return Outcome.SOLD, state.leading


def awaits_reserve(state: LotState) -> bool:
    """Return whether a closed lot still waits for its reserve to be opened."""
    return state.stage is Stage.CLOSED and terms_of(state).has_reserve and state.reserve is None


def ending(state: LotState) -> str:
    """Return the kind of act that orders how an ended lot ended, as `Rules.articles` names it (arts. 22, 25, 27)."""
    if state.live_bids:
        return "live_closed"
    return "live_unanswered" if any(bidder.wants_live for bidder in state.bidders.values()) else "ended"
