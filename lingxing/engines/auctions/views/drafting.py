"""The officer's desk of lots: drafting, files, announcing, supplementing."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lingxing.engines.auctions.domain.descriptions import WrongDraft, read_draft
from lingxing.engines.auctions.domain.state import Stage
from lingxing.engines.auctions.forms.lots import FileForm, LotForm, NewLotForm, initial_of
from lingxing.engines.auctions.models import Lot
from lingxing.engines.auctions.queries.announcing import announcements, missing_files
from lingxing.engines.auctions.queries.listings import listing_packages
from lingxing.engines.auctions.queries.lots import (
    agencies_of,
    draft_file,
    lot_files,
    own_lot,
    own_lots,
    possible_grantors,
)
from lingxing.engines.auctions.queries.settling import open_courses
from lingxing.engines.auctions.services.announcing import draft_lot
from lingxing.engines.auctions.services.drafting import NewLot, add_file, drop_file, save_draft
from lingxing.engines.auctions.views.answers import sent, today, uploads
from lingxing.engines.cases.services.filing import as_download
from lingxing.engines.parties.access import Permission, Request, account_of, requires
from lingxing.kernel.errors import LingxingError


@require_safe
@requires(Permission.RUN_LISTINGS)
def desk(request: Request) -> HttpResponse:
    """List the lots of the officer's agencies; of those that are over, what is still to be done and until when."""
    account = account_of(request)
    lots = own_lots(account, today())
    following = open_courses([lot.id for lot in lots if lot.ending], today())
    shown = [(lot, following.get(lot.id, [])) for lot in lots]
    context = {"lots": shown, "agencies": agencies_of(account, today())}
    return render(request, "auctions/desk.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RUN_LISTINGS)
def new(request: Request) -> HttpResponse:
    """Begin a lot."""
    account = account_of(request)
    agencies = agencies_of(account, today())
    packages, grantors = listing_packages(today()), possible_grantors(agencies)
    form = NewLotForm(sent(request), packages=packages, agencies=agencies, grantors=grantors)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        begun = NewLot(given["package"], given["grantor"], given["agency"])
        try:
            lot = draft_lot(account, begun, form.typed(), timezone.now())
        except WrongDraft as error:
            form.tell(error.items)
        except LingxingError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"已建立宗地 {lot.number} 的草稿。")
            return redirect("auctions:lot-draft", lot.number)
    context = {"form": form, "agencies": agencies, "packages": packages}
    return render(request, "auctions/lot_new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RUN_LISTINGS)
def draft(request: Request, number: str) -> HttpResponse:
    """Change what a lot's draft says."""
    account = account_of(request)
    lot = own_lot(account, number, today())
    form = LotForm(sent(request), initial=initial_of(lot.draft))
    if request.method == "POST" and form.is_valid():
        try:
            save_draft(account, number, form.typed(), timezone.now())
        except WrongDraft as error:
            form.tell(error.items)
        except LingxingError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "草稿已保存。")
            return redirect("auctions:lot-draft", number)
    return render(request, "auctions/lot_draft.html", _shown(lot, form), status=422 if form.errors else 200)


@require_POST
@requires(Permission.RUN_LISTINGS)
def files(request: Request, number: str) -> HttpResponse:
    """Add a file to the draft."""
    account, given = account_of(request), uploads(request, "file")
    lot = own_lot(account, number, today())
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            add_file(account, number, form.cleaned_data["kind"], given[0], timezone.now())
        except LingxingError as error:
            form.add_error("file", str(error))
        else:
            messages.success(request, "文件已上传。")
            return redirect("auctions:lot-draft", number)
    context = _shown(lot, LotForm(initial=initial_of(lot.draft))) | {"file_form": form}
    return render(request, "auctions/lot_draft.html", context, status=422)


@require_POST
@requires(Permission.RUN_LISTINGS)
def remove_file(request: Request, number: str, key: uuid.UUID) -> HttpResponse:
    """Take a file out of the draft."""
    drop_file(account_of(request), number, key, timezone.now())
    messages.success(request, "文件已移去。")
    return redirect("auctions:lot-draft", number)


@require_safe
@requires(Permission.RUN_LISTINGS)
def look_at_file(request: Request, number: str, key: uuid.UUID) -> HttpResponse:
    """Return a file of the draft."""
    found = draft_file(own_lot(account_of(request), number, today()), key)
    return as_download(bytes(found.content), found.media_type, found.name)


def _shown(lot: Lot, form: LotForm) -> dict[str, Any]:
    kept = lot_files(lot)
    return {
        "lot": lot,
        "form": form,
        "files": kept,
        "file_form": FileForm(),
        "missing_files": missing_files(file.kind for file in kept),
        "problems": _problems(lot),
        "is_draft": lot.stage == Stage.DRAFT,
        "changeable": lot.stage in (Stage.DRAFT, Stage.LISTING),
        "announcements": announcements(lot),
    }


def _problems(lot: Lot) -> tuple[str, ...]:
    """Return what keeps the draft from being announced."""
    try:
        read_draft(lot.draft)
    except WrongDraft as error:
        return tuple(f"{item.label}{item.what}" for item in error.items)
    return ()
