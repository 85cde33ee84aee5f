"""Jingzhou's supervision: a matter from its proposal to the archive, and its joint units."""

import datetime as dt

import pytest

from tests.policies.playing import Stories
from tests.policies.supervision import (
    CALL,
    DAY,
    ITEM,
    MATTER,
    NOTICE,
    ONE,
    PACKAGE,
    PART,
    TWO,
    assigned,
    behind,
    registered,
)

# ---- 第六条第（一）项: assignment ----


def test_a_matter_is_assigned_within_one_working_day_of_its_approval():
    cases = Stories(PACKAGE, DAY)
    # Approved on Friday 5 June: the working day after it is Monday 8 June.
    cases.begin(ITEM, "item", "2026-06-04", "section", "propose", MATTER)
    item = cases.do(ITEM, "2026-06-05", "deputy", "approve")
    assert item.due("assignment") == dt.date(2026, 6, 8)
    assert item.light("assignment", "2026-06-09").color == "red"
    cases.do(ITEM, "2026-06-08", "office", "register")
    cases.do(ITEM, "2026-06-08", "office", "assign")
    assert (item.running("assignment"), item.issued) == (False, ["assignment_notice"])
    assert item.turns() == ("unit",)


def test_a_proposal_is_sent_back_amended_and_dropped():
    cases = Stories(PACKAGE, DAY)
    cases.begin(ITEM, "item", "2026-06-01", "section", "propose", MATTER)
    item = cases.do(ITEM, "2026-06-02", "deputy", "return_proposal", reason="责任人不明确")
    assert item.turns() == ("section", "office")
    cases.do(ITEM, "2026-06-02", "section", "amend", {"main_person": "丁四"})
    assert (item.state, item.value("main_person")) == ("proposed", "丁四")
    cases.do(ITEM, "2026-06-03", "deputy", "return_proposal", reason="已由上级督查")
    assert cases.do(ITEM, "2026-06-03", "section", "drop", reason="已由上级督查").state == "dropped"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"due": "2026-06-01"}, "回复时限在今天以后"),
        ({"urgent": "true"}, "特别紧急的事项写明了限时"),
        ({"handling": "joint"}, "会办单位"),
        ({"main_person": ""}, "主要责任人"),
        ({"source": "rumour"}, "来源"),
    ],
)
def test_a_proposal_says_whom_what_and_when(given, told):
    assert told in Stories(PACKAGE, DAY).refusal("item", "2026-06-01", "section", "propose", {**MATTER, **given})


def test_an_urgent_matter_is_followed_by_somebody():
    cases = registered(urgent="true", due="2026-06-10")
    assert "跟踪催办的专人" in cases.told[ITEM].refusal("2026-06-03", "office", "assign")
    item = cases.do(ITEM, "2026-06-03", "office", "assign", {"tracker": "丙三"})
    assert (item.due("finish"), item.value("tracker")) == (dt.date(2026, 6, 10), "丙三")


# ---- 第七条: terms ----


def test_where_nothing_is_set_thirty_working_days_run():
    # After Wednesday 3 June: 4–5 (2), 8–12 (7), 15–18 (11; the 19th is the Dragon Boat Festival), 22–26 (16),
    # 29 June–3 July (21), 6–10 (26), 13–16 July (30).
    item = assigned().told[ITEM]
    assert item.due("finish") == dt.date(2026, 7, 16)
    assert item.light("finish", "2026-07-16").color == "yellow"
    assert item.light("finish", "2026-07-17").color == "red"


def test_a_day_that_is_set_holds_even_on_a_sunday():
    assert assigned(due="2026-07-05").told[ITEM].due("finish") == dt.date(2026, 7, 5)


@pytest.mark.parametrize(("due", "act"), [("2026-07-16", "assign"), ("2026-07-17", "assign_monthly")])
def test_longer_than_thirty_working_days_is_reported_monthly(due, act):
    cases = registered(due=due)
    other = {"assign": "assign_monthly", "assign_monthly": "assign"}[act]
    assert "30个工作日" in cases.told[ITEM].refusal("2026-06-03", "office", other)
    item = cases.do(ITEM, "2026-06-03", "office", act)
    assert item.running("monthly") == (act == "assign_monthly")


