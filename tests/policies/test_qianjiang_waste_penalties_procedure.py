"""Qianjiang's construction waste: complaints, and penalties from the opening to the end (第二十四条 to 第三十一条)."""

import datetime as dt

import pytest

from lingxing.engines.cases.domain.play import Story
from tests.policies.playing import others, story

PACKAGE = "qianjiang/construction_waste_2026"
DAY = dt.date(2026, 3, 2)
COMPLAINT, VEHICLE = (f"00000000-0000-0000-0000-00000000000{n}" for n in (1, 2))
WORLD = {COMPLAINT: ("complaint", "received", {}), VEHICLE: ("vehicle", "in_service", {"plate": "鄂N00001"})}
OFFENCE = {
    "offender_name": "云梦渣土运输有限公司",
    "actor": "builder",
    "act": "dumped",
    "place": "鹊桥路东侧",
    "happened_on": "2026-03-01",
    "planned_area": "true",
}
FINDINGS = {"other_law": "false", "findings": "现场堆放弃土约三车"}
ORDER = {"demand": "三日内清除并平整", "correct_by": "2026-03-13"}


def penalty(**changed: object) -> Story:
    told = story(PACKAGE, "penalty", DAY, linked_case=others(WORLD, PACKAGE))
    told.do("2026-03-02", "enforcement", "open", {**OFFENCE, **changed})
    return told


def investigated(more: dict | None = None, **changed: object) -> Story:
    told = penalty(**changed)
    told.do("2026-03-05", "enforcement", "conclude_investigation", {**FINDINGS, **(more or {})})
    return told


def noticed(fine: str = "8000", notice: str = "give_notice", **changed: object) -> Story:
    told = investigated(**changed)
    told.do("2026-03-06", "enforcement", "order_correction", ORDER)
    told.do("2026-03-09", "enforcement", notice, {"proposed_fine": fine})
    return told


def drafted(**asked: str) -> Story:
    told = noticed(**asked)
    told.do("2026-03-17", "enforcement", "draft_decision", {"fine": "8000", "grounds": "初次违法，主动清除"})
    return told


# ---- complaints ----

SEEN = {"suspected": "dumped", "place": "鹊桥路东侧", "seen_on": "2026-03-01", "content": "夜里有车倒土"}


def test_anybody_complains_without_a_name_and_is_answered():
    told = story(PACKAGE, "complaint", DAY)
    assert "日期没有写到将来" in told.refusal("2026-02-28", "everyone", "report", SEEN)
    told.do("2026-03-01", "everyone", "report", SEEN)
    assert told.turns() == ("enforcement",)
    told.do("2026-03-03", "enforcement", "reply", {"answer": "已到现场，当场清除。"})
    assert (told.now.outcome, told.issued) == ("done", ["reply_letter"])


def test_a_complaint_is_taken_up_by_the_case_opened_on_it():
    told = story(PACKAGE, "penalty", DAY, linked_case=others(WORLD, PACKAGE))
    done = told.do("2026-03-02", "enforcement", "open", {**OFFENCE, "complaint": COMPLAINT})
    assert done.cascades == ((COMPLAINT, "take_up"),)
    told = story(PACKAGE, "complaint", DAY)
    told.do("2026-03-01", "everyone", "report", SEEN)
    told.do("2026-03-02", "system", "take_up")
    assert told.now.outcome == "done"


# ---- what the rule says: yuan, and what is ordered ----


@pytest.mark.parametrize(
    ("actor", "act", "more", "lowest", "highest", "basis"),
    [
        ("individual", "mixed_with_household", {}, 0, 200, "article_25_first"),
        ("other_unit", "unlicensed_site", {}, 5000, 10000, "article_25_third"),
        ("builder", "unapproved_disposal", {}, 10000, 100000, "article_26"),
        ("carrier", "beyond_approval", {}, 5000, 30000, "article_26"),
        ("developer", "approval_traded", {}, 5000, 20000, "article_27"),
        ("builder", "not_cleared", {"pollution": "true"}, 5000, 50000, "article_28_first"),
        ("builder", "unapproved_carrier", {}, 10000, 100000, "article_28_second"),
        ("individual", "dumped", {}, 0, 200, "article_29_first"),
        ("carrier", "soiled_road", {}, 2000, 20000, "article_29_second"),
        ("carrier", "littered", {}, 5000, 50000, "article_30"),
        ("disposal_site", "foreign_waste", {}, 5000, 10000, "article_31"),
    ],
)
def test_the_range_is_looked_up(actor, act, more, lowest, highest, basis):
    told = investigated(more, actor=actor, act=act)
    found = [told.value(name) for name in ("lowest_fine", "highest_fine", "legal_basis")]
    assert found == [lowest * 100, highest * 100, basis]
    # Who soils a road is ordered to clean it; everybody else is warned and ordered to put it right.
    assert [told.value(name) for name in ("ordered_to_correct", "ordered_to_clean")] == [
        act != "soiled_road",
        act == "soiled_road",
    ]


