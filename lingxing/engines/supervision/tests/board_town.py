"""An invented town with an office of supervision, units and matters in every standing, for tests of boards."""

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from lingxing.engines.cases.models import Case, ServiceBinding
from lingxing.engines.parties.access_types import Account, Duty, Role
from lingxing.engines.parties.duties.services import Span, add_membership
from lingxing.engines.parties.organs.models import Organ
from lingxing.engines.parties.tests.accounts import account
from lingxing.engines.supervision.domain.boards import Standing
from lingxing.engines.supervision.models import Item, ItemUnit, Plan, Source, UnitRole
from lingxing.engines.supervision.models.item import settled_of
from lingxing.kernel.actors import OPERATOR
from lingxing.kernel.dates import SHANGHAI
from lingxing.language.packages import discovery

CITY = "云梦泽市"
PACKAGE = "yunmeng/oversight_2026"
ON = dt.date(2026, 6, 15)
AT = dt.datetime(2026, 6, 15, 10, tzinfo=SHANGHAI)
PACKAGES = Path(__file__).parent / "packages"


@contextmanager
def installed() -> Iterator[None]:
    """Let the town's package, and no other, be the installed one."""
    found = discovery.Catalogue({source.id: source for source in discovery.sources_below(PACKAGES)})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(discovery, "catalogue", lambda: found)
        discovery._load.cache_clear()
        yield
    discovery._load.cache_clear()


@dataclass(frozen=True)
class BoardTown:
    """The organs and people of the town."""

    office: Organ
    civil: Organ
    water: Organ
    clerk: Account
    civil_clerk: Account
    water_clerk: Account
    mayor: Account
    stranger: Account
    plans: Mapping[str, Plan] = field(default_factory=dict)


def open_board_town() -> BoardTown:
    """Return the town: a government with an office and two units below it, and two plans."""
    government = Organ.objects.create(city=CITY, name="云梦泽市人民政府")
    office, civil, water = (
        Organ.objects.create(city=CITY, name=name, parent=government)
        for name in ("市政府督查室", "市民政局", "市水利局")
    )
    ServiceBinding.objects.create(package=PACKAGE, role="office", organ=office)
    return BoardTown(
        office,
        civil,
        water,
        clerk=_staff("office_one", office),
        civil_clerk=_staff("civil_one", civil),
        water_clerk=_staff("water_one", water),
        mayor=_staff("mayor_one", government, Role.SUPERVISOR, Duty.SUPERVISOR),
        stranger=account("nobody_one", Role.CLERK),
        plans={name: _plan(name, office) for name in ("养老行动", "河湖行动")},
    )


def _staff(username: str, organ: Organ, role: Role = Role.CLERK, duty: Duty = Duty.CLERK) -> Account:
    made = account(username, role)
    add_membership(made.pk, organ.pk, duty, Span(dt.date(2026, 1, 1)), OPERATOR, AT)
    return made


def _plan(title: str, organ: Organ) -> Plan:
    return Plan.objects.create(
        document_key=title,
        title=title,
        city=CITY,
        package=PACKAGE,
        procedure=PACKAGE,
        organ=organ,
        opened_at=AT,
        opened_by="office",
    )


DAYS: Mapping[Standing, Mapping[str, Any]] = {
    Standing.RED: {"due_on": ON - dt.timedelta(days=1)},
    Standing.YELLOW: {"due_on": ON, "yellow_on": ON - dt.timedelta(days=3)},
    Standing.GREEN: {"due_on": ON + dt.timedelta(days=60), "yellow_on": ON + dt.timedelta(days=40)},
    Standing.UNDATED: {},
    Standing.REPORTED: {"due_on": ON, "reported_on": ON},
    Standing.IN_TIME: {"due_on": ON, "reported_on": ON, "concluded_on": ON, "closed": True},
    Standing.LATE: {
        "due_on": ON - dt.timedelta(days=40),
        "reported_on": ON - dt.timedelta(days=39),
        "concluded_on": ON - dt.timedelta(days=35),
        "closed": True,
    },
    Standing.DROPPED: {"closed": True},
}
"""Days that give a matter each standing on ON."""


def matter(lead: Organ | None, plan: Plan | None = None, *, helped: Organ | None = None, **days: Any) -> Item:
    """Return a new matter with a case that has no events: boards read the row alone."""
    number = f"YDB2026{Item.objects.count() + 1:06}"
    case = Case.objects.create(
        id=uuid.uuid4(), number=number, package=PACKAGE, service="item", state="open", opened_at=AT, changed_at=AT
    )
    given = {"source": Source.DOCUMENT, "registered_on": ON - dt.timedelta(days=70), "state": "open", **days}
    made = Item(case=case, plan=plan, number=number, lead=lead, **{"heading": f"事项{number}", **given})
    made.settled = settled_of(made)
    made.save()
    if lead:
        ItemUnit.objects.create(item=made, organ=lead, role=UnitRole.LEAD)
    if helped:
        ItemUnit.objects.create(item=made, organ=helped, role=UnitRole.JOINT, position=1)
    return made


def fill(town: BoardTown) -> None:
    """Store matters of every standing: three of each with civil affairs, one of each with water, some of no unit."""
    elderly, rivers = town.plans["养老行动"], town.plans["河湖行动"]
    for standing, days in DAYS.items():
        for _ in range(3):
            matter(town.civil, elderly, **days)
        matter(town.water, rivers, helped=town.civil, urgent=True, source=Source.MEETING, **days)
        if standing in (Standing.UNDATED, Standing.DROPPED):
            matter(None, None, **days)
