"""Whether anything is being sold just now."""

import datetime as dt

from lingxing.engines.auctions.domain.state import Stage
from lingxing.engines.auctions.models import Lot
from lingxing.engines.auctions.queries.states import states_of


def any_running(at: dt.datetime) -> bool:
    """Return whether bids may come in at `at`: some listing is open, or a question or live auction goes on.

    Reading: 挂牌报价期间 (第三十二条第三项) runs from the opening of the listing until nobody may bid any more; a
    suspension does not end it, the days between announcement and opening are not yet part of it.
    """
    running = Lot.objects.filter(stage__in=(Stage.LISTING, Stage.QUESTION, Stage.LIVE)).values_list("pk", "stage")
    stages = dict(running)
    if any(stage != Stage.LISTING for stage in stages.values()):
        return True
    terms = [known.state.terms for known in states_of(stages).values()]
    return any(found is not None and found.opens_at <= at for found in terms)