@pytest.mark.parametrize(
    ("changed", "more"),
    [
        ({"planned_area": "false"}, {}),
        ({}, {"other_law": "true"}),
        ({"act": "littered", "actor": "individual"}, {}),  # 第三十条 fines units only
        ({"act": "not_cleared"}, {"pollution": "false"}),
    ],
)
def test_what_these_rules_do_not_fine_is_dropped(changed, more):
    told = penalty(**changed)
    assert told.refusals("2026-03-05", "enforcement", "conclude_investigation", {**FINDINGS, **more})
    told.do("2026-03-05", "enforcement", "drop", reason="移送")
    assert (told.now.outcome, told.issued, told.running("decision")) == ("done", ["drop_notice"], False)


# ---- order, notice, hearing ----


def test_the_order_follows_from_the_article():
    told = investigated()
    refusal = told.refusal("2026-03-06", "enforcement", "order_cleaning", ORDER)
    assert refusal == "不符合条件：属于车辆污染路面（第二十九条第二款）"
    late = told.refusal("2026-03-14", "enforcement", "order_correction", ORDER)
    assert late == "不符合条件：改正期限没有过去（第二十五条至第三十一条）"
    told.do("2026-03-13", "enforcement", "order_correction", ORDER)
    assert (told.issued, told.due("correction")) == (["correction_order"], dt.date(2026, 3, 13))


@pytest.mark.parametrize(
    ("fine", "fits"), [("4999.99", False), ("5000", True), ("50000", True), ("50000.01", False)]
)  # 第二十九条第一款: 5000 to 50000 yuan for units, both included
def test_a_fine_lies_within_its_range(fine, fits):
    told = investigated()
    told.do("2026-03-06", "enforcement", "order_correction", ORDER)
    refusal = told.refusal("2026-03-09", "enforcement", "give_notice", {"proposed_fine": fine})
    assert refusal == ("" if fits else "不符合条件：数额在罚款幅度内（第二十五条至第三十一条）")


def test_a_defence_never_makes_the_fine_heavier():
    told = noticed()
    told.do("2026-03-10", "applicant", "state_defence", {"defence": "已经清除"})
    refusal = told.refusal("2026-03-11", "enforcement", "draft_decision", {"fine": "8000.01", "grounds": "无"})
    assert refusal == "不符合条件：不因申辩而加重（第二十四条）"
    told.do("2026-03-11", "enforcement", "draft_decision", {"fine": "5000", "grounds": "主动清除，从轻"})
    assert told.issued[-1] == "decision_draft"


def test_a_hearing_is_asked_for_within_five_working_days():
    # Told on Monday 9 March: 10, 11, 12, 13 and 16 March.
    told = noticed(notice="give_hearing_notice")
    assert told.due("hearing") == dt.date(2026, 3, 16)
    assert told.refusal("2026-03-16", "applicant", "request_hearing") == ""
    assert "告知后五个工作日内" in told.refusal("2026-03-17", "applicant", "request_hearing")
    draft = {"fine": "8000", "grounds": "初次违法"}
    early = told.refusal("2026-03-16", "enforcement", "draft_decision", draft)
    assert early == "不符合条件：要求听证的期限已过，或者已经听证（第二十四条）"
    assert told.refusal("2026-03-17", "enforcement", "draft_decision", draft) == ""


def test_after_a_hearing_the_decision_is_drafted():
    told = noticed(notice="give_hearing_notice")
    told.do("2026-03-11", "applicant", "request_hearing")
    assert not told.running("hearing")
    assert "不能办理" in told.refusal("2026-03-17", "enforcement", "draft_decision", {"fine": "8000", "grounds": "无"})
    assert "听证已经举行" in told.refusal("2026-03-19", "enforcement", "hold_hearing", {"hearing_on": "2026-03-20"})
    told.do("2026-03-20", "enforcement", "hold_hearing", {"hearing_on": "2026-03-20"})
    told.do("2026-03-23", "enforcement", "draft_decision", {"fine": "6000", "grounds": "采纳部分意见"})
    assert told.state == "drafted"


