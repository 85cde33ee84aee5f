"""Which rows with `since`, `until` and `ended_at` are in force on a day."""

import datetime as dt

from django.db.models import Q

from lingxing.kernel.dates import SHANGHAI


def in_force(on: dt.date, prefix: str = "") -> Q:
    """Return the condition that a span holds on the day `on`, both its ends included.

    One that was ended at once no longer holds on the day it was ended, and still held on the days before. `prefix` is
    a path to the table, such as `accounts__`.
    """
    next_day = dt.datetime.combine(on + dt.timedelta(days=1), dt.time(), SHANGHAI)
    begun = Q(**{f"{prefix}since__lte": on})
    open_end = Q(**{f"{prefix}until": None}) | Q(**{f"{prefix}until__gte": on})
    not_ended = Q(**{f"{prefix}ended_at": None}) | Q(**{f"{prefix}ended_at__gte": next_day})
    return begun & open_end & not_ended
