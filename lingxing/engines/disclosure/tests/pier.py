"""An invented pier with a notice to publish, and everybody who has to do with it."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.test import Client

from lingxing.engines.cases.domain.state import Command
from lingxing.engines.cases.models import Case, PublicationOrder
from lingxing.engines.cases.queries.capacities import acting_for
from lingxing.engines.cases.queries.offered import service
from lingxing.engines.cases.services.acting import perform
from lingxing.engines.cases.services.binding import bind
from lingxing.engines.cases.services.starting import start_case
from lingxing.engines.disclosure.models import Publication
from lingxing.engines.disclosure.queries.preview import preview_orders
from lingxing.engines.disclosure.services.releasing import ReleaseRequest, release_orders
from lingxing.engines.parties.access_types import Account, Duty, IdentityKind, Role
from lingxing.engines.parties.duties.services import Span, add_membership
from lingxing.engines.parties.organs.models import Organ
from lingxing.engines.parties.people.services import register_applicant
from lingxing.engines.parties.tests.accounts import PASSWORD, account
from lingxing.kernel.actors import OPERATOR
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.tests.identity_samples import resident_number
from lingxing.language.packages import discovery

ROOT = Path(__file__).parent / "packages"
PIER = "yunmeng/pier_2026"
CITY = "云梦泽市"
NAME, NUMBER, PHONE = "赵六一", resident_number(order=12), "13800001234"
ADDRESS, BANK = "云梦泽市城东区东湖路1号", "6222021234567890123"
SECRET = "KX-7781"
VALUES = {
    "full_name": NAME,
    "identity": NUMBER,
    "phone": PHONE,
    "address": ADDRESS,
    "account": BANK,
    "berth_name": "三号泊位",
    "remark": "停靠渔船",
    "secret": SECRET,
}
PERSONAL = (NAME, NUMBER, PHONE, ADDRESS, BANK, SECRET)
"""What must stand on no public page."""


@contextmanager
def installed_pier() -> Iterator[None]:
    """Let the invented pier, and nothing else, be the installed package."""
    found = discovery.Catalogue({source.id: source for source in discovery.sources_below(ROOT)})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(discovery, "catalogue", lambda: found)
        discovery._load.cache_clear()
        yield
    discovery._load.cache_clear()


def at(day: str, hour: int = 10) -> dt.datetime:
    """Return an hour of the day in Shanghai."""
    return dt.datetime.combine(dt.date.fromisoformat(day), dt.time(hour), SHANGHAI)


@dataclass(frozen=True)
class Pier:
    """The organs and people."""

    applicant: Account
    clerk: Account
    master: Account
    stranger: Account
    """A clerk of another organ."""
    supervisor: Account
    elsewhere: Account
    """A supervisor of another organ."""
    administrator: Account
    station: Organ

    def noticed(self, when: dt.datetime, **changes: str) -> PublicationOrder:
        """Return the order of a case that has come to its public notice."""
        return self.ordered(self.approved(when, **changes), "result")

    def approved(self, when: dt.datetime, **changes: str) -> Case:
        """Return a case whose notice is ordered."""
        who = self._acting(self.applicant, service(PIER, "berth"), "applicant", when)
        case = start_case(PIER, "berth", Command("apply", {**VALUES, **changes}), who, when).case
        return self.act(case, self.clerk, "harbour", "approve", when)

    def act(self, case: Case, who: Account, role: str, act: str, when: dt.datetime) -> Case:
        """Do an act and return the case as it is then."""
        perform(case.pk, Command(act), self._acting(who, Case.objects.get(pk=case.pk), role, when), when)
        return Case.objects.get(pk=case.pk)

    def ordered(self, case: Case, name: str) -> PublicationOrder:
        """Return what the case has ordered under that name."""
        return PublicationOrder.objects.get(case=case, name=name)

    def release(self, when: dt.datetime, *orders: PublicationOrder, text: str = "", **reasons: str) -> Publication:
        """Release orders as the clerk does who has looked at the preview."""
        ids = tuple(order.pk for order in orders)
        digest = preview_orders(self.clerk, ids, text, when.date()).content.digest
        return release_orders(self.clerk, ReleaseRequest(ids, digest, text, reasons), when)

    def _acting(self, who: Account, target: object, role: str, when: dt.datetime):
        return next(one for one in acting_for(who, target, when.date()) if one.role == role)  # type: ignore[arg-type]


def open_pier() -> Pier:
    """Return the pier with its roles bound and its people in their duties."""
    bureau = Organ.objects.create(city=CITY, name="云梦泽市航务局")
    station = Organ.objects.create(city=CITY, name="城东码头管理站", parent=bureau)
    far = Organ.objects.create(city=CITY, name="城西码头管理站")
    for role in ("harbour", "master"):
        bind(PIER, "", role, station.pk, OPERATOR, at("2026-01-05"))
    return Pier(
        applicant=register_applicant(
            "zhaoliu", PASSWORD, NAME, IdentityKind.RESIDENT_ID, NUMBER, PHONE, at("2026-01-05")
        ),
        clerk=_staff("clerk_one", Role.CLERK, station, Duty.CLERK),
        master=_staff("master_one", Role.CLERK, station, Duty.HEAD),
        stranger=_staff("far_one", Role.CLERK, far, Duty.CLERK),
        supervisor=_staff("watch_one", Role.SUPERVISOR, bureau, Duty.SUPERVISOR),
        elsewhere=_staff("watch_two", Role.SUPERVISOR, far, Duty.SUPERVISOR),
        administrator=account("keeper_one", Role.ADMINISTRATOR),
        station=station,
    )


def _staff(username: str, role: Role, organ: Organ, duty: Duty) -> Account:
    made = account(username, role)
    add_membership(made.pk, organ.pk, duty, Span(dt.date(2026, 1, 1)), OPERATOR, at("2026-01-05"))
    return made


def signed_in(who: Account | None) -> Client:
    """Return a browser in which somebody, or nobody, is signed in."""
    client = Client()
    if who is not None:
        client.force_login(who)
    return client


def told(answer) -> str:
    """Return the text of an answer."""
    return answer.content.decode()
