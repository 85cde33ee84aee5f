"""Qianjiang's measures for enterprises: complaints in a closed loop, cards, clues, grants without application."""

import datetime as dt

import pytest

from lingxing.engines.hotline.domain.declaring import hotlines_of
from lingxing.kernel.tests.identity_samples import credit_code
from lingxing.language.packages import load_package
from tests.policies.playing import Stories

PACKAGE = "qianjiang/business_environment_2025"
DAY = dt.date(2026, 3, 2)
TICKET, ONE, TWO = (f"00000000-0000-0000-0000-00000000000{n}" for n in range(1, 4))
CALL = {
    "channel": "federation",
    "kind": "complaint",
    "topic": "policies",
    "matter": "奖补没有兑现",
    "content": "去年的奖补至今没有到账",
    "anonymous": "false",
}
CARD = {
    "matter": "扩容审批逾期",
    "ground": "slow",
    "unit": "11",
    "finding": "两次通报仍未办",
    "correct_by": "2026-03-20",
}
BENEFIT = {"heading": "稳岗返还", "policy": "稳岗政策", "field": "jobs", "unit": "11", "data_source": "参保数据"}
GRANT = {
    "benefit": ONE,
    "firm": "云梦机械厂",
    "firm_code": credit_code("91420000MA4KT0001"),
    "unit": "11",
    "amount": "60000",
    "ground": "未裁员",
    "pay_by": "2026-03-31",
}


def forwarded(**given: str) -> Stories:
    """Return a complaint taken on Monday 2 March 2026 and forwarded the next day."""
    cases = Stories(PACKAGE, DAY)
    cases.begin(TICKET, "ticket", "2026-03-02", "federation", "take", CALL)
    cases.do(TICKET, "2026-03-03", "operator", "forward", {"unit": "11", **given})
    return cases


# ---- 六: complaints ----


def test_the_package_is_a_hotline_with_terms_of_its_own():
    declared = load_package(PACKAGE).procedure
    assert declared is not None
    (hotline,) = hotlines_of(declared)
    assert (hotline.name, hotline.publishes) == ("ticket", False)
    assert {key: kind.working_days for key, kind in hotline.kinds.items()} == {
        "consult": 1,
        "help": 3,
        "complaint": 5,
        "report": 5,
        "suggestion": 10,
    }
    assert [key for key, kind in hotline.kinds.items() if kind.hides_caller] == ["report"]


def test_a_complaint_is_answered_called_back_redone_and_closed():
    cases = Stories(PACKAGE, DAY)
    ticket = cases.begin(TICKET, "ticket", "2026-03-02", "federation", "take", CALL)
    assert ticket.due("dispatching") == dt.date(2026, 3, 3)
    cases.do(TICKET, "2026-03-03", "operator", "forward", {"unit": "11"})
    # Five working days after Tuesday 3 March: 4, 5, 6, 9 and 10 March.
    assert (ticket.due("handling"), ticket.turns()) == (dt.date(2026, 3, 10), ("unit",))
    cases.do(TICKET, "2026-03-10", "unit", "reply", {"answer": "正在走流程"})
    assert ticket.due("calling_back") == dt.date(2026, 3, 13)
    cases.do(TICKET, "2026-03-12", "operator", "call_back", {"satisfied": "dissatisfied"})
    assert (ticket.state, ticket.turns()) == ("doubted", ("operator",))
    cases.do(TICKET, "2026-03-13", "operator", "redo", {"reply_by": "2026-03-20"}, reason="没有给出时间")
    assert ticket.due("handling") == dt.date(2026, 3, 20)
    cases.do(TICKET, "2026-03-19", "unit", "reply", {"answer": "已经到账"})
    cases.do(TICKET, "2026-03-20", "system", "evaluate", {"satisfied": "content"})
    assert cases.do(TICKET, "2026-03-23", "operator", "archive").state == "archived"


def test_a_unit_gives_back_what_is_not_its_business():
    cases = forwarded()
    ticket = cases.do(TICKET, "2026-03-04", "unit", "send_back", reason="由财政办理")
    assert (ticket.due("dispatching"), ticket.running("handling")) == (dt.date(2026, 3, 5), False)
    cases.do(TICKET, "2026-03-05", "operator", "uphold", {"reply_by": "2026-03-12"}, reason="属你单位")
    assert ticket.due("handling") == dt.date(2026, 3, 12)


