"""Lines of a work list that somebody has chosen, to do something with all of them."""

import datetime as dt
from collections.abc import Iterable

from lingxing.engines.cases.models import Turn
from lingxing.engines.cases.queries.access import Viewer, handling_organs

MOST = 500


def chosen_turns(account: Viewer, turn_ids: Iterable[int], on: dt.date) -> list[Turn]:
    """Return the lines of these keys that stand on a work list of the account, with their cases; at most 500."""
    wanted = list(dict.fromkeys(turn_ids))[:MOST]
    rows = Turn.objects.filter(pk__in=wanted, organ__in=handling_organs(account, on))
    return list(rows.select_related("case", "organ").order_by("due_on", "pk"))
