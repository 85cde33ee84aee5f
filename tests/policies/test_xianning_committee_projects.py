"""Xianning's investment committee: the three libraries of projects, and what is coordinated."""

import datetime as dt

import pytest

from tests.policies.committee import BOARD, DAY, MEETING, ONE, PACKAGE, TWO, held
from tests.policies.playing import Stories

PROJECT = {
    "project_name": "城东医院",
    "unit": "11",
    "level": "municipal",
    "investment": "300000000",
    "site": "城东片区",
    "higher_funds": "false",
}


def proposed(cases: Stories | None = None, **other: str) -> Stories:
    """Return a project proposed on 20 January 2026."""
    found = cases or Stories(PACKAGE, DAY)
    found.begin(ONE, "project", "2026-01-20", "member", "propose", {**PROJECT, **other})
    return found


def argued(cases: Stories, view: str = "agree") -> Stories:
    """Let the three say that a project is feasible, the last of them what is given."""
    for role, said in (("office", "agree"), ("planning", "agree"), ("finance", view)):
        cases.do(ONE, "2026-01-22", role, "argue", {"view": said, "view_note": "说明"})
    return cases


def test_a_municipal_project_is_argued_by_three_before_it_is_entered():
    cases = proposed()
    project = cases.told[ONE]
    assert project.turns() == ("office", "planning", "finance")
    assert project.refusal("2026-01-21", "office", "admit")
    argued(cases)
    cases.do(ONE, "2026-01-23", "office", "admit")
    assert (project.state, project.value("admitted_on")) == ("catalogued", dt.date(2026, 1, 23))


def test_a_project_that_cannot_be_paid_is_not_entered():
    cases = argued(proposed(), "disagree")
    assert "三项论证都可行" in cases.told[ONE].refusal("2026-01-23", "office", "admit")
    assert cases.do(ONE, "2026-01-23", "office", "decline", reason="财力不足").issued == ["refusal_notice"]


def test_a_county_s_project_needs_no_argument_here():
    cases = proposed(level="other")
    assert cases.do(ONE, "2026-01-21", "office", "admit").state == "catalogued"


@pytest.mark.parametrize(("kind", "refused"), [("monthly", ""), ("plenary", "常务副主任会议")])
def test_a_project_with_funds_from_above_is_deliberated_by_the_monthly_meeting(kind, refused):
    cases = proposed(held(kind), level="other", higher_funds="true")
    project = cases.told[ONE]
    assert "经会议审议" in project.refusal("2026-01-21", "office", "admit")
    found = project.refusal("2026-01-21", "office", "admit", {"session": MEETING})
    assert refused in found if refused else found == ""


def test_a_project_moves_through_the_three_libraries_to_its_final_accounts():
    cases = proposed(level="other")
    for day, act in (("2026-01-21", "admit"), ("2026-02-02", "reserve"), ("2026-03-02", "implement")):
        cases.do(ONE, day, "office", act)
    cases.do(ONE, "2026-03-03", "office", "back_to_reserve", reason="用地未批")
    cases.do(ONE, "2026-03-04", "office", "back_to_catalogue", reason="重新论证")
    for day, act in (("2026-03-05", "reserve"), ("2026-03-06", "implement")):
        cases.do(ONE, day, "office", act)
    cases.do(ONE, "2026-04-01", "unit", "record_stage", {"stage": "start", "stage_on": "2026-03-31"})
    project = cases.told[ONE]
    assert "还没有进入实施环节" in project.refusal("2026-04-02", "office", "back_to_reserve", reason="停工")
    assert "已经决算" in project.refusal("2026-04-02", "office", "finish")
    assert "已经完成" in project.refusal(
        "2026-04-02", "unit", "record_stage", {"stage": "accounts", "stage_on": "2026-04-03"}
    )
    cases.do(ONE, "2028-04-03", "unit", "record_stage", {"stage": "accounts", "stage_on": "2028-04-03"})
    assert cases.do(ONE, "2028-04-03", "office", "finish").state == "finished"


QUESTION = {"project": ONE, "heading": "电力迁改", "subject": "stages", "unit": "11", "detail": "线路未迁"}


def test_a_question_is_settled_by_the_office_or_by_a_meeting():
    cases = proposed(held(), level="other")
    question = cases.begin(TWO, "issue", "2026-01-21", "member", "bring", QUESTION)
    assert question.refusal("2026-01-22", "office", "settle", {"session": MEETING, "outcome": "已明确"})
    cases.do(TWO, "2026-01-22", "office", "escalate")
    cases.do(TWO, "2026-01-23", "office", "settle", {"session": MEETING, "outcome": "由供电公司月底前迁改"})
    assert (question.state, question.issued) == ("solved", ["result_notice"])


def test_members_are_changed_with_consent():
    cases = held()
    change = {"seat": "data", "seat_note": "由新局长接任"}
    board = cases.told[BOARD]
    assert "同意调整" in board.refusal("2026-02-02", "office", "change_members", change, papers=())
    assert board.do("2026-02-02", "office", "change_members", change).after.state == "sitting"
