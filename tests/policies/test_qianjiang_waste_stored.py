"""Qianjiang's construction waste in stored cases: from three applications to a load received, and a vehicle barred."""

import datetime as dt
import json
from dataclasses import dataclass
from fractions import Fraction
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from pypdf import PdfReader

from lingxing.engines.cases.domain.acting import Acting
from lingxing.engines.cases.domain.refusals import Refused
from lingxing.engines.cases.domain.state import Command
from lingxing.engines.cases.models import Case, IssuedDocument, PublicationOrder, ServiceBinding
from lingxing.engines.cases.papers.files import print_pdf
from lingxing.engines.cases.papers.values import context_of
from lingxing.engines.cases.queries.lists import register
from lingxing.engines.cases.queries.loading import state_of
from lingxing.engines.cases.queries.offered import service
from lingxing.engines.cases.services.acting import perform
from lingxing.engines.cases.services.results import ActResult
from lingxing.engines.cases.services.starting import start_case
from lingxing.engines.cases.tests.homes import at, uploaded
from lingxing.engines.parties.access_sealing import unseal_text
from lingxing.engines.parties.access_types import Account, Duty, IdentityKind, Role
from lingxing.engines.parties.duties.services import Span, add_membership
from lingxing.engines.parties.organs.models import Organ
from lingxing.engines.parties.people.queries import party_of
from lingxing.engines.parties.people.services import register_applicant
from lingxing.engines.parties.tests.accounts import PASSWORD, account
from lingxing.kernel.actors import OPERATOR, Actor
from lingxing.kernel.tests.identity_samples import credit_code

PACKAGE = "qianjiang/construction_waste_2026"
DAY = at("2026-03-10", 9)
DUTIES = {
    "bureau": Duty.CLERK,
    "bureau_head": Duty.HEAD,
    "enforcement": Duty.INSPECTOR,
    "police": Duty.CLERK,
}
LOAD = {"waste_kind": "spoil", "route": "first", "departs_hour": "21", "departs_minute": "5", "load": "15"}
SAFE = {"headroom": "0.20", "lid_closed": "true", "clean": "true", "driver": "赵六一"}


@dataclass(frozen=True)
class City:
    """The organs' people by role, and the three firms."""

    staff: dict[str, Acting]
    firms: dict[str, tuple[Account, Acting]]

    def open(self, firm: str, name: str, act: str, values: dict[str, object], papers: tuple[str, ...] = ()) -> UUID:
        """Open a case of the firm and return its key."""
        owner, who = self.firms[firm]
        files = {paper: (uploaded(owner, paper, DAY),) for paper in papers}
        return start_case(PACKAGE, name, Command(act, values, papers=files), who, DAY).case.pk

    def act(self, case: UUID, role: str, act: str, when: dt.datetime = DAY, **asked: Any) -> ActResult:
        """Do an act in a role of an organ."""
        return perform(case, Command(act, **asked), self.staff[role], when)


@pytest.fixture
def city(db: None) -> City:
    organs = {name: Organ.objects.create(city="潜江市", name=name) for name in ("潜江市城市管理执法局", "潜江市公安局")}
    staff = {}
    for role, duty in DUTIES.items():
        organ = organs["潜江市公安局" if role == "police" else "潜江市城市管理执法局"]
        ServiceBinding.objects.create(package=PACKAGE, role=role, organ=organ)
        made = account(f"{role}_one", Role.CLERK)
        add_membership(made.pk, organ.pk, duty, Span(dt.date(2026, 1, 1)), OPERATOR, DAY)
        staff[role] = Acting(made.actor, made.pk, role, organ.pk)
    firms = {}
    for number, (key, name) in enumerate(
        {"carrier": "云梦运输公司", "builder": "鹊桥建筑公司", "site": "云梦消纳公司"}.items()
    ):
        code = credit_code(f"91429005MA4K0001{number}")
        made = register_applicant(f"{key}_firm", PASSWORD, name, IdentityKind.CREDIT_CODE, code, "13800001234", DAY)
        party = party_of(made.pk)
        assert party is not None
        firms[key] = (made, Acting(made.actor, made.pk, "applicant", None, party.pk))
    return City(staff, firms)


def carrier(city: City) -> UUID:
    lorry = {"plate": "鄂N00001", "body": "box_lorry", "rated_load": "15.5", "enclosure": "sealed", "recorder": "true"}
    papers = ("transport_licence", "vehicle_licences", "management_rules", "parking_proof")
    firm = {"firm_name": "云梦运输公司", "firm_code": credit_code("91429005MA4K00010"), "contact_phone": "13800001234"}
    case = city.open("carrier", "carrier", "apply", {**firm, "fleet": [lorry], "parking": "云梦路停车场"}, papers)
    city.act(case, "bureau", "accept", originals_seen=True)
    met = dict.fromkeys(("licences_valid", "rules_in_force", "fleet_fit"), "true")
    city.act(case, "bureau", "approve", values=met)
    return case


