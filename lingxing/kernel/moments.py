"""The written forms of a moment, in UTC to the microsecond: that of records, and that of SQLite."""

import datetime as dt
import re
from collections.abc import Callable
from functools import lru_cache

_FORM = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z")


def format_moment(at: dt.datetime) -> str:
    """Return an aware moment as 2026-11-21T18:10:35.000000Z. ValueError for a naive one."""
    if at.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return _written(at.astimezone(dt.UTC))


def stored_moment(at: dt.datetime) -> str:
    """Return an aware moment as SQLite stores it: UTC, 2026-11-21 18:10:35.000001, without a fraction that is none."""
    return _stored(at.astimezone(dt.UTC))


def moments_of(vendor: str) -> Callable[[dt.datetime], object]:
    """Return what brings an aware moment into the form that a database takes: SQLite text, others the moment itself."""
    return stored_moment if vendor == "sqlite" else _as_it_is


def _as_it_is(at: dt.datetime) -> dt.datetime:
    return at


# Everything that is done at one moment says it several times, and in UTC equal moments are written alike.
@lru_cache(maxsize=256)
def _written(at: dt.datetime) -> str:
    return at.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


@lru_cache(maxsize=256)
def _stored(at: dt.datetime) -> str:
    return str(at.replace(tzinfo=None))


def read_moment(text: str) -> dt.datetime:
    """Return the moment that `format_moment` wrote. ValueError for another form."""
    if not _FORM.fullmatch(text):
        raise ValueError(f"no moment: {text[:40]!r}")
    return dt.datetime.fromisoformat(text)
