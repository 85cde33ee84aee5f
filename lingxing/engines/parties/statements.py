"""What statements written by hand need to speak to both kinds of database."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import connection

from lingxing.kernel.dates import SHANGHAI


def span_values(on: dt.date) -> list[Any]:
    """Return the values for `since <= %s AND (until IS NULL OR until >= %s) AND (ended_at IS NULL OR ended_at >= %s)`:
    what is in force on the day, as `spans.in_force` has it."""
    day = connection.ops.adapt_datefield_value(on)
    next_day = dt.datetime.combine(on + dt.timedelta(days=1), dt.time(), SHANGHAI)
    return [day, day, connection.ops.adapt_datetimefield_value(next_day)]


def native(value: UUID) -> Any:
    """Return a UUID as the database takes it."""
    return value if connection.features.has_native_uuid_field else value.hex
