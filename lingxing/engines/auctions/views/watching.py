"""The console of those who watch over a sale (art. 33): the hall in large, its log, and whether the clock is alive."""

import datetime as dt

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lingxing.engines.auctions.domain.outages import LIMIT
from lingxing.engines.auctions.models import Lot
from lingxing.engines.auctions.queries.hall import hall as hall_of
from lingxing.engines.auctions.queries.hall import last_beat
from lingxing.engines.auctions.queries.lots import listed_lots, newest_results, published_lot
from lingxing.engines.auctions.queries.settling import courses_of, settlement_of
from lingxing.engines.auctions.services.pulse import now
from lingxing.engines.auctions.views.answers import today
from lingxing.engines.auctions.views.hall_page import address, hall_context
from lingxing.engines.cases.queries.course import Course
from lingxing.engines.parties.access import Permission, Request, requires

ENDED = 10
"""How many of the lots that are over are listed."""


@require_safe
@requires(Permission.WATCH_LISTINGS)
def watched(request: Request) -> HttpResponse:
    """List the lots that are going on, and those that ended last: confirmation and refunds are watched over too."""
    page = listed_lots("current", "", request.GET.get("page", "1"))
    context = {"page": page, "ended": newest_results(ENDED), "beat": _beat(now())}
    return render(request, "auctions/watched.html", context)


@require_safe
@requires(Permission.WATCH_LISTINGS)
def watch(request: Request, number: str) -> HttpResponse:
    """Watch one lot. Nothing here tells who bids or how many may: that is for nobody before the end."""
    moment = now()
    lot = published_lot(number)
    found = hall_of(lot)
    stop = "" if found.board.result else address("auctions:suspend", number)
    context = {**hall_context(found, moment), "stop": stop, "beat": _beat(moment), "courses": _after(lot)}
    return render(request, "auctions/watch.html", context)


def _after(lot: Lot) -> list[Course]:
    """Return the cases that follow a sale that is over, for who watches over the confirmation (art. 33)."""
    settlement = settlement_of(lot)
    return courses_of(settlement, today()) if settlement else []


def _beat(moment: dt.datetime) -> dict[str, object]:
    """Return when the clock of the sales last ticked, and whether that is lately enough."""
    at = last_beat()
    return {"at": at, "alive": at is not None and moment - at <= LIMIT}
