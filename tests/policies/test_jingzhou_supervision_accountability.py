"""Jingzhou's supervision: the board, accountability, circulars and the problems that they name."""

import datetime as dt

import pytest

from tests.policies.playing import Stories
from tests.policies.supervision import CALL, DAY, ITEM, NOTICE, ONE, PACKAGE, REFERRAL, TWO, assigned, behind

# ---- 第八条第（六）项: the board ----


def test_a_major_matter_that_stays_behind_after_supervision_is_listed():
    cases = behind(major="true")
    item = cases.told[ITEM]
    listing = {"listing_note": "停工两周仍未复工", "correct_by": "2026-08-31"}
    assert "已经督查" in item.refusal("2026-07-20", "office", "list_publicly", listing)
    item.do("2026-07-20", "office", "call", CALL)
    item.do("2026-07-21", "office", "urge", NOTICE)
    item.do("2026-08-08", "system", "fall_behind")
    item.do("2026-08-10", "office", "list_publicly", listing)
    assert (item.state, item.turns(), item.due("correction")) == ("listed", ("office", "unit"), dt.date(2026, 8, 31))
    item.do("2026-08-12", "office", "summon", {"summon_note": "约谈主要负责人"})
    assert item.turns() == ("unit",)
    item.do("2026-09-01", "system", "fall_behind")
    assert item.state == "listed"


@pytest.mark.parametrize(
    ("major", "day", "told"),
    [("false", "2026-07-17", "重大决策"), ("true", "2026-07-16", "进展滞后"), ("true", "2026-07-17", "")],
)
def test_only_a_major_matter_whose_day_has_passed_is_listed(major, day, told):
    item = assigned(major=major).told[ITEM]
    item.do("2026-07-13", "office", "call", {**CALL, "called_on": "2026-07-13"})
    item.do("2026-07-14", "office", "urge", NOTICE)
    refusal = item.refusal(day, "office", "list_publicly", {"listing_note": "滞后", "correct_by": "2026-08-31"})
    assert told in refusal if told else refusal == ""


# ---- 第十一条: accountability ----


def test_a_late_matter_is_proposed_by_the_clock_and_referred_by_a_person():
    cases = behind()
    item = cases.told[ITEM]
    assert (item.state, item.turns()) == ("behind", ("office", "unit"))
    referral = cases.begin(ONE, "referral", "2026-07-20", "office", "refer", REFERRAL)
    assert (item.state, item.due("correction")) == ("handling", dt.date(2026, 8, 31))
    assert (referral.turns(), referral.issued) == (("inspection",), ["referral_letter"])
    assert cases.do(ONE, "2026-08-20", "inspection", "settle", {"result": "诫勉谈话"}).state == "settled"


def test_a_person_may_decide_against_a_referral():
    item = behind().told[ITEM]
    item.do("2026-07-20", "office", "keep_on", {"correct_by": "2026-07-31"}, reason="汛期停工属实")
    assert (item.state, item.due("correction")) == ("handling", dt.date(2026, 7, 31))


@pytest.mark.parametrize(
    ("cause", "told"),
    [("late", "没有在规定时间内办结"), ("notice", "督查通知"), ("listed", "挂牌约谈"), ("inaction", "查明并记录")],
)
def test_no_cause_is_taken_that_does_not_hold(cause, told):
    cases = assigned()
    given = {**REFERRAL, "cause": cause}
    # On 16 July, its last day, the matter is not late yet; on the 17th it is.
    assert told in cases.refusal("referral", "2026-07-16", "office", "refer", given)
    assert (cases.refusal("referral", "2026-07-17", "office", "refer", given) == "") == (cause == "late")


def test_a_notice_that_brought_nothing_is_a_cause_from_the_day_after_its_own():
    cases = assigned()
    cases.do(ITEM, "2026-06-22", "office", "call", {**CALL, "called_on": "2026-06-22"})
    cases.do(ITEM, "2026-06-23", "office", "urge", {**NOTICE, "correct_by": "2026-06-30"})
    given = {**REFERRAL, "cause": "notice"}
    assert "督查通知" in cases.refusal("referral", "2026-06-30", "office", "refer", given)
    assert cases.refusal("referral", "2026-07-01", "office", "refer", given) == ""


def test_what_the_office_found_is_a_cause_and_only_that():
    cases = assigned()
    found = {"misconduct": "falsehood", "evidence": "照片系旧照"}
    item = cases.told[ITEM]
    assert "由督查室查明" in item.refusal("2026-06-22", "office", "record_misconduct", {**found, "misconduct": "late"})
    cases.do(ITEM, "2026-06-22", "office", "record_misconduct", found)
    assert item.state == "behind"
    assert cases.refusal("referral", "2026-06-23", "office", "refer", {**REFERRAL, "cause": "obstruction"})
    assert cases.refusal("referral", "2026-06-23", "office", "refer", {**REFERRAL, "cause": "falsehood"}) == ""


# ---- 第六条第（六）项: circulars ----

PROBLEM = {"matter": "管网未接通", "unit": "12", "person": "乙二", "correct_by": "2026-08-14"}
CIRCULAR = {
    "heading": "上半年重点工程督查通报",
    "way": "unannounced",
    "situation": "暗访三个工地",
    "problems": [PROBLEM],
}


def circulated() -> Stories:
    """Return a circular with one problem, issued on 22 July."""
    cases = Stories(PACKAGE, DAY)
    cases.begin(ONE, "circular", "2026-07-20", "office", "draft", CIRCULAR)
    cases.do(ONE, "2026-07-21", "deputy", "return_draft", reason="写明责任人")
    cases.do(ONE, "2026-07-21", "office", "amend", {"situation": "暗访三个在建工地"})
    cases.do(ONE, "2026-07-22", "deputy", "issue")
    return cases


def test_a_problem_is_followed_until_it_is_corrected():
    cases = circulated()
    assert "都已立项跟踪" in cases.told[ONE].refusal("2026-07-23", "office", "close")
    problem = cases.begin(TWO, "problem", "2026-07-23", "office", "follow", {"circular": ONE, **PROBLEM})
    assert (problem.due("correction"), problem.turns()) == (dt.date(2026, 8, 14), ("unit",))
    cases.do(TWO, "2026-08-13", "unit", "answer", {"measures": "已接通"})
    again = {"check_note": "井盖缺失", "correct_by": "2026-08-21"}
    cases.do(TWO, "2026-08-17", "office", "send_back", again)
    assert problem.due("correction") == dt.date(2026, 8, 21)
    assert "整改到位" in cases.told[ONE].refusal("2026-08-18", "office", "close")
    cases.do(TWO, "2026-08-20", "unit", "answer", {"measures": "已补齐"})
    cases.do(TWO, "2026-08-21", "office", "confirm", {"check_note": "属实"})
    assert cases.do(ONE, "2026-08-24", "office", "close").state == "closed"


def test_no_more_problems_are_followed_than_the_circular_names():
    cases = circulated()
    cases.begin(TWO, "problem", "2026-07-23", "office", "follow", {"circular": ONE, **PROBLEM})
    with pytest.raises(Exception, match="不多于清单所列的问题"):
        cases.begin(ITEM, "problem", "2026-07-23", "office", "follow", {"circular": ONE, **PROBLEM})


def test_a_circular_names_problems():
    assert "问题" in Stories(PACKAGE, DAY).refusal(
        "circular", "2026-07-20", "office", "draft", {**CIRCULAR, "problems": []}
    )
