"""Reading accounts."""

import datetime as dt
from uuid import UUID

from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from lingxing.engines.parties.domain import Attempts, minutes_locked
from lingxing.engines.parties.models import Account, SignInAttempts


def accounts() -> QuerySet[Account]:
    """Return all accounts by user name."""
    return Account.objects.order_by("username")


def account_named(username: str) -> Account | None:
    """Return the account of that name, upper and lower case being one, or None."""
    return Account.objects.filter(username__iexact=username).first()


def account_with(account_id: UUID) -> Account | None:
    """Return the account with that key, or None."""
    return Account.objects.filter(pk=account_id).first()


def minutes_until_unlocked(account: Account, at: dt.datetime) -> int:
    """Return for how many minutes, rounded up, the account is locked; 0 when it is not."""
    key = salted_hmac("lingxing.sign-in", f"account:{account.username.lower()}", algorithm="sha256").hexdigest()
    row = SignInAttempts.objects.filter(key=key).first()
    return minutes_locked(Attempts(row.count, row.last_at, row.locked_until), at) if row else 0
