"""Bids, the question, and automatic bids (arts. 19 to 27)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from lingxing.engines.auctions.domain.events import (
    BidPlaced,
    BidRefused,
    ParticipationAnswered,
    ProxyRevoked,
    ProxySet,
    Run,
)
from lingxing.engines.auctions.domain.guards import (
    bidder_of,
    check_bid,
    check_ceiling,
    expect_key,
    expect_open,
    expect_stage,
    proxy_of,
)
from lingxing.engines.auctions.domain.ladder import answers, counted, rules_of, terms_of, with_answers
from lingxing.engines.auctions.domain.proxies import total
from lingxing.engines.auctions.domain.refusals import Reason, Refusal
from lingxing.engines.auctions.domain.state import Bidder, Leading, LotState, Proxy, Stage


def bid_placed(state: LotState, event: BidPlaced) -> Mapping[str, Any]:
    """Take a bid, and in the live auction what the proxies answer; each bid starts the countdown anew."""
    expect_key(event.key)
    check_bid(state, event.paddle, event.price, event.at)
    leading = Leading(event.paddle, event.price, event.at)
    expect_answers(answers(state, leading) if state.stage is Stage.LIVE else (), event.answers)
    bidder = state.bidders[event.paddle]
    bidders = {**state.bidders, event.paddle: Bidder(bidder.bids + 1, bidder.wants_live)}
    own: dict[str, Any] = {"bidders": bidders, "leading": leading, "bids": state.bids + 1}
    if state.stage is Stage.LISTING:
        return own
    live: dict[str, Any] = {"live_bids": state.live_bids + 1, "deadline": event.at + rules_of(state).countdown}
    if not state.proxies:
        return own | live
    return own | live | after_answers(replace(state, **own, **live), leading, event.answers)


def expect_answers(expected: Sequence[Run], recorded: Sequence[Run]) -> None:
    """Refuse automatic bids that aren't those that follow."""
    if tuple(expected) != tuple(recorded):
        raise Refusal(Reason.DOES_NOT_FOLLOW, "所记的自动报价不是按各委托推算的结果")


def after_answers(state: LotState, leading: Leading, runs: Sequence[Run]) -> dict[str, Any]:
    """Return what automatic bids change after `leading`.

    A proxy whose ceiling lies below the next step is spent: it ends, and its owner bids by hand again.
    """
    leads = with_answers(state, leading, runs)
    least, count = leads.price + terms_of(state).increment, total(runs)
    proxies = tuple(proxy for proxy in state.proxies if proxy.ceiling >= least)
    changes: dict[str, Any] = {"leading": leads, "proxies": proxies}
    if runs:
        changes |= {"bids": state.bids + count, "live_bids": state.live_bids + count}
        changes["bidders"] = counted(dict(state.bidders), runs)
    return changes


def bid_refused(state: LotState, event: BidRefused) -> Mapping[str, Any]:
    """Keep a refused bid; it must have been wrong for just that reason."""
    expect_key(event.key)
    bidder_of(state, event.paddle)
    try:
        check_bid(state, event.paddle, event.price, event.at)
    except Refusal as refusal:
        if refusal.code == event.reason:
            return {}
        told = f"所记的拒绝理由 {event.reason} 不对，应为 {refusal.code}（{refusal.what}）"
        raise Refusal(Reason.DOES_NOT_FOLLOW, told) from None
    raise Refusal(Reason.DOES_NOT_FOLLOW, f"报价有效，却以 {event.reason} 拒绝")


def participation_answered(state: LotState, event: ParticipationAnswered) -> Mapping[str, Any]:
    """Note who takes part. A no ends the bidder's proxy."""
    expect_key(event.key)
    bidder = bidder_of(state, event.paddle)
    expect_stage(state, Stage.QUESTION)
    expect_open(state, event.at)
    if not bidder.bids:
        raise Refusal(Reason.NO_LISTING_BID, f"{event.paddle} 号在挂牌期限内没有有效报价，不能参加限时竞价")
    bidders = {**state.bidders, event.paddle: replace(bidder, wants_live=event.wants)}
    return {"bidders": bidders, **({} if event.wants else {"proxies": _without(state, event.paddle)})}


def _without(state: LotState, paddle: int) -> tuple[Proxy, ...]:
    return tuple(proxy for proxy in state.proxies if proxy.paddle != paddle)


def proxy_set(state: LotState, event: ProxySet) -> Mapping[str, Any]:
    """Take a proxy, and in the live auction what it bids at once.

    Reading: a proxy that replaces one of the same bidder is a new one and stands behind those of others.
    """
    expect_key(event.key)
    bidder_of(state, event.paddle)
    expect_stage(state, Stage.QUESTION, Stage.LIVE)
    expect_open(state, event.at)
    check_ceiling(state, event.paddle, event.ceiling)
    proxies = (*_without(state, event.paddle), Proxy(event.paddle, event.ceiling))
    after = replace(state, proxies=proxies)
    live = state.stage is Stage.LIVE
    expect_answers(answers(after) if live else (), event.answers)
    if not event.answers or state.leading is None:
        return {"proxies": proxies}
    deadline = event.at + rules_of(state).countdown
    return {**after_answers(after, replace(state.leading, at=event.at), event.answers), "deadline": deadline}


def proxy_revoked(state: LotState, event: ProxyRevoked) -> Mapping[str, Any]:
    """End a proxy; this may be done at any moment until the live auction is over."""
    expect_key(event.key)
    expect_stage(state, Stage.QUESTION, Stage.LIVE)
    if not state.suspension:
        expect_open(state, event.at)
    if not proxy_of(state, event.paddle):
        raise Refusal(Reason.NO_PROXY, f"{event.paddle} 号没有生效的自动委托报价，没有可撤销的")
    return {"proxies": _without(state, event.paddle)}
