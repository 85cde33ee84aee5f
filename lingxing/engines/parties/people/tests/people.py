"""Invented people and firms for tests."""

import datetime as dt

from lingxing.engines.parties.models import Account
from lingxing.engines.parties.people.domain import IdentityKind, NewParty, PartyKind
from lingxing.engines.parties.people.services import register_applicant
from lingxing.engines.parties.tests.accounts import PASSWORD
from lingxing.kernel.tests.identity_samples import credit_code, resident_number

AT = dt.datetime(2026, 1, 5, 9, 0, tzinfo=dt.UTC)
DAY = dt.date(2026, 1, 5)
NUMBER = resident_number()
CODE = credit_code()
PHONE = "13800001234"


def applicant(username: str = "zhaoliu", name: str = "赵六一", number: str = NUMBER) -> Account:
    """Return the account of a new applicant, a person with that number."""
    return register_applicant(username, PASSWORD, name, IdentityKind.RESIDENT_ID, number, PHONE, AT)


def person(name: str = "钱七", number: str = resident_number(order=33), **more: str) -> NewParty:
    """Return what a clerk types in of a person."""
    return NewParty(PartyKind.PERSON, name, IdentityKind.RESIDENT_ID, number, **more)


def firm(name: str = "云梦泽渔业有限公司", code: str = CODE, **more: str) -> NewParty:
    """Return what a clerk types in of a firm."""
    return NewParty(PartyKind.FIRM, name, IdentityKind.CREDIT_CODE, code, **more)
