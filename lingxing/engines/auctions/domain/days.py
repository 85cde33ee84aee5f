"""Days between moments."""

import datetime as dt

from lingxing.kernel.dates import SHANGHAI


def days_between(start: dt.datetime, end: dt.datetime) -> int:
    """Return the days from the date of `start` to that of `end` in Shanghai; below 0 where it lies before."""
    return (end.astimezone(SHANGHAI).date() - start.astimezone(SHANGHAI).date()).days


def extended_close(closes_at: dt.datetime, at: dt.datetime, days: int) -> dt.datetime:
    """Return when a listing closes whose change of `at` moves the price (art. 10): `days` later at the least.

    Reading: it is extended by whole days, so that it closes at the same time of day.
    """
    missing = at + dt.timedelta(days=days) - closes_at
    return closes_at + dt.timedelta(days=max(-(-missing // dt.timedelta(days=1)), 0))
