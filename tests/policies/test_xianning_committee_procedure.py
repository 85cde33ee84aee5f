"""Xianning's investment committee: meetings and their rhythm, decisions, documents, circulars and assessments."""

import datetime as dt

import pytest

from tests.policies.committee import BOARD, CALL, MEETING, ONE, PLAN, SUBJECT, TWO, board, called, held

# ---- 第五条、第六条、第八条第（六）项: the rhythm ----


def test_meetings_circulars_and_assessments_have_their_days():
    due = board().told[BOARD].due
    # 5 January + 6 months; the 20th and the last day of the next month; the year after the last one assessed.
    assert [due("plenary"), due("monthly")] == [dt.date(2026, 7, 5), dt.date(2026, 2, 20)]
    assert [due("circular"), due("assessment")] == [dt.date(2026, 2, 28), dt.date(2026, 12, 31)]


@pytest.mark.parametrize(
    ("kind", "clock", "day"),
    # From the day on which the office records the meeting, 16 January.
    [("plenary", "plenary", dt.date(2026, 7, 16)), ("monthly", "monthly", dt.date(2026, 2, 20))],
)
def test_a_meeting_begins_the_time_to_the_next_of_its_kind(kind, clock, day):
    cases = held(kind)
    other = {"plenary": "monthly", "monthly": "plenary"}[clock]
    assert cases.told[BOARD].due(clock) == day
    assert len(cases.told[BOARD].now.clocks[clock]) == len(cases.told[BOARD].now.clocks[other]) + 1


def test_the_reminder_of_a_monthly_meeting_comes_on_the_eleventh():
    board_case = board().told[BOARD]
    # 20 February − 9 days.
    assert board_case.service.clocks["monthly"].rungs[0].at == "9 days before"
    assert board_case.light("monthly", "2026-02-21").color == "red"


def test_a_circular_and_an_assessment_move_their_days():
    cases = board()
    told = {
        "heading": "一月通报",
        "form": "circular",
        "situation": "平稳",
        "units": [{"unit": "12", "finding": "录入迟缓"}],
    }
    cases.begin(ONE, "circular", "2026-01-28", "office", "draft", {"committee": BOARD, **told})
    cases.do(ONE, "2026-01-30", "office_head", "issue")
    assert cases.told[BOARD].due("circular") == dt.date(2026, 2, 28)
    result = {"heading": "2026年考核", "year_end": "2026-12-31", "results": [{"unit": "12", "result": "良好"}]}
    cases.begin(TWO, "assessment", "2026-12-28", "office", "compile", {"committee": BOARD, **result})
    cases.do(TWO, "2027-01-08", "office_head", "issue")
    # Issued in January for 2026: the next year-end is that of 2027.
    assert cases.told[BOARD].due("assessment") == dt.date(2027, 12, 31)
    again = {"committee": BOARD, **result}
    assert "还没有考核过" in cases.refusal("assessment", "2027-01-11", "office", "compile", again)


# ---- 第七条: how a meeting is prepared and recorded ----


def test_a_meeting_runs_from_the_call_for_subjects_to_the_report_of_its_minutes():
    cases = held()
    session = cases.do(MEETING, "2026-01-20", "office", "send")
    assert (session.state, session.value("sent_on")) == ("sent", dt.date(2026, 1, 20))
    assert session.issued == ["call_for_subjects", "meeting_notice", "minutes_paper"]


@pytest.mark.parametrize(("kind", "role"), [("plenary", "director"), ("monthly", "deputy_director")])
def test_who_presides_settles_agenda_and_minutes(kind, role):
    cases = called(kind=kind)
    session = cases.do(MEETING, "2026-01-13", "office", "plan", PLAN)
    other = {"director": "deputy_director", "deputy_director": "director"}[role]
    assert role in session.turns()
    assert session.refusal("2026-01-14", other, f"approve_{kind}")
    cases.do(MEETING, "2026-01-14", role, "return_plan", reason="补充议题")
    assert session.state == "collecting"


def test_every_subject_that_was_handed_in_is_dealt_with_before_the_plan():
    cases = called()
    cases.begin(ONE, "subject", "2026-01-08", "member", "submit", SUBJECT)
    session = cases.told[MEETING]
    assert "都已处理" in session.refusal("2026-01-13", "office", "plan", PLAN)
    cases.do(ONE, "2026-01-12", "office", "adopt")
    assert session.refusal("2026-01-13", "office", "plan", PLAN) == ""
    assert "会议议题" in session.refusal("2026-01-13", "office", "plan", {**PLAN, "agenda": []})


