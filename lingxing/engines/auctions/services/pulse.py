"""When some process of the installation was last alive. What is missing after it was an outage."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from lingxing.engines.auctions.domain.outages import LIMIT
from lingxing.engines.auctions.models import Heartbeat

_TOLD: ContextVar[dt.datetime | None] = ContextVar("told", default=None)


def now() -> dt.datetime:
    """Return the present moment by the server's clock: the only clock of a sale."""
    return _TOLD.get() or timezone.now()


@contextmanager
def telling(at: dt.datetime) -> Iterator[None]:
    """Let what this thread writes within its own transaction have happened at a past moment, with no outage before it.

    For invented histories: the demo alone may import this. The writer's thread, the ticker and every other request keep
    the server's clock. ValueError outside a transaction, and for a moment to come.
    """
    if not connection.in_atomic_block or at > timezone.now():
        raise ValueError("a history is told within one transaction, and of the past")
    token = _TOLD.set(at)
    try:
        yield
    finally:
        _TOLD.reset(token)


@dataclass(slots=True)
class _Seen:
    at: dt.datetime | None = None


_SEEN = _Seen()


def last_beat(at: dt.datetime) -> dt.datetime | None:
    """Return the last beat, None where nobody has ever beaten; read again only where the known one is old."""
    if _TOLD.get() is not None:
        return None
    if _SEEN.at is None or not dt.timedelta() <= at - _SEEN.at <= LIMIT:
        _SEEN.at = Heartbeat.objects.filter(pk=1).values_list("at", flat=True).first()
    return _SEEN.at


def lock_beat(at: dt.datetime) -> dt.datetime:
    """Lock the row of the beats until the transaction ends and return the last beat: `at` where there was none."""
    row, _ = Heartbeat.objects.select_for_update().get_or_create(pk=1, defaults={"at": at})
    return row.at


def beat(at: dt.datetime) -> None:
    """Write down that somebody is alive; never earlier than before."""
    Heartbeat.objects.filter(pk=1, at__lt=at).update(at=at)


def seen(at: dt.datetime) -> None:
    """Keep in mind a beat that is committed."""
    _SEEN.at = at


def forget() -> None:
    """Read the last beat anew at the next question: what was written may not have been committed."""
    _SEEN.at = None
