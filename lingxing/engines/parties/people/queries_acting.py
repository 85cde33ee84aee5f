"""Who acts for a party: what every act in a case asks, and nothing more."""

import datetime as dt
from enum import IntEnum
from uuid import UUID

from django.db import connection

from lingxing.engines.parties.people.domain import PartyKind
from lingxing.engines.parties.people.sealed import opened_name
from lingxing.engines.parties.statements import native, span_values
from lingxing.kernel.errors import NotFound

_SPAN = "since <= %s AND (until IS NULL OR until >= %s) AND (ended_at IS NULL OR ended_at >= %s)"
_STANDING = (
    "SELECT MAX(CASE WHEN confirmed_at IS NULL THEN 1 ELSE 2 END) FROM parties_partyaccount "  # noqa: S608
    f"WHERE account_id = %s AND party_id = %s AND {_SPAN}"
)
_ACCOUNTS = (
    "SELECT link.account_id, CASE WHEN link.confirmed_at IS NULL THEN 0 ELSE 1 END "  # noqa: S608
    "FROM parties_partyaccount link JOIN parties_account account ON account.id = "
    f"link.account_id WHERE link.party_id = %s AND account.is_active AND {_SPAN} "
    "ORDER BY CASE WHEN link.relation = 'self' THEN 0 ELSE 1 END, link.id"
)


_NAMED = "SELECT kind, name_sealed FROM parties_party WHERE id = %s"


class Standing(IntEnum):
    """What an account is to a party: nothing, what it says of itself, or what an office has checked."""

    NONE = 0
    DECLARED = 1
    CONFIRMED = 2


def standing_of(account_id: UUID, party_id: UUID, on: dt.date) -> Standing:
    """Return as what the account may act for the party on the day, the better one where there are two.

    Who only declares to be somebody acts in its own name's right, and must not meet what others gave of that person.
    """
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, [native(account_id), native(party_id), *span_values(on)])
        return Standing(cursor.fetchone()[0] or 0)


def accounts_acting_for(party_id: UUID, on: dt.date) -> dict[UUID, Standing]:
    """Return the accounts that act as the party or for it on the day, its own first: `queries.accounts_of`, quickly."""
    with connection.cursor() as cursor:
        cursor.execute(_ACCOUNTS, [native(party_id), *span_values(on)])
        rows = cursor.fetchall()
    found: dict[UUID, Standing] = {}
    for key, confirmed in rows:
        account = key if isinstance(key, UUID) else UUID(key)
        found[account] = max(found.get(account, Standing.NONE), Standing.CONFIRMED if confirmed else Standing.DECLARED)
    return found


def party_named(party_id: UUID) -> tuple[PartyKind, str]:
    """Return what a party is and its full name, without opening the rest. NotFound where there is none."""
    with connection.cursor() as cursor:
        cursor.execute(_NAMED, [native(party_id)])
        row = cursor.fetchone()
    if row is None:
        raise NotFound("没有这个当事人", where="当事人", remedy="请从办件或名录中选择")
    return PartyKind(row[0]), opened_name(party_id, row[1])
