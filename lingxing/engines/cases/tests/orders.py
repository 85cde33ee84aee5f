"""Invented orders that go to whatever organ a case names, and the organs and people of their stories."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from uuid import UUID

import pytest

from lingxing.engines.cases.domain.acting import Acting
from lingxing.engines.cases.domain.state import Command
from lingxing.engines.cases.models import ServiceBinding
from lingxing.engines.cases.services.acting import perform
from lingxing.engines.cases.services.results import ActResult
from lingxing.engines.cases.services.starting import start_case
from lingxing.engines.parties.access_types import Account, Duty, Role
from lingxing.engines.parties.duties.services import Span, add_membership
from lingxing.engines.parties.organs.models import Organ
from lingxing.engines.parties.tests.accounts import account
from lingxing.kernel.actors import OPERATOR
from lingxing.kernel.dates import SHANGHAI
from lingxing.language.packages import discovery, load_folder
from lingxing.language.procedures.definitions import Procedure

ROOT = Path(__file__).parent / "naming"
ORDERS = "yunmeng/orders_2026"
CITY = "云梦泽市"


@cache
def procedure() -> Procedure:
    """Return what the package declares, read once."""
    found = load_folder(ROOT / ORDERS).procedure
    assert found is not None
    return found


@contextmanager
def installed_orders() -> Iterator[None]:
    """Let the invented orders, and nothing else, be the installed package."""
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
class Offices:
    """The organs and people: the office is bound to its role, water and roads are bound to nothing."""

    office: Organ
    water: Organ
    roads: Organ
    parks: Organ
    officer: Account
    plumber: Account
    plumbers_head: Account
    paver: Account
    gardener: Account
    watcher: Account
    """Supervises water."""

    def staff(self, role: str, who: Account, organ: Organ) -> Acting:
        """Return somebody acting in a role for an organ."""
        return Acting(who.actor, who.pk, role, organ.pk)

    def listed(self, when: dt.datetime) -> UUID:
        """Return a case that is listed."""
        who = self.staff("office", self.officer, self.office)
        key: UUID = start_case(ORDERS, "order", Command("list", {"heading": "修好桥面"}), who, when).case.pk
        return key

    def assign(self, case: UUID, when: dt.datetime, unit: object, **values: object) -> ActResult:
        """Give the case to a unit."""
        given = unit.pk if isinstance(unit, Organ) else unit
        who = self.staff("office", self.officer, self.office)
        return perform(case, Command("assign", {"unit": given, **values}), who, when)

    def sent(self, when: dt.datetime, unit: object, **values: object) -> UUID:
        """Return a case that a unit handles."""
        case = self.listed(when)
        self.assign(case, when, unit, **values)
        return case

    def report(self, case: UUID, when: dt.datetime, who: Account, organ: Organ) -> ActResult:
        """Answer for a unit."""
        return perform(case, Command("report", {"result": "已修好"}), self.staff("unit", who, organ), when)


def open_offices() -> Offices:
    """Return the organs with their people in their duties."""
    names = {
        "office": "云梦泽市督办室",
        "water": "云梦泽市水务局",
        "roads": "云梦泽市公路局",
        "parks": "云梦泽市园林局",
    }
    organs = {key: Organ.objects.create(city=CITY, name=name) for key, name in names.items()}
    ServiceBinding.objects.create(package=ORDERS, role="office", organ=organs["office"])
    return Offices(
        **organs,
        officer=_staff("officer_one", organs["office"], Duty.CLERK),
        plumber=_staff("plumber_one", organs["water"], Duty.CLERK),
        plumbers_head=_staff("plumber_head", organs["water"], Duty.HEAD),
        paver=_staff("paver_one", organs["roads"], Duty.CLERK),
        gardener=_staff("gardener_one", organs["parks"], Duty.CLERK),
        watcher=_staff("watch_one", organs["water"], Duty.SUPERVISOR, Role.SUPERVISOR),
    )


def _staff(username: str, organ: Organ, duty: Duty, role: Role = Role.CLERK) -> Account:
    made = account(username, role)
    add_membership(made.pk, organ.pk, duty, Span(dt.date(2026, 1, 1)), OPERATOR, at("2026-01-02"))
    return made
