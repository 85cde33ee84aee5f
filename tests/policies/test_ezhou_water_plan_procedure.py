"""鄂州政办发〔2022〕15号, articles 6 to 9: applying, handing down, feedback."""

import datetime as dt

import pytest

from tests.policies.playing import Stories
from tests.policies.water import DAY, ISSUED, PACKAGE, PLAN, UNIT, applied, in_force, issued

# ---- 第六条: applying ----


@pytest.mark.parametrize(
    ("day", "refusal"),
    [
        ("2024-12-31", "不符合条件：申请的是下一年度的计划（第六条）"),
        ("2025-01-01", ""),
        ("2025-12-30", ""),
        ("2025-12-31", ""),
        ("2026-01-01", "不符合条件：在上一年12月31日以前提出（第六条）"),
    ],
)
def test_next_years_plan_is_applied_for_by_the_end_of_december(day, refusal):
    assert Stories(PACKAGE, DAY).refusal("plan", day, "applicant", "apply", UNIT) == refusal


NEW = {
    **{name: UNIT[name] for name in ("unit_name", "user_number", "contact_phone", "plan_year", "regulated")},
    "has_norm": "false",
    "stable_use": "false",
    "assessable": "false",
    "recycled_water": "unavailable",
    "metering_complete": "true",
    "design_use": "5000",
}


@pytest.mark.parametrize(
    ("use_from", "refusal"),
    [
        ("2026-05-04", "不符合条件：在开始用水前的30日内提出（第六条）"),  # today
        ("2026-05-05", ""),
        ("2026-06-03", ""),  # 4 May + 30 days
        ("2026-06-04", "不符合条件：在开始用水前的30日内提出（第六条）"),
        ("2027-01-01", "在计划年度内开始用水"),
    ],
)
def test_a_new_unit_applies_in_the_thirty_days_before_its_first_use(use_from, refusal):
    told = Stories(PACKAGE, DAY).refusal("plan", "2026-05-04", "applicant", "apply_new", {**NEW, "use_from": use_from})
    assert (refusal in told) if refusal else told == ""


def test_a_new_units_plan_is_set_by_the_authority_with_its_grounds():
    cases = Stories(PACKAGE, DAY)
    case = cases.begin(PLAN, "plan", "2026-05-04", "applicant", "apply_new", {**NEW, "use_from": "2026-06-01"})
    assert not case.running("issue")
    assert "现有情况还算不出用水计划指标" in case.refusal("2026-05-06", "water", "issue", ISSUED)
    given = {"indicator": "3000", "feedback_by": "2026-05-20"}
    assert "请填写理由" in case.refusal("2026-05-06", "water", "issue_set", given)
    cases.do(PLAN, "2026-05-06", "water", "issue_set", given, reason="设计用水量的六成")
    assert (case.state, case.value("indicator"), case.issued) == ("issued", 3000, ["set_indicator_notice"])


def test_a_unit_that_did_not_apply_is_given_a_plan_all_the_same():
    cases = Stories(PACKAGE, DAY)
    early = cases.refusal("plan", "2025-12-31", "water", "take_up", UNIT)
    assert early == "不符合条件：申请期已过，计划年度没有结束（第六条）"
    case = cases.begin(PLAN, "plan", "2026-01-05", "water", "take_up", UNIT)
    assert case.due("issue") == dt.date(2026, 1, 31)


def test_a_unit_below_the_regulated_volume_is_left_out():
    cases = applied(values={**UNIT, "regulated": "false"})
    case = cases.told[PLAN]
    assert "现有情况还算不出" in case.refusal("2026-01-20", "water", "issue", ISSUED)
    cases.do(PLAN, "2026-01-20", "water", "refuse", reason="没有达到规定用水量")
    assert case.state == "refused"
    assert "没有使用城市公共供水" in applied().told[PLAN].refusal("2026-01-20", "water", "refuse", reason="甲")


# ---- 第七条至第九条: handing down, feedback ----


def test_the_plan_is_handed_down_by_the_end_of_january():
    case = applied().told[PLAN]
    # 31 January 2026 is a Saturday; the day does not move.
    assert case.due("issue") == dt.date(2026, 1, 31)
    assert case.light("issue", dt.date(2026, 1, 31)).color == "yellow"
    assert case.light("issue", dt.date(2026, 2, 1)).color == "red"


def test_the_indicator_follows_the_rules():
    case = issued().told[PLAN]
    # 1000 × 12.5 × (1 + 0.1 for complete metering)
    assert (case.value("indicator"), case.issued) == (13750, ["indicator_notice"])
    assert case.value("plan_issued_on") == dt.date(2026, 1, 20)


def test_what_the_authority_takes_off_lowers_the_indicator():
    cases = applied()
    off = {**ISSUED, "below_norm_standard": "true"}
    assert "请填写主管部门核定的核减水量" in cases.told[PLAN].refusal("2026-01-20", "water", "issue", off)
    cases.do(PLAN, "2026-01-20", "water", "issue", {**off, "reduction_set": "750"})
    assert cases.told[PLAN].value("indicator") == 13000  # 13750 − 750


def test_silence_counts_as_consent():
    case = issued().told[PLAN]
    assert case.due("feedback") == dt.date(2026, 2, 2)
    assert case.refusal("2026-02-02", "applicant", "give_feedback", {"feedback": "偏少"}) == ""
    late = case.refusal("2026-02-03", "applicant", "give_feedback", {"feedback": "偏少"})
    assert late == "不符合条件：在反馈截止日以前（第九条第二款）"
    assert in_force().told[PLAN].state == "in_force"


@pytest.mark.parametrize(
    ("act", "values", "indicator"), [("keep", {}, 13750), ("revise", {"indicator": "14000"}, 14000)]
)
def test_feedback_is_answered(act, values, indicator):
    cases = issued()
    cases.do(PLAN, "2026-01-21", "applicant", "give_feedback", {"feedback": "产量统计有误"})
    case = cases.told[PLAN]
    assert (case.state, case.turns(), case.running("feedback")) == ("discussing", ("water",), False)
    cases.do(PLAN, "2026-01-22", "water", act, {"feedback_answer": "已核对", **values})
    assert (case.state, case.value("indicator"), case.issued[-1]) == ("in_force", indicator, "feedback_reply")
