"""Xianning's yearly assessment of wage payment: from the plan to the correction, and special supervision."""

import datetime as dt

import pytest

from tests.policies.playing import Stories

PACKAGE = "xianning/wage_payment_assessment_2024"
DAY = dt.date(2027, 1, 5)
SCHEME, COUNTY, ONE, TWO = (f"00000000-0000-0000-0000-00000000000{n}" for n in range(1, 5))
PLAN = {
    "heading": "2026年度考核方案",
    "assessment_year": "2026",
    "indicators": "百分制",
    "counties": "7",
    "members": "20",
}
NOTICE = {"scheme": SCHEME, "heading": "甲县人民政府", "body": "11", "assessed_body": "county"}
SCORES = {"routine_score": "90", "yearly_score": "80", "bonus": "0", "deduction": "0", "review": "成效明显"}
VERDICT = {"place": "2", "works_well": "true", "works_badly": "false", "harmed_city": "false", "falsified": "false"}
SITE = {"inspectors": "四人", "inspected_on": "2027-03-01", "inspection": "抽查三个项目"}
GATHERING = {
    "happened_on": "2026-06-01",
    "kind": "gathering",
    "people": "50",
    "government_project": "true",
    "serious_consequences": "false",
}


def scheme() -> Stories:
    """Return the plan for 2026, issued on 4 March 2026; the assessment began on Tuesday 5 January 2027."""
    cases = Stories(PACKAGE, DAY)
    cases.begin(SCHEME, "scheme", "2026-03-02", "office", "draft", PLAN)
    cases.do(SCHEME, "2026-03-04", "office_head", "issue")
    cases.do(SCHEME, "2027-01-05", "office", "begin")
    return cases


def notified(**other: str) -> Stories:
    """Return the assessment of a county that was told on 6 January 2027."""
    cases = scheme()
    cases.begin(COUNTY, "assessment", "2027-01-06", "office", "notify", {**NOTICE, **other})
    return cases


def scored() -> Stories:
    """Return that assessment with its score: 90 × 0.6 + 80 × 0.4 = 86."""
    cases = notified()
    cases.do(COUNTY, "2027-02-26", "body", "report_self", {"self_report": "自查情况", "self_score": "95"})
    cases.do(COUNTY, "2027-03-01", "office", "inspect", SITE)
    cases.do(COUNTY, "2027-03-02", "office", "visit_covertly", {"covert_by": "office", "covert": "维权渠道畅通"})
    department = {"assessment": COUNTY, "unit": "21", "items": "工程款支付", "points": "88", "finding": "总体较好"}
    cases.begin(ONE, "scoring", "2027-03-03", "department", "submit", department)
    cases.do(COUNTY, "2027-03-05", "office", "score_county", SCORES)
    return cases


def announced(**other: object) -> Stories:
    """Return that assessment with its grade announced on 19 March."""
    cases = scored()
    cases.do(COUNTY, "2027-03-08", "office", "grade", {**VERDICT, **other})
    for day, role, act in (
        ("2027-03-15", "group", "approve"),
        ("2027-03-18", "government", "agree"),
        ("2027-03-19", "office", "announce_county"),
    ):
        cases.do(COUNTY, day, role, act)
    return cases


# ---- 第三条、第六条、第七条第（一）项: the year ----


def test_routine_results_come_every_month_and_the_year_ends_by_march():
    cases = Stories(PACKAGE, DAY)
    cases.begin(SCHEME, "scheme", "2026-03-02", "office", "draft", PLAN)
    plan = cases.do(SCHEME, "2026-03-04", "office_head", "issue")
    assert plan.due("monthly") == dt.date(2026, 4, 30)
    month = {"scheme": SCHEME, "month": "2026年3月", "results": [{"unit": "11", "score": "92.5"}]}
    cases.begin(ONE, "routine", "2026-05-06", "office", "record", month)
    # Recorded in May: the next results by the end of June.
    assert plan.due("monthly") == dt.date(2026, 6, 30)
    cases.do(SCHEME, "2027-01-05", "office", "begin")
    assert (plan.running("monthly"), plan.due("assessment")) == (False, dt.date(2027, 3, 31))


def test_the_year_is_finished_when_every_result_has_been_announced():
    cases = scored()
    assert "都已通报" in cases.told[SCHEME].refusal("2027-03-20", "office", "finish")
    assert announced().do(SCHEME, "2027-03-20", "office", "finish").state == "finished"


# ---- 第七条: a county ----


@pytest.mark.parametrize(("year", "last"), [(2027, dt.date(2027, 2, 28)), (2028, dt.date(2028, 2, 29))])
def test_the_self_assessment_is_due_by_the_end_of_february(year, last):
    cases = scheme()
    case = cases.begin(COUNTY, "assessment", f"{year}-01-06", "office", "notify", NOTICE)
    assert (case.due("self_check"), case.due("completing")) == (last, dt.date(year, 3, 31))
    assert (case.turns(), case.value("counties"), case.value("assessment_year")) == (("body",), 7, 2026)


def test_nothing_is_left_out_before_a_county_is_scored():
    cases = notified()
    case = cases.do(COUNTY, "2027-02-26", "body", "report_self", {"self_report": "自查情况", "self_score": "95"})
    refusal = case.refusal("2027-03-05", "office", "score_county", SCORES)
    assert all(told in refusal for told in ("实地核查", "部门评查", "暗访抽查"))
    assert scored().told[COUNTY].value("score") == 86


