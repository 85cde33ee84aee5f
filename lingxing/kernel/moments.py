"""The one written form of a moment: UTC, to the microsecond."""

import datetime as dt


def format_moment(at: dt.datetime) -> str:
    """Return an aware moment as 2026-11-21T18:10:35.000000Z. ValueError for a naive one."""
    if at.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def read_moment(text: str) -> dt.datetime:
    """Return the moment that `format_moment` wrote. ValueError for another form."""
    return dt.datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=dt.UTC)