def test_a_subject_belongs_to_the_meeting_that_deals_with_it():
    cases = called()
    refusal = cases.refusal("subject", "2026-01-08", "member", "submit", {**SUBJECT, "subject": "rules"})
    assert "属于这一会议" in refusal
    cases.begin(ONE, "subject", "2026-01-08", "member", "submit", SUBJECT)
    assert cases.do(ONE, "2026-01-09", "office", "decline", reason="已在上月研究").issued == ["reply"]


@pytest.mark.parametrize("until", ["2026-01-04", "2026-01-17"])
def test_subjects_are_collected_before_the_meeting(until):
    cases = board()
    assert "征集截止" in cases.refusal("session", "2026-01-05", "office", "announce", {**CALL, "collect_until": until})


def test_who_cannot_come_asks_for_leave_and_is_entered():
    cases = called()
    cases.do(MEETING, "2026-01-13", "office", "plan", PLAN)
    cases.do(MEETING, "2026-01-14", "deputy_director", "approve_monthly")
    session = cases.do(MEETING, "2026-01-15", "office", "prepare")
    cases.begin(
        ONE,
        "absence",
        "2026-01-15",
        "member",
        "ask",
        {"session": MEETING, "unit": "12", "who": "甲一", "cause": "出差"},
    )
    record = {"held_on": "2026-01-16", "attended": "一人请假"}
    assert "请假都已登记" in session.refusal("2026-01-16", "office", "hold_monthly", record)
    cases.do(ONE, "2026-01-16", "office", "note")
    assert cases.do(MEETING, "2026-01-16", "office", "hold_monthly", record).state == "held"


# ---- 第八条第（八）项、第十二条: decisions ----


def test_a_decision_is_followed_until_it_is_carried_out():
    cases = held()
    given = {"session": MEETING, "heading": "完成城东医院选址", "unit": "11", "due": "2026-03-31"}
    decision = cases.begin(ONE, "decision", "2026-01-20", "office", "assign", given)
    assert (decision.due("carrying_out"), decision.turns()) == (dt.date(2026, 3, 31), ("unit",))
    cases.do(ONE, "2026-03-02", "office", "urge", {"urge_note": "请加快"})
    cases.do(ONE, "2026-03-30", "unit", "report", {"situation": "已完成"})
    cases.do(ONE, "2026-04-01", "office", "send_back", {"due": "2026-04-20"}, reason="缺批复")
    assert decision.due("carrying_out") == dt.date(2026, 4, 20)
    cases.do(ONE, "2026-04-20", "unit", "report", {"situation": "已批复"})
    assert cases.do(ONE, "2026-04-21", "office", "confirm").state == "done"


def test_a_decision_comes_from_minutes_that_were_signed():
    given = {"session": MEETING, "heading": "完成选址", "unit": "11", "due": "2026-03-31"}
    assert "会议" in called().refusal("decision", "2026-01-20", "office", "assign", given)


# ---- 第五条第（一）至（三）项、第八条第（五）项、第十条: documents ----

RULES = {"heading": "项目管理办法", "kind": "rules", "year": "2026", "unit": "11", "findings": "办法草案"}


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        ("rules", "adopted"),
        ("key_projects", "filed"),
        ("adjustment", "filed"),
        ("annual", "filed"),
        ("industry", "filed"),
    ],
)
def test_rules_plans_and_reports_are_deliberated_by_the_director_s_meeting(kind, state):
    cases = held("plenary")
    paper = cases.begin(ONE, "document", "2026-01-07", "office", "compile", {**RULES, "kind": kind})
    assert paper.state == "compiled"
    cases.do(ONE, "2026-01-20", "office", "adopt", {"session": MEETING, "resolution": "通过"})
    assert paper.state == state
    if state == "adopted":
        assert cases.do(ONE, "2026-02-05", "office", "enact", {"enacted_number": "咸发改〔2026〕9号"}).state == "filed"


def test_the_monthly_meeting_does_not_deliberate_rules():
    cases = held("monthly")
    paper = cases.begin(ONE, "document", "2026-01-07", "office", "compile", RULES)
    refusal = paper.refusal("2026-01-20", "office", "adopt", {"session": MEETING, "resolution": "通过"})
    assert "由主任会议审议" in refusal


@pytest.mark.parametrize("kind", ["project", "large_project"])
def test_a_single_project_s_evaluation_is_filed_at_once(kind):
    cases = board()
    assert cases.begin(ONE, "document", "2026-01-07", "member", "compile", {**RULES, "kind": kind}).state == "filed"