def test_every_monthly_report_begins_the_next_month():
    cases = registered(due="2026-12-31")
    item = cases.do(ITEM, "2026-06-03", "office", "assign_monthly")
    # 3 July is a Friday; from a report on 30 June it is 30 July, a Thursday.
    assert item.due("monthly") == dt.date(2026, 7, 3)
    assert "不超过30个工作日" in item.refusal("2026-06-30", "unit", "progress", {"progress_note": "完成招标"})
    cases.do(ITEM, "2026-06-30", "unit", "progress_monthly", {"progress_note": "完成招标"})
    assert (item.due("monthly"), item.due("finish")) == (dt.date(2026, 7, 30), dt.date(2026, 12, 31))


# ---- 第六条第（二）项: reminding ----


def test_a_notice_follows_a_telephone_call():
    item = behind().told[ITEM]
    assert "已经电话催办" in item.refusal("2026-07-20", "office", "urge", NOTICE)
    item.do("2026-07-20", "section", "call", CALL)
    item.do("2026-07-21", "office", "urge", NOTICE)
    assert (item.state, item.due("correction")) == ("handling", dt.date(2026, 8, 7))
    assert item.issued[-1] == "supervision_notice"
    item.do("2026-08-08", "system", "fall_behind")
    assert (item.state, item.turns()) == ("behind", ("office", "unit"))


def test_a_call_is_logged_on_the_day_it_was_made_or_later():
    item = assigned().told[ITEM]
    assert "已经打过电话" in item.refusal("2026-06-10", "office", "call", {**CALL, "called_on": "2026-06-11"})


def test_a_major_matter_is_not_concluded_without_joint_supervision_on_site():
    cases = assigned(major="true")
    item = cases.do(ITEM, "2026-06-25", "unit", "report", {"report_text": "已通水"})
    accepted = {"conclusion": "同意办结"}
    assert "联合督查组" in item.refusal("2026-06-26", "office", "accept_report", accepted)
    visit = {
        "team": "督查室、住建、生态环境",
        "inspected_on": "2026-06-29",
        "inspected_at": "厂区",
        "inspection_finding": "属实",
    }
    assert "已经到过现场" in item.refusal("2026-06-26", "office", "inspect_jointly", visit)
    item.do("2026-06-29", "office", "inspect_jointly", visit)
    assert item.do("2026-06-30", "office", "accept_report", accepted).after.state == "with_leader"


def test_a_matter_that_is_not_major_has_no_joint_team_and_no_commissioner():
    item = assigned().told[ITEM]
    visit = {"team": "督查室", "inspected_on": "2026-06-09", "inspected_at": "厂区", "inspection_finding": "属实"}
    assert "属于重大事项" in item.refusal("2026-06-10", "office", "inspect_jointly", visit)
    told = {"commissioner_name": "戊五", "commission_scope": "核查进度"}
    assert "重点难点" in item.refusal("2026-06-10", "deputy", "commission", told)
    finding = {"commission_finding": "进度属实"}
    assert "已经授权" in item.refusal("2026-06-10", "commissioner", "report_commission", finding)


# ---- 第六条第（三）项 to 第（七）项: report, review, conclusion, archive ----


def test_a_matter_runs_from_its_report_to_the_archive():
    cases = assigned()
    item = cases.do(ITEM, "2026-07-16", "unit", "report", {"report_text": "已通水"})
    assert (item.running("finish"), item.turns()) == (False, ("office", "section"))
    cases.do(ITEM, "2026-07-17", "section", "accept_report", {"site_check": "已到现场", "conclusion": "同意办结"})
    cases.do(ITEM, "2026-07-20", "leader", "read", {"leader_note": "同意"})
    cases.do(ITEM, "2026-07-20", "office", "conclude", {"result": "已通水试运行"})
    assert (item.state, item.now.settled, item.now.outcome) == ("concluded", True, "done")
    cases.do(ITEM, "2026-07-21", "office", "archive", {"file_number": "2026-督-001"})
    assert cases.do(ITEM, "2027-01-05", "office", "hand_over").state == "transferred"
    assert item.issued == ["assignment_notice", "unit_report", "conclusion_opinion", "matter_report", "file_sheet"]


