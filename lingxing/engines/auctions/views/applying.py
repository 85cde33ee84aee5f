"""A bidder applies, and sees what has become of it."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from lingxing.engines.auctions.domain.applications import WrongApplication
from lingxing.engines.auctions.forms.applying import KINDS, ApplicationForm, is_typed, shown_rows
from lingxing.engines.auctions.models import Lot
from lingxing.engines.auctions.queries.announcing import latest
from lingxing.engines.auctions.queries.applications import application_file
from lingxing.engines.auctions.queries.bidders import (
    OwnApplication,
    has_applied,
    own_application,
    own_applications,
    own_row,
)
from lingxing.engines.auctions.queries.deposits import guarantee_of, own_lines
from lingxing.engines.auctions.queries.lots import published_lot
from lingxing.engines.auctions.queries.refunds import own_refund
from lingxing.engines.auctions.queries.settling import won_course
from lingxing.engines.auctions.queries.states import state_of
from lingxing.engines.auctions.services.applying import Asking, apply_for
from lingxing.engines.auctions.views.answers import sent, today, uploads
from lingxing.engines.cases.services.filing import as_download
from lingxing.engines.parties.access import Permission, Request, account_of, requires
from lingxing.engines.parties.access_types import Account
from lingxing.engines.parties.certificates.access import bidding_certificate
from lingxing.engines.parties.people.queries import parties_for
from lingxing.kernel.errors import LingxingError


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.BID)
def apply(request: Request, number: str) -> HttpResponse:
    """Take an application for a lot."""
    account, lot = account_of(request), published_lot(number)
    certified = bidding_certificate(request).party_id
    if key := has_applied(lot, account):
        return redirect("auctions:own-application", key)
    cards = parties_for(account.pk, today())
    parties = {str(card.id): f"{card.name}（{card.relation_label}）" for card in cards if card.id == certified}
    more = request.POST.get("go") == "more"
    form = ApplicationForm(sent(request), request.FILES or None, parties=parties)
    if request.method == "POST" and not more and form.is_valid():
        made = _applied(request, lot, form)
        if made is not None:
            messages.success(request, "申请已提交。请凭订单流水号按时足额交纳竞买保证金。")
            return redirect("auctions:own-application", made)
    if more:
        form = ApplicationForm(initial=request.POST.dict(), parties=parties)
    context = {"lot": lot, "form": form, "parties": parties, **_tables(request, lot, more=more)}
    return render(request, "auctions/apply.html", context, status=422 if form.errors else 200)


def _tables(request: Request, lot: Lot, *, more: bool) -> dict[str, Any]:
    posted, terms = sent(request), state_of(lot.pk).terms
    return {
        "party_rows": shown_rows(posted, "party", more=more),
        "investor_rows": shown_rows(posted, "investor", more=more),
        "joint_open": more or is_typed(posted, "party_name", "party_number", "party_share"),
        "company_open": is_typed(posted, "company_name", "investor_name", "structure", "founded_by"),
        "kinds": KINDS,
        "terms": terms,
        "joint": terms is not None and terms.joint_bidding,
        "newest": latest(lot),
    }


def _applied(request: Request, lot: Lot, form: ApplicationForm) -> uuid.UUID | None:
    """Return the key of the new application, None where it was refused and the form says why."""
    place = request.POST.get("announcement", "")
    given = Asking(
        uuid.UUID(form.cleaned_data["party"]),
        form.typed(request.POST),
        uploads(request, "papers"),
        int(place) if place.isascii() and place.isdigit() and len(place) < 5 else 0,
    )
    try:
        return apply_for(lot.pk, account_of(request), given, timezone.now()).key
    except WrongApplication as error:
        for item in error.items:
            form.add_error(None, f"{item.where}：{item.what}")
    except LingxingError as error:
        form.add_error(None, str(error))
    return None


@require_safe
@requires(Permission.BID)
def mine(request: Request) -> HttpResponse:
    """List the bidder's applications, each with what is to be done next and until when."""
    account = account_of(request)
    found = [(own, _following(account, own)) for own in own_applications(account, timezone.now())]
    return render(request, "auctions/mine.html", {"applications": found})


@require_safe
@requires(Permission.BID)
def own(request: Request, key: uuid.UUID) -> HttpResponse:
    """Show an application of the bidder: order number, where to pay, what has come in, the paddle."""
    account = account_of(request)
    row, own = own_row(account, key), own_application(account, key, timezone.now())
    context = {
        "own": own,
        "lines": own_lines(row),
        "guarantee": guarantee_of(row),
        "kinds": dict(KINDS),
        **_following(account, own),
    }
    return render(request, "auctions/own_application.html", context)


def _following(account: Account, own: OwnApplication) -> dict[str, Any]:
    """Return what follows a sale that is over for one who applied: the winner's case, and the money that goes back."""
    if not own.over:
        return {"won": None, "refund": None}
    row = own_row(account, own.card.key)
    return {"won": won_course(row, state_of(row.lot_id), today()), "refund": own_refund(row, today())}


@require_safe
@requires(Permission.BID)
def own_file(request: Request, key: uuid.UUID, file: uuid.UUID) -> HttpResponse:
    """Return a supporting file to who handed it in."""
    card, media_type, content = application_file(own_row(account_of(request), key), file)
    return as_download(content, media_type, card.name)
