"""What everybody reads of the sales: the list, the announcements in all their versions, the files."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from lingxing.engines.auctions.announcement_papers import announcement_pdf
from lingxing.engines.auctions.queries.announcing import announcement, announcements
from lingxing.engines.auctions.queries.lots import STAGES, counties, listed_lots, open_file, published_lot
from lingxing.engines.auctions.views.answers import file
from lingxing.engines.cases.services.filing import as_download
from lingxing.engines.parties.access import Request, public

_PICTURES = (".png", ".jpg", ".jpeg")


@require_safe
@public
def listings(request: Request) -> HttpResponse:
    """List the announced lots."""
    stage, county = request.GET.get("stage", ""), request.GET.get("county", "")[:40]
    kept = urlencode({name: value for name, value in (("stage", stage), ("county", county)) if value})
    context = {
        "page": listed_lots(stage, county, request.GET.get("page", 1)),
        "stages": list(STAGES.items()),
        "stage": stage,
        "counties": counties(),
        "county": county,
        "kept": f"?{kept}" if kept else "",
    }
    return render(request, "auctions/listings.html", context)


@require_safe
@public
def versions(request: Request, number: str) -> HttpResponse:
    """List a lot's announcements."""
    lot = published_lot(number)
    return render(request, "auctions/announcements.html", {"lot": lot, "announcements": announcements(lot)})


@require_safe
@public
def version(request: Request, number: str, place: int) -> HttpResponse:
    """Show one announcement of a lot."""
    lot = published_lot(number)
    found = announcement(lot, place)
    files = found.content.files if found.content else ()
    context = {
        "lot": lot,
        "found": found,
        "content": found.content,
        "newer": [one for one in announcements(lot) if one.number > place],
        "drawings": [one for one in files if one.name.lower().endswith(_PICTURES)],
    }
    return render(request, "auctions/announcement.html", context)


@require_safe
@public
def version_pdf(request: Request, number: str, place: int) -> HttpResponse:
    """Return one announcement as PDF."""
    found = announcement(published_lot(number), place)
    address = request.build_absolute_uri(reverse("auctions:announcement", args=[number, place]))
    return file(announcement_pdf(found, address), "application/pdf", f"{number}-{place}.pdf")


@require_safe
@public
def lot_file(request: Request, number: str, key: uuid.UUID) -> HttpResponse:
    """Return a file of the sale."""
    del request
    found = open_file(number, key)
    return as_download(bytes(found.content), found.media_type, found.name)
