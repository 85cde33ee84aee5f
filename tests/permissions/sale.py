"""The land sale of the town: who has to do with it, and what its routes name."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils import timezone

from lingxing.engines.auctions.services.co_signing import ask_co_sign, sign_on_the_spot
from lingxing.engines.auctions.views.co_signing import SESSION_KEY as CO_SIGN
from lingxing.engines.cases.tests.office import AT, CITY
from lingxing.engines.parties.access_sealing import seal_text
from lingxing.engines.parties.access_types import Account, Duty, IdentityKind, Role
from lingxing.engines.parties.certificates.access import SESSION_KEY
from lingxing.engines.parties.certificates.domain import Status
from lingxing.engines.parties.certificates.models import BiddingLock, Certificate
from lingxing.engines.parties.certificates.queries import subject_context
from lingxing.engines.parties.duties.services import Span, add_membership
from lingxing.engines.parties.organs.models import Organ
from lingxing.engines.parties.people.queries import party_of
from lingxing.engines.parties.people.services import register_applicant
from lingxing.engines.parties.services import change_role
from lingxing.engines.parties.tests.accounts import PASSWORD, account
from lingxing.kernel.actors import OPERATOR
from lingxing.kernel.tests.identity_samples import credit_code
from tests.permissions.sale_hall import open_hall
from tests.permissions.sale_intake import Desk, open_intake

ROLES = ("bidder", "officer", "grantor", "auctioneer")
WHY = "夜里磁盘告警要处理"
SUBJECT = "CN=湖光置业的持证人"
BIDDER_NAME, BIDDER_CODE = "云梦泽市湖光置业有限公司", credit_code()
OTHER_CODE = credit_code("91420700MA4K00009")


@dataclass(frozen=True)
class Sale:
    """The accounts of a land sale by role, what routes name of it, and what may be read by whom alone."""

    accounts: Mapping[str, Account]
    things: Mapping[str, str] = field(default_factory=dict)
    sessions: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    """What a role's session carries besides the sign-in: the bidder's certificate, the administrator's co-sign."""
    secrets: Mapping[str, frozenset[str]] = field(default_factory=dict)


def open_sale(administrator: Account, supervisor: Account) -> Sale:
    """Return the sale with a bidder, the agency's officer, the grantor's and the auctioneer.

    The supervisor has let the administrator's session in, and another administrator waits to be let in.
    """
    grantor = Organ.objects.create(city=CITY, name="云梦泽市自然资源和城乡建设局")
    agency = Organ.objects.create(city=CITY, name="云梦泽市土地交易中心", parent=grantor)
    accounts = {
        "bidder": _bidder(),
        "officer": _staff("land_one", Role.LAND_OFFICER, agency),
        "grantor": _staff("grant_one", Role.GRANTOR, grantor),
        "auctioneer": account("hammer_one", Role.AUCTIONEER),
    }
    certificate = _certificate(accounts["bidder"])
    now = timezone.now()
    let_in = sign_on_the_spot(administrator, supervisor, "扩容", now)
    waiting = ask_co_sign(account("keeper_two", Role.ADMINISTRATOR), WHY, now)
    things, secrets = open_intake(Desk(accounts["officer"], accounts["bidder"], agency, grantor))
    locked = _locked_out(now)
    own = {"certificate": str(certificate.pk), "co_sign": str(waiting.pk)}
    named = {**own, **locked, **things, **open_hall(accounts["bidder"])}
    return Sale(
        accounts,
        things=named,
        sessions={"bidder": {SESSION_KEY: certificate.fingerprint}, "administrator": {CO_SIGN: let_in.pk}},
        secrets={
            SUBJECT: frozenset({"bidder"}),
            certificate.serial: frozenset({"officer"}),
            WHY: frozenset({"supervisor"}),
            **secrets,
        },
    )


def _bidder() -> Account:
    kind = IdentityKind.CREDIT_CODE
    made = register_applicant("hu_guang", PASSWORD, BIDDER_NAME, kind, BIDDER_CODE, "07150000001", AT)
    return change_role(made.pk, Role.BIDDER, OPERATOR, AT)


def _certificate(bidder: Account) -> Certificate:
    """Return the bidder's registered certificate, reported lost by nobody."""
    fingerprint = "ab" * 32
    return Certificate.objects.create(
        account=bidder,
        party=party_of(bidder.pk),
        fingerprint=fingerprint,
        serial="7F00C0FFEE00BEEF",
        issuer="CN=云梦泽数字认证中心",
        subject_sealed=seal_text(SUBJECT, subject_context(fingerprint)),
        not_after=timezone.now() + dt.timedelta(days=365),
        registered_at=AT,
    )


def _locked_out(at: dt.datetime) -> Mapping[str, str]:
    """Return another bidder's certificate, reported lost, and the lock on its rights."""
    kind = IdentityKind.CREDIT_CODE
    made = register_applicant("lu_hua", PASSWORD, "云梦泽市芦花置业有限公司", kind, OTHER_CODE, "07150000002", AT)
    bidder = change_role(made.pk, Role.BIDDER, OPERATOR, AT)
    fingerprint = "cd" * 32
    lost = Certificate.objects.create(
        account=bidder,
        party=party_of(bidder.pk),
        fingerprint=fingerprint,
        serial="7F00C0FFEE00BEE0",
        issuer="CN=云梦泽数字认证中心",
        subject_sealed=seal_text("CN=芦花", subject_context(fingerprint)),
        not_after=at + dt.timedelta(days=365),
        registered_at=AT,
        status=Status.SUSPENDED,
        suspended_at=at,
    )
    lock = BiddingLock.objects.create(account=bidder, locked_at=at)
    return {"lost_certificate": str(lost.pk), "bidding_lock": str(lock.pk)}


def _staff(username: str, role: Role, organ: Organ) -> Account:
    made = account(username, role)
    add_membership(made.pk, organ.pk, Duty.CLERK, Span(AT.date()), OPERATOR, AT)
    return made
