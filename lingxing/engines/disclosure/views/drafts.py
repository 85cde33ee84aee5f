"""Free-standing publications: writing, previewing, releasing, throwing away."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from lingxing.engines.disclosure.forms import DraftForm
from lingxing.engines.disclosure.models import Publication
from lingxing.engines.disclosure.queries.access import own_publication, publishing_organs
from lingxing.engines.disclosure.queries.preview import draft_of, of_draft
from lingxing.engines.disclosure.services.drafting import DraftRelease, drop_draft, release_draft, save_draft
from lingxing.engines.disclosure.views.answers import reasons_of, rules_of, sent, today
from lingxing.engines.disclosure.views.office import preview_context
from lingxing.engines.disclosure.views.shown import RULES
from lingxing.engines.parties.access import Permission, Request, account_of, requires
from lingxing.kernel.errors import LingxingError


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PUBLISH)
def new(request: Request) -> HttpResponse:
    """Begin a free-standing publication."""
    organs = publishing_organs(account_of(request), today())
    form = DraftForm(sent(request), organs=organs)
    if request.method == "POST" and form.is_valid() and (row := _saved(request, form, None)):
        return redirect("disclosure:draft", row.pk)
    context = {"form": form, "organs": organs}
    return render(request, "disclosure/write.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PUBLISH)
def draft(request: Request, key: uuid.UUID) -> HttpResponse:
    """Change a draft, see it before and after redaction, and release it."""
    row = own_publication(account_of(request), key, today())
    if row.number:
        return redirect("disclosure:publication", row.number)
    organs = publishing_organs(account_of(request), today())
    refused: LingxingError | None = None
    form = DraftForm(initial=_initial(row), organs=organs)
    if request.POST.get("go") == "release":
        given = DraftRelease(key, request.POST.get("digest", ""), reasons_of(request.POST))
        try:
            made = release_draft(account_of(request), given, timezone.now())
        except LingxingError as error:
            refused = error
        else:
            messages.success(request, f"已公开，编号 {made.number}。")
            return redirect("disclosure:publication", made.number)
    elif request.method == "POST":
        form = DraftForm(request.POST, organs=organs)
        if form.is_valid() and _saved(request, form, key):
            messages.success(request, "草稿已保存，请核对预览。")
            return redirect("disclosure:draft", key)
    written = draft_of(row)
    context = {"form": form, "row": row, "rules": RULES}
    context |= preview_context(request, of_draft(row.title, written), refused)
    return render(request, "disclosure/draft.html", context, status=422 if refused or form.errors else 200)


@require_POST
@requires(Permission.PUBLISH)
def drop(request: Request, key: uuid.UUID) -> HttpResponse:
    """Throw a draft away."""
    drop_draft(account_of(request), key, timezone.now())
    messages.success(request, "草稿已删除。")
    return redirect("disclosure:desk")


def _saved(request: Request, form: DraftForm, key: uuid.UUID | None) -> Publication | None:
    try:
        return save_draft(account_of(request), form.draft(rules_of(request.POST)), timezone.now(), key)
    except LingxingError as error:
        form.add_error(None, str(error))
        return None


def _initial(row: Publication) -> dict[str, Any]:
    written = draft_of(row)
    plain = ("kind", "title", "basis", "article", "lasts", "contact", "due_on")
    return {
        **{name: getattr(row, name) for name in plain},
        "organ": row.organ_id,
        "text": written.text,
        "table": written.table,
    }