def vehicle(city: City, of: UUID) -> UUID:
    values = {
        "carrier": str(of),
        "plate": "鄂N00001",
        "body": "box_lorry",
        "rated_load": "15.5",
        "total_mass": "31",
        "transport_certificate_held": "true",
        "enclosure": "sealed",
        "recorder": "true",
    }
    case = city.open("carrier", "vehicle", "apply", values, ("vehicle_licence", "transport_certificate"))
    city.act(case, "bureau", "enter", values={"registered_once": "true"}, originals_seen=True)
    return case


def site(city: City) -> UUID:
    told = {"site_name": "云梦消纳场", "site_place": "云梦路9号", "services": "受纳弃土"}
    shown = {"charges": "弃土每吨8元", "complaint_line": "0728-1234567"}
    papers = ("land_use_proof", "site_plan", "equipment_list", "management_rules")
    case = city.open("site", "site", "apply", {**told, **shown}, papers)
    city.act(case, "bureau", "register", values={"in_plan": "true", "next_report_on": "2026-04-10"})
    return case


def approval(city: City, by: UUID, to: UUID) -> UUID:
    values: dict[str, object] = {
        "applicant_kind": "builder",
        "project_name": "鹊桥广场",
        "project_place": "鹊桥路1号",
        "contact_phone": "13800001234",
        "carrier": str(by),
        "site": str(to),
        "wastes": [{"kind": "spoil", "handling": "landfill"}],
        "quantity": "20",
        "first_day": "2026-03-10",
        "last_day": "2026-06-30",
        "haul_from": "20",
        "haul_until": "6",
        "routes": [{"code": "first", "description": "鹊桥路"}],
    }
    case = city.open("builder", "disposal", "apply", values, ("application", "carriage_contract", "sorting_plan"))
    city.act(case, "bureau", "accept")
    six = ("application_complete", "site_ready", "sorting_planned", "licences_valid", "rules_in_force", "vehicles_fit")
    city.act(case, "bureau", "approve", values=dict.fromkeys(six, "true"))
    city.act(case, "police", "set_passage")
    return case


def values_of(case: UUID) -> tuple[str, dict[str, Any]]:
    row = Case.objects.get(pk=case)
    found = state_of(row, service(PACKAGE, row.service))
    return found.state, dict(found.values)


def body_of(document: IssuedDocument) -> str:
    return str(json.loads(unseal_text(document.sealed, context_of(document.pk)))["body"])


def printed_text(document: IssuedDocument) -> str:
    """Return the words of the printed paper without blanks and line ends."""
    pages = PdfReader(BytesIO(print_pdf(document))).pages
    return "".join("".join(page.extract_text() for page in pages).split())


@pytest.mark.database
def test_a_load_is_approved_hauled_received_and_reported(city):
    by = carrier(city)
    lorry, to = vehicle(city, by), site(city)
    permit = approval(city, by, to)
    letter = IssuedDocument.objects.get(case=permit, name="approval")
    assert (letter.number, letter.valid_until) == ("潜城管处核〔2026〕1号", dt.date(2026, 6, 30))
    assert "云梦运输公司承运，运往云梦消纳场" in body_of(letter)
    printed = printed_text(letter)
    assert all(part in printed for part in ("城市建筑垃圾处置核准书", "鹊桥广场", "弃土", "20吨"))
    listed = register(PACKAGE, "carrier", "carriers").rows
    assert listed == (("云梦运输公司", "QJYS2026000001", "2026年3月10日"),)
    (shown,) = register(PACKAGE, "site", "sites").rows
    assert shown == ("云梦消纳场", "云梦路9号", "受纳弃土", "弃土每吨8元", "0728-1234567")
    assert PublicationOrder.objects.get(case=by).due_on == dt.date(2026, 3, 10)

    load = {"approval": str(permit), "vehicle": str(lorry), **LOAD, **SAFE}
    slip = city.open("carrier", "manifest", "depart", load)
    assert values_of(permit)[1]["hauled"] == 15
    # A manifest is good for the night it is made out in: until the next day.
    assert IssuedDocument.objects.get(case=slip).valid_until == dt.date(2026, 3, 11)
    with pytest.raises(Refused, match="连同已开联单不超出核准数量"):  # 15 + 15 > 20
        city.open("carrier", "manifest", "depart", load)

    seen = {"vehicle_matches": "true", "kind_matches": "true", "foreign_waste": "false", "received": "14.5"}
    city.open("site", "intake", "receive", {"site": str(to), "manifest": str(slip), **seen})
    assert values_of(slip)[0] == "delivered"
    state, counted = values_of(to)
    assert (state, counted["period_trucks"], counted["period_quantity"]) == ("open", 1, Fraction(29, 2))

    report = city.open("site", "site_report", "submit", {"site": str(to)})
    told = city.act(report, "bureau", "file", values={"next_report_on": "2026-07-10"})
    assert "进场1车次、受纳14.5吨" in body_of(told.documents[0])
    assert values_of(to)[1]["next_report_on"] == dt.date(2026, 7, 10)


