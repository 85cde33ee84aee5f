"""The public hall of a lot."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lingxing.engines.auctions.queries.hall import hall as hall_of
from lingxing.engines.auctions.queries.lots import published_lot
from lingxing.engines.auctions.services.pulse import now
from lingxing.engines.auctions.views.hall_page import hall_context
from lingxing.engines.parties.access import Request, public


@require_safe
@public
def hall(request: Request, number: str) -> HttpResponse:
    """Show how the sale stands, live for everybody; without scripts the page asks to be loaded again."""
    context = hall_context(hall_of(published_lot(number)), now())
    response = render(request, "auctions/hall.html", context)
    response.setdefault("Cache-Control", "no-store")
    return response
