"""Adding to the figures of months: in the transaction of the act, by one statement a row."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection

from lingxing.engines.cases.services.transactions import Together
from lingxing.engines.hotline.domain.figures import MEASURES, Counts
from lingxing.engines.hotline.models import Ticket

_PLACE = ("package", "service", "month", "organ", "kind", "channel")
_COLUMNS = (*_PLACE, *MEASURES)
_ADD = (
    f"INSERT INTO hotline_tally ({', '.join(_COLUMNS)}) VALUES ({', '.join(['%s'] * len(_COLUMNS))}) "  # noqa: S608
    f"ON CONFLICT ({', '.join(_PLACE)}) DO UPDATE SET "
    + ", ".join(f"{name} = hotline_tally.{name} + EXCLUDED.{name}" for name in MEASURES)
)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a ticket is counted."""

    package: str
    service: str
    month: dt.date
    organ: int
    kind: str
    channel: str


def place_of(ticket: Ticket) -> Place:
    """Return where the ticket is counted as it stands."""
    return Place(ticket.package, ticket.service, ticket.month, ticket.organ_id or 0, ticket.kind, ticket.channel)


def counts_of(ticket: Ticket) -> Counts:
    """Return what the ticket adds as it stands."""
    return Counts(**{name: 1 for name in ticket.counts.split(",") if name})


def names_of(counts: Counts) -> str:
    """Return what Ticket.counts holds for these numbers, each 0 or 1."""
    return f",{','.join(name for name in MEASURES if getattr(counts, name))},"


def add(changes: Mapping[Place, Counts], together: Together | None = None) -> None:
    """Add to the sums, in one fixed order of rows so that two transactions never wait for each other in a ring.

    With `together` they are added when that is sent: a single place, as no order is kept there.
    """
    rows = [
        _written(place, change)
        for place, change in sorted(changes.items(), key=lambda pair: pair[0])
        if change != Counts()
    ]
    if together is not None:
        for row in rows:
            together.add(_ADD, row)
    elif rows:
        with connection.cursor() as cursor:
            cursor.executemany(_ADD, rows)


def _written(place: Place, change: Counts) -> list[str | int]:
    where = (place.package, place.service, place.month.isoformat(), place.organ, place.kind, place.channel)
    return [*where, *(getattr(change, name) for name in MEASURES)]
