"""Xianning's reserved land: plans, the ledger of parcels, preparation, temporary use, supply and money."""

import datetime as dt

import pytest

from tests.policies.playing import Stories

PACKAGE = "xianning/land_reserve_2024"
DAY = dt.date(2026, 3, 2)
ROLLING, YEAR, PARCEL, ONE, TWO = (f"00000000-0000-0000-0000-00000000000{n}" for n in range(1, 6))
PARTS = [{"part": part, "text": "见清单"} for part in ("carried", "added", "developed", "supplied", "kept", "money")]
YEARLY = {"heading": "2026年度储备计划", "kind": "yearly", "first_year": "2026", "rolling": ROLLING, "scale": "两千亩"}
YEARLY |= {"idle_first": "true", "parts": PARTS, "debt_limit": "true"}
LAND = {
    "plan": YEAR,
    "parcel": "城东一号",
    "area": "20000",
    "within": "true",
    "industrial_zone": "false",
    "way": "expropriated",
}
TITLE = {"lawful": "true", "compensated": "true", "clear": "true", "registered": "true", "hazard": "false"}
SUPPLY = {
    "ready": "true",
    "supply_plan": "true",
    "supply": "sold",
    "appraised_price": "5000000",
    "sale_price": "5000000",
}
USE = {
    "parcel": PARCEL,
    "heading": "临时停车场",
    "cause": "缓解停车难",
    "user": "云梦停车公司",
    "temporary_from": "2026-07-01",
    "temporary_until": "2028-07-01",
    "let": "true",
    "appraised_rent": "100000",
    "rent": "100000",
    "filed": "true",
    "building": "false",
}


def planned() -> Stories:
    """Return the plan of three years and that of 2026, both adopted."""
    cases = Stories(PACKAGE, DAY)
    rolling = {
        "heading": "三年滚动计划",
        "kind": "rolling",
        "first_year": "2026",
        "scale": "六千亩",
        "idle_first": "true",
    }
    cases.begin(ROLLING, "plan", "2026-01-05", "bureau", "draft", rolling)
    _adopt(cases, ROLLING)
    cases.begin(YEAR, "plan", "2026-01-09", "bureau", "draft", YEARLY)
    _adopt(cases, YEAR)
    return cases


def _adopt(cases: Stories, case: str) -> None:
    cases.do(case, "2026-01-12", "committee", "deliberate")
    cases.do(case, "2026-01-13", "bureau", "file")


def entered(**other: str) -> Stories:
    """Return a parcel of the plan that is being acquired."""
    cases = planned()
    cases.begin(PARCEL, "parcel", "2026-03-02", "centre", "enter", {**LAND, **other})
    cases.do(PARCEL, "2026-03-03", "centre", "set_price", {"price": "8000000", "price_note": "依征收标准"})
    return cases


def reserved() -> Stories:
    """Return that parcel as it was entered in the ledger on 1 June."""
    cases = entered()
    cases.do(PARCEL, "2026-05-29", "centre", "review_title", TITLE)
    kept = {"certificate": "鄂（2026）咸宁市不动产权第1号", "keeper": "31", "keeping_note": "每日巡查"}
    cases.do(PARCEL, "2026-06-01", "centre", "reserve", kept)
    return cases


# ---- 第七条至第九条: plans ----


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"idle_first": "false"}, "存量建设用地"),
        ({"debt_limit": "false"}, "债务限额"),
        ({"parts": PARTS[:5]}, "六项内容"),
    ],
)
def test_a_yearly_plan_says_what_it_must(given, told):
    assert told in planned().refusal("plan", "2026-01-14", "bureau", "draft", {**YEARLY, **given})


