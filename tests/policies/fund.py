"""Jingzhou's fund for emergency treatment in the first quarter of 2026: its account, a hospital, a claim."""

import datetime as dt
from collections.abc import Mapping

from lingxing.kernel.tests.identity_samples import resident_number
from tests.policies.playing import Stories

PACKAGE = "jingzhou/emergency_medical_fund_2017"
DAY = dt.date(2026, 4, 1)
ACCOUNT, CLAIM, ONE, TWO, PAID_IN, GIFT = (f"00000000-0000-0000-0000-00000000000{n}" for n in range(1, 7))
HOSPITAL, AGENCY, OFFICE, FINANCE = "applicant", "agency", "city_office", "finance"
FOUR = ("police", "health", "social_security", "civil_affairs")
YEAR = {"fund_year": "2026", "opening_balance": "100000.00", "budgeted_income": "0", "budgeted_payments": "0"}
QUARTER = {
    "hospital_name": "云梦医院",
    "level": "county",
    "claim_year": "2026",
    "claim_quarter": "1",
    "bank_name": "云梦银行",
    "bank_account": "6200000000000001",
    "contact_phone": "0716-1234567",
}
UNKNOWN_PERSON = {
    "record_number": "急001",
    "admitted_on": "2026-02-02",
    "in_city": "true",
    "urgent": "true",
    "outpatient": "false",
    "identity": "unknown",
}
KNOWN_PERSON = {
    **UNKNOWN_PERSON,
    "record_number": "急002",
    "identity": "known",
    "papers_doubted": "false",
    "patient_name": "钱七二",
    "patient_identity": resident_number(dt.date(1960, 5, 4)),
}
COSTS = {"treated_on": "2026-02-10", "able_to_pay": "false", "emergency_cost": "10000.00"}


def fund() -> Stories:
    """Return the account of the year and a claim for the first quarter of 2026 that was begun on 1 April."""
    cases = Stories(PACKAGE, DAY)
    cases.begin(ACCOUNT, "account", "2026-01-05", OFFICE, "open", YEAR)
    cases.begin(CLAIM, "claim", "2026-04-01", HOSPITAL, "open", QUARTER)
    return cases


def identified(cases: Stories, case: str = ONE) -> None:
    """Register somebody unknown, whom the police can't identify either."""
    cases.begin(case, "patient", "2026-02-02", HOSPITAL, "register", UNKNOWN_PERSON)
    cases.do(case, "2026-02-02", HOSPITAL, "ask_police")
    cases.do(case, "2026-02-06", "police", "state_identity", {"identity": "unknown", "check_note": "查无此人"})


def ready(cases: Stories, case: str = ONE, costs: Mapping[str, str] = COSTS) -> None:
    """Register somebody unknown, what the treatment cost, and hand that in on 2 March."""
    identified(cases, case)
    cases.do(case, "2026-02-20", HOSPITAL, "register_costs", costs)
    cases.do(case, "2026-03-02", HOSPITAL, "hand_in")


def submitted() -> Stories:
    """Return the fund with a claim for one patient, handed in on 10 April."""
    cases = fund()
    ready(cases)
    cases.do(ONE, "2026-04-02", HOSPITAL, "include", {"claim": CLAIM})
    cases.do(CLAIM, "2026-04-10", HOSPITAL, "submit")
    return cases


def approved() -> Stories:
    """Return that claim with 8000.00 approved for its patient on 13 April."""
    cases = submitted()
    cases.do(ONE, "2026-04-13", AGENCY, "approve_amount", {"approved_amount": "8000.00"})
    return cases


def sent() -> Stories:
    """Return that claim as it was sent to the four departments on 14 April."""
    cases = approved()
    cases.do(CLAIM, "2026-04-14", AGENCY, "send")
    return cases


def summarised() -> Stories:
    """Return that claim with four opinions in favour, reported to the city on 21 April."""
    cases = sent()
    for role in FOUR:
        cases.do(CLAIM, "2026-04-20", role, "give_opinion", {"view": "agree"})
    cases.do(CLAIM, "2026-04-21", AGENCY, "report_up")
    return cases
