"""Applications, deposits, qualification, and the sealed reserve (arts. 11, 13 to 17)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from lingxing.engines.auctions.domain.events import (
    Applied,
    DepositReceived,
    GuaranteeRecorded,
    Qualified,
    ReserveImported,
)
from lingxing.engines.auctions.domain.guards import (
    RUNNING,
    admission_of,
    expect_digest,
    expect_going_on,
    expect_open,
    expect_stage,
    shown,
)
from lingxing.engines.auctions.domain.ladder import rules_of, terms_of
from lingxing.engines.auctions.domain.prices import format_price
from lingxing.engines.auctions.domain.refusals import Reason, Refusal
from lingxing.engines.auctions.domain.state import Admission, Bidder, LotState, Stage
from lingxing.engines.auctions.domain.terms import MAXIMUM_PRICE
from lingxing.kernel.dates import SHANGHAI

PADDLES = range(100, 10_000)


def applied(state: LotState, event: Applied) -> Mapping[str, Any]:
    """Take an application in, until deposits are due."""
    expect_stage(state, Stage.LISTING)
    expect_open(state, event.at)
    due = terms_of(state).deposit_due_at
    if event.at >= due:
        raise Refusal(Reason.TOO_LATE, f"竞买申请和保证金已于 {shown(due)} 截止，现为 {shown(event.at)}")
    if not event.application or event.application in state.admissions:
        raise Refusal(Reason.REPEATED, "这份竞买申请没有编号，或已登记过")
    return _admitted(state, event.application, Admission())


def _admitted(state: LotState, application: str, admission: Admission) -> Mapping[str, Any]:
    return {"admissions": {**state.admissions, application: admission}}


def deposit_received(state: LotState, event: DepositReceived) -> Mapping[str, Any]:
    """Add money to an application; late money is kept apart."""
    expect_stage(state, *RUNNING, Stage.CLOSED, Stage.ENDED, Stage.TERMINATED)
    admission = admission_of(state, event.application)
    expect_digest(event.reference)
    if not 0 < event.amount <= MAXIMUM_PRICE:
        raise Refusal(Reason.WRONG_VALUE, f"到账金额 {format_price(event.amount)}不对")
    if event.paid_at > event.at:
        raise Refusal(Reason.WRONG_VALUE, f"到账时间 {shown(event.paid_at)} 晚于现在 {shown(event.at)}")
    if state.stage is Stage.LISTING and in_time(state, event.paid_at):
        return _admitted(state, event.application, replace(admission, paid=admission.paid + event.amount))
    return _admitted(state, event.application, replace(admission, late=admission.late + event.amount))


def in_time(state: LotState, at: dt.datetime) -> bool:
    """Return whether money of that moment counts (art. 16).

    Reading: while the sale is suspended, the time for deposits stands still with the countdown.
    """
    due = terms_of(state).deposit_due_at
    return at < due or (state.suspension is not None and state.suspension.since < due)


def guarantee_recorded(state: LotState, event: GuaranteeRecorded) -> Mapping[str, Any]:
    """Record a guarantee, which must reach beyond the close of the listing."""
    expect_stage(state, Stage.LISTING)
    admission = admission_of(state, event.application)
    expect_digest(event.reference)
    if not 0 < event.amount <= MAXIMUM_PRICE:
        raise Refusal(Reason.WRONG_VALUE, f"保函金额 {format_price(event.amount)}不对")
    if not in_time(state, event.at):
        due = terms_of(state).deposit_due_at
        raise Refusal(Reason.TOO_LATE, f"保证金已于 {shown(due)} 截止，现为 {shown(event.at)}")
    closes_on = terms_of(state).closes_at.astimezone(SHANGHAI).date()
    if event.valid_until <= closes_on:
        told = f"保函有效至 {event.valid_until}，应晚于挂牌截止日 {closes_on}"
        raise Refusal(Reason.WRONG_VALUE, told)
    guaranteed = max(admission.guaranteed, event.amount)
    return _admitted(state, event.application, replace(admission, guaranteed=guaranteed))


def qualified(state: LotState, event: Qualified) -> Mapping[str, Any]:
    """Give an application its paddle.

    Reading: the deposit is paid in money or covered by one guarantee, not by parts of both.
    """
    expect_stage(state, Stage.LISTING)
    admission = admission_of(state, event.application)
    if state.deadline is not None and event.at >= state.deadline:
        raise Refusal(Reason.TOO_LATE, f"挂牌已于 {shown(state.deadline)} 截止，不再赋予竞买资格")
    if admission.paddle is not None or event.paddle in state.bidders or event.paddle not in PADDLES:
        raise Refusal(Reason.REPEATED, "这份申请已有号牌，或号牌已被占用")
    deposit, given = terms_of(state).deposit, max(admission.paid, admission.guaranteed)
    if given < deposit:
        told = f"按时到账的保证金 {format_price(given)}不足 {format_price(deposit)}"
        raise Refusal(Reason.DEPOSIT_MISSING, told)
    bidders = {**state.bidders, event.paddle: Bidder()}
    return {**_admitted(state, event.application, replace(admission, paddle=event.paddle)), "bidders": bidders}


def reserve_imported(state: LotState, event: ReserveImported) -> Mapping[str, Any]:
    """Take the sealed reserve in, within the last part of the listing only."""
    expect_stage(state, Stage.LISTING)
    expect_going_on(state)
    expect_open(state, event.at)
    expect_digest(event.digest)
    expect_digest(event.commitment)
    if not terms_of(state).has_reserve:
        raise Refusal(Reason.WRONG_VALUE, "本宗地没有设底价")
    if state.reserve_commitment:
        raise Refusal(Reason.REPEATED, "底价已导入，不能更换")
    if state.deadline is None or event.at < state.deadline - rules_of(state).reserve_window:
        minutes = rules_of(state).reserve_window // dt.timedelta(minutes=1)
        told = f"底价只能在挂牌截止前 {minutes} 分钟内导入，现为 {shown(event.at)}"
        raise Refusal(Reason.TOO_EARLY, told)
    return {"reserve_commitment": event.commitment}
