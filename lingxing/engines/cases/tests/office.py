"""An invented market office with everybody who has to do with it: for tests of the faces."""

import datetime as dt
from dataclasses import dataclass

from lingxing.engines.cases.models import ServiceBinding
from lingxing.engines.cases.tests.invented import MARKET
from lingxing.engines.parties.access_types import Account, Duty, IdentityKind, Role
from lingxing.engines.parties.duties.services import Span, add_membership
from lingxing.engines.parties.organs.models import Organ
from lingxing.engines.parties.people.services import register_applicant
from lingxing.engines.parties.tests.accounts import PASSWORD, account
from lingxing.kernel.actors import OPERATOR
from lingxing.kernel.tests.identity_samples import resident_number

AT = dt.datetime(2026, 3, 2, 1, 0, tzinfo=dt.UTC)
"""A Monday, nine in the morning in Shanghai."""
CITY = "云梦泽市"
NUMBER = resident_number(order=12)
OTHER_NUMBER = resident_number(order=34)


@dataclass(frozen=True)
class Office:
    """The accounts and organs of the story."""

    applicant: Account
    other: Account
    clerk: Account
    chief: Account
    doctor: Account
    fireman: Account
    elsewhere: Account
    supervisor: Account
    administrator: Account
    office: Organ


def open_office() -> Office:
    """Return the office with its roles bound, its people in their duties and two applicants."""
    bureau = Organ.objects.create(city=CITY, name="云梦泽市市场监督管理局")
    office = Organ.objects.create(city=CITY, name="城东市场监督管理所", parent=bureau)
    health = Organ.objects.create(city=CITY, name="云梦泽市卫生健康局")
    fire = Organ.objects.create(city=CITY, name="云梦泽市消防救援大队")
    far = Organ.objects.create(city=CITY, name="城西便民服务中心")
    for role, organ in (("office", office), ("chief", office), ("health", health), ("fire", fire)):
        ServiceBinding.objects.create(package=MARKET, role=role, organ=organ)
    return Office(
        applicant=_applicant("zhaoliu", "赵六一", NUMBER),
        other=_applicant("qianqi", "钱七二", OTHER_NUMBER),
        clerk=_staff("clerk_one", Role.CLERK, office, Duty.CLERK),
        chief=_staff("chief_one", Role.CLERK, office, Duty.HEAD),
        doctor=_staff("doctor_one", Role.CLERK, health, Duty.CLERK),
        fireman=_staff("fireman_one", Role.CLERK, fire, Duty.CLERK),
        elsewhere=_staff("far_one", Role.CLERK, far, Duty.CLERK),
        supervisor=_staff("watch_one", Role.SUPERVISOR, bureau, Duty.SUPERVISOR),
        administrator=account("keeper_one", Role.ADMINISTRATOR),
        office=office,
    )


def _applicant(username: str, name: str, number: str) -> Account:
    return register_applicant(username, PASSWORD, name, IdentityKind.RESIDENT_ID, number, "13800001234", AT)


def _staff(username: str, role: Role, organ: Organ, duty: Duty) -> Account:
    made = account(username, role)
    add_membership(made.pk, organ.pk, duty, Span(dt.date(2026, 1, 1)), OPERATOR, AT)
    return made
