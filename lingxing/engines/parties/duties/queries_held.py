"""Whether an account holds one duty: what every act in a case asks, and nothing more."""

import datetime as dt
from uuid import UUID

from django.db import connection

from lingxing.engines.parties.statements import native, span_values

_SPAN = (
    "{table}.since <= %s AND ({table}.until IS NULL OR {table}.until >= %s) "
    "AND ({table}.ended_at IS NULL OR {table}.ended_at >= %s)"
)
_HELD = (
    "SELECT 1 FROM parties_membership held WHERE held.account_id = %s AND held.organ_id = %s AND held.duty = %s "  # noqa: S608
    f"AND {_SPAN.format(table='held')} LIMIT 1"
)
_STANDS_IN = (
    "SELECT 1 FROM parties_standin stand JOIN parties_account absent ON absent.id = stand.absent_id "  # noqa: S608
    "WHERE stand.substitute_id = %s AND stand.absent_id = %s AND stand.organ_id = %s AND absent.is_active "
    f"AND {_SPAN.format(table='stand')} LIMIT 1"
)


def holds_duty(account_id: UUID, organ_id: int, duty: str, on: dt.date, *, standing_in_for: UUID | None = None) -> bool:
    """Return whether the account has the duty in the organ on the day; with `standing_in_for`, whether it is that
    absent account's substitute there on the day, who has the duty."""
    span = span_values(on)
    holder = standing_in_for or account_id
    with connection.cursor() as cursor:
        cursor.execute(_HELD, [native(holder), organ_id, duty, *span])
        held = cursor.fetchone() is not None
        if held and standing_in_for is not None:
            cursor.execute(_STANDS_IN, [native(account_id), native(standing_in_for), organ_id, *span])
            held = cursor.fetchone() is not None
    return held
