"""The officer's desk: what waits to be published, and what has been."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from lingxing.engines.disclosure.domain.confirming import Unconfirmed
from lingxing.engines.disclosure.forms import ReasonForm, TextForm
from lingxing.engines.disclosure.queries.desk import desk as desk_of
from lingxing.engines.disclosure.queries.preview import Preview, preview_orders
from lingxing.engines.disclosure.services.releasing import ReleaseRequest, decline_order, release_orders
from lingxing.engines.disclosure.views.answers import reasons_of, sent, today, whole
from lingxing.engines.disclosure.views.shown import shown_preview
from lingxing.engines.parties.access import Permission, Request, account_of, requires
from lingxing.kernel.errors import LingxingError


@require_safe
@requires(Permission.PUBLISH)
def desk(request: Request) -> HttpResponse:
    """Show what the account's organs have to publish, by when, and what they have published."""
    return render(request, "disclosure/desk.html", {"desk": desk_of(account_of(request), today())})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PUBLISH)
def release(request: Request) -> HttpResponse:
    """Show what orders would publish, before and after redaction; release it when asked to."""
    asked = request.POST if request.method == "POST" else request.GET
    ids = tuple(dict.fromkeys(key for text in asked.getlist("order") if (key := whole(text)) is not None))
    if not ids:
        messages.warning(request, "请先勾选要公开的办件。")
        return redirect("disclosure:desk")
    form = TextForm(sent(request))
    text = form.cleaned_data["text"] if request.method == "POST" and form.is_valid() else ""
    preview = preview_orders(account_of(request), ids, text, today())
    refused: LingxingError | None = None
    if request.POST.get("go") == "release" and form.is_valid():
        given = ReleaseRequest(ids, request.POST.get("digest", ""), text, reasons_of(request.POST))
        try:
            made = release_orders(account_of(request), given, timezone.now())
        except LingxingError as error:
            refused = error
        else:
            messages.success(request, f"已公开，编号 {made.number}。")
            return redirect("disclosure:publication", made.number)
    context = {"form": form, "ids": ids, "orders": preview.ordered.orders if preview.ordered else ()}
    context |= preview_context(request, preview, refused)
    return render(request, "disclosure/release.html", context, status=422 if refused else 200)


def preview_context(request: Request, preview: Preview, refused: LingxingError | None) -> Mapping[str, Any]:
    """Return what the preview's part of a page needs."""
    unconfirmed = refused if isinstance(refused, Unconfirmed) else None
    return {
        "preview": shown_preview(preview, reasons_of(request.POST), unconfirmed),
        "refused": refused,
        "ordered": preview.ordered,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PUBLISH)
def decline(request: Request, order_id: int) -> HttpResponse:
    """Decide not to publish what an act ordered, with the reason."""
    preview = preview_orders(account_of(request), [order_id], "", today())
    form = ReasonForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            decline_order(account_of(request), order_id, form.cleaned_data["reason"], timezone.now())
        except LingxingError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "已记下不公开的理由，不再待办。")
            return redirect("disclosure:desk")
    context = {"form": form, "ordered": preview.ordered, "title": preview.content.title}
    return render(request, "disclosure/decline.html", context, status=422 if form.errors else 200)
