"""What units did in a year, counted in the database: the same as `domain.scoring` counts, proved equal by a test.

What came after the day has not happened: a report or an end that is later stands for none.
"""

import datetime as dt
from collections.abc import Mapping

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce

from lingxing.engines.supervision.domain.scoring import YearCounts
from lingxing.engines.supervision.models import Item
from lingxing.language.assessments import Assessment, Counted, ShareOf


def year_counts(assessment: Assessment, year: int, on: dt.date) -> dict[int, YearCounts]:
    """Return what the matters of the year add up to as of the day, by the unit that leads them; one query.

    `on` lies in the year or before its last day. Only what the assessment asks for is counted.
    """
    shares = [one.share for one in assessment.measures.values() if one.share is not ShareOf.TARGETS_MET]
    counted = [one.counts for one in assessment.deductions.values() if one.counts is not Counted.TARGETS_MISSED]
    sums: dict[str, Count | Coalesce] = {f"good_{one}": Count("lead", filter=_shares(on)[one]) for one in shares}
    sums |= {f"times_{one}": _times(one, year, on) for one in counted}
    reviewed = Count("lead", filter=_running(on) & Q(reported_on__lte=on))
    rows = Item.objects.filter(belonging(year, on), lead__isnull=False).order_by().values("lead")
    summed = rows.annotate(matters=Count("*"), reviewed=reviewed, **sums)
    found: dict[int, YearCounts] = {}
    for lead, matters, waiting, *counts in summed.values_list("lead", "matters", "reviewed", *sums):
        of = dict(zip(sums, counts, strict=True))
        good: dict[ShareOf, int] = {one: of[f"good_{one}"] for one in shares}
        found[lead] = YearCounts(matters, waiting, good, {one: of[f"times_{one}"] for one in counted})
    return found


def belonging(year: int, on: dt.date) -> Q:
    """Return which matters belong to the year as of the day, see `domain.scoring.belongs`."""
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    running = Q(concluded_on__gt=on) | Q(concluded_on__isnull=True, closed=False)
    ended = Q(concluded_on__gte=first, concluded_on__lte=on) & (Q(due_on__isnull=True) | Q(due_on__lte=last))
    return ended | (Q(due_on__lte=last) & running)


def _shares(on: dt.date) -> Mapping[ShareOf, Q]:
    return {ShareOf.DONE: _done(on), ShareOf.IN_TIME: _in_time(on), ShareOf.ANSWERED: Q(returns=0)}


def _done(on: dt.date) -> Q:
    return Q(concluded_on__lte=on)


def _unreported(on: dt.date) -> Q:
    return Q(reported_on__isnull=True) | Q(reported_on__gt=on)


def _in_time(on: dt.date) -> Q:
    finished = Q(reported_on__lte=on) & Q(reported_on__lte=F("due_on"))
    finished |= _unreported(on) & Q(concluded_on__lte=F("due_on"))
    return _done(on) & (Q(due_on__isnull=True) | finished)


def _late(on: dt.date) -> Q:
    finished = Q(reported_on__lte=on) & Q(reported_on__gt=F("due_on"))
    finished |= _unreported(on) & Q(concluded_on__gt=F("due_on"))
    return _done(on) & finished


def _running(on: dt.date) -> Q:
    return Q(concluded_on__isnull=True) | Q(concluded_on__gt=on)


def _overdue(on: dt.date) -> Q:
    return _running(on) & _unreported(on) & Q(due_on__lt=on)


def _times(counted: Counted, year: int, on: dt.date) -> Count | Coalesce:
    """Return how often a deduction applies."""
    within = (dt.date(year, 1, 1), on)
    if counted is Counted.RETURNED:
        home = _done(on) | _running(on) & Q(due_on__gte=within[0])
        return Coalesce(Sum("returns", filter=home), 0)
    conditions = {
        Counted.LATE: _late(on),
        Counted.OVERDUE: _overdue(on),
        Counted.URGED: Q(urged_on__range=within),
        Counted.LISTED: Q(listed_on__range=within),
        Counted.REFERRED: Q(referred_on__range=within),
    }
    return Count("lead", filter=conditions[counted])