def test_a_yearly_plan_is_changed_once_and_by_the_same_way():
    cases = planned()
    change = {"adjustment": "增加一宗", "parts": PARTS}
    plan = cases.do(YEAR, "2026-06-15", "bureau", "adjust", change)
    cases.do(YEAR, "2026-06-22", "committee", "approve_adjustment")
    cases.do(YEAR, "2026-06-23", "bureau", "file")
    assert "只能办理一次" in plan.refusal("2026-09-01", "bureau", "adjust", change)
    rolling = cases.told[ROLLING].refusal("2026-06-15", "bureau", "adjust", {"adjustment": "增加一宗"})
    assert "是年度计划" in rolling


# ---- 第十条至第十六条: entry ----


@pytest.mark.parametrize(
    ("given", "told"),
    [({"within": "false"}, "中心城区范围"), ({"industrial_zone": "true"}, "工业用地"), ({"plan": ROLLING}, "年度")],
)
def test_only_land_of_the_yearly_plan_is_entered(given, told):
    assert told in planned().refusal("parcel", "2026-03-02", "centre", "enter", {**LAND, **given})


def test_the_price_of_a_purchase_goes_up_to_the_government():
    cases = entered(way="purchased")
    for day, role, act in (("2026-03-09", "bureau", "review_price"), ("2026-03-16", "committee", "deliberate_price")):
        cases.do(PARCEL, day, role, act)
    parcel = cases.do(PARCEL, "2026-03-23", "government", "approve_price")
    assert (parcel.state, parcel.issued) == ("acquiring", ["price_approval"])
    assert entered().told[PARCEL].state == "acquiring"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"lawful": "false"}, "程序合规"),
        ({"compensated": "false"}, "补偿到位"),
        ({"clear": "false"}, "产权清晰"),
        ({"registered": "false"}, "不动产登记"),
        ({"hazard": "true", "hazard_settled": "false"}, "评估和治理"),
    ],
)
def test_land_with_a_flaw_is_not_entered(given, told):
    parcel = entered().told[PARCEL]
    assert told in parcel.refusal("2026-05-29", "centre", "review_title", {**TITLE, **given})


def test_land_is_prepared_before_it_is_entered():
    cases = entered()
    work = {"parcel": PARCEL, "heading": "通平", "builder": "32", "demolition": "false", "finish_by": "2026-05-20"}
    work |= {"resettlement_cost": "1000000", "service_fee": "80000"}
    # 1,000,000 × 8 % = 80,000
    over = {**work, "service_fee": "80000.01"}
    assert "规定比例" in cases.refusal("preparation", "2026-03-16", "centre", "entrust", over)
    prepared = cases.begin(ONE, "preparation", "2026-03-16", "centre", "entrust", work)
    assert (prepared.due("finishing"), prepared.turns()) == (dt.date(2026, 5, 20), ("builder",))
    assert "都已验收" in cases.told[PARCEL].refusal("2026-05-18", "centre", "review_title", TITLE)
    cases.do(ONE, "2026-05-18", "builder", "finish", {"finished_note": "已通平"})
    cases.do(ONE, "2026-05-20", "centre", "accept", {"accepted_by": "own"})
    assert cases.told[PARCEL].refusal("2026-05-21", "centre", "review_title", TITLE) == ""


# ---- 第二十一条: care ----


def test_bare_ground_is_green_three_months_after_it_was_covered():
    cases = reserved()
    parcel = cases.do(PARCEL, "2026-06-02", "keeper", "cover", {"bare_since": "2026-06-02"})
    assert parcel.due("greening") == dt.date(2026, 9, 2)
    cases.do(PARCEL, "2026-09-01", "keeper", "green", {"greening_note": "已铺草"})
    assert not parcel.running("greening")


# ---- 第二十二条至第二十五条: temporary use ----


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"temporary_until": "2028-07-02"}, "最长年限"),
        ({"filed": "false"}, "市财政局备案"),
        ({"rent": "99999.99"}, "评估底价"),
        ({"building": "true", "building_approved": "false"}, "临时建筑审批"),
    ],
)
def test_a_use_for_the_time_being_has_its_limits(given, told):
    assert told in reserved().refusal("temporary_use", "2026-06-15", "centre", "allow", {**USE, **given})