def test_a_report_that_falls_short_is_sent_back_with_a_new_day():
    cases = assigned()
    cases.do(ITEM, "2026-07-10", "unit", "report", {"report_text": "基本完成"})
    again = {"redo": "work", "correct_by": "2026-07-31"}
    item = cases.do(ITEM, "2026-07-13", "office", "return_report", again, reason="没有通水")
    assert (item.state, item.due("correction"), item.running("finish")) == ("handling", dt.date(2026, 7, 31), False)
    cases.do(ITEM, "2026-07-31", "unit", "report", {"report_text": "已通水"})
    cases.do(ITEM, "2026-08-03", "office", "accept_report", {"conclusion": "同意办结"})
    assert cases.do(ITEM, "2026-08-04", "leader", "send_back", reason="再核实水质").state == "reviewing"


@pytest.mark.parametrize(
    ("correct_by", "act"), [("2026-08-21", "return_report"), ("2026-08-22", "return_report_monthly")]
)
def test_a_new_day_more_than_thirty_working_days_off_is_reported_monthly_again(correct_by, act):
    # Reported on Friday 10 July: six weeks without a holiday later is Friday 21 August.
    cases = assigned()
    cases.do(ITEM, "2026-07-10", "unit", "report", {"report_text": "基本完成"})
    again = {"redo": "work", "correct_by": correct_by}
    other = {"return_report": "return_report_monthly", "return_report_monthly": "return_report"}[act]
    assert "30个工作日" in cases.told[ITEM].refusal("2026-07-13", "office", other, again, reason="没有通水")
    item = cases.do(ITEM, "2026-07-13", "office", act, again, reason="没有通水")
    assert item.due("correction") == dt.date.fromisoformat(correct_by)
    note, monthly = {"progress_note": "补做管网"}, act == "return_report_monthly"
    assert item.running("monthly") == monthly
    if monthly:
        assert item.due("monthly") == dt.date(2026, 8, 13)
        assert "不超过30个工作日" in item.refusal("2026-08-03", "unit", "progress", note)
    cases.do(ITEM, "2026-08-03", "unit", "progress_monthly" if monthly else "progress", note)
    cases.do(ITEM, "2026-08-20", "unit", "report", {"report_text": "已通水"})
    assert not item.running("monthly")


def test_a_report_that_the_leader_sent_back_may_still_be_returned_for_months():
    cases = assigned()
    cases.do(ITEM, "2026-07-10", "unit", "report", {"report_text": "已通水"})
    cases.do(ITEM, "2026-07-13", "office", "accept_report", {"conclusion": "同意办结"})
    cases.do(ITEM, "2026-07-14", "leader", "send_back", reason="再核实水质")
    again = {"redo": "work", "correct_by": "2026-12-31"}
    assert "30个工作日" in cases.told[ITEM].refusal("2026-07-15", "office", "return_report", again, reason="水质不稳")
    item = cases.do(ITEM, "2026-07-15", "office", "return_report_monthly", again, reason="水质不稳")
    # 15 August is a Saturday.
    assert item.due("monthly") == dt.date(2026, 8, 17)


def test_a_complex_matter_ends_in_a_report_with_its_problems():
    cases = assigned()
    cases.do(ITEM, "2026-07-10", "unit", "report", {"report_text": "已通水"})
    cases.do(ITEM, "2026-07-13", "office", "accept_report", {"conclusion": "同意办结"})
    item = cases.do(ITEM, "2026-07-14", "leader", "read")
    assert "存在的问题" in item.refusal("2026-07-15", "office", "conclude_complex", {"result": "各方情况"})
    cases.do(ITEM, "2026-07-15", "office", "conclude_complex", {"result": "各方情况", "problems_found": "配套滞后"})
    assert item.issued[-1] == "supervision_report"


def test_an_explanation_of_a_delay_moves_no_day():
    cases = assigned()
    told = {"delay_reason": "汛期停工", "expected_on": "2026-08-15"}
    item = cases.do(ITEM, "2026-07-14", "unit", "explain_delay", told)
    assert (item.due("finish"), item.issued[-1]) == (dt.date(2026, 7, 16), "delay_letter")


