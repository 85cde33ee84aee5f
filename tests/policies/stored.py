"""A city with stored cases: the organs of a package's roles, who plays each, applicants, and short ways to act."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from lingxing.engines.cases.domain.acting import Acting
from lingxing.engines.cases.domain.state import Command
from lingxing.engines.cases.models import Attachment, Case, ServiceBinding
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
from lingxing.language.packages import load_package


def at(day: str, hour: int = 10) -> dt.datetime:
    """Return that hour of the day in Shanghai."""
    return dt.datetime.combine(dt.date.fromisoformat(day), dt.time(hour), SHANGHAI)


@dataclass(frozen=True)
class City:
    """A package's roles, each with an account and an organ."""

    package: str
    staff: Mapping[str, tuple[Account, Organ]]

    def acting(self, role: str, party: UUID | None = None) -> Acting:
        """Return the one who plays the role, for the party where a case is opened for somebody."""
        who, organ = self.staff[role]
        return Acting(who.actor, who.pk, role, organ.pk, party)

    def start(
        self, who: Acting, service: str, act: str, day: str, values: Mapping[str, Any], papers: str = ""
    ) -> ActResult:
        """Open a case with one file for each paper."""
        files = {name: (uploaded(who, name, at(day)),) for name in papers.split()}
        return start_case(self.package, service, Command(act, values, papers=files), who, at(day))

    def act(self, case: Case, who: Acting | str, act: str, day: str, papers: str = "", **asked: Any) -> ActResult:
        """Do an act with one file for each paper."""
        chosen = self.acting(who) if isinstance(who, str) else who
        files = {name: (uploaded(chosen, name, at(day)),) for name in papers.split()}
        return perform(case.pk, Command(act, papers=files, **asked), chosen, at(day))


def city(package: str, name: str, since: str) -> City:
    """Return the city with one organ for each name of an organ in the package, and one account for each role."""
    procedure = load_package(package).procedure
    assert procedure is not None
    organs: dict[str, Organ] = {}
    staff = {}
    for role in procedure.roles.values():
        if role.organ:
            organ = organs.get(role.organ) or Organ.objects.create(city=name, name=role.organ)
            organs[role.organ] = organ
            ServiceBinding.objects.create(package=package, role=role.name, organ=organ)
            who = account(f"staff_{role.name}", Role.CLERK)
            span = Span(dt.date.fromisoformat(since))
            add_membership(who.pk, organ.pk, Duty(role.duty.value), span, OPERATOR, at(since))
            staff[role.name] = (who, organ)
    return City(package, staff)


def applicant(username: str, name: str, number: str, day: str, *, firm: bool = False) -> Acting:
    """Return somebody who registered on the day and applies in his own name."""
    kind = IdentityKind.CREDIT_CODE if firm else IdentityKind.RESIDENT_ID
    who = register_applicant(username, PASSWORD, name, kind, number, "13800001234", at(day))
    party = party_of(who.pk)
    assert party is not None
    return Acting(who.actor, who.pk, "applicant", None, party.pk)


def uploaded(owner: Acting, paper: str, when: dt.datetime) -> str:
    """Return the id of a file that was handed in."""
    made = Attachment(
        account_id=owner.account_id, paper=paper, media_type="image/png", size=1, digest=uuid4().hex * 2, at=when
    )
    made.save()
    return str(made.pk)


def state(case: Case) -> str:
    """Return where the case stands now."""
    return Case.objects.get(pk=case.pk).state
