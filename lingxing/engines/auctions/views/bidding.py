"""The bidder's console: bids, the question, automatic bids, receipts. Everything works as plain forms too."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lingxing.engines.auctions.domain.board import FINAL, Board
from lingxing.engines.auctions.domain.prices import format_price
from lingxing.engines.auctions.forms.bidding import AnswerForm, Attempt, BidForm, ProxyForm, RevocationForm
from lingxing.engines.auctions.models import Lot
from lingxing.engines.auctions.queries.bidders import has_applied
from lingxing.engines.auctions.queries.console import own_paddle, own_receipt, own_requests, own_standing
from lingxing.engines.auctions.queries.hall import hall
from lingxing.engines.auctions.queries.lots import published_lot
from lingxing.engines.auctions.services.bidding import (
    BidAnswer,
    answer_question,
    place_bid,
    revoke_proxy,
    set_proxy,
)
from lingxing.engines.auctions.services.pulse import now
from lingxing.engines.auctions.views.hall_page import capitals, hall_context
from lingxing.engines.parties.access import Permission, Request, account_of, requires
from lingxing.engines.parties.certificates.access import bidding_certificate
from lingxing.kernel.actors import Actor
from lingxing.kernel.errors import LingxingError, NotAllowed

FAR_STEPS = 10
"""A bid that lies further above the least one is asked about once more: a digit may be too many."""


@dataclass(frozen=True, slots=True)
class Forms:
    """The console's forms; `far` is a price that has to be confirmed, in fen."""

    next: BidForm
    bid: BidForm
    answer: AnswerForm
    proxy: ProxyForm
    revoke: RevocationForm
    far: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Who acts, and where."""

    lot: Lot
    paddle: int
    actor: Actor


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.BID)
def bid(request: Request, number: str) -> HttpResponse:
    """Show the console; take a bid."""
    if request.method != "POST":
        return _page(request, number, _forms())
    place, form = _place(request, number), BidForm(request.POST)
    if not form.is_valid():
        return _page(request, number, replace(_forms(), bid=form))
    price, key = form.cleaned_data["price"], form.cleaned_data["key"]
    if _is_far(hall(place.lot).board, price) and form.cleaned_data["confirmed"] != str(price):
        return _page(request, number, replace(_forms(), bid=form, far=price))
    act = partial(place_bid, place.lot.pk, place.paddle, price, key, place.actor)
    return _done(request, number, replace(_forms(), bid=form), form, act)


@require_POST
@requires(Permission.BID)
def answer(request: Request, number: str) -> HttpResponse:
    """Take the answer to the question."""
    place, form = _place(request, number), AnswerForm(request.POST)
    forms = replace(_forms(), answer=form)
    if not form.is_valid():
        return _page(request, number, forms)
    wants, key = form.cleaned_data["wants"] == "yes", form.cleaned_data["key"]
    act = partial(answer_question, place.lot.pk, place.paddle, wants, key, place.actor)
    return _done(request, number, forms, form, act)


@require_POST
@requires(Permission.BID)
def proxy(request: Request, number: str) -> HttpResponse:
    """Take a proxy."""
    place, form = _place(request, number), ProxyForm(request.POST)
    forms = replace(_forms(), proxy=form)
    if not form.is_valid():
        return _page(request, number, forms)
    ceiling, key = form.cleaned_data["ceiling"], form.cleaned_data["key"]
    act = partial(set_proxy, place.lot.pk, place.paddle, ceiling, key, place.actor)
    return _done(request, number, forms, form, act)


@require_POST
@requires(Permission.BID)
def revoke(request: Request, number: str) -> HttpResponse:
    """Take the proxy back."""
    place, form = _place(request, number), RevocationForm(request.POST)
    forms = replace(_forms(), revoke=form)
    if not form.is_valid():
        return _page(request, number, forms)
    act = partial(revoke_proxy, place.lot.pk, place.paddle, form.cleaned_data["key"], place.actor)
    return _done(request, number, forms, form, act)


@require_safe
@requires(Permission.BID)
def receipt(request: Request, number: str, key: str) -> HttpResponse:
    """Hand out a signed receipt, which `lingxing verify` finds in the record."""
    lot = published_lot(number)
    text = own_receipt(lot, own_paddle(lot, account_of(request)), key)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="receipt-{lot.number}-{key[:12]}.json"'
    return response


def _place(request: Request, number: str) -> Place:
    bidding_certificate(request)
    lot, account = published_lot(number), account_of(request)
    return Place(lot, own_paddle(lot, account), account.actor)


def _done(request: Request, number: str, forms: Forms, form: Attempt, act: Callable[[], BidAnswer]) -> HttpResponse:
    """Do it and go back to the console, or show at the form why it was refused."""
    try:
        told = act()
    except LingxingError as error:
        form.anew()
        form.add_error(None, str(error))
        return _page(request, number, forms)
    messages.success(request, _said(told))
    return redirect("auctions:bid", number)


def _said(told: BidAnswer) -> str:
    what = f"报价 {format_price(told.price)} 已受理" if told.price is not None else "已受理"
    stands = "，目前您的报价最高" if told.leading else ""
    highest = f"，目前最高报价 {format_price(told.highest)}" if told.price is not None and told.highest else ""
    return f"{what}{stands or highest}。回执见“我的操作”。"


def _is_far(board: Board, price: int) -> bool:
    return board.least is not None and price > board.least + FAR_STEPS * board.increment


def _forms() -> Forms:
    return Forms(BidForm(auto_id="next_%s"), BidForm(), AnswerForm(), ProxyForm(), RevocationForm())


def _page(request: Request, number: str, forms: Forms) -> HttpResponse:
    lot, account = published_lot(number), account_of(request)
    paddle, found = own_paddle(lot, account), hall(lot)
    own = own_standing(lot, paddle)
    context: dict[str, Any] = {
        **hall_context(found, now()),
        "own": own,
        "ceiling": format_price(own.ceiling) if own.ceiling is not None else "",
        "requests": own_requests(lot, paddle),
        "forms": forms,
        "far": format_price(forms.far) if forms.far else "",
        "far_capitals": capitals(forms.far),
        "far_steps": FAR_STEPS,
        "unproven": None if found.board.stage in FINAL else _unproven(request),
        "application": has_applied(lot, account),
    }
    wrong = any(form.errors for form in (forms.bid, forms.answer, forms.proxy, forms.revoke))
    return render(request, "auctions/bid.html", context, status=422 if wrong else 200)


def _unproven(request: Request) -> NotAllowed | None:
    """Return why the session can't act yet, None where it holds a certificate."""
    try:
        bidding_certificate(request)
    except NotAllowed as denial:
        return denial
    return None
