"""A lot that is listed in the town's land sale, with one bid on it."""

import datetime as dt
from collections.abc import Mapping

from django.utils import timezone

from lingxing.engines.auctions.services.bidding import place_bid
from lingxing.engines.auctions.tests.halls import admit_account, publish
from lingxing.engines.auctions.tests.sales import START, announced
from lingxing.engines.parties.access_types import Account

NUMBER, KEY = "2026-0101", "first"


def open_hall(bidder: Account) -> Mapping[str, str]:
    """Return what routes name of the listed lot, on which `bidder` has bid."""
    now = timezone.now()
    lot = announced(now, now + dt.timedelta(days=1), number=NUMBER, paddles=[307])
    admit_account(lot, 307, bidder)
    publish(lot)
    place_bid(lot.pk, 307, START, KEY, bidder.actor)
    return {"listed": NUMBER, "listed_key": KEY}
