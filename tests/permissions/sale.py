"""The land sale of the town: who has to do with it, and what its routes name."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lingxing.engines.cases.tests.office import AT, CITY
from lingxing.engines.parties.access_types import Account, Duty, IdentityKind, Role
from lingxing.engines.parties.duties.services import Span, add_membership
from lingxing.engines.parties.organs.models import Organ
from lingxing.engines.parties.people.services import register_applicant
from lingxing.engines.parties.services import change_role
from lingxing.engines.parties.tests.accounts import PASSWORD, account
from lingxing.kernel.actors import OPERATOR
from lingxing.kernel.tests.identity_samples import credit_code

ROLES = ("bidder", "officer", "grantor", "auctioneer")
BIDDER_NAME, BIDDER_CODE = "云梦泽市湖光置业有限公司", credit_code()


@dataclass(frozen=True)
class Sale:
    """The accounts of a land sale by role, what routes name of it, and what may be read by whom alone."""

    accounts: Mapping[str, Account]
    things: Mapping[str, str] = field(default_factory=dict)
    secrets: Mapping[str, frozenset[str]] = field(default_factory=dict)


def open_sale() -> Sale:
    """Return the sale with a bidder, the agency's officer, the grantor's and the auctioneer."""
    grantor = Organ.objects.create(city=CITY, name="云梦泽市自然资源和城乡建设局")
    agency = Organ.objects.create(city=CITY, name="云梦泽市土地交易中心", parent=grantor)
    accounts = {
        "bidder": _bidder(),
        "officer": _staff("land_one", Role.LAND_OFFICER, agency),
        "grantor": _staff("grant_one", Role.GRANTOR, grantor),
        "auctioneer": account("hammer_one", Role.AUCTIONEER),
    }
    return Sale(accounts)


def _bidder() -> Account:
    kind = IdentityKind.CREDIT_CODE
    made = register_applicant("hu_guang", PASSWORD, BIDDER_NAME, kind, BIDDER_CODE, "07150000001", AT)
    return change_role(made.pk, Role.BIDDER, OPERATOR, AT)


def _staff(username: str, role: Role, organ: Organ) -> Account:
    made = account(username, role)
    add_membership(made.pk, organ.pk, Duty.CLERK, Span(AT.date()), OPERATOR, AT)
    return made
