"""Accounts for tests."""

import datetime as dt

from lingxing.engines.parties.domain import Role
from lingxing.engines.parties.models import Account
from lingxing.engines.parties.services import NewAccount, create_account
from lingxing.kernel.actors import OPERATOR

AT = dt.datetime(2026, 1, 5, 9, 0, tzinfo=dt.UTC)
PASSWORD = "Yunmeng-2026-湖"


def account(username: str = "wenshu", role: Role = Role.READER, *, initial: bool = False) -> Account:
    """Return a new account whose password is PASSWORD."""
    return create_account(NewAccount(username, "文书岗", role), PASSWORD, OPERATOR, AT, initial=initial)
