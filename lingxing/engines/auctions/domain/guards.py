"""Conditions that several acts share; each raises a Refusal."""

import datetime as dt
import re

from lingxing.engines.auctions.domain.ladder import least_bid, terms_of
from lingxing.engines.auctions.domain.prices import format_price
from lingxing.engines.auctions.domain.refusals import Reason, Refusal
from lingxing.engines.auctions.domain.state import Admission, Bidder, LotState, Stage
from lingxing.engines.auctions.domain.terms import MAXIMUM_PRICE
from lingxing.kernel.dates import SHANGHAI

RUNNING = (Stage.LISTING, Stage.QUESTION, Stage.LIVE)
STAGE_LABELS = {
    Stage.DRAFT: "未发布",
    Stage.LISTING: "挂牌",
    Stage.QUESTION: "询问",
    Stage.LIVE: "限时竞价",
    Stage.CLOSED: "已截止",
    Stage.ENDED: "已结束",
    Stage.TERMINATED: "已终止",
}
_DIGEST = re.compile(r"[0-9a-f]{64}")
_KEY = re.compile(r"[A-Za-z0-9._:-]{1,64}")


def shown(at: dt.datetime) -> str:
    """Return a moment as people read it, in Shanghai, to the millisecond: 2026-12-01 10:00:00.125."""
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S.%f")[:-3]


def expect_stage(state: LotState, *stages: Stage) -> None:
    """Refuse outside the given stages."""
    if state.stage not in stages:
        asked = "、".join(STAGE_LABELS[stage] for stage in stages)
        raise Refusal(Reason.WRONG_STAGE, f"宗地现处于“{STAGE_LABELS[state.stage]}”阶段，此事只能在“{asked}”阶段办理")


def expect_going_on(state: LotState) -> None:
    """Refuse while the sale is suspended."""
    if state.suspension:
        raise Refusal(Reason.SUSPENDED, f"挂牌活动自 {shown(state.suspension.since)} 起中止", remedy="请等待恢复公告")


def expect_open(state: LotState, at: dt.datetime) -> None:
    """Refuse while the sale is suspended and from the deadline of the present stage on."""
    expect_going_on(state)
    if state.deadline is not None and at >= state.deadline:
        told = f"{STAGE_LABELS[state.stage]}已于 {shown(state.deadline)} 截止，服务器收到时为 {shown(at)}"
        raise Refusal(Reason.TOO_LATE, told)


def expect_due(state: LotState, at: dt.datetime) -> None:
    """Refuse before the deadline of the present stage."""
    expect_going_on(state)
    if state.deadline is None or at < state.deadline:
        until = shown(state.deadline) if state.deadline else "（无）"
        raise Refusal(Reason.TOO_EARLY, f"截止时间 {until} 尚未到，现为 {shown(at)}")


def expect_digest(digest: str) -> None:
    """Refuse what is no SHA-256 in hexadecimal."""
    if not _DIGEST.fullmatch(digest):
        raise Refusal(Reason.WRONG_VALUE, "摘要应为 64 个十六进制数字")


def expect_key(key: str) -> None:
    """Refuse what can't be an idempotency key."""
    if not _KEY.fullmatch(key):
        raise Refusal(Reason.WRONG_VALUE, "请求编号应为 1 至 64 个字母、数字或 . _ : -")


def admission_of(state: LotState, application: str) -> Admission:
    """Return how far an application is. Refusal where nobody applied under that id."""
    found = state.admissions.get(application)
    if found is None:
        raise Refusal(Reason.UNKNOWN_APPLICATION, "本宗地没有这份竞买申请")
    return found


def bidder_of(state: LotState, paddle: int) -> Bidder:
    """Return what a paddle has done. Refusal where nobody holds it."""
    found = state.bidders.get(paddle)
    if found is None:
        raise Refusal(Reason.UNKNOWN_PADDLE, f"{paddle} 号没有本宗地的竞买资格")
    return found


def check_bid(state: LotState, paddle: int, price: int, at: dt.datetime) -> None:
    """Refuse a bid that isn't valid at `at` (arts. 18 to 21, 23 to 26)."""
    bidder = bidder_of(state, paddle)
    expect_stage(state, Stage.LISTING, Stage.LIVE)
    expect_open(state, at)
    opens_at = terms_of(state).opens_at
    if at < opens_at:
        raise Refusal(Reason.TOO_EARLY, f"挂牌于 {shown(opens_at)} 开始，现为 {shown(at)}")
    if state.stage is Stage.LIVE:
        _check_taking_part(state, bidder, paddle)
    _check_price(state, price)


def _check_taking_part(state: LotState, bidder: Bidder, paddle: int) -> None:
    if not bidder.wants_live:
        told = "挂牌截止后询问时没有答复参加" if bidder.wants_live is None else "询问时答复不参加"
        raise Refusal(Reason.NOT_TAKING_PART, f"{paddle} 号{told}，不能参加限时竞价")
    if proxy_of(state, paddle):
        raise Refusal(Reason.PROXY_IN_FORCE, f"{paddle} 号的自动委托报价正在生效", remedy="请先撤销委托，再手动报价")


def proxy_of(state: LotState, paddle: int) -> bool:
    """Return whether a paddle has a proxy in force."""
    return any(proxy.paddle == paddle for proxy in state.proxies)


def _check_price(state: LotState, price: int) -> None:
    least = least_bid(state)
    if price < least:
        raise Refusal(Reason.PRICE_TOO_LOW, _too_low(state, price), remedy=f"最低可报 {format_price(least)}")
    if price > MAXIMUM_PRICE:
        told = f"报价 {format_price(price)}超过系统上限 {format_price(MAXIMUM_PRICE)}"
        raise Refusal(Reason.PRICE_TOO_HIGH, told)


def _too_low(state: LotState, price: int) -> str:
    terms = terms_of(state)
    if state.leading is None:
        return f"初次报价 {format_price(price)}低于起始价 {format_price(terms.starting_price)}"
    highest, increment = format_price(state.leading.price), format_price(terms.increment)
    return f"报价 {format_price(price)}低于当前最高价 {highest}加增价幅度 {increment}"


def check_ceiling(state: LotState, paddle: int, ceiling: int) -> None:
    """Refuse a ceiling below the next step or above what anybody may name (art. 26)."""
    bidder = bidder_of(state, paddle)
    if not bidder.wants_live:
        raise Refusal(Reason.NOT_TAKING_PART, f"{paddle} 号没有答复参加限时竞价，不能设自动委托报价")
    least = least_bid(state)
    if ceiling < least:
        told = f"最高限价 {format_price(ceiling)}低于下一口价 {format_price(least)}"
        raise Refusal(Reason.CEILING_TOO_LOW, told)
    if ceiling > MAXIMUM_PRICE:
        told = f"最高限价 {format_price(ceiling)}超过系统上限 {format_price(MAXIMUM_PRICE)}"
        raise Refusal(Reason.PRICE_TOO_HIGH, told)


def lacks_reserve(state: LotState, at: dt.datetime) -> bool:
    """Return whether a listing ought to close at `at`, but its sealed reserve was not imported."""
    closing = state.stage is Stage.LISTING and state.deadline is not None and at >= state.deadline
    return closing and terms_of(state).has_reserve and not state.reserve_commitment
