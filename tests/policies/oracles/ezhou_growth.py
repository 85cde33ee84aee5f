"""What 鄂州政办发〔2022〕32号 pays, in plain decimals and fen, written from the document alone.

Each function takes a dict of the package's fact names (money in CNY) and returns fen, None where the document is open.
"""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

Facts = Mapping[str, Any]
SMALLER = {"medium", "small", "micro", "individual"}
STRAINED = {"transport", "accommodation", "catering", "culture_sport_entertainment", "tourism", "retail", "logistics"}
TRADES = {"wholesale", "retail", "accommodation", "catering"}
STORES = {"world": 1_000_000, "asia": 1_000_000, "china": 500_000, "hubei": 100_000, "flagship": 100_000}
CARS = {
    ("scrapped", "new_energy"): 8000,
    ("scrapped", "fuel"): 3000,
    ("transferred", "new_energy"): 5000,
    ("transferred", "fuel"): 2000,
}
MILLION = 1_000_000


def fen(amount: Decimal | Fraction | int) -> int:
    """Return CNY as whole fen, ties up."""
    return (Fraction(amount) * 100 + Fraction(1, 2)).__floor__()


def _autumn(day: dt.date) -> bool:
    return dt.date(2022, 8, 1) <= day <= dt.date(2022, 12, 31)


def _interest(case: Facts, percent: Fraction) -> int:
    return fen(Fraction(case["loan_principal"]) * percent / 100 * int(case["loan_days"]) / 360)


def first_loan_interest(case: Facts) -> int:
    """一: one percent on a smaller firm's first loan of 2022."""
    due = case["enterprise_size"] in SMALLER and case["first_loan"] and case["loan_drawn_on"].year == 2022
    return _interest(case, Fraction(1)) if due and not case["loan_subsidised"] else 0


def relief_loan_interest(case: Facts) -> int | None:
    """二: half a percent on a relief loan of the autumn; what other industries get is open."""
    if not (case["relief_fund_loan"] and _autumn(case["loan_drawn_on"])):
        return 0
    return _interest(case, Fraction(1, 2)) if case["industry"] in STRAINED else None


def policy_tool_interest(case: Facts) -> int:
    """三: one percent on a policy tool's loan of the autumn."""
    whose = case["enterprise_size"] in SMALLER | {"person"}
    due = whose and case["policy_tool_loan"] and _autumn(case["loan_drawn_on"])
    return _interest(case, Fraction(1)) if due and not case["loan_subsidised"] else 0


def promoted_loans_award(case: Facts) -> int:
    """四: half a percent from ten million on, two million at most."""
    due = case["core_enterprise"] and case["receivables_platform_joined"] and case["promoted_loans"] >= 10 * MILLION
    return min(fen(case["promoted_loans"] * 5 / 1000), 200 * MILLION) if due else 0


def bills_award(case: Facts) -> int:
    """四: two in a thousand of the bills, two million at most."""
    return min(fen(case["supply_chain_bills"] * 2 / 1000), 200 * MILLION) if case["bills_core"] else 0


def first_store_reward(case: Facts) -> int:
    """五: as assessed, at most the level's sum, half of it for catering, and what is left of the carrier's year."""
    due = case["store_carrier"] and case["first_store_level"] != "none" and _autumn(case["first_store_opened_on"])
    due = due and case["first_store_contract_years"] >= 2 and case["first_store_taxed"]
    if not due or case["first_store_monthly_sales"] < 200_000:
        return 0
    limit = STORES[case["first_store_level"]] / (2 if case["first_store_catering"] else 1)
    left = max(2 * MILLION - case["first_store_received"], Decimal(0))
    return fen(min(case["first_store_assessed"], Decimal(limit), left))


def freight_rank_award(case: Facts) -> int:
    """八: two hundred thousand for the first fifty by turnover or the first hundred by growth."""
    high = case["freight_turnover_rank"] <= 50 or case["freight_growth_rank"] <= 100
    return fen(200_000) if case["freight_status"] != "none" and high else 0


def quota_award(case: Facts) -> int:
    """九: fifty thousand for a firm's first entry since 2022, ten thousand for an individual's."""
    first = case["quota_entry"] == "first" and case["quota_entered_on"] >= dt.date(2022, 1, 1)
    if not first or case["industry"] not in TRADES:
        return 0
    return fen(50_000 if case["entity_kind"] == "legal_person" else 10_000)


def growth_award(case: Facts) -> int | None:
    """九: fifty thousand for each full ten million more, from a fifth of growth on; no rate where there was nothing."""
    if case["entity_kind"] != "legal_person" or case["quota_entry"] == "none" or case["central_enterprise"]:
        return 0
    before, more = case["retail_sales_before"], case["retail_sales"] - case["retail_sales_before"]
    if not before:
        return None
    return min(fen(int(more // (10 * MILLION)) * 50_000), fen(MILLION)) if more * 5 >= before else 0


def trade_in_subsidy(case: Facts) -> int:
    """十二: by what becomes of the old car and what the new one runs on."""
    due = case["enterprise_size"] == "person" and case["old_car_disposal"] != "none" and case["old_car_local"]
    due = due and dt.date(2022, 6, 1) <= case["new_car_bought_on"] <= dt.date(2022, 12, 31)
    due = due and case["dealer_authorised"] and case["new_car_registered"] and not case["trade_in_received"]
    return fen(CARS[case["old_car_disposal"], case["new_car_kind"]]) if due else 0


MEASURES = (
    first_loan_interest,
    relief_loan_interest,
    policy_tool_interest,
    promoted_loans_award,
    bills_award,
    first_store_reward,
    freight_rank_award,
    quota_award,
    growth_award,
    trade_in_subsidy,
)
