"""Announcements (arts. 8 to 10)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from lingxing.engines.auctions.domain.days import days_between
from lingxing.engines.auctions.domain.events import Announced, Supplemented
from lingxing.engines.auctions.domain.guards import expect_digest, expect_open, expect_stage, shown
from lingxing.engines.auctions.domain.ladder import rules_of, terms_of
from lingxing.engines.auctions.domain.prices import format_price
from lingxing.engines.auctions.domain.refusals import Reason, Refusal
from lingxing.engines.auctions.domain.state import LotState, Stage
from lingxing.engines.auctions.domain.terms import MAXIMUM_PRICE, Rules, Terms

_FIGURES = ("starting_price", "increment", "deposit", "has_reserve", "joint_bidding")


def announced(state: LotState, event: Announced) -> Mapping[str, Any]:
    """Put a lot up for sale."""
    expect_stage(state, Stage.DRAFT)
    expect_digest(event.digest)
    _check_figures(event.terms)
    _check_times(event.terms, event.rules, event.at)
    return {"stage": Stage.LISTING, "terms": event.terms, "rules": event.rules, "deadline": event.terms.closes_at}


def _check_figures(terms: Terms) -> None:
    for label, price in (
        ("起始价", terms.starting_price),
        ("增价幅度", terms.increment),
        ("竞买保证金", terms.deposit),
    ):
        if not 0 < price <= MAXIMUM_PRICE:
            told = f"{label} {format_price(price)}不在 0.01 元至 {format_price(MAXIMUM_PRICE)}之间"
            raise Refusal(Reason.WRONG_TERMS, told)


def _check_times(terms: Terms, rules: Rules, at: dt.datetime) -> None:
    """Reading: the days before the opening are counted by dates, those of the listing are full days of 24 hours."""
    days = days_between(at, terms.opens_at)
    if days < rules.announcement_days:
        told = f"公告于 {shown(at)} 发布，挂牌于 {shown(terms.opens_at)} 开始，只隔 {days} 日，至少应为"
        raise Refusal(Reason.WRONG_TERMS, f"{told} {rules.announcement_days} 日")
    if terms.closes_at - terms.opens_at < dt.timedelta(days=rules.listing_days):
        lasts = terms.closes_at - terms.opens_at
        told = f"挂牌时间为 {lasts.days} 日 {lasts.seconds // 3600} 小时，不得少于 {rules.listing_days} 日"
        raise Refusal(Reason.WRONG_TERMS, told)
    _check_deposit_time(terms, at)


def _check_deposit_time(terms: Terms, at: dt.datetime) -> None:
    if not at < terms.deposit_due_at <= terms.closes_at:
        told = f"保证金截止时间 {shown(terms.deposit_due_at)} 应晚于公告，且不晚于挂牌截止 {shown(terms.closes_at)}"
        raise Refusal(Reason.WRONG_TERMS, told)


def supplemented(state: LotState, event: Supplemented) -> Mapping[str, Any]:
    """Change the terms while the listing is announced or open, or suspended.

    Reading: once a bid stands, the figures it rests on can't change; such a sale is terminated and announced anew.
    """
    expect_stage(state, Stage.LISTING)
    if not state.suspension:
        expect_open(state, event.at)
    expect_digest(event.digest)
    _check_figures(event.terms)
    _check_changes(state, event)
    if not event.moves_price:
        return {"terms": event.terms, **_deadline(state, event.terms)}
    until = event.at + dt.timedelta(days=rules_of(state).extension_days)
    if not state.suspension and event.terms.closes_at < until:
        told = f"涉及价格的变更距挂牌截止少于 {rules_of(state).extension_days} 日，挂牌应顺延到 {shown(until)} 或以后"
        raise Refusal(Reason.WRONG_TERMS, told)
    return {"terms": event.terms, "closes_not_before": until, **_deadline(state, event.terms)}


def _deadline(state: LotState, terms: Terms) -> Mapping[str, Any]:
    return {} if state.suspension else {"deadline": terms.closes_at}


def _check_changes(state: LotState, event: Supplemented) -> None:
    terms, before = event.terms, terms_of(state)
    changed = any(getattr(terms, name) != getattr(before, name) for name in _FIGURES)
    if changed and (not event.moves_price or state.bids or state.reserve_commitment):
        why = "已有有效报价或底价已导入" if event.moves_price else "未标明涉及土地价格"
        told = f"起始价、增价幅度、保证金、底价和联合竞买的约定不能变更：{why}"
        raise Refusal(Reason.WRONG_TERMS, told)
    _check_moved(state, event)


def _check_moved(state: LotState, event: Supplemented) -> None:
    terms, before = event.terms, terms_of(state)
    opened = before.opens_at <= event.at
    if (terms.opens_at != before.opens_at) if opened else (terms.opens_at < before.opens_at):
        raise Refusal(Reason.WRONG_TERMS, "挂牌开始时间不能提前，已开始的不能变更")
    if terms.closes_at < before.closes_at or terms.deposit_due_at < before.deposit_due_at:
        told = f"挂牌截止和保证金截止不能早于原公告的 {shown(before.closes_at)} 和 {shown(before.deposit_due_at)}"
        raise Refusal(Reason.WRONG_TERMS, told)
    lasts = dt.timedelta(days=rules_of(state).listing_days)
    if terms.closes_at - terms.opens_at < lasts or terms.deposit_due_at > terms.closes_at:
        told = f"变更后挂牌时间少于 {lasts.days} 日，或保证金截止晚于挂牌截止"
        raise Refusal(Reason.WRONG_TERMS, told)
    if state.suspension and terms.closes_at != before.closes_at:
        raise Refusal(Reason.WRONG_TERMS, "中止期间挂牌截止时间由恢复时剩余的时间决定，不能另定")
