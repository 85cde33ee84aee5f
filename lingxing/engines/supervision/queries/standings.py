"""Standings as conditions of the database: the same as `domain.boards.standing`, proved equal by a test.

What no day changes stands in the row (`Item.settled`); days are compared only for matters that a light shows.
"""

import datetime as dt
from collections.abc import Collection

from django.db.models import Q

from lingxing.engines.supervision.domain.boards import LIGHTS, Standing

UNSETTLED = ""
"""What stands in the row of a matter that a light shows."""


def having(standing: Standing, on: dt.date) -> Q:
    """Return which matters have the standing on the day."""
    if standing not in LIGHTS:
        return Q(settled=standing.value)
    shown = Q(settled=UNSETTLED)
    if standing is Standing.RED:
        return shown & Q(due_on__lt=on)
    if standing is Standing.YELLOW:
        return shown & Q(due_on__gte=on) & Q(yellow_on__lte=on)
    return shown & Q(due_on__gte=on) & (Q(yellow_on__isnull=True) | Q(yellow_on__gt=on))


def having_any(standings: Collection[Standing], on: dt.date) -> Q:
    """Return which matters have one of the standings on the day."""
    held = [one.value for one in standings if one not in LIGHTS]
    lights = [one for one in LIGHTS if one in standings]
    if len(lights) == len(LIGHTS):
        return Q(settled__in=[UNSETTLED, *held])
    found = Q(settled__in=held)
    for light in lights:
        found |= having(light, on)
    return found