def test_without_a_hearing_notice_there_is_none_to_ask_for():
    assert "告知了听证权利" in noticed().refusal("2026-03-10", "applicant", "request_hearing")


# ---- decision, correction, payment ----


def test_a_draft_is_sent_back_decided_paid_and_closed():
    told = drafted()
    assert told.turns() == ("bureau_head",)
    told.do("2026-03-18", "bureau_head", "send_back", reason="补充裁量理由")
    told.do("2026-03-19", "enforcement", "draft_decision", {"fine": "7000", "grounds": "初次违法"})
    told.do("2026-03-20", "bureau_head", "decide")
    assert told.issued == ["correction_order", "advance_notice", "decision_draft", "decision_draft", "decision"]
    # 15 days after 20 March: 4 April, a Saturday; 5 and 6 April are off (Qingming), so Tuesday 7 April.
    assert (told.running("decision"), told.due("payment")) == (False, dt.date(2026, 4, 7))
    assert told.refusals("2026-03-23", "enforcement", "close") == (
        "未填写已经改正或清除，无法判断是否符合：已经核查改正（第二十五条至第三十一条）",
        "不符合条件：罚款已经缴纳（第二十四条）",
    )
    told.do("2026-03-23", "applicant", "report_correction", {"correction_report": "已清除"})
    assert "已经改正" in told.refusal("2026-03-24", "enforcement", "confirm_correction", {"corrected": "false"})
    told.do("2026-03-24", "enforcement", "confirm_correction", {"corrected": "true"})
    assert "与决定一致" in told.refusal("2026-03-25", "enforcement", "record_payment", {"paid": "6999.99"})
    told.do("2026-03-25", "enforcement", "record_payment", {"paid": "7000"})
    told.do("2026-03-26", "enforcement", "close")
    assert told.now.outcome == "done"


def test_a_decision_is_due_ninety_days_after_the_opening():
    told = penalty()
    # 29 days to 31 March, 30 in April, 31 in May: 31 May is a Sunday, so Monday 1 June.
    assert told.due("decision") == dt.date(2026, 6, 1)
    assert [told.light("decision", day).color for day in ("2026-06-01", "2026-06-02")] == ["yellow", "red"]


def test_a_correction_is_late_after_the_day_named():
    told = noticed()
    assert [told.light("correction", day).color for day in ("2026-03-13", "2026-03-14")] == ["yellow", "red"]


# ---- 第二十九条第二款: roads ----


def soiled() -> Story:
    told = investigated(actor="carrier", act="soiled_road", vehicle=VEHICLE)
    told.do("2026-03-06", "enforcement", "order_cleaning", ORDER)
    return told


def test_who_refuses_to_clean_keeps_the_vehicle_off_the_road_until_it_is_clean():
    told = soiled()
    willing = told.refusal("2026-03-07", "enforcement", "bar_vehicle", {"refuses_cleaning": "false"}, reason="无")
    assert willing == "不符合条件：车辆污染路面并拒不清除（第二十九条第二款）"
    done = told.do("2026-03-07", "enforcement", "bar_vehicle", {"refuses_cleaning": "true"}, reason="当场拒绝清除")
    assert done.cascades == ((VEHICLE, "bar"),)
    assert "没有车辆仍被限制行驶" in told.refusal("2026-03-08", "enforcement", "drop", reason="撤销")
    assert "路面污染物已经清除" in told.refusal("2026-03-08", "enforcement", "lift_bar")
    told.do("2026-03-08", "enforcement", "confirm_correction", {"corrected": "true"})
    done = told.do("2026-03-08", "enforcement", "lift_bar")
    assert done.cascades == ((VEHICLE, "restore"),)
    assert told.issued == ["cleaning_order", "bar_notice", "lift_notice"]


def test_only_who_soils_a_road_is_kept_off_it_and_only_before_it_is_clean():
    barred = noticed().refusal("2026-03-10", "enforcement", "bar_vehicle", {"refuses_cleaning": "true"}, reason="无")
    assert "车辆污染路面并拒不清除" in barred
    told = soiled()
    told.do("2026-03-07", "enforcement", "confirm_correction", {"corrected": "true"})
    cleaned = told.refusal("2026-03-08", "enforcement", "bar_vehicle", {"refuses_cleaning": "true"}, reason="无")
    assert cleaned == "不符合条件：还没有清除（第二十九条第二款）"
    assert "曾经限制车辆行驶" in told.refusal("2026-03-08", "enforcement", "lift_bar")