def test_what_is_no_matter_of_firms_is_told_where_to_go():
    cases = Stories(PACKAGE, DAY)
    cases.begin(TICKET, "ticket", "2026-03-02", "operator", "take", CALL)
    ticket = cases.do(TICKET, "2026-03-02", "operator", "decline", {"ground": "not_firm"})
    assert (ticket.state, ticket.issued) == ("declined", ["refusal_notice"])
    assert "12345" in str(ticket.value("go_to"))


def test_firms_with_one_complaint_hear_the_answer_and_are_called_back_each():
    cases = Stories(PACKAGE, DAY)
    ticket = cases.begin(TICKET, "ticket", "2026-03-02", "federation", "take", CALL)
    cases.do(TICKET, "2026-03-02", "operator", "join", {"joined_to": "QYS2026000001"})
    cases.do(TICKET, "2026-03-05", "system", "answer_joined", {"answered_by": "11"})
    # Three working days after Thursday 5 March: 6, 9 and 10 March.
    assert (ticket.state, ticket.due("calling_back")) == ("replied", dt.date(2026, 3, 10))
    cases.do(TICKET, "2026-03-06", "operator", "call_back", {"satisfied": "dissatisfied"})
    given = {"unit": "11", "reply_by": "2026-03-13"}
    assert cases.do(TICKET, "2026-03-06", "operator", "redo", given, reason="仍未到账").turns() == ("unit",)


def test_the_lead_waits_for_those_who_help():
    cases = forwarded()
    cases.begin(ONE, "assist", "2026-03-03", "operator", "ask", {"ticket": TICKET, "unit": "12", "request": "核对账户"})
    # Three working days after 3 March: 4, 5 and 6 March.
    assert cases.told[ONE].due("helping") == dt.date(2026, 3, 6)
    assert "协办单位" in cases.told[TICKET].refusal("2026-03-05", "unit", "reply", {"answer": "已办"})
    cases.do(ONE, "2026-03-05", "unit", "give", {"contribution": "账户有误"})
    assert cases.do(TICKET, "2026-03-05", "unit", "reply", {"answer": "已办"}).state == "replied"


@pytest.mark.parametrize(("day", "refused"), [("2026-03-10", True), ("2026-03-11", False)])
def test_the_supervisor_steps_in_when_a_complaint_is_late(day, refused):
    found = forwarded().told[TICKET].refusal(day, "monitor", "supervise", {"urging": "立即办理"})
    assert ("已经逾期" in found) == refused


# ---- 八: cards and the book of debts ----


def test_a_unit_that_does_not_correct_after_a_card_is_entered_in_the_book_by_a_person():
    cases = Stories(PACKAGE, DAY)
    card = cases.begin(ONE, "warning", "2026-03-09", "monitor", "warn", CARD)
    assert (card.due("correcting"), card.turns()) == (dt.date(2026, 3, 20), ("unit",))
    cases.do(ONE, "2026-03-21", "system", "fall_due")
    assert (card.state, card.turns()) == ("uncorrected", ("unit", "monitor"))
    cases.do(ONE, "2026-03-23", "monitor", "book", {"booking_note": "逐周报告", "correct_by": "2026-04-10"})
    cases.do(ONE, "2026-04-11", "system", "fall_due")
    assert card.state == "booked"
    cases.do(ONE, "2026-04-13", "unit", "answer", {"correction": "已办结"})
    cases.do(ONE, "2026-04-14", "monitor", "send_back", {"correct_by": "2026-04-24"}, reason="未通电")
    assert card.state == "booked"
    cases.do(ONE, "2026-04-24", "unit", "answer", {"correction": "已通电"})
    assert cases.do(ONE, "2026-04-27", "monitor", "strike_off").state == "struck_off"


