"""An invented land bureau with its people, and a clock: for tests of what comes before the bids."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from unittest.mock import patch

from django.db import connection
from django.test import Client

from lingxing.engines.auctions.domain.applications import Typed
from lingxing.engines.auctions.domain.statements import StatementLine
from lingxing.engines.auctions.models import Application, Lot
from lingxing.engines.auctions.queries.announcing import prepare_original
from lingxing.engines.auctions.queries.applications import order_context
from lingxing.engines.auctions.queries.listings import listing_packages
from lingxing.engines.auctions.services.announcing import announce
from lingxing.engines.auctions.services.applying import Asking, apply_for
from lingxing.engines.auctions.services.drafting import NewLot, add_file, begin_lot
from lingxing.engines.auctions.tests.drafts import DRAFT
from lingxing.engines.cases.uploads.tests.samples import PDF, PNG
from lingxing.engines.parties.access_sealing import unseal_text
from lingxing.engines.parties.access_types import Account, Duty, IdentityKind, Role
from lingxing.engines.parties.certificates.access import SESSION_KEY
from lingxing.engines.parties.certificates.models import Certificate
from lingxing.engines.parties.duties.services import Span, add_membership
from lingxing.engines.parties.organs.models import Organ
from lingxing.engines.parties.people.queries import party_of
from lingxing.engines.parties.people.services import register_applicant
from lingxing.engines.parties.services import change_role
from lingxing.engines.parties.tests.accounts import PASSWORD, account
from lingxing.kernel.actors import OPERATOR
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.tests.identity_samples import credit_code

CITY = "云梦泽市"
DEPOSIT = 24_000_000_00
"""Fen: what the draft of `drafts` asks."""
_TEN_YEARS = 3650 * 24 * 3600
"""Seconds: a session lasts through the story, whatever the clock shows."""
PRESENT = ("services.pulse", "services.batches")


def at(text: str) -> dt.datetime:
    """Return a moment in Shanghai: 2026-12-04 10:00."""
    return dt.datetime.fromisoformat(f"{text}+08:00").astimezone(SHANGHAI)


ANNOUNCED = at("2026-12-04 10:00")
LISTED = at("2026-12-26 10:00")


@dataclass
class Bureau:
    """Who takes part. `firms` are bidders by their short names."""

    agency: Organ
    grantor: Organ
    officer: Account
    elsewhere: Account
    supervisor: Account
    administrator: Account
    firms: dict[str, Account] = field(default_factory=dict)

    def firm(self, name: str) -> Account:
        """Return a bidder with a certificate, made when first asked for."""
        if name not in self.firms:
            self.firms[name] = _firm(name, len(self.firms) + 1)
        return self.firms[name]

    def client(self, who: Account, *, proven: bool = True) -> Client:
        """Return a browser in which somebody is signed in, a bidder with its certificate unless told otherwise."""
        client = Client()
        client.force_login(who)
        session = client.session
        session.set_expiry(_TEN_YEARS)
        certificate = Certificate.objects.filter(account=who.pk).first()
        if certificate and proven:
            session[SESSION_KEY] = certificate.fingerprint
        session.save()
        return client


def open_bureau() -> Bureau:
    """Return the bureau with its people in their duties."""
    grantor = Organ.objects.create(city=CITY, name="云梦泽市自然资源和规划局")
    agency = Organ.objects.create(city=CITY, name="云梦泽市土地交易中心")
    far = Organ.objects.create(city="别处市", name="别处市土地交易中心")
    officer, elsewhere = account("tudi_one", Role.LAND_OFFICER), account("tudi_two", Role.LAND_OFFICER)
    since = Span(dt.date(2026, 1, 1))
    add_membership(officer.pk, agency.pk, Duty.CLERK, since, OPERATOR, ANNOUNCED)
    add_membership(elsewhere.pk, far.pk, Duty.CLERK, since, OPERATOR, ANNOUNCED)
    supervisor = account("jiandu_one", Role.SUPERVISOR)
    return Bureau(agency, grantor, officer, elsewhere, supervisor, account("guanli_one", Role.ADMINISTRATOR))


def _firm(name: str, place: int) -> Account:
    code = credit_code(f"91420700MA4K{place:05}")
    title, phone = f"云梦泽市{name}置业有限公司", "07150000001"
    made = register_applicant(f"firm_{place}", PASSWORD, title, IdentityKind.CREDIT_CODE, code, phone, ANNOUNCED)
    party = party_of(made.pk)
    assert party is not None
    firm = change_role(made.pk, Role.BIDDER, OPERATOR, ANNOUNCED)
    Certificate.objects.create(
        account=firm,
        party=party,
        fingerprint=f"{place:064x}",
        serial=str(place),
        issuer="CN=云梦泽测试证书服务",
        subject_sealed="",
        not_after=ANNOUNCED + dt.timedelta(days=3650),
        registered_at=ANNOUNCED,
    )
    return firm


@contextmanager
def clock(moment: dt.datetime) -> Iterator[None]:
    """Let everything of the auctions happen at a moment."""
    places = [f"lingxing.engines.auctions.{place}.now" for place in PRESENT]
    with patch("django.utils.timezone.now", lambda: moment):
        patches = [patch(place, lambda: moment) for place in places]
        for one in patches:
            one.start()
        try:
            yield
        finally:
            for one in patches:
                one.stop()


def drafted(bureau: Bureau, moment: dt.datetime = ANNOUNCED, **changed: str) -> Lot:
    """Return a draft with all its files."""
    (package,) = listing_packages(moment.date())
    new = NewLot(package, bureau.grantor.pk, bureau.agency.pk)
    lot = begin_lot(bureau.officer, new, {**DRAFT, **changed}, moment)
    add_file(bureau.officer, lot.number, "boundary", ("界址图.png", PNG), moment)
    for kind in ("guide", "application", "confirmation", "contract"):
        add_file(bureau.officer, lot.number, kind, (f"{kind}.pdf", PDF), moment)
    return lot


def published(bureau: Bureau, moment: dt.datetime = ANNOUNCED, **changed: str) -> Lot:
    """Return an announced lot."""
    with clock(moment):
        lot = drafted(bureau, moment, **changed)
        announce(bureau.officer, lot.number, prepare_original(lot).content.digest, moment)
    return Lot.objects.get(pk=lot.pk)


def apply(lot: Lot, firm: Account, moment: dt.datetime = LISTED, **typed: object) -> Application:
    """Return a firm's application."""
    said = Typed(**{"contact": "钱七二", "phone": "13900001111", "accepted": True, **typed})  # type: ignore[arg-type]
    with clock(moment):
        return apply_for(lot.pk, firm, Asking(party_of(firm.pk).pk, said), moment)


def order_of(application: Application) -> str:
    """Return the order number of an application."""
    return unseal_text(application.order_sealed, order_context(application.key))


def line(reference: str, order: str, amount: int = DEPOSIT, moment: dt.datetime = LISTED) -> StatementLine:
    """Return a line of a bank statement."""
    payer = ("云梦泽市湖光置业有限公司", "6222000011112222")
    return StatementLine(reference, amount, moment, order, f"保证金 {order}", *payer)


def dumped(*beginnings: str) -> str:
    """Return everything that stands in the tables whose names begin so, row by row, as text."""
    with connection.cursor() as cursor:
        rows: list[str] = []
        for table in connection.introspection.table_names(cursor):
            if not table.startswith(beginnings):
                continue
            cursor.execute(f'SELECT * FROM "{table}"')
            rows += (" ".join(_cell(value) for value in row) for row in cursor.fetchall())
    return "\n".join(rows)


def _cell(value: object) -> str:
    return bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)