def test_land_that_is_not_given_back_is_reported():
    cases = reserved()
    use = cases.begin(ONE, "temporary_use", "2026-06-15", "centre", "allow", USE)
    assert (use.due("returning"), use.value("last_day")) == (dt.date(2028, 7, 1), dt.date(2028, 7, 1))
    assert "都已交还" in cases.told[PARCEL].refusal("2027-06-01", "centre", "propose_supply", SUPPLY)
    cases.do(ONE, "2028-07-02", "system", "fall_due")
    assert cases.do(ONE, "2028-07-10", "centre", "report", {"breach": "拒不搬离"}).state == "reported"


# ---- 第二十六条至第二十九条: supply ----


@pytest.mark.parametrize(("price", "refused"), [("4999999.99", True), ("5000000", False)])
def test_land_is_not_sold_below_its_appraisal(price, refused):
    found = reserved().told[PARCEL].refusal("2026-09-01", "centre", "propose_supply", {**SUPPLY, "sale_price": price})
    assert ("不低于评估价格" in found) == refused


def test_a_price_is_reviewed_and_approved_before_land_leaves_the_ledger():
    cases = reserved()
    cases.do(PARCEL, "2026-09-01", "centre", "propose_supply", SUPPLY)
    cases.do(PARCEL, "2026-09-07", "bureau", "review_supply")
    cases.do(PARCEL, "2026-09-14", "committee", "approve_supply")
    parcel = cases.do(PARCEL, "2026-10-12", "centre", "hand_over", {"handed_over": "成交确认书"})
    assert (parcel.state, parcel.issued[-1]) == ("supplied", "supply_approval")


def test_allocated_land_is_handed_over_when_its_cost_is_paid():
    cases = reserved()
    parcel = cases.do(
        PARCEL,
        "2026-09-01",
        "centre",
        "propose_supply",
        {"ready": "true", "supply_plan": "true", "supply": "allocated"},
    )
    given = {"allocation_paid": "false", "handed_over": "决定书"}
    assert "划拨成本" in parcel.refusal("2026-09-07", "centre", "hand_over", given)
    assert (
        cases.do(PARCEL, "2026-09-07", "centre", "hand_over", {**given, "allocation_paid": "true"}).state == "supplied"
    )


# ---- 第三十条至第三十二条: money ----


def test_money_is_paid_within_the_budget():
    cases = reserved()
    money = {"heading": "2026年预算", "budget_year": "2026", "income": "9000000", "spending": "9000000", "rating": "良"}
    cases.begin(ONE, "budget", "2026-01-15", "centre", "draft", money)
    cases.do(ONE, "2026-01-20", "bureau", "review")
    budget = cases.do(ONE, "2026-01-26", "finance_head", "approve")
    assert budget.due("accounts") == dt.date(2026, 12, 31)
    bill = {"budget": ONE, "parcel": PARCEL, "heading": "征地补偿", "usage": "acquisition", "own_parcel": "true"}
    cases.begin(TWO, "payment", "2026-06-02", "centre", "ask", {**bill, "amount": "9000000.01"})
    cases.do(TWO, "2026-06-03", "bureau", "review")
    with pytest.raises(Exception, match="没有超过批复的预算"):
        cases.do(TWO, "2026-06-04", "finance", "pay", {"paid_on": "2026-06-04"})
    cases.begin(TWO, "payment", "2026-06-08", "centre", "ask", {**bill, "amount": "9000000"})
    cases.do(TWO, "2026-06-09", "bureau", "review")
    cases.do(TWO, "2026-06-10", "finance", "pay", {"paid_on": "2026-06-10"})
    assert budget.value("paid") == 900_000_000
    assert "只用于" in cases.refusal(
        "payment", "2026-06-11", "centre", "ask", {**bill, "own_parcel": "false", "amount": "1"}
    )
