"""Jingzhou's fund for emergency treatment in stored cases: from an unknown patient to the hospital's money."""

import pytest

from lingxing.engines.cases.domain.refusals import Refused
from lingxing.engines.cases.models import IssuedDocument, Turn
from lingxing.engines.cases.queries.loading import state_of
from lingxing.engines.cases.queries.offered import service
from lingxing.engines.cases.services.sweeping import sweep
from lingxing.kernel.tests.identity_samples import credit_code
from tests.policies.fund import FOUR, PACKAGE, QUARTER, UNKNOWN_PERSON
from tests.policies.stored import City, applicant, at, city, state

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def jingzhou() -> City:
    return city(PACKAGE, "荆州市", "2026-01-02")


def values(case):
    case.refresh_from_db()
    return state_of(case, service(PACKAGE, case.service)).values


def opened(jingzhou):
    """Return the year's account, into which a county has paid, and the county's contribution."""
    year = {"fund_year": "2026", "opening_balance": "0", "budgeted_income": "600000", "budgeted_payments": "600000"}
    account = jingzhou.start(
        jingzhou.acting("city_office"), "account", "open", "2026-01-05", year, "budget_report"
    ).case
    treasury = jingzhou.acting("treasury")
    county = {"account": str(account.pk), "treasury_name": "云梦县财政局", "role": "county", "residents": "850333"}
    contributing = jingzhou.start(treasury, "contribution", "budget", "2026-01-08", county)
    assert [document.number for document in contributing.documents] == ["荆财急救筹〔2026〕1号"]
    paid = {"paid_in_on": "2026-03-02", "received_amount": "510199.80"}
    jingzhou.act(contributing.case, "treasury", "pay_in", "2026-03-02", values=paid)
    jingzhou.act(contributing.case, "finance", "confirm", "2026-03-03")
    assert values(account)["balance"] == 51019980  # 850,333 × 0.60
    return account, contributing.case


def treated(jingzhou, hospital):
    """Return somebody whom the police could not identify either, whose costs the hospital has handed in."""
    patient = jingzhou.start(hospital, "patient", "register", "2026-02-02", UNKNOWN_PERSON).case
    jingzhou.act(patient, hospital, "ask_police", "2026-02-02")
    found = {"identity": "unknown", "check_note": "查无此人"}
    stated = jingzhou.act(patient, "police", "state_identity", "2026-02-06", values=found)
    (statement,) = stated.documents
    assert (statement.number, statement.organ_id) == ("荆公急救核〔2026〕1号", jingzhou.staff["police"][1].pk)
    costs = {"treated_on": "2026-02-10", "able_to_pay": "false", "emergency_cost": "10000", "insurance_share": "2000"}
    jingzhou.act(patient, hospital, "register_costs", "2026-02-20", values=costs)
    jingzhou.act(patient, hospital, "hand_in", "2026-03-02", "payment_vouchers bills cost_list")
    return patient


def test_from_an_unknown_patient_to_the_hospitals_money(jingzhou):
    hospital = applicant("hospital", "云梦医院", credit_code(), "2026-01-05", firm=True)
    account, contribution = opened(jingzhou)
    patient = treated(jingzhou, hospital)
    claim = jingzhou.start(hospital, "claim", "open", "2026-04-01", QUARTER, "bank_proof").case
    jingzhou.act(patient, hospital, "include", "2026-04-02", values={"claim": str(claim.pk)})
    assert values(claim)["requested_total"] == 800000  # 10000 − 2000
    jingzhou.act(claim, hospital, "submit", "2026-04-15")
    with pytest.raises(Refused, match="不超过其他渠道支付后的缺口"):
        jingzhou.act(patient, "agency", "approve_amount", "2026-04-16", values={"approved_amount": "8000.01"})
    jingzhou.act(patient, "agency", "approve_amount", "2026-04-16", values={"approved_amount": "6400"})

    jingzhou.act(claim, "agency", "send", "2026-04-16")
    waiting = Turn.objects.filter(case=claim.pk).values_list("role", flat=True)
    assert sorted(waiting) == sorted(FOUR)
    for role in FOUR:
        jingzhou.act(claim, role, "give_opinion", "2026-04-20", values={"view": "agree"})
    jingzhou.act(claim, "agency", "report_up", "2026-04-21")
    requested = jingzhou.act(claim, "city_office", "apply_for_payment", "2026-04-24")
    assert [document.number for document in requested.documents] == ["荆急救拨〔2026〕1号"]
    jingzhou.act(claim, "finance", "find_compliant", "2026-04-27")
    money = {"account": str(account.pk), "paid_on": "2026-04-30"}
    jingzhou.act(claim, "finance", "pay", "2026-04-30", values=money)
    # 510199.80 − 6400.00
    assert values(account)["balance"] == 50379980
    jingzhou.act(patient, "city_office", "publish", "2026-05-06")
    assert [state(case) for case in (claim, patient, contribution)] == ["paid", "paid", "confirmed"]
    papers = IssuedDocument.objects.filter(case=claim.pk).order_by("issued_at").values_list("name", flat=True)
    assert list(papers) == ["receipt", "approval_form", "payment_request", "payment_notice"]


def test_a_claim_that_nobody_hands_in_lapses_after_the_fifteenth_day(jingzhou):
    hospital = applicant("hospital", "云梦医院", credit_code(), "2026-01-05", firm=True)
    asked = {**QUARTER, "level": "city"}
    claim = jingzhou.start(hospital, "claim", "open", "2026-03-16", asked, "bank_proof").case
    sweep(at("2026-04-15", 23))
    assert state(claim) == "collecting"
    sweep(at("2026-04-16", 1))
    assert state(claim) == "lapsed"
