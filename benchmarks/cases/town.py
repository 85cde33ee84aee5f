"""An invented town's police station that handles Jingzhou's residence permits, with citizens who apply."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.management import call_command
from django.test.utils import override_settings

from lingxing.engines.cases.domain.acting import Acting
from lingxing.engines.cases.services.binding import bind
from lingxing.engines.parties.access_types import Account, Duty, IdentityKind, Role
from lingxing.engines.parties.duties.services import Span, add_membership
from lingxing.engines.parties.organs.models import Organ
from lingxing.engines.parties.people.queries import party_of
from lingxing.engines.parties.people.services import register_applicant
from lingxing.engines.parties.services import NewAccount, create_account
from lingxing.kernel.actors import OPERATOR
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.tests.identity_samples import resident_number

PACKAGE, SERVICE = "jingzhou/residence_permit_2017", "permit"
OPENED = dt.datetime(2021, 1, 4, 9, tzinfo=SHANGHAI)
NOW = dt.datetime(2021, 3, 1, 9, tzinfo=SHANGHAI)
BIRTH = dt.date(1990, 3, 7)
PASSWORD = "Yunmeng-2026-湖"
PAPERS = ("identity_card", "photo", "employment_proof")


@dataclass(frozen=True)
class Citizen:
    """An applicant: the account, in which capacity it acts, and what it fills in."""

    account: Account
    acting: Acting
    values: dict[str, object]
    organ: int
    """The station it applies to."""


@dataclass(frozen=True)
class Town:
    """Who has to do with permits."""

    citizens: Sequence[Citizen]
    clerks: Sequence[Acting]
    clerk_accounts: Sequence[Account]
    supervisor: Account
    organs: Sequence[int]


def open_town(citizens: int, clerks: int, *, stations: int = 1) -> Town:
    """Return the town in the database of this process, made with its tables; clerks are spread over the stations."""
    call_command("migrate", verbosity=0)
    # Nobody signs in with a password here; hashing seventy of them slowly would be most of the preparation.
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        bureau = Organ.objects.create(city="荆州市", name="云梦泽市公安局")
        organs = [
            Organ.objects.create(city="荆州市", name=f"第{number}派出所", parent=bureau).pk
            for number in range(1, stations + 1)
        ]
        for organ in organs:
            for role in ("station", "chief", "community"):
                bind(PACKAGE, "", role, organ, OPERATOR, OPENED)
        staff = [_clerk(f"clerk{n}", organs[n % stations]) for n in range(clerks)]
        people = [_citizen(number, organs[0]) for number in range(citizens)]
        supervisor = _staff("watch", Role.SUPERVISOR, bureau.pk, Duty.SUPERVISOR)
    return Town(people, [who for _, who in staff], [account for account, _ in staff], supervisor, organs)


def _citizen(number: int, organ: int) -> Citizen:
    identity, name, phone = (
        resident_number(BIRTH, number + 1),
        f"赵{'一二三四五六七八九十'[number % 10]}",
        "13800001234",
    )
    account = register_applicant(f"citizen{number}", PASSWORD, name, IdentityKind.RESIDENT_ID, identity, phone, OPENED)
    party = party_of(account.pk)
    assert party is not None
    acting = Acting(account.actor, account.pk, "applicant", None, party.pk)
    return Citizen(account, acting, values_of(name, identity), organ)


def values_of(name: str, identity: str) -> dict[str, object]:
    """Return what an applicant with a job fills in."""
    return {
        "full_name": name,
        "identity": identity,
        "phone": "13800001234",
        "birth_date": BIRTH.isoformat(),
        "county": "shashi",
        "address": "荆州市沙市区云梦路1号",
        "hukou_address": "云梦泽市城东街道2号",
        "hukou_elsewhere": "true",
        "registered_on": "2020-06-01",
        "stable_employment": "true",
        "stable_dwelling": "false",
        "continuous_study": "false",
        "represented": "false",
        "truthful": "true",
    }


def _clerk(username: str, organ: int) -> tuple[Account, Acting]:
    account = _staff(username, Role.CLERK, organ, Duty.CLERK)
    return account, Acting(account.actor, account.pk, "station", organ)


def _staff(username: str, role: Role, organ: int, duty: Duty) -> Account:
    account = create_account(NewAccount(username, "云梦值守", role), PASSWORD, OPERATOR, OPENED, initial=False)
    add_membership(account.pk, organ, duty, Span(dt.date(2021, 1, 1)), OPERATOR, OPENED)
    return account
