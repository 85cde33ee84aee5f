"""Ezhou's commitments in stored cases: a licence and its papers, and one mark for licences and proofs alike."""

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from lingxing.engines.cases.domain.acting import BY_SYSTEM, Acting
from lingxing.engines.cases.domain.refusals import Refused
from lingxing.engines.cases.domain.state import Command
from lingxing.engines.cases.models import Attachment, Case, IssuedDocument, Mark, PublicationOrder, ServiceBinding
from lingxing.engines.cases.services.acting import perform
from lingxing.engines.cases.services.results import ActResult
from lingxing.engines.cases.services.starting import start_case
from lingxing.engines.cases.services.sweeping import sweep
from lingxing.engines.parties.access_types import Duty, IdentityKind, Role
from lingxing.engines.parties.duties.services import Span, add_membership
from lingxing.engines.parties.organs.models import Organ
from lingxing.engines.parties.people.queries import party_of
from lingxing.engines.parties.people.services import register_applicant
from lingxing.engines.parties.tests.accounts import PASSWORD, account
from lingxing.kernel.actors import OPERATOR
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.tests.identity_samples import credit_code
from lingxing.language.packages import load_package

LICENCES, PROOFS = "ezhou/notification_commitment_2022", "ezhou/proof_commitments_2021"
pytestmark = [pytest.mark.django_db, pytest.mark.database]


def at(day: str, hour: int = 10) -> dt.datetime:
    return dt.datetime.combine(dt.date.fromisoformat(day), dt.time(hour), SHANGHAI)


@pytest.fixture
def staff() -> dict[str, Acting]:
    """Return who plays each role of both packages, one organ for each name."""
    found: dict[str, Acting] = {}
    organs: dict[str, Organ] = {}
    for package in (LICENCES, PROOFS):
        procedure = load_package(package).procedure
        assert procedure is not None
        for role in (role for role in procedure.roles.values() if role.organ):
            organ = organs.get(role.organ) or Organ.objects.create(city="鄂州市", name=role.organ)
            organs[role.organ] = organ
            ServiceBinding.objects.create(package=package, role=role.name, organ=organ)
            name = f"{'proofs_' if package == PROOFS else ''}{role.name}"
            who = account(f"staff_{name}", Role.CLERK)
            span = Span(dt.date(2026, 1, 1))
            add_membership(who.pk, organ.pk, Duty(role.duty.value), span, OPERATOR, at("2026-01-05"))
            found[name] = Acting(who.actor, who.pk, role.name, organ.pk, None)
    return found


@pytest.fixture
def firm() -> Acting:
    kind = IdentityKind.CREDIT_CODE
    who = register_applicant(
        "yunmeng", PASSWORD, "云梦餐饮有限公司", kind, credit_code(), "13800001234", at("2026-01-05")
    )
    party = party_of(who.pk)
    assert party is not None
    return Acting(who.actor, who.pk, "applicant", None, party.pk)


def command(who: Acting, act: str, day: str, papers: str, asked: dict[str, Any]) -> Command:
    files = {}
    for paper in papers.split():
        made = Attachment(
            account_id=who.account_id, paper=paper, media_type="image/png", size=1, digest=uuid4().hex * 2, at=at(day)
        )
        made.save()
        files[paper] = (str(made.pk),)
    return Command(act, papers=files, **asked)


def start(package: str, service: str, who: Acting, act: str, day: str, papers: str = "", **values: str) -> ActResult:
    return start_case(package, service, command(who, act, day, papers, {"values": values}), who, at(day))


def act(case: Case, who: Acting, name: str, day: str, papers: str = "", **asked: Any) -> ActResult:
    return perform(case.pk, command(who, name, day, papers, asked), who, at(day))


def state(case: Case) -> str:
    return Case.objects.get(pk=case.pk).state


def text(staff: dict[str, Acting]) -> Case:
    """Return the published text of commitments to run a restaurant."""
    long = ("legal_basis", "conditions", "materials", "submission", "commitment_term", "consequences", "differences")
    values = {
        **dict.fromkeys(long, "按食品安全法"),
        "licence": "food_business",
        "papers_days": "30",
        "ready_days": "60",
    }
    made = start(LICENCES, "commitment_text", staff["authority"], "draft", "2026-02-02", **values).case
    (form,) = act(made, staff["chief"], "approve", "2026-02-03").documents
    assert form.number == "鄂州许承文〔2026〕1号"
    act(made, BY_SYSTEM, "publish", "2026-02-03")
    return made


def committed(staff: dict[str, Acting], firm: Acting) -> Case:
    """Return a licence on a commitment whose papers are promised by 20 March 2026."""
    promised = dict.fromkeys(("knows", "truthful", "able", "punctual", "obedient", "liable"), "true")
    about = {"firm_name": "云梦餐饮有限公司", "credit_code": credit_code(), "phone": "13800001234", "ready": "now"}
    chosen = {"licence": "food_business", "way": "commitment", "text": str(text(staff).pk), "delivery": "online"}
    later = {"papers_later": "true", "papers_by": "2026-03-20"}
    values = {**promised, **about, **chosen, **later}
    papers = "application commitment materials"
    return start(LICENCES, "licence", firm, "apply_by_commitment", "2026-03-02", papers, **values).case


