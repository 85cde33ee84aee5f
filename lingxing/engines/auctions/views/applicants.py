"""The officer sees who applied, once the lot has ended; and notes that somebody has proved who they are (art. 41)."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from lingxing.engines.auctions.forms.applying import KINDS
from lingxing.engines.auctions.forms.deposits import NoteForm
from lingxing.engines.auctions.models import Lot
from lingxing.engines.auctions.queries.applications import (
    ApplicationCard,
    application_file,
    applications_of,
    opened_row,
)
from lingxing.engines.auctions.queries.deposits import guarantee_of, own_lines
from lingxing.engines.auctions.queries.lots import own_lot
from lingxing.engines.auctions.services.identifying import identify
from lingxing.engines.auctions.views.answers import sent, today
from lingxing.engines.cases.services.filing import as_download
from lingxing.engines.parties.access import Permission, Request, account_of, requires
from lingxing.kernel.errors import LingxingError, NotFound


@require_safe
@requires(Permission.RUN_LISTINGS)
def applications(request: Request, number: str) -> HttpResponse:
    """List the applications of a lot that has ended."""
    lot = own_lot(account_of(request), number, today())
    return render(request, "auctions/applications.html", {"lot": lot, "applications": applications_of(lot)})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RUN_LISTINGS)
def application(request: Request, number: str, key: uuid.UUID) -> HttpResponse:
    """Show an application of a lot that has ended; note that who applied has been proved."""
    account = account_of(request)
    lot = own_lot(account, number, today())
    card = _card(lot, key)
    form = NoteForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            identify(account, number, key, form.cleaned_data["note"], timezone.now())
        except LingxingError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "已记下核实情况。")
            return redirect("auctions:application", number, key)
    row = opened_row(lot, key)
    context = {"lot": lot, "card": card, "form": form, "lines": own_lines(row), "guarantee": guarantee_of(row)}
    context["kinds"] = dict(KINDS)
    return render(request, "auctions/application.html", context, status=422 if form.errors else 200)


@require_safe
@requires(Permission.RUN_LISTINGS)
def supporting(request: Request, number: str, key: uuid.UUID, file: uuid.UUID) -> HttpResponse:
    """Return a supporting file of an application of a lot that has ended."""
    row = opened_row(own_lot(account_of(request), number, today()), key)
    card, media_type, content = application_file(row, file)
    return as_download(content, media_type, card.name)


def _card(lot: Lot, key: uuid.UUID) -> ApplicationCard:
    found = next((card for card in applications_of(lot) if card.key == key), None)
    if found is None:
        raise NotFound("没有这份竞买申请", where=lot.number, remedy="请从申请列表中选择")
    return found
