"""The officer publishes: an announcement or a supplement, looked at first and then put out under its digest."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lingxing.engines.auctions.forms.lots import SupplementForm
from lingxing.engines.auctions.queries.announcing import (
    Prepared,
    SupplementText,
    latest,
    prepare_original,
    prepare_supplement,
)
from lingxing.engines.auctions.queries.lots import own_lot
from lingxing.engines.auctions.services.announcing import announce, supplement
from lingxing.engines.auctions.views.answers import sent, today
from lingxing.engines.parties.access import Permission, Request, account_of, requires
from lingxing.kernel.errors import LingxingError


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RUN_LISTINGS)
def announcing(request: Request, number: str) -> HttpResponse:
    """Preview the announcement of a draft and publish it."""
    account = account_of(request)
    lot = own_lot(account, number, today())
    prepared, refused = None, None
    try:
        if request.method == "POST":
            announce(account, number, request.POST.get("digest", ""), timezone.now())
            messages.success(request, "公告已发布。请在列出的各媒介同时发布。")
            return redirect("auctions:announcement", number, 1)
        prepared = prepare_original(lot)
    except LingxingError as error:
        refused = error
        prepared = prepared or _quietly(lambda: prepare_original(lot))
    context = {"lot": lot, "prepared": prepared, "refused": refused}
    return render(request, "auctions/announcing.html", context, status=422 if refused else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RUN_LISTINGS)
def supplementing(request: Request, number: str) -> HttpResponse:
    """Preview what a supplement changes, and to when the listing is extended, and publish it."""
    account, now = account_of(request), timezone.now()
    lot = own_lot(account, number, today())
    form = SupplementForm(sent(request))
    context: dict[str, Any] = {"lot": lot, "form": form, "before": latest(lot)}
    if request.method == "POST" and form.is_valid():
        given = SupplementText(form.cleaned_data["reason"], form.cleaned_data["moves_price"])
        try:
            if request.POST.get("go") == "publish":
                made = supplement(account, number, given, request.POST.get("digest", ""), now)
                messages.success(request, "补充公告已发布。请在原公告的各媒介同时发布（第十条）。")
                return redirect("auctions:announcement", number, made.number)
            context["prepared"] = prepare_supplement(lot, given, now)
        except LingxingError as error:
            form.add_error(None, str(error))
            context["prepared"] = _quietly(lambda: prepare_supplement(lot, given, now))
    return render(request, "auctions/supplementing.html", context, status=422 if form.errors else 200)


def _quietly(prepare: Callable[[], Prepared]) -> Prepared | None:
    """Return a preview beside a refusal, None where there is none."""
    try:
        return prepare()
    except LingxingError:
        return None
