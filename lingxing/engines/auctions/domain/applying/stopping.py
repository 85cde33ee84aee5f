"""Suspension, resumption, termination, outages (arts. 37 to 39)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from lingxing.engines.auctions.domain.days import days_between
from lingxing.engines.auctions.domain.events import (
    Cause,
    OutageBridged,
    Resumed,
    ResumptionAnnounced,
    StopDecided,
    StopProposed,
    Suspended,
    Terminated,
)
from lingxing.engines.auctions.domain.guards import (
    RUNNING,
    expect_digest,
    expect_going_on,
    expect_stage,
    lacks_reserve,
    shown,
)
from lingxing.engines.auctions.domain.ladder import rules_of, terms_of
from lingxing.engines.auctions.domain.refusals import Reason, Refusal
from lingxing.engines.auctions.domain.state import LotState, Proposal, Stage, Suspension
from lingxing.engines.auctions.domain.terms import Terms

AT_ONCE = frozenset({Cause.INVESTIGATION, Cause.FAILURE})
"""Causes for which the agency suspends on its own and reports; all else takes the grantor's decision."""


def stop_proposed(state: LotState, event: StopProposed) -> Mapping[str, Any]:
    """Note what the agency asks of the grantor; one question at a time."""
    expect_stage(state, *RUNNING)
    expect_digest(event.digest)
    if state.proposal and state.proposal.approved is None:
        raise Refusal(Reason.REPEATED, "上一次报请尚未批复")
    return {"proposal": Proposal(event.cause, event.terminate)}


def stop_decided(state: LotState, event: StopDecided) -> Mapping[str, Any]:
    """Note what the grantor decided."""
    expect_stage(state, *RUNNING)
    expect_digest(event.digest)
    if state.proposal is None or state.proposal.approved is not None:
        raise Refusal(Reason.NOT_APPROVED, "没有待批复的报请")
    return {"proposal": replace(state.proposal, approved=event.approved)}


def suspended(state: LotState, event: Suspended) -> Mapping[str, Any]:
    """Stop the countdown with what is left of it.

    Where the sale is suspended already, the new cause takes the place of the old one and an announced resumption falls;
    the time that is left stays. A lot whose sealed reserve is missing at its close is suspended by the clock.
    """
    expect_stage(state, *RUNNING)
    expect_digest(event.digest)
    proposal = _consumed(state, event)
    if state.suspension:
        return {"suspension": replace(state.suspension, cause=event.cause, resumes_at=None), "proposal": proposal}
    _check_since(state, event.since, event.at)
    left = _left(state, event.since, event.at)
    return {"suspension": Suspension(event.cause, event.since, left), "deadline": None, "proposal": proposal}


def _consumed(state: LotState, event: Suspended) -> Proposal | None:
    """Return the proposal that is left once the suspension rests on its own right, or on a decision."""
    if event.cause in AT_ONCE or lacks_reserve(state, event.at):
        return state.proposal
    _expect_approved(state, event.cause, terminate=False)
    return None


def _expect_approved(state: LotState, cause: Cause, *, terminate: bool) -> None:
    if state.proposal != Proposal(cause, terminate, approved=True):
        what = "终止" if terminate else "中止"
        told = f"因第{cause.value}项原因{what}须先经出让人批准"
        raise Refusal(Reason.NOT_APPROVED, told, remedy="请先报出让人，批准后再办理")


def _check_since(state: LotState, since: dt.datetime, at: dt.datetime) -> None:
    if since > at or (state.last_at is not None and since < state.last_at):
        told = f"停止计时的时间 {shown(since)} 应不早于上一条记录、不晚于现在 {shown(at)}"
        raise Refusal(Reason.OUT_OF_ORDER, told)


def _left(state: LotState, since: dt.datetime, at: dt.datetime) -> dt.timedelta:
    left = (state.deadline - since) if state.deadline else dt.timedelta()
    if left <= dt.timedelta() and not lacks_reserve(state, at):
        raise Refusal(Reason.TOO_LATE, f"{shown(since)} 时计时已经届满，不能再中止")
    return max(left, dt.timedelta())


def resumption_announced(state: LotState, event: ResumptionAnnounced) -> Mapping[str, Any]:
    """Note when the sale goes on. Reading: the days before are counted by dates."""
    expect_stage(state, *RUNNING)
    expect_digest(event.digest)
    if state.suspension is None:
        raise Refusal(Reason.NOT_SUSPENDED, "挂牌活动没有中止，无从恢复")
    days, least = days_between(event.at, event.resumes_at), rules_of(state).resumption_days
    if days < least:
        told = f"恢复时间 {shown(event.resumes_at)} 距公告只有 {max(days, 0)} 日，至少应为 {least} 日"
        raise Refusal(Reason.WRONG_VALUE, told)
    return {"suspension": replace(state.suspension, resumes_at=event.resumes_at)}


def resumed(state: LotState, event: Resumed) -> Mapping[str, Any]:
    """Go on with exactly the time that was left.

    Reading: a listing lasts until 20 days after a change moving the price, and where its sealed reserve is missing, at
    least as long as the reserve may be imported. Whatever the terms still had ahead of them moves by the standstill.
    """
    expect_stage(state, *RUNNING)
    held = state.suspension
    if held is None:
        raise Refusal(Reason.NOT_SUSPENDED, "挂牌活动没有中止，无从恢复")
    if held.resumes_at is None or event.at < held.resumes_at:
        told = f"恢复时间为 {shown(held.resumes_at)}" if held.resumes_at else "尚未公告恢复时间"
        raise Refusal(Reason.TOO_EARLY, told)
    if state.stage is not Stage.LISTING:
        return {"suspension": None, "deadline": event.at + held.left}
    deadline = event.at + max(held.left, _reserve_time(state))
    deadline = max(deadline, state.closes_not_before or deadline)
    moved = _moved(terms_of(state), held.since, event.at - held.since, deadline)
    return {"suspension": None, "deadline": deadline, "terms": moved}


def _reserve_time(state: LotState) -> dt.timedelta:
    missing = terms_of(state).has_reserve and not state.reserve_commitment
    return rules_of(state).reserve_window if missing else dt.timedelta()


def _moved(terms: Terms, since: dt.datetime, by: dt.timedelta, closes_at: dt.datetime) -> Terms:
    """Return the terms with what was still ahead at `since` moved."""
    ahead = {name: getattr(terms, name) + by for name in ("opens_at", "deposit_due_at") if getattr(terms, name) > since}
    return replace(terms, **ahead, closes_at=closes_at)


def outage_bridged(state: LotState, event: OutageBridged) -> Mapping[str, Any]:
    """Move the running deadline by a short outage."""
    expect_stage(state, *RUNNING)
    expect_going_on(state)
    _check_since(state, event.since, event.at)
    if state.deadline is None or event.since >= state.deadline:
        raise Refusal(Reason.TOO_LATE, "故障开始时计时已经届满")
    gap = event.at - event.since
    deadline = state.deadline + gap
    if state.stage is not Stage.LISTING:
        return {"deadline": deadline}
    return {"deadline": deadline, "terms": _moved(terms_of(state), event.since, gap, deadline)}


def terminated(state: LotState, event: Terminated) -> Mapping[str, Any]:
    """End the sale without a result."""
    expect_stage(state, *RUNNING)
    expect_digest(event.digest)
    _expect_approved(state, event.cause, terminate=True)
    over: dict[str, Any] = {"stage": Stage.TERMINATED, "deadline": None, "suspension": None, "proxies": ()}
    return over | {"proposal": None}
