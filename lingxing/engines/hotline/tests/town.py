"""An invented hotline with its operators, two units, and a caller: for the tests of services and pages."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from lingxing.engines.cases.domain.acting import Acting
from lingxing.engines.cases.domain.state import Command
from lingxing.engines.cases.models import ServiceBinding
from lingxing.engines.cases.services.acting import perform
from lingxing.engines.hotline.domain.declaring import Hotline
from lingxing.engines.hotline.queries.hotlines import hotline_named, operator_of
from lingxing.engines.hotline.services.dispatching import Step, do_step, forward
from lingxing.engines.hotline.services.intake import CallerFacts, Intake, Taken, take
from lingxing.engines.parties.access_types import Account, Duty, Role
from lingxing.engines.parties.duties.services import Span, add_membership
from lingxing.engines.parties.organs.models import Organ
from lingxing.engines.parties.tests.accounts import account
from lingxing.kernel.actors import OPERATOR
from lingxing.kernel.dates import SHANGHAI
from lingxing.language.packages import discovery

PACKAGES = Path(__file__).parent / "packages"
PACKAGE, SERVICE = "yunmeng/calls_2026", "call"
CITY = "云梦泽市"
PHONE = "13912345678"
CALL = Intake(
    "telephone",
    "complaint",
    "云梦街路灯不亮",
    "云梦街东段三盏路灯一周不亮。",
    place="云梦街东段",
    caller=CallerFacts("钱来电", PHONE),
)


@contextmanager
def installed_calls() -> Iterator[None]:
    """Let the invented hotline's package, and no other, be installed."""
    found = discovery.Catalogue({source.id: source for source in discovery.sources_below(PACKAGES)})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(discovery, "catalogue", lambda: found)
        discovery._load.cache_clear()
        yield
    discovery._load.cache_clear()


def at(day: str, hour: int = 10) -> dt.datetime:
    """Return that hour of the day in Shanghai."""
    return dt.datetime.combine(dt.date.fromisoformat(day), dt.time(hour), SHANGHAI)


@dataclass(frozen=True)
class Town:
    """The hotline with its people."""

    hotline: Hotline
    operator: Account
    chief: Account
    lamps: Account
    water: Account
    supervisor: Account
    reader: Account
    centre: Organ
    lamps_unit: Organ
    water_unit: Organ

    def acting(self, day: str = "2026-03-02") -> Acting:
        """Return the capacity of the operator."""
        return operator_of(self.operator, self.hotline, dt.date.fromisoformat(day))

    def take(self, day: str = "2026-03-02", **other: Any) -> Taken:
        """Type a call in."""
        return take(self.hotline, replace(CALL, **other), self.acting(day), at(day))

    def forward(self, taken: Taken, day: str = "2026-03-02", by: str = "") -> None:
        """Give a ticket to the unit of the lamps."""
        last = dt.date.fromisoformat(by) if by else None
        forward(self.operator, taken.case_id, self.lamps_unit.pk, "", at(day), last)

    def unit(self, taken: Taken, act: str, day: str, values: dict[str, object] | None = None, reason: str = "") -> None:
        """Let the unit of the lamps act, as on its own work list."""
        who = Acting(self.lamps.actor, self.lamps.pk, "unit", self.lamps_unit.pk)
        perform(taken.case_id, Command(act, values or {}, reason), who, at(day))

    def step(self, taken: Taken | UUID, act: str, day: str, reason: str = "", **values: object) -> None:
        """Let the operator act."""
        key = taken if isinstance(taken, UUID) else taken.case_id
        do_step(self.operator, key, Step(act, values, reason), at(day))


def open_town() -> Town:
    """Return the hotline in an empty database; its package must be installed."""
    office = Organ.objects.create(city=CITY, name="云梦泽市人民政府办公室")
    centre = Organ.objects.create(city=CITY, name="云梦泽市12345热线", parent=office)
    lamps = Organ.objects.create(city=CITY, name="市城管局", parent=office)
    water = Organ.objects.create(city=CITY, name="市水务公司", parent=office)
    for role in ("operator", "chief"):
        ServiceBinding.objects.create(package=PACKAGE, role=role, organ=centre)
    return Town(
        hotline_named(PACKAGE, SERVICE),
        staff("operator_one", Role.OPERATOR, centre, Duty.CLERK),
        staff("chief_one", Role.OPERATOR, centre, Duty.HEAD),
        staff("lamps_one", Role.CLERK, lamps, Duty.CLERK),
        staff("water_one", Role.CLERK, water, Duty.CLERK),
        staff("watcher_one", Role.SUPERVISOR, office, Duty.SUPERVISOR),
        account("reader_one", Role.READER),
        centre,
        lamps,
        water,
    )


def staff(username: str, role: Role, organ: Organ, duty: Duty) -> Account:
    """Return an account with a duty in an organ."""
    made = account(username, role)
    add_membership(made.pk, organ.pk, duty, Span(dt.date(2026, 1, 1)), OPERATOR, at("2026-01-01"))
    return made
