"""Ezhou's water plans: applied for, handed down, changed, cut, measured against; the surcharge, objected to, owed."""

import datetime as dt
from collections.abc import Mapping

from tests.policies.playing import Stories

PACKAGE = "ezhou/water_use_plan_2022"
DAY = dt.date(2026, 1, 5)
PLAN, MORE, SITE, BILL = (f"00000000-0000-0000-0000-00000000000{n}" for n in range(1, 5))
UNIT = {
    "unit_name": "云梦纺织有限公司",
    "user_number": "08-1234",
    "contact_phone": "0711-7654321",
    "plan_year": "2026",
    "regulated": "true",
    "has_norm": "true",
    "stable_use": "true",
    "assessable": "true",
    "assessed_quantity": "1000",
    "water_norm": "12.5",
    "saving_title": "false",
    "balance_tested": "false",
    "balance_omitted": "false",
    "saving_project": "false",
    "measures_missing": "false",
    "recycled_water": "unavailable",
    "advanced_product": "false",
    "obsolete_equipment": "false",
    "metering_complete": "true",
}
ISSUED = {
    "reporting": "none",
    "below_norm_standard": "false",
    "refuses_rectification": "false",
    "feedback_by": "2026-02-02",
}
GROUNDS = {
    "reuse_rate_met": "true",
    "within_norm": "true",
    "indirect_cooling": "true",
    "cooling_circulation": "0.95",
    "fixture_leakage": "0.02",
    "evaluation_done": "true",
    "leak_ignored": "false",
}
HIRED = {
    "plan": PLAN,
    "kind": "staff",
    "happened_on": "2026-02-02",
    "situation": "新增四十名员工",
    "quantity": "40",
    "norm": "18.5",
    **GROUNDS,
}
FIRE = {"plan": PLAN, "kind": "fire", "happened_on": "2026-03-06", "situation": "车间失火"}


def applied(day: str = "2025-12-31", values: Mapping[str, str] = UNIT) -> Stories:
    cases = Stories(PACKAGE, DAY)
    cases.begin(PLAN, "plan", day, "applicant", "apply", values)
    return cases


def issued(day: str = "2026-01-20") -> Stories:
    cases = applied()
    cases.do(PLAN, day, "water", "issue", ISSUED)
    return cases


def in_force() -> Stories:
    cases = issued()
    cases.do(PLAN, "2026-02-03", "system", "deem_accepted")
    return cases


def over() -> Stories:
    """Return the plan of 2025, 10000 cubic metres, after its year."""
    cases = Stories(PACKAGE, dt.date(2026, 3, 2))
    cases.begin(PLAN, "plan", "2024-12-31", "applicant", "apply", {**UNIT, "plan_year": "2025"})
    cases.do(
        PLAN, "2025-01-20", "water", "issue_set", {"indicator": "10000", "feedback_by": "2025-02-05"}, reason="定额"
    )
    cases.do(PLAN, "2026-01-01", "system", "end_year")
    return cases


def billed(use: str = "12500.00") -> Stories:
    cases = over()
    cases.begin(BILL, "surcharge", "2026-03-02", "supplier", "meter", {"plan": PLAN, "actual_use": use})
    cases.do(BILL, "2026-03-02", "water", "bill_set", {"amount": "13500.00"}, reason="按市里的标准")
    return cases


def served() -> Stories:
    cases = billed()
    cases.do(BILL, "2026-03-03", "water", "serve", {"served_on": "2026-03-03"})
    return cases
