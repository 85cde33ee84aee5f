"""The sealed reserve price: the supervisor seals it, the administrator carries the file in, nobody reads it before."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lingxing.engines.auctions.domain.state import Stage
from lingxing.engines.auctions.forms.reserves import CodeForm, ReserveFileForm
from lingxing.engines.auctions.models import Lot
from lingxing.engines.auctions.queries.lots import published_lot
from lingxing.engines.auctions.queries.reserves import import_windows, public_key, reserve_card, window_of
from lingxing.engines.auctions.queries.states import state_of
from lingxing.engines.auctions.sealing import LONGEST_FILE, key_file
from lingxing.engines.auctions.services.reserves import enter_code, import_reserve
from lingxing.engines.auctions.views.answers import file, sent, uploads
from lingxing.engines.parties.access import Permission, Request, account_of, requires
from lingxing.kernel.errors import LingxingError


@require_safe
@requires(Permission.SUPERVISE_LISTINGS)
def supervise(request: Request, number: str) -> HttpResponse:
    """Show the supervisor how to seal the price, in the browser or with the command, and what has been imported."""
    lot = published_lot(number)
    return render(request, "auctions/reserve.html", _shown(lot) | {"code_form": CodeForm()})


@require_safe
@requires(Permission.SUPERVISE_LISTINGS)
def key(request: Request, number: str) -> HttpResponse:
    """Return the lot's public key as a file."""
    del request
    found = public_key(published_lot(number))
    return file(key_file(found).encode(), "application/json", f"{number}-key.json")


@sensitive_post_parameters()
@require_POST
@requires(Permission.SUPERVISE_LISTINGS)
def code(request: Request, number: str) -> HttpResponse:
    """Open the reserve price with the supervisor's code."""
    lot, form = published_lot(number), CodeForm(request.POST)
    if form.is_valid():
        try:
            enter_code(account_of(request), number, form.cleaned_data["code"], timezone.now())
        except LingxingError as error:
            form.add_error("code", str(error))
        else:
            messages.success(request, "口令正确，底价已开启。")
            return redirect("auctions:reserve", number)
    return render(request, "auctions/reserve.html", _shown(lot) | {"code_form": form}, status=422)


@require_safe
@requires(Permission.MAINTAIN_LISTINGS)
def waiting(request: Request) -> HttpResponse:
    """List the lots whose sealed reserve price is still to be imported."""
    return render(request, "auctions/reserve_imports.html", {"windows": import_windows(), "now": timezone.now()})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MAINTAIN_LISTINGS)
def carry_in(request: Request, number: str) -> HttpResponse:
    """Import the supervisor's sealed file."""
    lot, form = published_lot(number), ReserveFileForm(sent(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            card = import_reserve(account_of(request), number, _text(request), timezone.now())
        except LingxingError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"已导入，文件摘要 {card.digest}。请与监督人员核对。")
            return redirect("auctions:reserve-import", number)
    context = {"lot": lot, "form": form, "card": reserve_card(lot.pk), "window": window_of(lot), "now": timezone.now()}
    return render(request, "auctions/reserve_import.html", context, status=422 if form.errors else 200)


def _text(request: Request) -> str:
    """Return the uploaded file as text, cut where it is longer than any sealed file."""
    ((_, content),) = uploads(request, "file")[:1]
    return content[: LONGEST_FILE + 1].decode("utf-8", "replace")


def _shown(lot: Lot) -> dict[str, Any]:
    state = state_of(lot.pk)
    return {
        "lot": lot,
        "has_reserve": state.terms is not None and state.terms.has_reserve,
        "card": reserve_card(lot.pk),
        "key": public_key(lot),
        "window": window_of(lot),
        "waits_for_code": state.stage is Stage.CLOSED,
        "opened": state.reserve,
        "now": timezone.now(),
    }