def test_a_county_of_the_second_place_with_good_work_is_graded_a_and_commended():
    cases = announced()
    case = cases.told[COUNTY]
    assert (case.value("grade"), case.now.outcome, case.issued[-1]) == ("a", "done", "county_result")
    assert "C级" in case.refusal("2027-03-22", "group", "summon", {"summon_note": "约谈"})
    feedback = {"problems": "台账不全", "advice": "补齐台账", "correct_by": "2027-04-30"}
    cases.do(COUNTY, "2027-03-22", "office", "feed_back", feedback)
    assert (case.due("correcting"), case.turns()) == (dt.date(2027, 4, 30), ("body",))
    cases.do(COUNTY, "2027-04-28", "body", "report_correction", {"correction": "已补齐"})
    assert "已通报表扬" in case.refusal("2027-04-29", "office", "close")
    cases.do(COUNTY, "2027-04-29", "office", "send_back", {"correct_by": "2027-05-14"}, reason="仍缺两项")
    cases.do(COUNTY, "2027-04-29", "group", "commend")
    cases.do(COUNTY, "2027-05-14", "body", "report_correction", {"correction": "全部补齐"})
    assert cases.do(COUNTY, "2027-05-17", "office", "close").state == "closed"


def test_one_gathering_over_a_government_project_leads_to_c_and_a_summons():
    cases = announced(incidents=[GATHERING])
    case = cases.told[COUNTY]
    assert case.value("grade") == "c"
    cases.do(COUNTY, "2027-03-22", "group", "summon", {"summon_note": "约谈分管负责人"})
    assert "A级" in case.refusal("2027-03-22", "group", "commend")


@pytest.mark.parametrize(("people", "grade"), [("49", "a"), ("50", "c")])
def test_a_gathering_counts_from_fifty_people(people, grade):
    assert announced(incidents=[{**GATHERING, "people": people}]).told[COUNTY].value("grade") == grade


@pytest.mark.parametrize(("place", "refused"), [("7", False), ("8", True)])
def test_no_place_lies_behind_the_last(place, refused):
    found = scored().told[COUNTY].refusal("2027-03-08", "office", "grade", {**VERDICT, "place": place})
    assert ("名次不大于" in found) == refused


def test_the_group_and_the_government_may_send_a_report_back():
    cases = scored()
    case = cases.do(COUNTY, "2027-03-08", "office", "grade", VERDICT)
    cases.do(COUNTY, "2027-03-09", "group", "return_report", reason="复核事件")
    cases.do(COUNTY, "2027-03-10", "office", "grade", VERDICT)
    cases.do(COUNTY, "2027-03-11", "group", "approve")
    assert cases.do(COUNTY, "2027-03-12", "government", "disagree", reason="复核名次").state == case.state == "reviewed"


def test_false_reports_are_censured_and_clues_handed_over():
    cases = announced(falsified="true")
    case = cases.do(COUNTY, "2027-03-22", "group", "censure", reason="瞒报一起事件")
    cases.do(COUNTY, "2027-03-22", "office", "hand_over_clue", {"clue": "瞒报", "clue_to": "discipline"})
    assert case.issued[-2:] == ["censure_notice", "clue_letter"]
    assert announced().told[COUNTY].refusal("2027-03-22", "group", "censure", reason="无")


# ---- 第八条: a member unit ----


@pytest.mark.parametrize(
    # 30 % of 20 units are 6.
    ("order", "grade"),
    [("6", "a"), ("7", "b")],
)
def test_a_member_unit_is_graded_within_the_quota(order, grade):
    cases = notified(assessed_body="member", heading="市住建局", body="21")
    cases.do(COUNTY, "2027-02-26", "body", "report_self", {"self_report": "自查情况", "self_score": "95"})
    case = cases.told[COUNTY]
    assert "已经实地核查" in case.refusal("2027-03-05", "office", "score_member", {"score": "90", "review": "履职"})
    cases.do(COUNTY, "2027-03-01", "office", "inspect", SITE)
    cases.do(COUNTY, "2027-03-05", "office", "score_member", {"score": "90", "review": "履职尽责"})
    verdict = {name: value for name, value in VERDICT.items() if name != "place"}
    cases.do(COUNTY, "2027-03-08", "office", "grade", {**verdict, "order_for_best": order})
    assert case.value("grade") == grade


# ---- 第十三条: special supervision ----

SPECIAL = {
    "heading": "乙县人民政府",
    "body": "12",
    "assessment_year": "2026",
    "former_grade": "c",
    "arrears_frequent": "false",
    "systems_poor": "false",
    "cases_open": "false",
    "hidden_risk": "false",
    "requirement": "清零欠薪案件",
    "due": "2027-05-31",
}


def test_a_body_that_had_c_last_year_is_supervised_until_struck_off():
    cases = Stories(PACKAGE, DAY)
    case = cases.begin(TWO, "special", "2027-04-01", "office", "open", SPECIAL)
    cases.do(TWO, "2027-04-06", "office", "summon", {"summon_note": "约谈"})
    assert (case.due("striking_off"), case.turns()) == (dt.date(2027, 5, 31), ("body",))
    cases.do(TWO, "2027-05-28", "body", "report", {"result": "已清零"})
    cases.do(TWO, "2027-05-31", "office", "send_back", {"due": "2027-06-15"}, reason="余一件")
    cases.do(TWO, "2027-06-15", "body", "report", {"result": "全部清零"})
    assert cases.do(TWO, "2027-06-16", "office", "strike_off").state == "struck_off"


@pytest.mark.parametrize(
    ("given", "opened"),
    [
        ({"former_grade": "b"}, False),
        ({"former_grade": "b", "hidden_risk": "true"}, True),
        ({"former_grade": "b", "cases_open": "true"}, True),
        ({"former_grade": "none", "incidents": [GATHERING]}, True),
    ],
)
def test_special_supervision_needs_one_of_its_grounds(given, opened):
    found = Stories(PACKAGE, DAY).refusal("special", "2027-04-01", "office", "open", {**SPECIAL, **given})
    assert (found == "") == opened
