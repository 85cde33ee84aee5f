"""What bidders do: bids, the question, automatic bids. Each under a key of the client's, so that it may ask again.

A key belongs to its lot and paddle. Asked again, the same question gets the answer that it got, receipt included;
another question under it is refused. A bid that is refused is kept like one that is accepted, at most
`answering.REFUSALS_A_MINUTE` of a paddle.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from lingxing.engines.auctions.domain.deciding import (
    Decide,
    decide_answer,
    decide_bid,
    decide_proxy,
    decide_revocation,
)
from lingxing.engines.auctions.domain.events import BidRefused, Event
from lingxing.engines.auctions.domain.guards import expect_key
from lingxing.engines.auctions.domain.refusals import Reason, Refusal
from lingxing.engines.auctions.domain.terms import MAXIMUM_PRICE
from lingxing.engines.auctions.models import BidRequest
from lingxing.engines.auctions.services.answering import refusal_of
from lingxing.engines.auctions.services.writing import Asked, Request, Written, write
from lingxing.engines.parties.access_sealing import digest
from lingxing.kernel.actors import Actor
from lingxing.kernel.canonical import Json
from lingxing.kernel.moments import format_moment, read_moment


@dataclass(frozen=True, slots=True)
class BidAnswer:
    """What a bidder is told of what was accepted.

    `price` is the bid's own in fen, None for an act that names none in public; `highest` and `leading` are the highest
    price right after it, automatic bids included, and whether the bidder's paddle holds it. `receipt` is signed.
    """

    at: dt.datetime
    price: int | None
    highest: int | None
    leading: bool
    receipt: str
    repeated: bool = False


def place_bid(lot_id: int, paddle: int, price: int, key: str, actor: Actor) -> BidAnswer:
    """Place a bid of `price` fen (arts. 18 to 20, 25); it is durable once this returns. Refusal says why not."""
    _expect_price(price)
    return _ask(lot_id, paddle, key, actor, f"bid:{price}", decide_bid(paddle, price, key), price)


def answer_question(lot_id: int, paddle: int, wants: bool, key: str, actor: Actor) -> BidAnswer:  # noqa: FBT001
    """Say whether the bidder takes part in the live auction (art. 24). Refusal says why that can't be said."""
    text = f"question:{'yes' if wants else 'no'}"
    return _ask(lot_id, paddle, key, actor, text, decide_answer(paddle, key, wants=wants))


def set_proxy(lot_id: int, paddle: int, ceiling: int, key: str, actor: Actor) -> BidAnswer:
    """Give a proxy with a ceiling in fen (art. 26). Beside the sealed ceiling only a keyed digest is kept."""
    _expect_price(ceiling)
    text = f"proxy:{digest(f'lot:{lot_id}:{paddle}:{key}:{ceiling}')}"
    return _ask(lot_id, paddle, key, actor, text, decide_proxy(paddle, ceiling, key))


def revoke_proxy(lot_id: int, paddle: int, key: str, actor: Actor) -> BidAnswer:
    """Take the proxy back (art. 26)."""
    return _ask(lot_id, paddle, key, actor, "revoke", decide_revocation(paddle, key))


def outcome_of(lot_id: int, paddle: int, key: str) -> BidAnswer | None:
    """Return what a request was answered, None where none came in under the key. Refusal where it was refused."""
    row = BidRequest.objects.filter(lot=lot_id, paddle=paddle, key=key).first()
    if row is None:
        return None
    if "refused" in row.answer:
        raise refusal_of(row.answer)
    return _answer(row.answer, repeated=True)


def _ask(
    lot_id: int, paddle: int, key: str, actor: Actor, text: str, decide: Decide, price: int | None = None
) -> BidAnswer:
    expect_key(key)
    refused = _refused_bid(paddle, price, key) if price is not None else None
    asked = Asked(paddle, key, text, _told(paddle, price), refused)
    written = write(Request(lot_id, actor, decide, asked=asked))
    return _answer(written.answer or {}, repeated=written.repeated)


def _refused_bid(paddle: int, price: int, key: str) -> Callable[[Refusal, dt.datetime], Event]:
    return lambda refusal, at: BidRefused(at=at, paddle=paddle, price=price, key=key, reason=refusal.code)


def _told(paddle: int, price: int | None) -> Callable[[Written, str], Mapping[str, Json]]:
    """Return what makes the answer of what was written."""

    def told(written: Written, receipt: str) -> Mapping[str, Json]:
        leads = written.state.leading
        return {
            "at": format_moment(written.at),
            "price": price,
            "highest": leads.price if leads else None,
            "leading": leads is not None and leads.paddle == paddle,
            "receipt": receipt,
        }

    return told


def _answer(told: Mapping[str, Any], *, repeated: bool) -> BidAnswer:
    known = {name: told[name] for name in ("price", "highest", "leading", "receipt")}
    return BidAnswer(at=read_moment(told["at"]), repeated=repeated, **known)


def _expect_price(price: int) -> None:
    """Refuse a figure that nobody may name: nothing is kept of it."""
    if type(price) is not int or price <= 0:
        raise Refusal(Reason.WRONG_VALUE, "报价应为大于 0 的金额", remedy="请输入以元或万元为单位的数字")
    if price > MAXIMUM_PRICE:
        raise Refusal(Reason.PRICE_TOO_HIGH, "报价超过系统上限", remedy="请检查单位是元还是万元")
