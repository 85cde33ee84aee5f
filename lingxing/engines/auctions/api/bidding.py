"""What bidders do through the API. Who acts holds a valid certificate, signed in with it."""

import datetime as dt
from collections.abc import Callable
from typing import Annotated, Any

from ninja import Path, Router, Status

from lingxing.engines.auctions.api.hall import Number
from lingxing.engines.auctions.api.hall_schemas import (
    TOLD,
    AnswerAsked,
    BidAsked,
    OutcomeInfo,
    OwnInfo,
    ProxyAsked,
    RefusedInfo,
)
from lingxing.engines.auctions.domain.prices import parse_price
from lingxing.engines.auctions.domain.refusals import Reason, Refusal
from lingxing.engines.auctions.models import Lot
from lingxing.engines.auctions.queries.console import own_paddle, own_standing
from lingxing.engines.auctions.queries.hall import hall
from lingxing.engines.auctions.queries.lots import published_lot
from lingxing.engines.auctions.services.bidding import (
    BidAnswer,
    answer_question,
    outcome_of,
    place_bid,
    revoke_proxy,
    set_proxy,
)
from lingxing.engines.auctions.services.requests import Busy
from lingxing.engines.parties.access import Permission, Request, account_of, requires
from lingxing.engines.parties.access_api import SIGNED_IN
from lingxing.engines.parties.access_session import SESSION
from lingxing.engines.parties.certificates.access import bidding_certificate
from lingxing.kernel.errors import LingxingError

router = Router(tags=["网上挂牌出让"], auth=SESSION)
Key = Annotated[str, Path(max_length=64)]


@router.post("/listings/{number}/bids", response=TOLD, summary="报价", url_name="listing-bids")
@requires(Permission.BID)
def bid(request: Request, number: Number, asked: BidAsked) -> Status[Any]:
    """Place a bid. 200 means that it is stored for good; 422 says why it was refused, 409 that the key is used."""
    lot, paddle = _place(request, number)
    actor = account_of(request).actor
    return _told(request, lot, lambda: place_bid(lot.pk, paddle, parse_price(asked.price), asked.key, actor))


@router.post("/listings/{number}/answer", response=TOLD, summary="答复是否参加限时竞价", url_name="listing-answer")
@requires(Permission.BID)
def answer(request: Request, number: Number, asked: AnswerAsked) -> Status[Any]:
    """Say whether to take part in the live auction; the answer may be changed while the question is open."""
    lot, paddle = _place(request, number)
    actor = account_of(request).actor
    return _told(request, lot, lambda: answer_question(lot.pk, paddle, asked.wants, asked.key, actor))


@router.post("/listings/{number}/proxy", response=TOLD, summary="设定自动委托报价", url_name="listing-proxy")
@requires(Permission.BID)
def give_proxy(request: Request, number: Number, asked: ProxyAsked) -> Status[Any]:
    """Have the system bid up to a ceiling, one increment at a time. Nobody else learns the ceiling before the end."""
    lot, paddle = _place(request, number)
    actor = account_of(request).actor
    return _told(request, lot, lambda: set_proxy(lot.pk, paddle, parse_price(asked.ceiling), asked.key, actor))


@router.delete("/listings/{number}/proxy", response=TOLD, summary="撤销自动委托报价", url_name="listing-proxy-revoke")
@requires(Permission.BID)
def take_proxy_back(request: Request, number: Number, key: str) -> Status[Any]:
    """Take the proxy back and bid by hand again."""
    lot, paddle = _place(request, number)
    actor = account_of(request).actor
    return _told(request, lot, lambda: revoke_proxy(lot.pk, paddle, key, actor))


@router.get(
    "/listings/{number}/bids/{key}",
    response={200: OutcomeInfo, **SIGNED_IN, 422: RefusedInfo},
    summary="一次操作的结果",
    url_name="listing-outcome",
)
@requires(Permission.BID)
def outcome(request: Request, number: Number, key: Key, on: dt.date | None = None) -> Status[Any]:
    """Return what became of a request whose answer was lost; 422 where it was refused."""
    del on
    lot = published_lot(number)
    paddle = own_paddle(lot, account_of(request))
    try:
        found = outcome_of(lot.pk, paddle, key)
    except Refusal as refusal:
        return Status(422, _refused(request, lot, refusal, refusal.code, refusal.article))
    return Status(200, {"known": found is not None, "answer": _info(lot, found) if found else None})


@router.get(
    "/listings/{number}/own", response={200: OwnInfo, **SIGNED_IN}, summary="本人在这宗地的情况", url_name="listing-own"
)
@requires(Permission.BID)
def own(request: Request, number: Number, on: dt.date | None = None) -> OwnInfo:
    """Return the caller's own paddle, bids, answer to the question and proxy."""
    del on
    lot = published_lot(number)
    found = own_standing(lot, own_paddle(lot, account_of(request)))
    return OwnInfo(**{name: getattr(found, name) for name in found.__slots__})


def _place(request: Request, number: str) -> tuple[Lot, int]:
    """Return the lot and the paddle of who acts with a valid certificate."""
    bidding_certificate(request)
    lot = published_lot(number)
    return lot, own_paddle(lot, account_of(request))


def _told(request: Request, lot: Lot, act: Callable[[], BidAnswer]) -> Status[Any]:
    try:
        return Status(200, _info(lot, act()))
    except Refusal as refusal:
        status = 409 if refusal.reason is Reason.REPEATED else 422
        return Status(status, _refused(request, lot, refusal, refusal.code, refusal.article))
    except Busy as busy:
        return Status(503, _refused(request, lot, busy, "busy", ""))


def _info(lot: Lot, answer: BidAnswer) -> dict[str, Any]:
    return {**{name: getattr(answer, name) for name in answer.__slots__}, "board": hall(lot).board.to_json()}


def _refused(request: Request, lot: Lot, error: LingxingError, code: str, article: str) -> dict[str, Any]:
    facts = {"what": error.what, "where": error.where, "remedy": error.remedy, "code": code, "article": article}
    return {"error": {**facts, "request_id": request.request_id}, "board": hall(lot).board.to_json()}
