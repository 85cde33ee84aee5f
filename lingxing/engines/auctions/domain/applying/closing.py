"""What time brings, the result, and what becomes of it (arts. 22 to 28, 43, 44)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from lingxing.engines.auctions.domain.applying.bidding import after_answers, expect_answers
from lingxing.engines.auctions.domain.events import (
    Confirmed,
    Ended,
    ListingClosed,
    LiveClosed,
    Outcome,
    QuestionClosed,
    ReserveOpened,
    Voided,
)
from lingxing.engines.auctions.domain.guards import expect_digest, expect_due, expect_stage
from lingxing.engines.auctions.domain.ladder import answers, awaits_reserve, result, rules_of, terms_of
from lingxing.engines.auctions.domain.refusals import Reason, Refusal
from lingxing.engines.auctions.domain.reserves import opens_reserve
from lingxing.engines.auctions.domain.state import LotState, Stage

CLOSED: Mapping[str, Any] = {"stage": Stage.CLOSED, "deadline": None}


def listing_closed(state: LotState, event: ListingClosed) -> Mapping[str, Any]:
    """Ask the bidders, whose time runs from now; without bids nobody is to be asked."""
    expect_stage(state, Stage.LISTING)
    expect_due(state, event.at)
    if terms_of(state).has_reserve and not state.reserve_commitment:
        raise Refusal(Reason.RESERVE_MISSING, "设有底价的宗地，底价文件没有导入，挂牌不能截止")
    if state.leading is None:
        return CLOSED
    return {"stage": Stage.QUESTION, "deadline": event.at + rules_of(state).question_time}


def question_closed(state: LotState, event: QuestionClosed) -> Mapping[str, Any]:
    """Open the live auction, where the proxies bid at once; without takers no more bids are made."""
    expect_stage(state, Stage.QUESTION)
    expect_due(state, event.at)
    wanted = any(bidder.wants_live for bidder in state.bidders.values())
    expect_answers(answers(state) if wanted else (), event.answers)
    if not wanted:
        return {**CLOSED, "proxies": ()}
    opened = {"stage": Stage.LIVE, "deadline": event.at + rules_of(state).countdown}
    if not event.answers or state.leading is None:
        return opened
    return {**opened, **after_answers(state, replace(state.leading, at=event.at), event.answers)}


def live_closed(state: LotState, event: LiveClosed) -> Mapping[str, Any]:
    """Take no more bids."""
    expect_stage(state, Stage.LIVE)
    expect_due(state, event.at)
    return {**CLOSED, "proxies": ()}


def reserve_opened(state: LotState, event: ReserveOpened) -> Mapping[str, Any]:
    """Open the reserve, which must be the one that was sealed."""
    expect_stage(state, Stage.CLOSED)
    if not awaits_reserve(state):
        raise Refusal(Reason.REPEATED, "本宗地没有设底价，或底价已开启")
    if event.price <= 0 or not opens_reserve(state.reserve_commitment, event.price, event.salt):
        raise Refusal(Reason.RESERVE_DIFFERS, "开启的底价与导入时的承诺不符")
    return {"reserve": event.price}


def ended(state: LotState, event: Ended) -> Mapping[str, Any]:
    """State the result, which must be the one that follows."""
    expect_stage(state, Stage.CLOSED)
    if awaits_reserve(state):
        raise Refusal(Reason.RESERVE_MISSING, "底价尚未开启，不能公布结果")
    outcome, winner = result(state)
    expected = (outcome, winner.paddle if winner else None, winner.price if winner else None)
    if (event.outcome, event.paddle, event.price) != expected:
        raise Refusal(Reason.DOES_NOT_FOLLOW, "所记的结果不是由报价和底价得出的")
    return {"stage": Stage.ENDED, "outcome": outcome, "winner": winner}


def confirmed(state: LotState, event: Confirmed) -> Mapping[str, Any]:
    """Note that the winner confirmed."""
    _expect_sold(state)
    expect_digest(event.digest)
    if state.confirmed:
        raise Refusal(Reason.REPEATED, "成交已确认过")
    return {"confirmed": True}


def _expect_sold(state: LotState) -> None:
    expect_stage(state, Stage.ENDED)
    if state.outcome is not Outcome.SOLD or state.voided:
        raise Refusal(Reason.WRONG_STAGE, "本宗地没有成交，或成交结果已无效")


def voided(state: LotState, event: Voided) -> Mapping[str, Any]:
    """Undo the result; the deposit is forfeited where the winner refused or gave up."""
    _expect_sold(state)
    expect_digest(event.digest)
    return {"voided": True, "forfeited": event.forfeits_deposit}
