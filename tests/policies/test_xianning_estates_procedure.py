"""Xianning's old estates: six conditions, plans by area, who pays, joint acceptance, handing over."""

import datetime as dt

import pytest

from tests.policies.playing import Stories

PACKAGE = "xianning/old_estates_2024"
DAY = dt.date(2026, 3, 2)
ESTATE, PLAN = (f"00000000-0000-0000-0000-00000000000{n}" for n in range(1, 3))
OLD = {"estate": "云梦新村", "built_year": "2000", "households": "120", "needs": "下水堵塞"}
SIX = ("party", "consultation", "covenant", "demolition", "contribution", "management")
MET = dict.fromkeys(SIX, "true")
AREA = {
    "heading": "城东片区",
    "content": "管网和停车",
    "residents": "九成同意",
    "utilities": [{"unit": "供水公司", "opinion": "同意"}],
}
START = {
    "builder": "31",
    "ownership_changes": "false",
    "layout_changes": "false",
    "above_limit": "false",
    "finish_by": "2026-10-30",
}
JUDGES = ("housing", "planning", "enforcement", "community")


def approved() -> Stories:
    """Return an area's plan, approved on 20 March 2026."""
    cases = Stories(PACKAGE, DAY)
    cases.begin(PLAN, "plan", "2026-03-02", "housing", "draft", AREA)
    for role in ("housing", "planning", "enforcement"):
        cases.do(PLAN, "2026-03-09", role, "review", {"view": "agree", "view_note": "无意见"})
    cases.do(PLAN, "2026-03-10", "housing", "conclude")
    cases.do(PLAN, "2026-03-20", "government", "approve")
    return cases


def ready() -> Stories:
    """Return an estate in that plan, ready to be built on 24 March."""
    cases = approved()
    cases.begin(ESTATE, "estate", "2026-03-02", "community", "register", OLD)
    cases.do(ESTATE, "2026-03-16", "community", "submit", MET)
    cases.do(ESTATE, "2026-03-18", "housing", "confirm")
    costs = [{"cost": "own_parts", "amount": "300000", "paid_by": "居民直接出资"}]
    cases.do(ESTATE, "2026-03-24", "housing", "join_plan", {"plan": PLAN, "costs": costs})
    return cases


def judged(last: str = "pass") -> Stories:
    """Return that estate after its joint acceptance, the last judge as given."""
    cases = ready()
    cases.do(ESTATE, "2026-04-01", "housing", "start", START)
    cases.do(ESTATE, "2026-10-28", "builder", "finish", {"finished_note": "完工"})
    cases.do(ESTATE, "2026-11-02", "builder", "convene")
    for role in JUDGES:
        verdict = last if role == JUDGES[-1] else "pass"
        cases.do(ESTATE, "2026-11-05", role, "judge", {"accepted": verdict, "accepted_note": "现场查看"})
    return cases


@pytest.mark.parametrize(("year", "refused"), [("2000", False), ("2001", True)])
def test_estates_built_up_to_2000_are_renewed(year, refused):
    found = Stories(PACKAGE, DAY).refusal("estate", "2026-03-02", "community", "register", {**OLD, "built_year": year})
    assert ("2000年底以前" in found) == refused


@pytest.mark.parametrize("condition", SIX)
def test_no_project_comes_about_without_each_of_the_six_conditions(condition):
    cases = Stories(PACKAGE, DAY)
    cases.begin(ESTATE, "estate", "2026-03-02", "community", "register", OLD)
    assert "二（二）1" in cases.told[ESTATE].refusal("2026-03-16", "community", "submit", {**MET, condition: "false"})


def test_what_is_missing_is_named_one_by_one():
    cases = Stories(PACKAGE, DAY)
    cases.begin(ESTATE, "estate", "2026-03-02", "community", "register", OLD)
    cases.do(ESTATE, "2026-03-16", "community", "submit", MET)
    told = {"missing_conditions": [{"condition": "demolition", "note": "三处雨棚没有拆"}]}
    estate = cases.do(ESTATE, "2026-03-17", "housing", "send_back", told)
    assert (estate.state, estate.issued) == ("registered", ["missing_notice"])


def test_a_plan_is_judged_by_three_and_approved_by_the_government():
    cases = Stories(PACKAGE, DAY)
    plan = cases.begin(PLAN, "plan", "2026-03-02", "housing", "draft", AREA)
    for role in ("housing", "planning"):
        cases.do(PLAN, "2026-03-09", role, "review", {"view": "agree", "view_note": "无意见"})
    assert "尚未全部完成" in plan.refusal("2026-03-10", "housing", "conclude")
    cases.do(PLAN, "2026-03-10", "enforcement", "review", {"view": "disagree", "view_note": "占道"})
    assert cases.do(PLAN, "2026-03-11", "housing", "conclude").state == "returned"
    cases.do(PLAN, "2026-03-12", "housing", "redraft", {"content": "退让红线"})
    assert plan.turns() == ("housing", "planning", "enforcement")


def test_a_plan_hears_those_who_run_pipes():
    found = Stories(PACKAGE, DAY).refusal("plan", "2026-03-02", "housing", "draft", {**AREA, "utilities": []})
    assert "公用设施管理单位" in found


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, ""),
        ({"layout_changes": "true", "permits": "false"}, "用地和规划许可"),
        ({"above_limit": "true", "building_permit": "false"}, "施工许可"),
        ({"above_limit": "true", "building_permit": "true"}, ""),
    ],
)
def test_permits_are_asked_for_only_where_something_changes(given, told):
    found = ready().told[ESTATE].refusal("2026-04-01", "housing", "start", {**START, **given})
    assert told in found if told else found == ""


def test_an_estate_is_accepted_by_all_and_handed_over():
    cases = judged()
    cases.do(ESTATE, "2026-11-06", "housing", "accept")
    assert "都已移交" in cases.told[PLAN].refusal("2026-11-09", "housing", "close")
    estate = cases.do(ESTATE, "2026-11-10", "community", "hand_over", {"mode": "company"})
    assert (estate.state, estate.value("handed_on")) == ("handed", dt.date(2026, 11, 10))
    assert cases.do(PLAN, "2026-11-11", "housing", "close").state == "carried_out"


def test_one_who_does_not_accept_sends_the_builder_back():
    cases = judged("fail")
    estate = cases.told[ESTATE]
    assert "各方都通过" in estate.refusal("2026-11-06", "housing", "accept")
    cases.do(ESTATE, "2026-11-06", "housing", "reject", {"finish_by": "2026-11-30"}, reason="路面不平")
    assert (estate.state, estate.due("building"), estate.turns()[0]) == ("building", dt.date(2026, 11, 30), "builder")
