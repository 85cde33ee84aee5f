"""When some process of the installation was last alive. What is missing after it was an outage."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from lingxing.engines.auctions.domain.outages import LIMIT
from lingxing.engines.auctions.models import Heartbeat


def now() -> dt.datetime:
    """Return the present moment by the server's clock: the only clock of a sale."""
    return timezone.now()


@dataclass(slots=True)
class _Seen:
    at: dt.datetime | None = None


_SEEN = _Seen()


def last_beat(at: dt.datetime) -> dt.datetime | None:
    """Return the last beat, None where nobody has ever beaten; read again only where the known one is old."""
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