@pytest.mark.parametrize(("day", "refused"), [("2026-03-10", True), ("2026-03-11", False)])
def test_a_complaint_is_a_ground_for_a_card_once_it_is_late(day, refused):
    given = {**CARD, "ground": "ticket", "ticket": TICKET}
    found = forwarded().refusal("warning", day, "monitor", "warn", given)
    assert ("已经逾期" in found) == refused


# ---- 五、八: clues and reviews of cases ----

REVIEW = {"heading": "某罚款案", "unit": "11", "finding": "程序倒置", "result": "unlawful", "correct_by": "2026-04-30"}
CLUE = {"heading": "违规罚款", "source": "case_review", "case_review": ONE, "unit": "11", "facts_text": "先罚后立案"}


def test_unlawful_enforcement_found_in_a_review_goes_to_discipline():
    cases = Stories(PACKAGE, DAY)
    cases.begin(ONE, "case_review", "2026-04-01", "justice", "review", REVIEW)
    review = cases.do(ONE, "2026-04-20", "unit", "report_correction", {"correction": "已撤销"})
    assert "已经移送" in review.refusal("2026-04-21", "justice", "close")
    assert "写明案件" in cases.refusal("clue", "2026-04-21", "justice", "hand_over", {**CLUE, "case_review": ""})
    clue = cases.begin(TWO, "clue", "2026-04-21", "justice", "hand_over", CLUE)
    assert (clue.state, clue.turns()) == ("open", ("inspection",))
    assert cases.do(ONE, "2026-04-22", "justice", "close").state == "closed"
    cases.do(TWO, "2026-05-06", "inspection", "decide", {"decision": "accountable", "decision_note": "警告"})
    assert cases.do(TWO, "2026-05-08", "inspection", "circulate", {"example": "通报"}).state == "closed"


def test_what_was_exposed_is_put_right_at_once_before_anybody_is_held_to_account():
    cases = Stories(PACKAGE, DAY)
    given = {**CLUE, "source": "exposed", "case_review": "", "correct_by": "2026-04-24"}
    clue = cases.begin(TWO, "clue", "2026-04-21", "monitor", "hand_over", given)
    assert clue.due("correcting") == dt.date(2026, 4, 24)
    decision = {"decision": "tolerated", "decision_note": "先行先试"}
    assert "立行立改" in clue.refusal("2026-04-22", "inspection", "decide", decision)
    cases.do(TWO, "2026-04-23", "unit", "report_correction", {"correction": "当日改正"})
    assert cases.do(TWO, "2026-04-24", "inspection", "decide", decision).state == "tolerated"


def test_a_review_without_fault_ends_at_once():
    given = {**REVIEW, "result": "good"}
    assert Stories(PACKAGE, DAY).begin(ONE, "case_review", "2026-04-01", "justice", "review", given).state == "closed"


# ---- 二: grants without application ----


def listed(budget: str = "100000") -> Stories:
    """Return a benefit that is granted without application, with its budget of 2026."""
    cases = Stories(PACKAGE, DAY)
    cases.begin(ONE, "benefit", "2026-03-02", "department", "propose", BENEFIT)
    cases.do(ONE, "2026-03-04", "finance", "list", {"budget": budget, "budget_year": "2026"})
    return cases


def test_support_funds_are_in_the_budget_before_they_are_listed():
    cases = Stories(PACKAGE, DAY)
    cases.begin(ONE, "benefit", "2026-03-02", "department", "propose", BENEFIT)
    found = cases.told[ONE].refusal("2026-03-04", "finance", "list", {"budget": "0", "budget_year": "2026"})
    assert "纳入预算" in found
    taxes = {**BENEFIT, "field": "taxes"}
    cases.begin(TWO, "benefit", "2026-03-02", "department", "propose", taxes)
    assert cases.do(TWO, "2026-03-04", "finance", "list").state == "listed"


