"""How Django finds the account behind a session and a password."""

import uuid

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from lingxing.engines.parties.models import Account


class AccountBackend(BaseBackend):
    """Accounts by user name and password; a disabled account is as good as none."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **_: object
    ) -> Account | None:
        """Return the account whose password this is, or None. Takes as long for a name that nobody has."""
        del request
        if username is None or password is None:
            return None
        account = Account.objects.filter(username__iexact=username).first()
        if account is None:
            Account().set_password(password)
            return None
        return account if account.check_password(password) and account.is_active else None

    def get_user(self, user_id: uuid.UUID) -> Account | None:
        """Return the account of a session, or None once it is disabled."""
        return Account.objects.filter(pk=user_id, is_active=True).first()
