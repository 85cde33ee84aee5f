"""Who acts for a party: what every act in a case asks, and nothing more."""

import datetime as dt
from uuid import UUID

from django.db import connection

from lingxing.engines.parties.statements import native, span_values

_SPAN = "since <= %s AND (until IS NULL OR until >= %s) AND (ended_at IS NULL OR ended_at >= %s)"
_ACTS = f"SELECT 1 FROM parties_partyaccount WHERE account_id = %s AND party_id = %s AND {_SPAN} LIMIT 1"  # noqa: S608
_ACCOUNTS = (
    "SELECT link.account_id FROM parties_partyaccount link JOIN parties_account account ON account.id = "  # noqa: S608
    f"link.account_id WHERE link.party_id = %s AND account.is_active AND {_SPAN} "
    "ORDER BY CASE WHEN link.relation = 'self' THEN 0 ELSE 1 END, link.id"
)


def acts_for(account_id: UUID, party_id: UUID, on: dt.date) -> bool:
    """Return whether the account is the party or represents it on the day: `queries.may_act_for`, quickly."""
    with connection.cursor() as cursor:
        cursor.execute(_ACTS, [native(account_id), native(party_id), *span_values(on)])
        return cursor.fetchone() is not None


def accounts_acting_for(party_id: UUID, on: dt.date) -> list[UUID]:
    """Return the accounts that act as the party or for it on the day: `queries.accounts_of`, quickly."""
    with connection.cursor() as cursor:
        cursor.execute(_ACCOUNTS, [native(party_id), *span_values(on)])
        return [key if isinstance(key, UUID) else UUID(key) for (key,) in cursor.fetchall()]
