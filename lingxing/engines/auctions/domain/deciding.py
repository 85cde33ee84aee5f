"""What people decide, as functions of state and moment: `decide(state, at) → events`, for the writer.

Each raises the Refusal of the first event that can't happen. Nothing here knows a clock; `at` is the writer's.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from lingxing.engines.auctions.domain import events
from lingxing.engines.auctions.domain.applying import apply_all
from lingxing.engines.auctions.domain.days import extended_close
from lingxing.engines.auctions.domain.events import Cause, Event
from lingxing.engines.auctions.domain.guards import bidder_of, check_bid
from lingxing.engines.auctions.domain.ladder import answers, rules_of
from lingxing.engines.auctions.domain.refusals import Refusal
from lingxing.engines.auctions.domain.state import Leading, LotState, Proxy, Stage
from lingxing.engines.auctions.domain.terms import MAXIMUM_PRICE, Rules, Terms
from lingxing.engines.auctions.domain.timing import due, ending

Decide: TypeAlias = Callable[[LotState, dt.datetime], Sequence[Event]]


def decide_due(state: LotState, at: dt.datetime) -> Sequence[Event]:
    """Return what time has brought."""
    return due(state, at)


def decide_announcement(terms: Terms, rules: Rules, digest: str) -> Decide:
    """Announce a draft (arts. 8, 9)."""
    return _judged(lambda at: (events.Announced(at=at, terms=terms, rules=rules, digest=digest),))


def decide_supplement(terms: Terms, digest: str, *, moves_price: bool) -> Decide:
    """Publish a supplement; one that moves the price extends the listing as far as it must (art. 10)."""

    def decide(state: LotState, at: dt.datetime) -> Sequence[Event]:
        closes_at = terms.closes_at
        if moves_price and not state.suspension and state.rules:
            closes_at = extended_close(closes_at, at, state.rules.extension_days)
        extended = replace(terms, closes_at=closes_at)
        return _judge(state, (events.Supplemented(at=at, terms=extended, moves_price=moves_price, digest=digest),))

    return decide


def decide_application(application: str, order_number: str, bidder: str, details: Mapping[str, object]) -> Decide:
    """Take an application in (arts. 13 to 15)."""
    secret = {"order_number": order_number, "bidder": bidder}
    return _judged(lambda at: (events.Applied(at=at, application=application, details=details, **secret),))


def decide_deposit(application: str, amount: int, paid_at: dt.datetime, reference: str) -> Decide:
    """Record money under an application (art. 16)."""
    return _judged(
        lambda at: (
            events.DepositReceived(at=at, application=application, amount=amount, paid_at=paid_at, reference=reference),
        )
    )


def decide_guarantee(application: str, amount: int, valid_until: dt.date, reference: str) -> Decide:
    """Record a bank guarantee (art. 17)."""
    return _judged(
        lambda at: (
            events.GuaranteeRecorded(
                at=at, application=application, amount=amount, valid_until=valid_until, reference=reference
            ),
        )
    )


def decide_qualification(application: str, paddle: int) -> Decide:
    """Let an application bid under a paddle (art. 16)."""
    return _judged(lambda at: (events.Qualified(at=at, application=application, paddle=paddle),))


def decide_reserve(commitment: str, digest: str) -> Decide:
    """Import the sealed reserve (art. 11)."""
    return _judged(lambda at: (events.ReserveImported(at=at, commitment=commitment, digest=digest),))


def decide_bid(paddle: int, price: int, key: str) -> Decide:
    """Place a bid (arts. 19, 25), with the automatic bids that it wakes."""

    def decide(state: LotState, at: dt.datetime) -> Sequence[Event]:
        try:
            check_bid(state, paddle, price, at)
        except Refusal as refusal:
            raise refusal.citing(rules_of(state).articles if state.rules else {}, "bid_placed") from None
        runs = answers(state, Leading(paddle, price, at)) if state.stage is Stage.LIVE else ()
        return (events.BidPlaced(at=at, paddle=paddle, price=price, key=key, answers=runs),)

    return decide


def decide_bid_on_record(paddle: int, price: int, key: str) -> Decide:
    """Place a bid, or record that it was refused, and why.

    A Refusal is raised for what leaves no trace: a paddle that nobody holds, a price that nobody may name.
    """
    bid = decide_bid(paddle, price, key)

    def decide(state: LotState, at: dt.datetime) -> Sequence[Event]:
        try:
            return bid(state, at)
        except Refusal as refusal:
            if paddle not in state.bidders or not 0 < price <= MAXIMUM_PRICE:
                raise
            return (events.BidRefused(at=at, paddle=paddle, price=price, key=key, reason=refusal.code),)

    return decide


def decide_answer(paddle: int, key: str, *, wants: bool) -> Decide:
    """Say whether to take part in the live auction (art. 24)."""
    return _judged(lambda at: (events.ParticipationAnswered(at=at, paddle=paddle, wants=wants, key=key),))


def decide_proxy(paddle: int, ceiling: int, key: str) -> Decide:
    """Give a proxy (art. 26), with the automatic bids that it makes at once."""

    def decide(state: LotState, at: dt.datetime) -> Sequence[Event]:
        bidder_of(state, paddle)
        others = tuple(proxy for proxy in state.proxies if proxy.paddle != paddle)
        after = replace(state, proxies=(*others, Proxy(paddle, ceiling)))
        runs = answers(after) if state.stage is Stage.LIVE else ()
        return _judge(state, (events.ProxySet(at=at, paddle=paddle, ceiling=ceiling, key=key, answers=runs),))

    return decide


def decide_revocation(paddle: int, key: str) -> Decide:
    """Take a proxy back (art. 26)."""
    return _judged(lambda at: (events.ProxyRevoked(at=at, paddle=paddle, key=key),))


def decide_result(price: int, salt: str) -> Decide:
    """Open the reserve of a closed lot and state the result (arts. 22, 25, 27)."""

    def decide(state: LotState, at: dt.datetime) -> Sequence[Event]:
        opened = events.ReserveOpened(at=at, price=price, salt=salt)
        after = apply_all(state, (opened,))
        return _judge(state, (opened, ending(after, at)))

    return decide


def decide_proposal(cause: Cause, digest: str, *, terminate: bool) -> Decide:
    """Ask the grantor to suspend or terminate (art. 38)."""
    return _judged(lambda at: (events.StopProposed(at=at, cause=cause, terminate=terminate, digest=digest),))


def decide_ruling(digest: str, *, approved: bool) -> Decide:
    """Decide on what the agency asked (art. 38)."""
    return _judged(lambda at: (events.StopDecided(at=at, approved=approved, digest=digest),))


def decide_suspension(cause: Cause, digest: str) -> Decide:
    """Suspend the sale from now on (arts. 37, 38)."""
    return _judged(lambda at: (events.Suspended(at=at, cause=cause, since=at, digest=digest),))


def decide_resumption(resumes_at: dt.datetime, digest: str) -> Decide:
    """Announce when the sale goes on (art. 39)."""
    return _judged(lambda at: (events.ResumptionAnnounced(at=at, resumes_at=resumes_at, digest=digest),))


def decide_termination(cause: Cause, digest: str) -> Decide:
    """Terminate the sale as the grantor decided (arts. 37, 38)."""
    return _judged(lambda at: (events.Terminated(at=at, cause=cause, digest=digest),))


def decide_confirmation(digest: str) -> Decide:
    """Confirm the sale with the originals checked (art. 28)."""
    return _judged(lambda at: (events.Confirmed(at=at, digest=digest),))


def decide_voiding(article: str, digest: str, *, forfeits_deposit: bool) -> Decide:
    """Declare the result void (art. 43), or the deposit forfeited where the winner refused or gave up (art. 44)."""
    return _judged(
        lambda at: (events.Voided(at=at, article=article, forfeits_deposit=forfeits_deposit, digest=digest),)
    )


def _judged(build: Callable[[dt.datetime], Sequence[Event]]) -> Decide:
    return lambda state, at: _judge(state, build(at))


def _judge(state: LotState, happened: Sequence[Event]) -> Sequence[Event]:
    apply_all(state, happened)
    return happened
