"""A lot with its announcement, and bidders who hold accounts and certificates, for tests of pages and of the API."""

import datetime as dt
import json
import uuid
from dataclasses import dataclass

from django.test import Client
from django.utils import timezone

from lingxing.engines.auctions.domain.announcements import Content, Heading
from lingxing.engines.auctions.domain.description_lines import Line
from lingxing.engines.auctions.domain.order_numbers import make_order_number
from lingxing.engines.auctions.models import Announcement, Application, Lot
from lingxing.engines.auctions.queries.applications import details_context, order_context
from lingxing.engines.auctions.tests import sales
from lingxing.engines.parties.access_sealing import seal_text
from lingxing.engines.parties.access_types import Account, IdentityKind, Role
from lingxing.engines.parties.certificates.access import SESSION_KEY
from lingxing.engines.parties.certificates.models import Certificate
from lingxing.engines.parties.people.models import Party
from lingxing.engines.parties.people.queries import party_of
from lingxing.engines.parties.people.services import register_applicant
from lingxing.engines.parties.services import change_role
from lingxing.engines.parties.tests.accounts import PASSWORD
from lingxing.kernel.actors import OPERATOR
from lingxing.kernel.tests.identity_samples import credit_code

TITLE = "云梦泽市苇荡大道以北国有建设用地使用权（2026-0001）"
COMPANY = "云梦泽市湖光置业有限公司"


@dataclass(frozen=True)
class Hall:
    """An announced lot, and the accounts of its bidders by paddle."""

    lot: Lot
    accounts: dict[int, Account]

    def bidder(self, paddle: int, *, proven: bool = True) -> Client:
        """Return a browser in which a bidder is signed in, with the certificate unless told otherwise."""
        client = Client()
        client.force_login(self.accounts[paddle])
        if proven:
            session = client.session
            session[SESSION_KEY] = fingerprint(paddle)
            session.save()
        return client


def open_hall(*paddles: int, closes_in: dt.timedelta = sales.DAY, **more) -> Hall:
    """Return a lot that is listed now, with bidders under these paddles."""
    now = timezone.now()
    lot = sales.announced(now, now + closes_in, paddles=paddles, **more)
    accounts = {paddle: _bidder(lot, paddle) for paddle in paddles}
    publish(lot)
    return Hall(Lot.objects.get(pk=lot.pk), accounts)


def fingerprint(paddle: int) -> str:
    """Return the fingerprint of a bidder's certificate."""
    return f"{paddle:064x}"


def _bidder(lot: Lot, paddle: int) -> Account:
    """Return an account that bids for the lot: the one that bids for others under the paddle already, or a new one."""
    now = timezone.now()
    account = Account.objects.filter(username=f"bidder_{paddle}").first() or _holder(paddle, now)
    admit_account(lot, paddle, account)
    return account


def admit_account(lot: Lot, paddle: int, account: Account) -> None:
    """Have an account hold the application that was admitted under a paddle."""
    key, order = uuid.uuid4(), make_order_number(lambda _: lot.pk * 10_000 + paddle)
    details = {"applicant": COMPANY, "contact": "", "phone": "", "announcement": 1, "parties": [], "company": None}
    Application.objects.create(
        key=key,
        lot=lot,
        account=account,
        party=_party(account),
        order_digest=f"{lot.pk:032x}{paddle:032x}",
        order_sealed=seal_text(order, order_context(key)),
        details_sealed=seal_text(json.dumps({**details, "files": []}), details_context(key)),
        paddle=paddle,
        applied_at=timezone.now(),
    )


def _holder(paddle: int, now: dt.datetime) -> Account:
    code = credit_code(f"91420700MA4K{paddle:05}")
    made = register_applicant(f"bidder_{paddle}", PASSWORD, COMPANY, IdentityKind.CREDIT_CODE, code, "07150000001", now)
    account = change_role(made.pk, Role.BIDDER, OPERATOR, now)
    Certificate.objects.create(
        account=account,
        party=_party(account),
        fingerprint=fingerprint(paddle),
        serial=str(paddle),
        issuer="CN=云梦泽测试证书服务",
        subject_sealed="",
        not_after=now + dt.timedelta(days=365),
        registered_at=now,
    )
    return account


def _party(account: Account) -> Party:
    found = party_of(account.pk)
    assert found is not None
    return found


def publish(lot: Lot) -> None:
    """Keep an announcement: the pages show its title and lines."""
    heading = Heading(lot.number, 1, "original", TITLE, lot.grantor.name, lot.agency.name, "网上挂牌出让规则")
    lines = (Line("location", "宗地位置", "云梦泽市苇荡大道以北"), Line("account", "保证金账号", "6200 0000 1234 5678"))
    content = Content(heading, lines, ())
    Announcement.objects.create(
        lot=lot,
        number=1,
        kind="original",
        title=TITLE,
        county="苇荡区",
        content=content.to_json(),
        digest=content.digest,
        published_at=timezone.now(),
    )
