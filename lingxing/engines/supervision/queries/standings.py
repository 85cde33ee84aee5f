"""Standings as conditions of the database: the same as `domain.boards.standing`, proved equal by a test."""

import datetime as dt
from collections.abc import Iterable, Mapping

from django.db.models import Count, F, Q

from lingxing.engines.supervision.domain.boards import Standing

_CONCLUDED = Q(concluded_on__isnull=False)
_BY_ITS_DAY = Q(reported_on__lte=F("due_on")) | Q(reported_on__isnull=True, concluded_on__lte=F("due_on"))
_AFTER_ITS_DAY = Q(reported_on__gt=F("due_on")) | Q(reported_on__isnull=True, concluded_on__gt=F("due_on"))
_WAITING = Q(concluded_on__isnull=True, closed=False)
_UNDER_WAY = _WAITING & Q(reported_on__isnull=True)


def having(standing: Standing, on: dt.date) -> Q:
    """Return which matters have the standing on the day."""
    return {
        Standing.IN_TIME: _CONCLUDED & (Q(due_on__isnull=True) | _BY_ITS_DAY),
        Standing.LATE: _CONCLUDED & _AFTER_ITS_DAY,
        Standing.DROPPED: Q(concluded_on__isnull=True, closed=True),
        Standing.REPORTED: _WAITING & Q(reported_on__isnull=False),
        Standing.UNDATED: _UNDER_WAY & Q(due_on__isnull=True),
        Standing.RED: _UNDER_WAY & Q(due_on__lt=on),
        Standing.YELLOW: _UNDER_WAY & Q(due_on__gte=on, yellow_on__lte=on),
        Standing.GREEN: _UNDER_WAY & Q(due_on__gte=on) & (Q(yellow_on__isnull=True) | Q(yellow_on__gt=on)),
    }[standing]


def having_any(standings: Iterable[Standing], on: dt.date) -> Q:
    """Return which matters have one of the standings on the day."""
    found = Q()
    for standing in standings:
        found |= having(standing, on)
    return found


def counted(on: dt.date) -> Mapping[str, Count]:
    """Return what is counted of each group, by the standing's name after `n_`.

    Every matter has the day that is counted, and the index of boards holds it.
    """
    return {f"n_{standing.value}": Count("registered_on", filter=having(standing, on)) for standing in Standing}
