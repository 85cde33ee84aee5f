"""Correcting and withdrawing what has been released."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lingxing.engines.disclosure.domain.content import content_from_json
from lingxing.engines.disclosure.forms import CorrectionForm, ReasonForm
from lingxing.engines.disclosure.models import Publication
from lingxing.engines.disclosure.queries.access import own_publication
from lingxing.engines.disclosure.queries.preview import DraftText, draft_of
from lingxing.engines.disclosure.services.correcting import Correction, corrected_preview
from lingxing.engines.disclosure.services.correcting import correct as keep_correction
from lingxing.engines.disclosure.services.correcting import withdraw as take_back
from lingxing.engines.disclosure.views.answers import reasons_of, rules_of, sent, today
from lingxing.engines.disclosure.views.office import preview_context
from lingxing.engines.disclosure.views.shown import RULES
from lingxing.engines.parties.access import Permission, Request, account_of, requires
from lingxing.kernel.errors import LingxingError


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PUBLISH)
def correct(request: Request, key: uuid.UUID) -> HttpResponse:
    """Write a new version, see it before and after redaction, and put it in the place of the last."""
    row = own_publication(account_of(request), key, today())
    free = not row.package
    before = _before(row)
    form = CorrectionForm(sent(request), initial=_initial(row, before), free=free)
    written, title, refused = before, row.title, None
    valid = request.method == "POST" and form.is_valid()
    if valid:
        rules = rules_of(request.POST) or dict(before.rules)
        written, title = form.written(rules), form.cleaned_data.get("title", "")
    try:
        preview = corrected_preview(row, title, written)
    except LingxingError as error:
        form.add_error(None, str(error))
        preview, valid = corrected_preview(row, row.title, before), False
    if valid and request.POST.get("go") == "correct":
        refused = _correct(request, row, form, written)
        if refused is None:
            messages.success(request, "已更正，旧版本标明已更正。")
            return redirect("disclosure:publication", row.number or "")
    context = {"form": form, "row": row, "free": free, "rules": RULES, **preview_context(request, preview, refused)}
    return render(request, "disclosure/correct.html", context, status=422 if refused or form.errors else 200)


def _correct(request: Request, row: Publication, form: CorrectionForm, written: DraftText) -> LingxingError | None:
    given = form.cleaned_data
    correction = Correction(
        row.pk,
        given["reason"],
        request.POST.get("digest", ""),
        written,
        given.get("title", ""),
        reasons_of(request.POST),
        given["conceals"],
    )
    try:
        keep_correction(account_of(request), correction, timezone.now())
    except LingxingError as error:
        return error
    return None


def _before(row: Publication) -> DraftText:
    """Return what the last version was written from."""
    if not row.package:
        return draft_of(row)
    last = row.versions.order_by("-sequence").first()
    return DraftText("\n".join(content_from_json(last.content).paragraphs) if last else "")


def _initial(row: Publication, before: DraftText) -> dict[str, Any]:
    return {"title": row.title, "text": before.text, "table": before.table}


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PUBLISH)
def withdraw(request: Request, key: uuid.UUID) -> HttpResponse:
    """Take a publication back, with the reason that stands in its place."""
    row = own_publication(account_of(request), key, today())
    form = ReasonForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            take_back(account_of(request), key, form.cleaned_data["reason"], timezone.now())
        except LingxingError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "已撤回。")
            return redirect("disclosure:publication", row.number or "")
    status = 422 if form.errors else 200
    return render(request, "disclosure/withdraw.html", {"form": form, "row": row}, status=status)
