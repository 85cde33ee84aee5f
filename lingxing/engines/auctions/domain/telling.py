"""Every event of a lot in Chinese, for the archive: what the hall shows, and what only the agency reads afterwards."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from lingxing.engines.auctions.domain import events as of
from lingxing.engines.auctions.domain.prices import format_price
from lingxing.engines.auctions.domain.refusals import Reason
from lingxing.engines.auctions.domain.showing import CAUSES, Standing, clock, show

REASONS: Mapping[Reason, str] = {
    Reason.WRONG_TERMS: "出让条件不符",
    Reason.WRONG_STAGE: "所处阶段不能办理",
    Reason.OUT_OF_ORDER: "时间先后不符",
    Reason.TOO_EARLY: "尚未开始",
    Reason.TOO_LATE: "已经截止",
    Reason.SUSPENDED: "挂牌已中止",
    Reason.NOT_SUSPENDED: "挂牌没有中止",
    Reason.WRONG_VALUE: "数值不符",
    Reason.REPEATED: "重复",
    Reason.UNKNOWN_APPLICATION: "没有这份申请",
    Reason.UNKNOWN_PADDLE: "没有竞买资格",
    Reason.DEPOSIT_MISSING: "保证金未足额",
    Reason.PRICE_TOO_LOW: "报价低于最低可报价",
    Reason.PRICE_TOO_HIGH: "报价过高",
    Reason.NO_LISTING_BID: "挂牌期间没有有效报价",
    Reason.NOT_TAKING_PART: "没有参加限时竞价",
    Reason.PROXY_IN_FORCE: "自动委托报价还在生效",
    Reason.NO_PROXY: "没有自动委托报价",
    Reason.CEILING_TOO_LOW: "最高限价过低",
    Reason.RESERVE_MISSING: "底价文件没有导入",
    Reason.RESERVE_DIFFERS: "底价与承诺不符",
    Reason.NOT_APPROVED: "没有批准",
    Reason.DOES_NOT_FOLLOW: "与记录推得的不符",
}


def tell_all(events: Iterable[of.Event]) -> Iterator[str]:
    """Yield what happened, a text an event, in the order given: that of the lot from its beginning."""
    standing = Standing()
    for entry, event in enumerate(events, 1):
        shown, standing = show(event, entry, standing)
        own = _CLOSED.get(type(event))
        yield "；".join(filter(None, (own(event) if own else "", shown.text if shown else "")))


def _refused(event: of.BidRefused) -> str:
    why = REASONS[Reason(event.reason)] if event.reason in {reason.value for reason in Reason} else event.reason
    return f"号牌 {event.paddle} 报价 {format_price(event.price)}，不予接受：{why}"


def _proposed(event: of.StopProposed) -> str:
    return f"交易机构报请{'终止' if event.terminate else '中止'}：{CAUSES[event.cause]}"


_CLOSED: Mapping[type, Callable[[Any], str]] = {
    of.Applied: lambda event: f"竞买申请 {event.application[:8]}，订单流水号 {event.order_number}",
    of.DepositReceived: lambda event: (
        f"申请 {event.application[:8]} 的保证金 {format_price(event.amount)}，银行到账 {clock(event.paid_at)}"
    ),
    of.GuaranteeRecorded: lambda event: (
        f"申请 {event.application[:8]} 的银行保函 {format_price(event.amount)}，有效期至 {event.valid_until}"
    ),
    of.Qualified: lambda event: f"申请 {event.application[:8]} 取得竞买资格，号牌 {event.paddle}",
    of.BidRefused: _refused,
    of.ParticipationAnswered: lambda event: f"号牌 {event.paddle} 答复{'' if event.wants else '不'}参加限时竞价",
    of.ProxySet: lambda event: f"号牌 {event.paddle} 设定自动委托报价，最高限价 {format_price(event.ceiling)}",
    of.ProxyRevoked: lambda event: f"号牌 {event.paddle} 撤销自动委托报价",
    of.StopProposed: _proposed,
    of.StopDecided: lambda event: f"出让人{'同意' if event.approved else '不同意'}报请",
}
"""What no page shows before the end."""
