"""Invented homes: a package with every kind of act, and the offices and people of its stories."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from lingxing.engines.cases.domain.acting import Acting
from lingxing.engines.cases.domain.state import Command
from lingxing.engines.cases.models import Attachment, ServiceBinding
from lingxing.engines.cases.services.acting import perform
from lingxing.engines.cases.services.results import ActResult
from lingxing.engines.cases.services.starting import start_case
from lingxing.engines.parties.access_types import Account, Duty, IdentityKind, Role
from lingxing.engines.parties.duties.services import Span, add_membership
from lingxing.engines.parties.organs.models import Organ
from lingxing.engines.parties.people.queries import party_of
from lingxing.engines.parties.people.services import register_applicant
from lingxing.engines.parties.tests.accounts import PASSWORD, account
from lingxing.kernel.actors import OPERATOR
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.tests.identity_samples import resident_number
from lingxing.language.packages import Package, discovery, load_folder
from lingxing.language.procedures.definitions import Procedure

ROOT = Path(__file__).parent / "acting"
HOMES = "yunmeng/homes_2026"
CITY = "云梦泽市"
NAME = "赵六一"
NUMBER = resident_number(order=12)


@cache
def homes() -> Package:
    """Return the package, read once."""
    return load_folder(ROOT / HOMES)


def procedure() -> Procedure:
    """Return what the package declares."""
    found = homes().procedure
    assert found is not None
    return found


@contextmanager
def installed_homes() -> Iterator[None]:
    """Let the invented homes, and nothing else, be the installed package."""
    found = discovery.Catalogue({source.id: source for source in discovery.sources_below(ROOT)})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(discovery, "catalogue", lambda: found)
        discovery._load.cache_clear()
        yield
    discovery._load.cache_clear()


def at(day: str, hour: int = 10) -> dt.datetime:
    """Return an hour of the day in Shanghai."""
    return dt.datetime.combine(dt.date.fromisoformat(day), dt.time(hour), SHANGHAI)


def application(**changes: object) -> dict[str, object]:
    """Return the values of an application that lacks nothing: 2 persons with 5000 yuan, at most 6000."""
    return {"full_name": NAME, "identity": NUMBER, "income": "5000", "persons": "2", **changes}


def uploaded(owner: Account, paper: str, at: dt.datetime) -> str:
    """Return the id of a file that the account has uploaded and not handed in yet."""
    made = Attachment(account=owner, paper=paper, media_type="image/png", size=1, digest=uuid4().hex * 2, at=at)
    made.save()
    return str(made.pk)


@dataclass(frozen=True)
class Town:
    """The organs and people, and short ways to act as one of them."""

    anna: Account
    ben: Account
    clerk: Account
    chief: Account
    district: Account
    police: Account
    stranger: Account
    """A clerk of an organ that has nothing to do with it."""
    house: Organ
    organs: dict[str, Organ]

    def applicant(self, who: Account | None = None) -> Acting:
        """Return an applicant acting for itself."""
        chosen = who or self.anna
        party = party_of(chosen.pk)
        return Acting(chosen.actor, chosen.pk, "applicant", None, party.pk if party else None)

    def staff(self, role: str, who: Account | None = None) -> Acting:
        """Return the one who plays a role, acting for the organ bound to it."""
        chosen: Account = who or getattr(self, role)
        return Acting(chosen.actor, chosen.pk, role, self.organs[role].pk)

    def apply(self, when: dt.datetime, who: Account | None = None, key: str = "", **changes: Any) -> ActResult:
        """Open an application."""
        chosen = who or self.anna
        papers = {"card": (uploaded(chosen, "card", when),)}
        command = Command("apply", application(**changes), papers=papers)
        return start_case(HOMES, "lease", command, self.applicant(chosen), when, key=key)

    def home(self, when: dt.datetime, place: str = "东湖路1号101室", rent: str = "800.00") -> ActResult:
        """Register a home."""
        command = Command("register", {"place": place, "rent": rent})
        return start_case(HOMES, "home", command, self.staff("clerk"), when)

    def act(self, case: UUID, role: str, act: str, when: dt.datetime, **asked: object) -> ActResult:
        """Do an act in a role; `asked` as of Command."""
        who = self.applicant() if role == "applicant" else self.staff(role)
        return perform(case, Command(act, **asked), who, when)  # type: ignore[arg-type]

    def offered(self, when: dt.datetime, who: Account | None = None, **changes: Any) -> UUID:
        """Return a case that has come to the choice of a home, all on one day."""
        case = self.apply(when, who, **changes).case.pk
        self.act(case, "clerk", "send", when, originals_seen=True)
        for role in ("district", "police"):
            self.act(case, role, "give_opinion", when, values={"view": "agree"})
        self.act(case, "chief", "conclude", when)
        self.act(case, "clerk", "offer", when)
        return case


def open_town() -> Town:
    """Return the town with its roles bound and its people in their duties."""
    bureau = Organ.objects.create(city=CITY, name="云梦泽市住房局")
    house = Organ.objects.create(city=CITY, name="城东住房管理所", parent=bureau)
    organs = {"clerk": house, "chief": house}
    for role, name in (("district", "城东区人民政府"), ("police", "城东公安分局")):
        organs[role] = Organ.objects.create(city=CITY, name=name)
    for role, organ in organs.items():
        ServiceBinding.objects.create(package=HOMES, role=role, organ=organ)
    far = Organ.objects.create(city=CITY, name="城西便民服务中心")
    return Town(
        anna=_applicant("zhaoliu", NAME, NUMBER),
        ben=_applicant("qianqi", "钱七二", resident_number(order=34)),
        clerk=_staff("clerk_one", house, Duty.CLERK),
        chief=_staff("chief_one", house, Duty.HEAD),
        district=_staff("district_one", organs["district"], Duty.CLERK),
        police=_staff("police_one", organs["police"], Duty.CLERK),
        stranger=_staff("far_one", far, Duty.CLERK),
        house=house,
        organs=organs,
    )


def _applicant(username: str, name: str, number: str) -> Account:
    when = at("2026-01-05")
    return register_applicant(username, PASSWORD, name, IdentityKind.RESIDENT_ID, number, "13800001234", when)


def _staff(username: str, organ: Organ, duty: Duty) -> Account:
    made = account(username, Role.CLERK)
    add_membership(made.pk, organ.pk, duty, Span(dt.date(2026, 1, 1)), OPERATOR, at("2026-01-05"))
    return made