def test_a_firm_is_paid_without_applying_and_never_beyond_the_budget():
    cases = listed()
    grant = cases.begin(TWO, "grant", "2026-03-09", "department", "identify", GRANT)
    assert (grant.due("paying"), grant.turns()) == (dt.date(2026, 3, 31), ("finance",))
    cases.do(TWO, "2026-03-30", "finance", "pay", {"paid_on": "2026-03-30"})
    # 60,000 of 100,000 yuan, in fen.
    assert (grant.state, cases.told[ONE].value("paid")) == ("paid", 6_000_000)
    cases.begin(TICKET, "grant", "2026-04-01", "department", "identify", {**GRANT, "pay_by": "2026-04-30"})
    with pytest.raises(Exception, match="没有超过年度预算"):
        cases.do(TICKET, "2026-04-02", "finance", "pay", {"paid_on": "2026-04-02"})
    cases.do(ONE, "2027-01-05", "finance", "renew", {"budget": "100000", "budget_year": "2027"})
    assert cases.told[ONE].value("paid") == 0


def test_a_policy_is_evaluated_until_it_is_better():
    cases = Stories(PACKAGE, DAY)
    told = {"heading": "稳岗政策", "unit": "11", "known": "60", "easy": "75.5", "gain": "70", "finding": "知晓度低"}
    case = cases.begin(ONE, "evaluation", "2026-03-02", "data", "evaluate", {**told, "improve_by": "2026-05-29"})
    cases.do(ONE, "2026-05-28", "unit", "improve", {"improvement": "进园宣讲"})
    cases.do(ONE, "2026-05-29", "data", "send_back", {"improve_by": "2026-06-30"}, reason="覆盖不足")
    assert case.due("improving") == dt.date(2026, 6, 30)
    cases.do(ONE, "2026-06-30", "unit", "improve", {"improvement": "全部送达"})
    assert cases.do(ONE, "2026-07-01", "data", "close").state == "closed"


def test_an_old_project_is_settled_by_a_plan_of_its_own_within_the_law():
    cases = Stories(PACKAGE, DAY)
    told = {"project_name": "旧厂房项目", "firm": "云梦机械厂", "situation": "土地未交付", "team": "五人"}
    cases.begin(ONE, "legacy_project", "2026-03-02", "promotion", "register", told)
    plan = {"unit": "11", "measure": "分期交付", "lawful": "false", "due": "2026-06-30"}
    assert "依法依规" in cases.told[ONE].refusal("2026-03-16", "promotion", "judge", plan)
    project = cases.do(ONE, "2026-03-16", "promotion", "judge", {**plan, "lawful": "true"})
    assert (project.due("handling"), project.turns()) == (dt.date(2026, 6, 30), ("unit",))


# ---- 一、六: windows and visits ----


def test_windows_are_trained_and_visited_every_month():
    cases = Stories(PACKAGE, DAY)
    hall = cases.begin(ONE, "window", "2026-01-05", "data", "open", {"heading": "市政务服务大厅"})
    assert (hall.due("training"), hall.due("hall")) == (dt.date(2026, 2, 28), dt.date(2026, 2, 28))
    assert "已经暗访" in hall.refusal("2026-01-06", "data", "circulate", {"example": "离岗"})
    cases.do(ONE, "2026-02-10", "data", "train", {"held_on": "2026-02-09", "training_note": "三十人"})
    cases.do(ONE, "2026-02-27", "data", "visit_hall", {"visited_on": "2026-02-26", "finding": "离岗"})
    assert (hall.due("training"), hall.due("hall")) == (dt.date(2026, 3, 31), dt.date(2026, 3, 31))


@pytest.mark.parametrize(
    ("demand", "loan", "state"),
    [("false", "false", "visited"), ("true", "true", "demanding"), ("false", "true", "financing")],
)
def test_a_visit_leads_to_a_complaint_or_to_a_bank(demand, loan, state):
    cases = forwarded()
    told = {
        "firm": "云梦机械厂",
        "size": "small",
        "visitor": "甲一",
        "visited_on": "2026-03-04",
        "situation": "订单充足",
    }
    told |= {"loan_need": loan, "has_demand": demand, "demand": "奖补没有兑现"}
    visit = cases.begin(ONE, "visit", "2026-03-05", "department", "record", told)
    assert visit.state == state
    if state == "demanding":
        cases.do(ONE, "2026-03-06", "operator", "file_demand", {"ticket": TICKET})
        assert cases.do(ONE, "2026-03-09", "monitor", "match_bank", {"bank_note": "已授信"}).state == "visited"
