"""The town's office of supervision: a matter of the office of stalls, a value, a bulletin; what its routes name."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from lingxing.engines.cases.models import ServiceBinding
from lingxing.engines.cases.tests.office import CITY, Office
from lingxing.engines.cases.uploads.tests.samples import JPEG
from lingxing.engines.parties.access_types import Account, Duty, Role
from lingxing.engines.parties.duties.services import Span, add_membership
from lingxing.engines.parties.organs.models import Organ
from lingxing.engines.parties.tests.accounts import account
from lingxing.engines.supervision.domain.entering import Entered
from lingxing.engines.supervision.domain.snapshots import Period
from lingxing.engines.supervision.models import Plan
from lingxing.engines.supervision.services.bulletins import draw_up
from lingxing.engines.supervision.services.measuring import Attached, enter_value
from lingxing.engines.supervision.tests.board_town import PACKAGE, matter
from lingxing.kernel.actors import OPERATOR
from lingxing.kernel.dates import SHANGHAI
from tests.permissions.oversight import SEEN, open_oversight

ROLES = ("overseer",)
HEADING = "督促豆制品作坊搬迁"


@dataclass(frozen=True)
class Boards:
    """The accounts of the office by role, what routes name of it, and what may be read by whom alone."""

    accounts: Mapping[str, Account]
    things: Mapping[str, str]
    secrets: Mapping[str, frozenset[str]]


def open_boards(office: Office, now: dt.datetime) -> Boards:
    """Return the office of supervision with a matter that the clerk's office leads, a value and a draft."""
    overseeing = Organ.objects.create(city=CITY, name="云梦泽市督查室")
    ServiceBinding.objects.create(package=PACKAGE, role="office", organ=overseeing)
    overseer = account("overseer_one", Role.SUPERVISION_OFFICER)
    add_membership(overseer.pk, overseeing.pk, Duty.CLERK, Span(dt.date(2026, 1, 1)), OPERATOR, now)
    plan = Plan.objects.create(
        document_key="作坊搬迁方案",
        title="作坊搬迁方案",
        city=CITY,
        package=PACKAGE,
        procedure=PACKAGE,
        organ=overseeing,
        opened_at=now,
        opened_by="office",
    )
    today = now.astimezone(SHANGHAI).date()
    made = matter(office.office, plan, due_on=today, heading=HEADING)
    value = Entered("beds", CITY, dt.date(2024, 12, 31), Fraction(11, 2), "年鉴")
    measured = enter_value(overseer, PACKAGE, value, now, Attached("年鉴.jpg", JPEG))
    bulletin = draw_up(overseer, PACKAGE, Period(today.year, today.month), now)
    things = {
        "overseen": str(office.office.pk),
        "plan": str(plan.pk),
        "measured": str(measured.pk),
        "bulletin": str(bulletin.pk),
        "this_year": str(today.year),
        **open_oversight(overseer, made, plan, now),
    }
    return Boards(
        {"overseer": overseer},
        things,
        {
            HEADING: frozenset({"clerk", "supervisor", "overseer"}),
            SEEN: frozenset({"overseer"}),
        },
    )
