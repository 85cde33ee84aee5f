"""What a bidder's own console shows besides the hall: what this paddle has done and was answered."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lingxing.engines.auctions.domain.prices import format_price
from lingxing.engines.auctions.domain.state import Stage
from lingxing.engines.auctions.models import BidRequest, Lot
from lingxing.engines.auctions.queries.bidders import paddle_of
from lingxing.engines.auctions.queries.states import state_of
from lingxing.engines.parties.access_types import Account
from lingxing.kernel.errors import NotAllowed, NotFound

MOST_REQUESTS = 100
_PLAIN = {"question:yes": "答复：参加限时竞价", "question:no": "答复：不参加限时竞价", "revoke": "撤销自动委托报价"}


@dataclass(frozen=True, slots=True)
class Own:
    """How a bidder stands. `bids` counts the valid ones, `ceiling` is that of the proxy in force, in fen."""

    paddle: int
    bids: int
    wants_live: bool | None
    ceiling: int | None
    leading: bool
    won: bool | None
    """Whether the lot ended with this paddle winning; None before the end."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request of a bidder and what it was answered: a receipt, or why it was refused."""

    key: str
    at: dt.datetime
    text: str
    receipt: str
    refusal: str


def own_paddle(lot: Lot, account: Account) -> int:
    """Return the paddle under which the account bids for the lot. NotAllowed where it has not qualified (art. 16)."""
    paddle = paddle_of(lot.pk, account)
    if paddle is None:
        remedy = "请先提交竞买申请并按时足额交纳保证金，到账后系统赋予资格"
        raise NotAllowed("您没有这宗地的竞买资格", where=lot.number, remedy=remedy)
    return paddle


def own_standing(lot: Lot, paddle: int) -> Own:
    """Return how the bidder of that paddle stands."""
    state = state_of(lot.pk)
    bidder = state.bidders[paddle]
    proxy = next((proxy for proxy in state.proxies if proxy.paddle == paddle), None)
    over = state.stage is Stage.ENDED
    return Own(
        paddle=paddle,
        bids=bidder.bids,
        wants_live=bidder.wants_live,
        ceiling=proxy.ceiling if proxy else None,
        leading=state.leading is not None and state.leading.paddle == paddle,
        won=(state.winner is not None and state.winner.paddle == paddle) if over else None,
    )


def own_requests(lot: Lot, paddle: int) -> list[Asked]:
    """Return what the bidder asked of late, the newest first."""
    rows = BidRequest.objects.filter(lot=lot, paddle=paddle).order_by("-pk")[:MOST_REQUESTS]
    return [_asked(row.key, row.at, row.asked, row.answer) for row in rows]


def own_receipt(lot: Lot, paddle: int, key: str) -> str:
    """Return the receipt of an accepted request. NotFound where none of that key was accepted."""
    row = BidRequest.objects.filter(lot=lot, paddle=paddle, key=key[:64]).first()
    if row is None or "receipt" not in row.answer:
        raise NotFound("没有这张回执", where=lot.number, remedy="回执见报价页面的“我的操作”")
    return str(row.answer["receipt"])


def _asked(key: str, at: dt.datetime, asked: str, answer: Mapping[str, Any]) -> Asked:
    refused = answer.get("refused")
    return Asked(key, at, _text(asked), answer.get("receipt", ""), refused["what"] if refused else "")


def _text(asked: str) -> str:
    kind, _, value = asked.partition(":")
    if kind == "bid":
        return f"报价 {format_price(int(value))}"
    return "设定自动委托报价" if kind == "proxy" else _PLAIN[asked]