@pytest.mark.database
def test_a_load_turned_away_goes_back_to_its_approval(city):
    by = carrier(city)
    lorry, to = vehicle(city, by), site(city)
    permit = approval(city, by, to)
    slip = city.open("carrier", "manifest", "depart", {"approval": str(permit), "vehicle": str(lorry), **LOAD, **SAFE})
    who = city.firms["site"][1]
    seen = {"vehicle_matches": "true", "kind_matches": "false", "foreign_waste": "true"}
    command = Command("turn_away", {"site": str(to), "manifest": str(slip), **seen}, reason="混有生活垃圾")
    start_case(PACKAGE, "intake", command, who, DAY)
    assert (values_of(slip)[0], values_of(permit)[1]["hauled"]) == ("rejected", 0)


@pytest.mark.database
def test_a_complaint_leads_to_a_decision_and_keeps_the_vehicle_off_the_road(city):
    by = carrier(city)
    lorry, to = vehicle(city, by), site(city)
    permit = approval(city, by, to)
    seen = {"suspected": "soiled_road", "place": "鹊桥路东侧", "seen_on": "2026-03-10", "content": "一路洒土"}
    anybody = Acting(Actor("visitor", "visitor"), None, "everyone")
    complaint = start_case(PACKAGE, "complaint", Command("report", seen), anybody, DAY).case.pk

    officer, offender = city.staff["enforcement"], city.firms["carrier"][1].party_id
    at_hand = Acting(officer.actor, officer.account_id, "enforcement", officer.organ_id, offender)
    facts = {"offender_name": "云梦运输公司", "actor": "carrier", "act": "soiled_road", "place": "鹊桥路东侧"}
    opening = {
        **facts,
        "happened_on": "2026-03-10",
        "planned_area": "true",
        "vehicle": str(lorry),
        "complaint": str(complaint),
    }
    case = start_case(PACKAGE, "penalty", Command("open", opening), at_hand, DAY).case.pk
    assert values_of(complaint)[0] == "taken_up"

    found = {"other_law": "false", "findings": "路面遗留泥土约五十米"}
    proof = {"evidence": (uploaded_by(officer),)}
    city.act(case, "enforcement", "conclude_investigation", values=found, papers=proof)
    order = {"demand": "当天清除", "correct_by": "2026-03-10"}
    city.act(case, "enforcement", "order_cleaning", values=order)
    city.act(case, "enforcement", "bar_vehicle", values={"refuses_cleaning": "true"}, reason="当场拒绝")
    assert values_of(lorry)[0] == "barred"
    with pytest.raises(Refused, match="车辆"):
        city.open("carrier", "manifest", "depart", {"approval": str(permit), "vehicle": str(lorry), **LOAD, **SAFE})

    city.act(case, "enforcement", "give_notice", values={"proposed_fine": "5000"})
    city.act(case, "enforcement", "draft_decision", values={"fine": "5000", "grounds": "拒不清除"})
    decided = city.act(case, "bureau_head", "decide", when=at("2026-03-20"))
    (decision,) = decided.documents
    # 15 days after 20 March are over on 4 April, a Saturday before Qingming: Tuesday 7 April.
    assert decision.number == "潜城管罚决〔2026〕1号"
    assert "第二十九条第二款" in body_of(decision)
    assert "伍仟元整（5,000.00元）" in body_of(decision)
    assert "2026年4月7日" in body_of(decision)
    assert "向潜江市人民政府申请行政复议" in printed_text(IssuedDocument.objects.get(pk=decision.pk))

    city.act(case, "enforcement", "confirm_correction", values={"corrected": "true"})
    city.act(case, "enforcement", "lift_bar")
    assert values_of(lorry)[0] == "in_service"


def uploaded_by(officer: Acting) -> str:
    return uploaded(Account.objects.get(pk=officer.account_id), "evidence", DAY)
