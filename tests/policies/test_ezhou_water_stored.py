"""Ezhou's water plans in stored cases: a year from the application to the surcharge that was owed."""

import pytest

from lingxing.engines.cases.domain.refusals import Refused
from lingxing.engines.cases.models import IssuedDocument, Mark
from lingxing.engines.cases.queries.loading import state_of
from lingxing.engines.cases.queries.offered import service
from lingxing.engines.cases.services.sweeping import sweep
from lingxing.engines.parties.people.services import link_account
from lingxing.kernel.actors import OPERATOR
from lingxing.kernel.errors import NotAllowed
from lingxing.kernel.tests.identity_samples import credit_code
from tests.policies.stored import applicant, at, city, state
from tests.policies.water import FIRE, GROUNDS, ISSUED, UNIT

PACKAGE = "ezhou/water_use_plan_2022"
pytestmark = [pytest.mark.django_db, pytest.mark.database]


def values(case):
    case.refresh_from_db()
    return state_of(case, service(PACKAGE, case.service)).values


def test_a_year_from_the_application_to_the_surcharge_that_was_owed():
    ezhou = city(PACKAGE, "鄂州市", "2024-11-01")
    unit = applicant("unit", "云梦纺织有限公司", credit_code(), "2024-11-01", firm=True)
    plan = ezhou.start(unit, "plan", "apply", "2024-12-31", {**UNIT, "plan_year": "2025"}).case
    sent = ezhou.act(plan, "water", "issue", "2025-01-20", values={**ISSUED, "feedback_by": "2025-02-05"})
    (notice,) = sent.documents
    assert (notice.number, notice.organ_id) == ("鄂州水计〔2025〕1号", ezhou.staff["water"][1].pk)
    sweep(at("2025-02-05", 23))
    assert state(plan) == "issued"
    sweep(at("2025-02-06", 1))
    assert state(plan) == "in_force"  # nobody objected

    sudden = {**FIRE, "plan": str(plan.pk), "happened_on": "2025-03-07"}
    fire = ezhou.start(unit, "supplement", "report_sudden", "2025-03-10", sudden).case
    ezhou.act(fire, unit, "submit", "2025-03-12", "incident_proof", values={"volume": "250", **GROUNDS})
    added = ezhou.act(fire, "water", "grant_sudden", "2025-03-14", values={"proof_given": "true"})
    assert [document.number for document in added.documents] == ["鄂州水增〔2025〕1号"]
    assert values(plan)["indicator"] == 14000  # 13750 + 250

    sweep(at("2026-01-01", 1))
    assert state(plan) == "year_over"
    supplier = ezhou.acting("supplier", unit.party_id)
    used = {"plan": str(plan.pk), "actual_use": "15000.00"}
    charge = ezhou.start(supplier, "surcharge", "meter", "2026-03-02", used).case
    assert [state(plan), state(charge)] == ["assessed", "exceeded"]
    assert charge.organ_id == ezhou.staff["water"][1].pk
    ezhou.act(charge, "water", "bill_set", "2026-03-02", values={"amount": "3000.00"}, reason="按市里的标准")
    # A case that an office opened is open to the account once the account was checked at a counter.
    with pytest.raises(NotAllowed):
        ezhou.act(charge, unit, "confirm_receipt", "2026-03-03")
    link_account(unit.party_id, unit.account_id, OPERATOR, at("2026-03-03", 9))
    ezhou.act(charge, unit, "confirm_receipt", "2026-03-03")
    sweep(at("2026-03-17", 23))
    assert state(charge) == "served"
    sweep(at("2026-03-18", 1))
    assert state(charge) == "overdue"
    assert Mark.objects.filter(party=unit.party_id, name="surcharge_arrears", until=None).exists()

    # Who owes gets nothing added to the next plan.
    following = ezhou.start(unit, "plan", "apply", "2025-12-30", UNIT).case
    ezhou.act(following, "water", "issue", "2026-01-20", values=ISSUED)
    later = {**FIRE, "plan": str(following.pk), "happened_on": "2026-03-19"}
    again = ezhou.start(unit, "supplement", "report_sudden", "2026-03-19", later).case
    with pytest.raises(Refused, match="没有拖欠超计划用水加价水费"):
        ezhou.act(again, unit, "submit", "2026-03-20", "incident_proof", values={"volume": "250", **GROUNDS})

    ezhou.act(charge, "water", "remind_first", "2026-03-19", values={"first_by": "2026-03-31"})
    paid = {"paid_on": "2026-03-20", "paid_amount": "3000.00"}
    ezhou.act(charge, "water", "record_late_payment", "2026-03-20", values=paid)
    assert not Mark.objects.filter(party=unit.party_id, until=None).exists()
    ezhou.act(again, unit, "submit", "2026-03-23", "incident_proof", values={"volume": "250", **GROUNDS})
    papers = IssuedDocument.objects.filter(case=charge.pk).order_by("issued_at").values_list("name", flat=True)
    assert list(papers) == ["bill_notice", "first_demand", "payment_proof"]
