"""Very many supervised matters, in every standing, spread over units, plans and two years."""

import datetime as dt
import random
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from lingxing.engines.cases.models import Case, ServiceBinding
from lingxing.engines.parties.access_types import Account, Duty, Role
from lingxing.engines.parties.duties.services import Span, add_membership
from lingxing.engines.parties.organs.models import Organ
from lingxing.engines.parties.tests.accounts import account
from lingxing.engines.supervision.models import Item, ItemUnit, Plan, Source, UnitRole
from lingxing.engines.supervision.models.item import settled_of
from lingxing.kernel.actors import OPERATOR
from lingxing.kernel.dates import SHANGHAI

PROCEDURE = "jingzhou/supervision_2017"
CITY = "云梦泽市"
UNITS, PLANS = 120, 60
_CHUNK = 5_000
_SEED = 20260301


@dataclass(frozen=True)
class Offices:
    """Who asks for boards, and what of."""

    office: Account
    leader: Account
    unit_clerk: Account
    units: Sequence[int]
    plans: Sequence[uuid.UUID]


def open_offices() -> Offices:
    """Return the office bound to its role, the units and the plans, without any matter."""
    government = Organ.objects.create(city=CITY, name="市人民政府")
    office = Organ.objects.create(city=CITY, name="市政府督查室", parent=government)
    ServiceBinding.objects.create(package=PROCEDURE, role="office", organ=office)
    units = [Organ.objects.create(city=CITY, name=f"市第{at}局", parent=government) for at in range(UNITS)]
    now = timezone.now()
    plans = [
        Plan.objects.create(
            document_key=f"plan-{at}",
            title=f"第{at}号行动方案",
            city=CITY,
            procedure=PROCEDURE,
            organ=office,
            opened_at=now,
            opened_by="office",
        )
        for at in range(PLANS)
    ]
    return Offices(
        _staff("bench_office", Role.CLERK, office, Duty.CLERK),
        _staff("bench_leader", Role.SUPERVISOR, government, Duty.SUPERVISOR),
        _staff("bench_unit", Role.CLERK, units[0], Duty.CLERK),
        [unit.pk for unit in units],
        [plan.pk for plan in plans],
    )


def _staff(username: str, role: Role, organ: Organ, duty: Duty) -> Account:
    made = account(username, role)
    add_membership(made.pk, organ.pk, duty, Span(dt.date(2026, 1, 1)), OPERATOR, timezone.now())
    return made


def store_matters(offices: Offices, count: int, today: dt.date) -> None:
    """Store so many matters with their cases and units; every second one has a joint unit."""
    drawn = random.Random(_SEED)
    for start in range(0, count, _CHUNK):
        with transaction.atomic():
            _store(offices, range(start, min(start + _CHUNK, count)), today, drawn)
    if connection.vendor == "postgresql":  # its autovacuum does the same within a minute
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def _store(offices: Offices, numbers: range, today: dt.date, drawn: random.Random) -> None:
    cases, items, units = [], [], []
    for number in numbers:
        registered = today - dt.timedelta(days=drawn.randrange(730))
        opened = dt.datetime.combine(registered, dt.time(9), SHANGHAI)
        name, lead = f"BDC{number:09}", drawn.choice(offices.units)
        case = Case(
            number=name, package=PROCEDURE, service="item", state="handling", opened_at=opened, changed_at=opened
        )
        item = Item(
            case=case,
            plan_id=drawn.choice(offices.plans) if number % 5 else None,
            source=drawn.choice(Source.values),
            number=name,
            heading=f"督查事项第{number}件：推进有关工作并按期报告",
            lead_id=lead,
            state="handling",
            registered_on=registered,
            urgent=number % 20 == 0,
            major=number % 10 == 0,
            **_days(registered, today, drawn),
        )
        item.settled = settled_of(item)
        cases.append(case)
        items.append(item)
        units.append(ItemUnit(item=item, organ_id=lead, role=UnitRole.LEAD))
        joint = drawn.choice(offices.units)
        if number % 2 and joint != lead:
            units.append(ItemUnit(item=item, organ_id=joint, role=UnitRole.JOINT, position=1))
    Case.objects.bulk_create(cases)
    Item.objects.bulk_create(items)
    ItemUnit.objects.bulk_create(units)


def _days(registered: dt.date, today: dt.date, drawn: random.Random) -> dict[str, Any]:
    due = registered + dt.timedelta(days=drawn.randrange(20, 200))
    yellow = due - dt.timedelta(days=10)
    reported = registered + dt.timedelta(days=drawn.randrange(10, 220))
    if reported >= today - dt.timedelta(days=3) or drawn.random() < 0.05:
        return {"due_on": due, "yellow_on": yellow}
    concluded = reported + dt.timedelta(days=3)
    urged = due if reported > due else None
    return {
        "due_on": due,
        "yellow_on": yellow,
        "reported_on": reported,
        "concluded_on": concluded,
        "closed": True,
        "urged_on": urged,
        "returns": drawn.randrange(2),
    }
