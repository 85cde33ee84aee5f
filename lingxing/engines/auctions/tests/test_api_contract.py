"""The API of what comes before and after the bids keeps to its own description, whatever it is asked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import pytest

from lingxing.engines.auctions.models import Lot
from lingxing.engines.auctions.tests.bureau import LISTED, Bureau, apply, clock, open_bureau, published
from lingxing.engines.parties.access_types import Account, Role
from lingxing.engines.parties.tests.accounts import account
from tests.contract import Case, asked_by, described_to_signed, hold_each, is_well_addressed

pytestmark = pytest.mark.django_db

_INTAKE = (
    r"^/api/(listings$|listings/bank-lines|listings/\{number\}/(announcements|applications)|listing-"
    r"|my/listings|my/certificates|certificate-desk)"
)
GRANTOR = "churang_one"
_WHO = (
    (re.compile(r"^/api/(listings/[^/]+/applications|my)"), "bidder"),
    (re.compile(r"^/api/listing-watch"), "supervisor"),
    (re.compile(r"^/api/listing-rulings"), "grantor"),
    (re.compile(r"^/api/listing-(upkeep|system)"), "administrator"),
)


@dataclass(frozen=True)
class Sale:
    """A lot that is up, and an application for it."""

    lot: Lot
    application: UUID


@pytest.fixture
def sale() -> Iterator[Sale]:
    """Put a lot up with an application for it."""
    bureau = open_bureau()
    lot = published(bureau)
    key = apply(lot, bureau.firm("湖光")).key
    account(GRANTOR, Role.GRANTOR)
    with asked_by(lambda path: visitor(path, bureau)), clock(LISTED):
        yield Sale(lot, key)


def visitor(path: str, bureau: Bureau) -> Account:
    """Return the account that may ask the operation."""
    name = next((who for pattern, who in _WHO if pattern.search(path)), "officer")
    if name in ("bidder", "grantor"):
        return bureau.firm("湖光") if name == "bidder" else Account.objects.get(username=GRANTOR)
    found: Account = getattr(bureau, name)
    return found


def test_every_operation_answers_as_described(sale: Sale, subtests: pytest.Subtests) -> None:
    known = {"number": sale.lot.number, "key": str(sale.application)}

    def lead(case: Case) -> None:
        if is_well_addressed(case):
            given = case.path_parameters or {}
            case.path_parameters = {name: known.get(name, value) for name, value in given.items()}

    description = described_to_signed().include(path_regex=_INTAKE)
    assert len(list(description.get_all_operations())) >= 46
    hold_each(description, lead, subtests)
