"""What everybody may follow of a lot."""

import datetime as dt
from typing import Annotated, Any

from ninja import Path, Query, Router

from lingxing.engines.auctions.api.hall_schemas import HallInfo
from lingxing.engines.auctions.queries.hall import MOST_EVENTS, hall
from lingxing.engines.auctions.queries.lots import published_lot
from lingxing.engines.auctions.services.pulse import now
from lingxing.engines.parties.access import Request, public
from lingxing.engines.parties.access_api import REFUSALS

router = Router(tags=["网上挂牌出让"])
Number = Annotated[str, Path(max_length=20)]
_LARGEST = 10**12


@router.get(
    "/listings/{number}/hall", response={200: HallInfo, **REFUSALS}, summary="竞价大厅", url_name="listing-hall"
)
@public
def hall_of(
    request: Request, number: Number, after: Annotated[int, Query(ge=0, le=_LARGEST)] = 0, on: dt.date | None = None
) -> dict[str, Any]:
    """Return how the lot stands and its public events behind `after`; the same as /listings/{number}/stream pushes."""
    del request, on
    lot = published_lot(number)
    found = hall(lot)
    missing = found.board.sequence - after
    events = found.events[after:] if 0 < missing <= MOST_EVENTS else ()
    return {
        "number": lot.number,
        "now": now(),
        "board": found.board.to_json(),
        "events": [event.to_json() for event in events],
        "reload": not 0 <= missing <= MOST_EVENTS,
    }
