"""Jingzhou's one visit: matters announced, one window, departments at work together, agents, months and years."""

import datetime as dt

import pytest

from tests.policies.playing import Stories

PACKAGE = "jingzhou/one_visit_2017"
DAY = dt.date(2026, 3, 2)
MATTER, WHOLE, ONE, TWO = (f"00000000-0000-0000-0000-00000000000{n}" for n in range(1, 5))
LISTED = {
    "heading": "施工图备案",
    "unit": "21",
    "kind": "approval",
    "window": "investment",
    "papers_list": "图纸一套",
    "checked_online": "true",
    "once": "true",
}
ASKED = {
    "subject": "厂房扩建",
    "window": "investment",
    "full_name": "云梦机械厂",
    "phone": "13800001234",
    "by_courier": "true",
    "address": "云梦路1号",
}
STEP = {"handling": WHOLE, "heading": "规划审查", "unit": "21", "part_due": "2026-03-13"}


def handled() -> Stories:
    """Return a project's papers that the window accepted on Tuesday 3 March 2026, due on the 20th."""
    cases = Stories(PACKAGE, DAY)
    cases.begin(WHOLE, "handling", "2026-03-02", "applicant", "submit", ASKED)
    cases.do(WHOLE, "2026-03-03", "window", "accept", {"due": "2026-03-20"})
    return cases


# ---- 二（二）8: matters ----


def test_a_matter_is_announced_after_its_review_and_may_change():
    cases = Stories(PACKAGE, DAY)
    cases.begin(MATTER, "matter", "2026-03-02", "department", "propose", LISTED)
    cases.do(MATTER, "2026-03-03", "legal", "send_back", reason="材料多列了一项")
    cases.do(MATTER, "2026-03-04", "department", "propose_again", {"papers_list": "图纸"})
    cases.do(MATTER, "2026-03-05", "legal", "check")
    matter = cases.do(MATTER, "2026-03-06", "centre", "announce", {"batch": "1"})
    cases.do(MATTER, "2026-06-01", "centre", "change", {"papers_list": "电子图纸", "change": "不收纸质图纸"})
    assert (matter.state, matter.published) == ("announced", ["matters", "matters"])


@pytest.mark.parametrize(("fact", "told"), [("once", "只跑一次"), ("checked_online", "不要证明")])
def test_a_matter_takes_one_visit_and_no_proofs(fact, told):
    found = Stories(PACKAGE, DAY).refusal("matter", "2026-03-02", "department", "propose", {**LISTED, fact: "false"})
    assert told in found


# ---- 二（二）7: one window ----


def test_the_window_answers_when_every_department_is_done():
    cases = handled()
    whole = cases.told[WHOLE]
    assert "已交部门联办" in whole.refusal("2026-03-04", "window", "finish", {"result": "准予"})
    part = cases.begin(ONE, "part", "2026-03-04", "window", "ask", STEP)
    assert (part.due("part"), part.turns()) == (dt.date(2026, 3, 13), ("unit_head", "unit"))
    cases.do(ONE, "2026-03-05", "unit", "take")
    assert "各部门都已办完" in whole.refusal("2026-03-06", "window", "finish", {"result": "准予"})
    cases.do(ONE, "2026-03-12", "unit_head", "decide", {"granted": "yes_granted", "opinion_text": "符合规划"})
    cases.do(WHOLE, "2026-03-13", "window", "finish", {"result": "准予"})
    assert "快递单号" in whole.refusal("2026-03-13", "window", "issue")
    assert cases.do(WHOLE, "2026-03-13", "window", "issue", {"courier_number": "SF001"}).now.outcome == "granted"


def test_no_part_lasts_longer_than_the_whole():
    found = handled().refusal("part", "2026-03-04", "window", "ask", {**STEP, "part_due": "2026-03-21"})
    assert "不迟于整件" in found


def test_a_refusal_rests_on_a_department_s():
    cases = handled()
    assert "有部门不予办理" in cases.told[WHOLE].refusal("2026-03-04", "window", "refuse", reason="不符合规划")
    cases.begin(ONE, "part", "2026-03-04", "window", "ask", STEP)
    cases.do(ONE, "2026-03-05", "unit", "take")
    cases.do(ONE, "2026-03-06", "unit_head", "decide", {"granted": "no_granted", "opinion_text": "不符合规划"})
    whole = cases.do(WHOLE, "2026-03-09", "window", "refuse", reason="不符合规划")
    assert (whole.state, whole.issued[-1]) == ("refused", "refusal")


def test_an_agent_takes_a_project_through_its_papers():
    cases = Stories(PACKAGE, DAY)
    project = {"project_name": "云梦产业园", "kind": "invited", "matters": "用地、规划、施工", "phone": "13800001234"}
    case = cases.begin(ONE, "agency", "2026-03-02", "applicant", "ask", project)
    cases.do(ONE, "2026-03-03", "agent", "name_agent", {"agent_name": "甲一", "plan": "并联办理", "due": "2026-06-30"})
    assert (case.due("agency"), case.turns()) == (dt.date(2026, 6, 30), ("agent",))
    assert cases.do(ONE, "2026-06-29", "agent", "finish", {"progress": "全部办齐"}).state == "done"


# ---- 二（二）11, 二（一）: every month and every year ----


def test_ratings_are_published_monthly_and_powers_adjusted_yearly():
    cases = Stories(PACKAGE, DAY)
    opened = {"heading": "市本级", "last_year": "2025-12-31", "evaluated_year": "2024-12-31"}
    case = cases.begin(TWO, "calendar", "2026-01-05", "centre", "open", opened)
    assert (case.due("ratings"), case.due("powers")) == (dt.date(2026, 2, 28), dt.date(2026, 12, 31))
    # The evaluation of 2025 was due by the end of 2025 and is late.
    assert case.due("evaluation") == dt.date(2025, 12, 31)
    cases.do(TWO, "2026-02-05", "centre", "publish_ratings", {"month": "2026年1月", "ratings": "某局：120次，98分"})
    assert (case.due("ratings"), case.published) == (dt.date(2026, 3, 31), ["ratings"])
    cases.do(TWO, "2026-11-30", "reform", "adjust_powers", {"last_year": "2026-12-31", "adjustment": "取消两项"})
    assert case.due("powers") == dt.date(2027, 12, 31)
