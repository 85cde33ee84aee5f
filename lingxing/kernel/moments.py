"""The one written form of a moment: UTC, to the microsecond."""

import datetime as dt
import re

_FORM = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z")


def format_moment(at: dt.datetime) -> str:
    """Return an aware moment as 2026-11-21T18:10:35.000000Z. ValueError for a naive one."""
    if at.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return at.astimezone(dt.UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def read_moment(text: str) -> dt.datetime:
    """Return the moment that `format_moment` wrote. ValueError for another form."""
    if not _FORM.fullmatch(text):
        raise ValueError(f"no moment: {text[:40]!r}")
    return dt.datetime.fromisoformat(text)
