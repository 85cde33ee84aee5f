"""Until when cases of a document may be opened."""

import datetime as dt
from collections.abc import Mapping

from django.db.models import Max

from lingxing.engines.cases.models import Continuation
from lingxing.language.definitions import Policy


def last_days() -> Mapping[str, dt.date]:
    """Return the last day of each package that a later paper continues, by its id."""
    rows = Continuation.objects.values_list("package").annotate(last=Max("until"))
    return {package: last for package, last in rows if last is not None}


def last_day(policy: Policy) -> dt.date | None:
    """Return the last day on which cases may be opened: the document's own, or that of a later paper; None for no end.

    Only a document that ends is looked up, so that others cost no query.
    """
    if policy.expires is None:
        return None
    found = Continuation.objects.filter(package=policy.id).aggregate(last=Max("until"))["last"]
    return max(policy.expires, found) if found else policy.expires


def in_force(policy: Policy, on: dt.date, continued: Mapping[str, dt.date]) -> bool:
    """Return whether cases may be opened on the day, `continued` being what `last_days` returns."""
    last = policy.expires and max(policy.expires, continued.get(policy.id, policy.expires))
    return policy.effective <= on and not (last and on > last)


def continuation(package: str) -> Continuation | None:
    """Return the paper that continues a package longest, or None."""
    return Continuation.objects.filter(package=package).order_by("-until", "-pk").first()