def test_a_question_waits_for_the_leader_while_the_term_runs():
    cases = assigned()
    item = cases.do(ITEM, "2026-07-14", "unit", "ask", {"question": "增加投资"})
    assert (item.state, item.turns()) == ("asking", ("leader",))
    cases.do(ITEM, "2026-07-17", "system", "fall_behind")
    assert item.state == "asking"
    assert cases.do(ITEM, "2026-07-20", "leader", "instruct", {"instruction": "从紧安排"}).state == "behind"


def test_a_question_answered_in_time_leads_back_to_work():
    cases = assigned()
    cases.do(ITEM, "2026-06-10", "unit", "ask", {"question": "增加投资"})
    assert cases.do(ITEM, "2026-06-12", "leader", "instruct", {"instruction": "同意"}).state == "handling"


# ---- joint units ----


def test_the_lead_reports_when_every_joint_unit_has_answered():
    cases = registered(handling="joint", joint_units="市城管局")
    cases.do(ITEM, "2026-06-03", "office", "assign")
    report = {"report_text": "已通水"}
    item = cases.told[ITEM]
    assert "至少有一件会办已经完成或者不再会办" in item.refusal("2026-06-30", "unit", "report", report)
    part = cases.begin(ONE, "assist", "2026-06-03", "office", "assign", PART)
    assert (part.due("answer"), part.turns()) == (dt.date(2026, 7, 1), ("unit",))
    assert "会办单位都已答复" in item.refusal("2026-06-30", "unit", "report", report)
    cases.do(ONE, "2026-06-29", "unit", "answer", {"answer_text": "管网已接通"})
    assert "会办单位都已答复" in item.refusal("2026-06-30", "unit", "report", report)
    cases.do(ONE, "2026-06-30", "office", "return_answer", {"due": "2026-07-08"}, reason="缺验收资料")
    assert part.due("answer") == dt.date(2026, 7, 8)
    cases.do(ONE, "2026-07-07", "unit", "answer", {"answer_text": "管网已验收"})
    assert cases.do(ONE, "2026-07-08", "office", "accept").state == "accepted"
    assert cases.do(ITEM, "2026-07-09", "unit", "report", report).state == "reviewing"


@pytest.mark.parametrize("handling", ["joint", "split"])
def test_the_lead_reports_alone_once_every_part_was_cancelled(handling):
    cases = registered(handling=handling, joint_units="市城管局、市交通局")
    cases.do(ITEM, "2026-06-03", "office", "assign")
    report = {"report_text": "已通水"}
    for key, unit in ((ONE, "12"), (TWO, "13")):
        assert "会办" in cases.told[ITEM].refusal("2026-06-10", "unit", "report", report)
        cases.begin(key, "assist", "2026-06-03", "office", "assign", {**PART, "unit": unit})
    cases.do(ONE, "2026-06-12", "office", "cancel", reason="并入主办单位")
    assert "会办单位都已答复" in cases.told[ITEM].refusal("2026-06-12", "unit", "report", report)
    cases.do(TWO, "2026-06-15", "office", "cancel", reason="并入主办单位")
    assert cases.do(ITEM, "2026-06-30", "unit", "report", report).state == "reviewing"


@pytest.mark.parametrize(
    ("handling", "given", "told"),
    [
        ("single", {}, "合办或者分办"),
        ("split", {"unit": "11"}, "不是主办单位"),
        ("split", {"due": "2026-06-03"}, "今天以后"),
    ],
)
def test_a_part_is_for_another_unit_of_a_joint_matter(handling, given, told):
    cases = registered(handling=handling, joint_units="市城管局")
    assert told in cases.refusal("assist", "2026-06-03", "office", "assign", {**PART, **given})


def test_a_lead_that_cannot_lead_is_replaced_and_the_term_goes_on():
    cases = assigned()
    change = {"unit": "13", "main_person": "己六"}
    item = cases.do(ITEM, "2026-06-15", "office", "reassign", change, reason="职责调整")
    assert (item.value("unit"), item.due("finish")) == (13, dt.date(2026, 7, 16))
    assert item.issued[-1] == "reassignment_notice"
