"""Ezhou's affordable rental housing in stored cases: from recognition to the filed lease, and the waiting list."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import pytest

from lingxing.engines.cases.domain.acting import BY_SYSTEM, Acting
from lingxing.engines.cases.domain.refusals import Refused
from lingxing.engines.cases.domain.state import Command
from lingxing.engines.cases.models import Attachment, Case, IssuedDocument, ServiceBinding
from lingxing.engines.cases.queries.lists import position_in, queue
from lingxing.engines.cases.services.acting import perform
from lingxing.engines.cases.services.results import ActResult
from lingxing.engines.cases.services.starting import start_case
from lingxing.engines.cases.services.sweeping import sweep
from lingxing.engines.parties.access_types import Account, Duty, IdentityKind, Role
from lingxing.engines.parties.duties.services import Span, add_membership
from lingxing.engines.parties.organs.models import Organ
from lingxing.engines.parties.people.queries import party_of
from lingxing.engines.parties.people.services import register_applicant
from lingxing.engines.parties.tests.accounts import PASSWORD, account
from lingxing.kernel.actors import OPERATOR
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.tests.identity_samples import credit_code, resident_number
from lingxing.language.packages import load_package

PACKAGE = "ezhou/affordable_rental_housing_2022"
BIRTH = dt.date(1998, 3, 7)
pytestmark = [pytest.mark.django_db, pytest.mark.database]


def at(day: str, hour: int = 10) -> dt.datetime:
    return dt.datetime.combine(dt.date.fromisoformat(day), dt.time(hour), SHANGHAI)


@dataclass(frozen=True)
class Town:
    """The organs bound to the roles, the one who plays each, and short ways to act."""

    staff: dict[str, tuple[Account, Organ]]

    def acting(self, role: str, party: UUID | None = None) -> Acting:
        who, organ = self.staff[role]
        return Acting(who.actor, who.pk, role, organ.pk, party)

    def start(self, who: Acting, service: str, act: str, day: str, values: dict[str, Any], papers: str = "") -> Case:
        files = {name: (uploaded(who, name, at(day)),) for name in papers.split()}
        return start_case(PACKAGE, service, Command(act, values, papers=files), who, at(day)).case

    def act(self, case: Case, who: Acting | str, act: str, day: str, papers: str = "", **asked: Any) -> ActResult:
        chosen = self.acting(who) if isinstance(who, str) else who
        files = {name: (uploaded(chosen, name, at(day)),) for name in papers.split()}
        return perform(case.pk, Command(act, papers=files, **asked), chosen, at(day))

    def project(self) -> Case:
        """Return a recognised project with its operator."""
        firm = applicant(person("owner", "云梦安居有限公司", credit_code(), IdentityKind.CREDIT_CODE))
        about = {"project_name": "鹊桥公寓", "district": "gedian", "source": "unsold", "started_or_existing": "true"}
        counted = {"dwellings": "120", "dwelling_area": "90"}
        case = self.start(firm, "project", "apply", "2026-01-12", {**about, **counted}, "source_proof")
        self.act(case, "office", "recognise", "2026-01-14")
        operator = {"operator_name": "云梦住房租赁有限公司", "operator_code": credit_code(), "rental_in_scope": "true"}
        values = {**operator, "entrusted": "false"}
        self.act(case, firm, "name_operator", "2026-01-15", "operator_licence", values=values)
        return case

    def dwellings(self, project: Case, count: int) -> list[Case]:
        """Return so many dwellings of the project, announced and to let."""
        operator, rents = self.acting("operator"), {"rent_assessed_on": "2026-01-10", "assessment_cause": "first_time"}
        amounts = {"market_rent": "1000.00", "monthly_rent": "700.00", "assessor": "云梦房地产估价公司"}
        values = {"project": str(project.pk), "layout": "两室一厅", **rents, **amounts}
        standard = self.start(operator, "rent_standard", "submit", "2026-01-16", values, "assessment_report")
        self.act(standard, "housing", "file", "2026-01-19")
        found = []
        for number in range(1, count + 1):
            home = {"dwelling_name": f"1栋{number}01室", "layout": "两室一厅", "dwelling_area": "88.50"}
            case = self.start(operator, "dwelling", "enter", "2026-01-20", {"project": str(project.pk), **home})
            finished = {"decorated": "true", "habitable": "true"}
            self.act(case, "operator", "finish", "2026-01-20", "decoration_proof", values=finished)
            announced = {"rent_standard": str(standard.pk), "property_fee": "1.50"}
            self.act(case, "operator", "announce", "2026-01-21", values=announced)
            self.act(case, BY_SYSTEM, "open_letting", "2026-01-21")
            found.append(case)
        return found

    def qualified(self, who: Acting, number: str, day: str, last: str) -> Case:
        """Return the qualification of somebody who applied on the day; the notice ends with the `last` day."""
        values = {
            "full_name": "赵六一",
            "identity": number,
            "phone": "13800001234",
            "birth_date": BIRTH.isoformat(),
            "district": "gedian",
            "tenant_group": "young_person",
            "full_capacity": "true",
            "family_members": "1",
            "housing_area": "0",
            "other_housing_support": "false",
        }
        papers = "application_form identity_papers marriage_proof housing_proof"
        case = self.start(who, "qualification", "apply", day, values, papers)
        self.act(case, "operator", "approve", day)
        self.act(case, BY_SYSTEM, "begin_notice", day)
        sweep(at(last, 23))
        assert state(case) == "noticed"
        sweep(at(last, 23) + dt.timedelta(hours=2))
        assert state(case) == "qualified"
        return case


def state(case: Case) -> str:
    return Case.objects.get(pk=case.pk).state


def uploaded(owner: Acting, paper: str, when: dt.datetime) -> str:
    made = Attachment(
        account_id=owner.account_id, paper=paper, media_type="image/png", size=1, digest=uuid4().hex * 2, at=when
    )
    made.save()
    return str(made.pk)


def person(username: str, name: str, number: str, kind: IdentityKind = IdentityKind.RESIDENT_ID) -> Account:
    return register_applicant(username, PASSWORD, name, kind, number, "13800001234", at("2026-01-05"))


def applicant(who: Account) -> Acting:
    party = party_of(who.pk)
    assert party is not None
    return Acting(who.actor, who.pk, "applicant", None, party.pk)


@pytest.fixture
def town() -> Town:
    procedure = load_package(PACKAGE).procedure
    assert procedure is not None
    organs: dict[str, Organ] = {}
    staff = {}
    for role in procedure.roles.values():
        if not role.organ:
            continue
        organ = organs.get(role.organ) or Organ.objects.create(city="鄂州市", name=role.organ)
        organs[role.organ] = organ
        ServiceBinding.objects.create(package=PACKAGE, role=role.name, organ=organ)
        who = account(f"staff_{role.name}", Role.CLERK)
        add_membership(who.pk, organ.pk, Duty(role.duty.value), Span(dt.date(2026, 1, 1)), OPERATOR, at("2026-01-05"))
        staff[role.name] = (who, organ)
    return Town(staff)


def test_from_the_recognition_of_a_project_to_a_filed_lease_and_its_end(town: Town) -> None:
    project = town.project()
    (home,) = town.dwellings(project, 1)
    number = resident_number(BIRTH)
    tenant = applicant(person("zhaoliu", "赵六一", number))
    # Monday 2 March, and five working days of notice: 3, 4, 5, 6 and 9 March.
    qualification = town.qualified(tenant, number, "2026-03-02", "2026-03-09")
    chosen = {"qualification": str(qualification.pk), "dwelling": str(home.pk)}
    letting = town.start(tenant, "letting", "choose", "2026-03-10", chosen)
    assert state(home) == "reserved"
    terms = {"lease_from": "2026-03-16", "lease_until": "2027-03-15", "payment_months": "3", "deposit": "700.00"}
    signing = {"letting": str(letting.pk), **terms}
    operator = town.acting("operator", tenant.party_id)
    with pytest.raises(Refused, match="申请资料已与原件核对一致"):
        town.start(operator, "lease", "sign", "2026-03-16", signing, "contract")
    town.act(qualification, "operator", "match_originals", "2026-03-16", originals_seen=True)
    lease = town.start(operator, "lease", "sign", "2026-03-16", signing, "contract")
    assert [state(case) for case in (letting, home, qualification)] == ["contracted", "occupied", "renting"]

    filed = town.act(lease, "operator", "file", "2026-03-17")
    (receipt,) = filed.documents
    assert receipt.number == "鄂州住租合备〔2026〕1号"
    assert receipt.organ_id == town.staff["office"][1].pk
    assert filed.state.values["monthly_rent"] == 70000

    sweep(at("2027-03-15", 23))
    assert state(lease) == "active"
    sweep(at("2027-03-16", 1))
    assert state(lease) == "expired"
    given = {"removal_months": "3"}
    town.act(lease, "operator", "require_leaving", "2027-03-20", values=given, reason="没有续租")
    sweep(at("2027-06-15", 23))
    assert state(lease) == "leaving"
    sweep(at("2027-06-16", 1))  # three months from 15 March are over
    assert state(lease) == "overstaying"
    ended = town.act(lease, "operator", "hand_over", "2027-06-20")
    assert ended.state.values["rent_due"] == 100000
    assert [state(case) for case in (lease, home, qualification)] == ["ended", "ready", "ended"]
    papers = IssuedDocument.objects.filter(case=lease.pk).order_by("issued_at").values_list("name", flat=True)
    assert list(papers) == ["filing_receipt", "leaving_notice", "termination_receipt"]


def test_a_dwelling_goes_to_the_first_and_the_others_wait_in_the_order_of_their_applications(town: Town) -> None:
    project = town.project()
    (home,) = town.dwellings(project, 1)
    numbers = [resident_number(BIRTH, order) for order in (11, 12, 13)]
    people = [applicant(person(f"tenant_{n}", f"租客{n}", number)) for n, number in enumerate(numbers)]
    # The third applies a day before the second.
    days = [("2026-03-02", "2026-03-09"), ("2026-03-11", "2026-03-18"), ("2026-03-10", "2026-03-17")]
    held = [town.qualified(people[n], numbers[n], *days[n]) for n in (0, 2, 1)]
    held = [held[0], held[2], held[1]]
    choices = [{"qualification": str(case.pk), "dwelling": str(home.pk)} for case in held]
    first = town.start(people[0], "letting", "choose", "2026-03-20", choices[0])
    with pytest.raises(Refused, match="可能已被他人选定"):
        town.start(people[1], "letting", "choose", "2026-03-20", choices[1])

    places = [{"qualification": str(case.pk), "project": str(project.pk)} for case in held]
    second = town.start(people[1], "letting", "join", "2026-03-20", places[1])
    third = town.start(people[2], "letting", "join", "2026-03-21", places[2])
    listed = [(place.part, place.position, place.number) for place in queue(PACKAGE, "letting", "waiting_list")]
    assert listed == [("鹊桥公寓", 1, third.number), ("鹊桥公寓", 2, second.number)]

    town.act(first, people[0], "give_up", "2026-03-23")
    assert state(home) == "available"
    offer = {"dwelling": str(home.pk), "answer_by": "2026-03-27"}
    with pytest.raises(Refused, match="排在该项目轮候的首位"):
        town.act(second, "operator", "offer", "2026-03-24", values=offer)
    # Those who wait come before whoever chooses now.
    with pytest.raises(Refused, match="该项目没有人在轮候"):
        town.start(people[0], "letting", "choose", "2026-03-24", choices[0])
    offered = town.act(third, "operator", "offer", "2026-03-24", values=offer)
    assert [document.number for document in offered.documents] == ["鄂州保租配〔2026〕1号"]
    sweep(at("2026-03-27", 23))
    assert state(third) == "offered"
    sweep(at("2026-03-28", 1))
    assert (state(third), state(home)) == ("waiting", "available")
    assert [position_in(PACKAGE, "letting", "waiting_list", case.pk) for case in (second, third)] == [1, 2]
    town.act(second, "operator", "offer", "2026-03-30", values={**offer, "answer_by": "2026-04-03"})
    town.act(second, people[1], "accept", "2026-04-03")
    assert (state(second), state(home)) == ("chosen", "reserved")


def test_each_project_has_its_own_list(town: Town) -> None:
    project = town.project()
    other_values = {
        "project_name": "云梯公寓",
        "district": "echeng",
        "source": "converted",
        "started_or_existing": "true",
    }
    owner = applicant(person("owner_2", "云梦厂房有限公司", credit_code("91420700MA4K00099"), IdentityKind.CREDIT_CODE))
    size = {"dwellings": "10", "dwelling_area": "60"}
    other = town.start(owner, "project", "apply", "2026-01-12", {**other_values, **size}, "source_proof")
    town.act(other, "office", "recognise", "2026-01-14")
    named = {"operator_name": "云梦住房租赁有限公司", "operator_code": credit_code(), "rental_in_scope": "true"}
    town.act(other, owner, "name_operator", "2026-01-15", "operator_licence", values={**named, "entrusted": "false"})
    waits = []
    for order, where, day, last in ((11, project, "2026-03-02", "2026-03-09"), (12, other, "2026-03-03", "2026-03-10")):
        number = resident_number(BIRTH, order)
        who = applicant(person(f"tenant_{order}", "钱七二", number))
        qualification = town.qualified(who, number, day, last)
        values = {"qualification": str(qualification.pk), "project": str(where.pk)}
        waits.append(town.start(who, "letting", "join", "2026-03-20", values))
    assert [position_in(PACKAGE, "letting", "waiting_list", case.pk) for case in waits] == [1, 1]
    parts = {place.part for place in queue(PACKAGE, "letting", "waiting_list")}
    assert parts == {"鹊桥公寓", "云梯公寓"}


def test_an_inspection_suspends_the_support_of_a_project_and_gives_it_back(town: Town) -> None:
    project = town.project()
    firm = Case.objects.get(pk=project.pk).party_id
    visit = {"project": str(project.pk), "inspected_place": "鹊桥公寓1栋", "inspected_on": "2026-03-02"}
    case = town.start(town.acting("inspector", firm), "inspection", "open", "2026-03-02", visit)
    findings = {"findings": [{"area": "rents", "finding": "多收租金"}], "severity": "serious", "unlawful": "false"}
    town.act(case, "inspector", "report_findings", "2026-03-02", values=findings)
    town.act(case, "department", "suspend_support", "2026-03-03", reason="多收租金且不改正")
    assert state(project) == "suspended"
    ordered = town.act(
        case, "department", "order_correction", "2026-03-03", values={"correct_by": "2026-03-20"}, reason="退还租金"
    )
    assert [document.number for document in ordered.documents] == ["鄂州住责改〔2026〕1号"]
    report = {"correction": "已全部退还"}
    town.act(case, "operator", "report_correction", "2026-03-19", "correction_proof", values=report)
    town.act(case, "department", "accept_correction", "2026-03-20")
    town.act(case, "department", "restore_support", "2026-03-23")
    assert state(project) == "operating"