def proof(firm: Acting, day: str) -> Case:
    promised = dict.fromkeys(("knows", "truthful", "consents", "liable"), "true")
    about = {"applicant_name": "云梦餐饮有限公司", "phone": "13800001234", "statement": "营业执照有效"}
    values = {**promised, **about, "matter": "ride_hailing"}
    return start(PROOFS, "proof_commitment", firm, "commit", day, "commitment", **values).case


def test_a_licence_on_commitment_from_the_application_to_the_certificate_and_its_papers(
    staff: dict[str, Acting], firm: Acting
) -> None:
    case = committed(staff, firm)
    granted = act(case, staff["authority"], "grant", "2026-03-02", values={"serious_record": "false"})
    assert [document.number for document in granted.documents] == ["鄂州许准〔2026〕1号", "鄂州许证〔2026〕1号"]
    assert granted.documents[1].organ_id == staff["authority"].organ_id
    assert Case.objects.get(pk=case.pk).title == "食品经营许可"
    sweep(at("2026-03-20", 23))
    assert state(case) == "operating"
    act(case, firm, "hand_in_papers", "2026-03-20", "later_materials")
    act(case, staff["authority"], "accept_papers", "2026-03-23")
    sweep(at("2026-03-24", 1))
    assert state(case) == "operating"
    names = IssuedDocument.objects.filter(case=case.pk).values_list("name", flat=True)
    assert sorted(names) == ["certificate", "commitment_record", "decision"]


def test_who_breaks_a_commitment_gives_proofs_again_until_the_credit_is_repaired(
    staff: dict[str, Acting], firm: Acting
) -> None:
    case = committed(staff, firm)
    act(case, staff["authority"], "grant", "2026-03-02", values={"serious_record": "false"})
    sweep(at("2026-03-21", 1))
    assert state(case) == "breach"
    # Twenty working days after Saturday 21 March: 23–27 (5), 30 March–3 April (10; the 6th is off), 7–10 (14),
    # 13–17 (19) and 20 April.
    order = PublicationOrder.objects.get(case=case.pk)
    assert (order.name, order.due_on) == ("breach_notice", dt.date(2026, 4, 20))
    order_by = {"correct_by": "2026-03-31"}
    act(case, staff["authority"], "order_correction", "2026-03-23", values=order_by, reason="没有交材料")
    assert state(proof(firm, "2026-03-24")) == "submitted"
    sweep(at("2026-03-31", 23))
    assert state(case) == "correcting"
    sweep(at("2026-04-01", 1))
    assert state(case) == "revocable"
    (paper,) = act(case, staff["chief"], "revoke", "2026-04-02", reason="逾期没有整改").documents
    assert paper.number == "鄂州许撤〔2026〕1号"
    assert Mark.objects.filter(party=firm.party_id, name="broken_commitment", until=None).exists()

    with pytest.raises(Refused, match="没有作过虚假承诺，或已完成信用修复"):
        proof(firm, "2026-04-03")
    told = {
        "applicant_name": "云梦餐饮有限公司",
        "phone": "13800001234",
        "breach_told": "食品经营许可",
        "remedied": "true",
    }
    repair = start(LICENCES, "credit_repair", firm, "apply", "2026-05-06", "repair_proof", **told).case
    act(repair, staff["credit_office"], "repair", "2026-05-07")
    case = proof(firm, "2026-05-08")
    given = {"mode": "verified", "verify_by": "2026-05-15", "method_1": "shared"}
    (receipt,) = act(case, staff["proofs_handler"], "accept", "2026-05-08", values=given).documents
    assert receipt.number == "鄂州证承〔2026〕1号"
    act(case, staff["proofs_handler"], "confirm", "2026-05-11", values={"matches_1": "true"})
    assert state(case) == "relied"


def test_the_guides_show_the_licences_and_the_matters(client: Client) -> None:
    licences = client.get(f"/services/{LICENCES}/licence/").content.decode()
    assert "实行告知承诺的涉企经营许可事项（第一批）（26项）" in licences
    assert "开放气球资质证书" in licences
    matters = client.get(f"/services/{PROOFS}/proof_commitment/").content.decode()
    assert "可以用承诺代替证明的办事事项（第二批）（40项）" in matters
    assert "部门数据共享（第1、2项），去函核查（第3项）" in matters


def test_a_document_without_figures_is_no_rule(client: Client) -> None:
    page = client.get("/rules/").content.decode()
    assert "/rules/ezhou/credit_supervision_2021/" in page
    assert PROOFS not in page
    assert LICENCES not in page
