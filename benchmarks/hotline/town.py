"""An invented town that runs Jingzhou's hotline: operators, and thirty units that tickets go to."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.management import call_command
from django.test.utils import override_settings

from lingxing.engines.cases.domain.acting import Acting
from lingxing.engines.cases.services.binding import bind
from lingxing.engines.hotline.domain.declaring import Hotline
from lingxing.engines.hotline.queries.hotlines import hotline_named, operator_of
from lingxing.engines.hotline.services.intake import CallerFacts, Intake
from lingxing.engines.parties.access_types import Account, Duty, Role
from lingxing.engines.parties.duties.services import Span, add_membership
from lingxing.engines.parties.organs.models import Organ
from lingxing.engines.parties.services import NewAccount, create_account
from lingxing.kernel.actors import OPERATOR
from lingxing.kernel.dates import SHANGHAI

PACKAGE, SERVICE = "jingzhou/hotline_12345_2017", "ticket"
UNITS = 30
OPENED = dt.datetime(2021, 1, 4, 9, tzinfo=SHANGHAI)
NOW = dt.datetime(2021, 3, 1, 9, tzinfo=SHANGHAI)
PASSWORD = "Yunmeng-2026-湖"
KINDS = ("consult", "help", "complaint", "report", "suggestion")
TOPICS = ("roads", "water", "city_order", "prices", "labour")


@dataclass(frozen=True)
class Town:
    """The hotline with its people and units."""

    hotline: Hotline
    operators: Sequence[Account]
    acting: Sequence[Acting]
    supervisor: Account
    units: Sequence[int]


def open_town(operators: int) -> Town:
    """Return the town in the database of this process, made with its tables."""
    call_command("migrate", verbosity=0)
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        office = Organ.objects.create(city="荆州市", name="云梦泽市政务电子办")
        centre = Organ.objects.create(city="荆州市", name="云梦泽市12345热线", parent=office)
        units = [
            Organ.objects.create(city="荆州市", name=f"第{n}承办单位", parent=office).pk for n in range(1, UNITS + 1)
        ]
        for role, organ in (("operator", centre), ("chief", centre), ("monitor", office), ("inspection", office)):
            bind(PACKAGE, "", role, organ.pk, OPERATOR, OPENED)
        people = [_staff(f"operator{n}", Role.OPERATOR, centre.pk) for n in range(operators)]
        watcher = _staff("watch", Role.CLERK, office.pk)
    hotline = hotline_named(PACKAGE, SERVICE)
    return Town(hotline, people, [operator_of(one, hotline, NOW.date()) for one in people], watcher, units)


def intake(number: int) -> Intake:
    """Return the call of that number: each of a caller of its own."""
    return Intake(
        "telephone",
        KINDS[number % len(KINDS)],
        f"云梦街{number % 500}号路灯不亮",
        f"云梦街{number % 500}号门前的路灯一周不亮，晚上走路不方便，请尽快派人来修。",
        topic=TOPICS[number % len(TOPICS)],
        place=f"云梦街{number % 500}号",
        anonymous=number % 10 == 0,
        caller=CallerFacts("钱来电", f"139{number % 100_000_000:08}"),
    )


def _staff(username: str, role: Role, organ: int) -> Account:
    account = create_account(NewAccount(username, "云梦值守", role), PASSWORD, OPERATOR, OPENED, initial=False)
    add_membership(account.pk, organ, Duty.CLERK, Span(dt.date(2021, 1, 1)), OPERATOR, OPENED)
    return account
