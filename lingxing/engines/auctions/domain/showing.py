"""What of a lot's events the hall shows, numbered by a sequence of its own, and how it is said in Chinese.

Nothing here tells of applications, of who may bid, of proxies or of refusals: before the end nobody may learn how many
take part (arts. 7, 32). An automatic bid looks like any other.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from lingxing.engines.auctions.domain import events as of
from lingxing.engines.auctions.domain.codec import kind
from lingxing.engines.auctions.domain.prices import format_price
from lingxing.kernel.canonical import Json
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.moments import format_moment

CAUSES: Mapping[of.Cause, str] = {
    of.Cause.INVESTIGATION: "纪检监察或司法机关依法要求",
    of.Cause.GRANTOR: "委托人依规定要求",
    of.Cause.REAPPROVAL: "宗地条件有重要变动，须重新报批",
    of.Cause.FAILURE: "系统故障等原因，交易系统不能正常运行",
    of.Cause.OTHER: "依法应当停止的其他情形",
}
OUTCOMES: Mapping[of.Outcome, str] = {
    of.Outcome.SOLD: "成交",
    of.Outcome.NO_BID: "无人报价，未成交",
    of.Outcome.BELOW_RESERVE: "最高报价低于底价，未成交",
}
BIDS = "bid_placed"
"""The kind under which bids are shown, whoever or whatever made them."""


@dataclass(frozen=True, slots=True)
class Bids:
    """Bids in turn at one moment: `first` bids `price`, `second` one increment more, and so on for `steps` bids."""

    first: int
    second: int | None
    price: int
    steps: int
    increment: int

    @property
    def last_price(self) -> int:
        """Return the price of the last one."""
        return self.price + (self.steps - 1) * self.increment

    @property
    def last_paddle(self) -> int:
        """Return who made the last one."""
        return self.first if self.second is None or self.steps % 2 else self.second

    def to_json(self) -> list[Json]:
        """Return the bids as the stream and the API give them, in the order of the fields."""
        return [self.first, self.second, self.price, self.steps, self.increment]


@dataclass(frozen=True, slots=True)
class PublicEvent:
    """One event as everybody sees it. `entry` is its place in the lot's chain and never leaves the server."""

    entry: int
    sequence: int
    kind: str
    at: dt.datetime
    facts: Mapping[str, Json]
    bids: tuple[Bids, ...]
    text: str

    def to_json(self) -> dict[str, Json]:
        """Return the event as the stream and the API give it."""
        return {
            "sequence": self.sequence,
            "kind": self.kind,
            "at": format_moment(self.at),
            "facts": dict(self.facts),
            "bids": [bids.to_json() for bids in self.bids],
            "text": self.text,
        }


@dataclass(frozen=True, slots=True)
class Standing:
    """What has to be known of the events before, to show the next one."""

    shown: int = 0
    price: int | None = None
    increment: int = 0


def show(event: of.Event, entry: int, before: Standing) -> tuple[PublicEvent | None, Standing]:
    """Return what everybody sees of the event, None where it is nothing, and what has to be known after it."""
    standing = before
    if isinstance(event, of.Announced | of.Supplemented):
        standing = replace(standing, increment=event.terms.increment)
    bids = tuple(_bids(event, standing))
    if bids:
        standing = replace(standing, price=bids[-1].last_price)
    if not event.PUBLIC and not bids:
        return None, standing
    standing = replace(standing, shown=standing.shown + 1)
    name = kind(event) if event.PUBLIC else BIDS
    names, says = _SHOWN.get(type(event), ((), ""))
    facts = {name: _json(getattr(event, name)) for name in names}
    said = says if isinstance(says, str) else says(event)
    told = "；".join(filter(None, (said, *map(_bid_text, bids))))
    return PublicEvent(entry, standing.shown, name, event.at, facts, bids, told), standing


def _bids(event: of.Event, standing: Standing) -> Iterator[Bids]:
    price = standing.price
    if isinstance(event, of.BidPlaced):
        yield Bids(event.paddle, None, event.price, 1, standing.increment)
        price = event.price
    for run in getattr(event, "answers", ()):
        first = (price or 0) + standing.increment
        yield Bids(run.first, run.second, first, run.steps, standing.increment)
        price = first + (run.steps - 1) * standing.increment


def _json(value: Any) -> Json:
    if isinstance(value, dt.datetime):
        return format_moment(value)
    return value.value if isinstance(value, StrEnum) else value


def _bid_text(bids: Bids) -> str:
    if bids.steps == 1:
        return f"号牌 {bids.first} 报价 {format_price(bids.price)}"
    who = f"号牌 {bids.first} 连续" if bids.second is None else f"号牌 {bids.first} 与 {bids.second} 轮流"
    return f"{who}加价 {bids.steps} 次，至 {format_price(bids.last_price)}（号牌 {bids.last_paddle}）"


def clock(at: dt.datetime) -> str:
    """Return a moment as the hall prints it, in Shanghai's time: 2026年12月1日 09:00:05."""
    local = at.astimezone(SHANGHAI)
    return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M:%S}"


def _ended(event: of.Ended) -> str:
    won = f"：号牌 {event.paddle}，{format_price(event.price)}" if event.price is not None else ""
    return OUTCOMES[event.outcome] + won


def _voided(event: of.Voided) -> str:
    return "竞得结果作废" + ("，竞买保证金不予退还" if event.forfeits_deposit else "")


_SHOWN: Mapping[type, tuple[tuple[str, ...], str | Callable[[Any], str]]] = {
    of.Announced: ((), lambda event: f"发布出让公告，起始价 {format_price(event.terms.starting_price)}"),
    of.Supplemented: (
        ("moves_price",),
        lambda event: "发布补充公告" + ("（影响价格的重大变动）" if event.moves_price else ""),
    ),
    of.ReserveImported: (("commitment",), "底价加密文件已导入"),
    of.ListingClosed: ((), "挂牌报价截止"),
    of.QuestionClosed: ((), "询问结束"),
    of.LiveClosed: ((), "限时竞价截止"),
    of.ReserveOpened: (("price", "salt"), lambda event: f"底价 {format_price(event.price)}"),
    of.Ended: (("outcome", "paddle", "price"), _ended),
    of.Suspended: (("cause", "since"), lambda event: f"中止：{CAUSES[event.cause]}，自 {clock(event.since)} 起停表"),
    of.ResumptionAnnounced: (("resumes_at",), lambda event: f"公告 {clock(event.resumes_at)} 恢复"),
    of.Resumed: ((), "恢复，按剩余时间继续计时"),
    of.OutageBridged: (
        ("since",),
        lambda event: f"系统自 {clock(event.since)} 起短暂中断，截止时间顺延相同时长",
    ),
    of.Terminated: (("cause",), lambda event: f"终止：{CAUSES[event.cause]}"),
    of.Confirmed: ((), "竞得人已完成成交确认"),
    of.Voided: (("article", "forfeits_deposit"), _voided),
}
"""By kind of event: the fields that everybody sees beside time and bids, and how it is said."""
