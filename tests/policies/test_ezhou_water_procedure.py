"""Ezhou's water plans: applied for, handed down, changed, cut, measured against; the surcharge, objected to, owed."""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from fractions import Fraction

import pytest

from lingxing.engines.cases.domain.refusals import Refused
from tests.policies.playing import Stories

PACKAGE = "ezhou/water_use_plan_2022"
DAY = dt.date(2026, 1, 5)
PLAN, MORE, SITE, BILL = (f"00000000-0000-0000-0000-00000000000{n}" for n in range(1, 5))
UNIT = {
    "unit_name": "云梦纺织有限公司",
    "user_number": "08-1234",
    "contact_phone": "0711-7654321",
    "plan_year": "2026",
    "regulated": "true",
    "has_norm": "true",
    "stable_use": "true",
    "assessable": "true",
    "assessed_quantity": "1000",
    "water_norm": "12.5",
    "saving_title": "false",
    "balance_tested": "false",
    "balance_omitted": "false",
    "saving_project": "false",
    "measures_missing": "false",
    "recycled_water": "unavailable",
    "advanced_product": "false",
    "obsolete_equipment": "false",
    "metering_complete": "true",
}
ISSUED = {
    "reporting": "none",
    "below_norm_standard": "false",
    "refuses_rectification": "false",
    "feedback_by": "2026-02-02",
}
GROUNDS = {
    "reuse_rate_met": "true",
    "within_norm": "true",
    "indirect_cooling": "true",
    "cooling_circulation": "0.95",
    "fixture_leakage": "0.02",
    "evaluation_done": "true",
    "leak_ignored": "false",
}
HIRED = {
    "plan": PLAN,
    "kind": "staff",
    "happened_on": "2026-02-02",
    "situation": "新增四十名员工",
    "quantity": "40",
    "norm": "18.5",
    **GROUNDS,
}
FIRE = {"plan": PLAN, "kind": "fire", "happened_on": "2026-03-06", "situation": "车间失火"}


def applied(day: str = "2025-12-31", values: Mapping[str, str] = UNIT) -> Stories:
    cases = Stories(PACKAGE, DAY)
    cases.begin(PLAN, "plan", day, "applicant", "apply", values)
    return cases


def issued(day: str = "2026-01-20") -> Stories:
    cases = applied()
    cases.do(PLAN, day, "water", "issue", ISSUED)
    return cases


def in_force() -> Stories:
    cases = issued()
    cases.do(PLAN, "2026-02-03", "system", "deem_accepted")
    return cases


def over() -> Stories:
    """Return the plan of 2025, 10000 cubic metres, after its year."""
    cases = Stories(PACKAGE, dt.date(2026, 3, 2))
    cases.begin(PLAN, "plan", "2024-12-31", "applicant", "apply", {**UNIT, "plan_year": "2025"})
    cases.do(
        PLAN, "2025-01-20", "water", "issue_set", {"indicator": "10000", "feedback_by": "2025-02-05"}, reason="定额"
    )
    cases.do(PLAN, "2026-01-01", "system", "end_year")
    return cases


def billed(use: str = "12500.00") -> Stories:
    cases = over()
    cases.begin(BILL, "surcharge", "2026-03-02", "supplier", "meter", {"plan": PLAN, "actual_use": use})
    cases.do(BILL, "2026-03-02", "water", "bill_set", {"amount": "13500.00"}, reason="按市里的标准")
    return cases


def served() -> Stories:
    cases = billed()
    cases.do(BILL, "2026-03-03", "water", "serve", {"served_on": "2026-03-03"})
    return cases


@pytest.fixture
def price(settings, tmp_path):
    """The city charges one, two and three times 3 yuan, from 0, 10 and 20 per cent above the plan."""
    file = tmp_path / f"{PACKAGE}.yaml"
    file.parent.mkdir()
    file.write_text("water_price: 3.00\nsurcharge_multiples: [[0, 1], [0.1, 2], [0.2, 3]]\n", "utf-8")
    settings.PARAMETER_DIRECTORY = tmp_path


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


# ---- 第十条: adjustment ----


@pytest.mark.parametrize(
    ("day", "refusal"),
    [
        ("2026-02-10", ""),
        ("2026-02-28", ""),  # a Saturday, the last day of the month after January
        ("2026-03-01", "不符合条件：在指标下达次月月底以前（第十条第一款）"),
    ],
)
def test_an_adjustment_is_asked_for_by_the_end_of_the_next_month(day, refusal):
    cases = in_force()
    assert cases.told[PLAN].due("adjustment") == dt.date(2026, 2, 28)
    assert cases.refusal("supplement", day, "applicant", "apply_adjustment", HIRED) == refusal


def test_an_adjustment_is_verified_in_five_days_and_made_in_the_first_ten_of_the_next_month():
    cases = in_force()
    case = cases.begin(MORE, "supplement", "2026-02-10", "applicant", "apply_adjustment", HIRED)
    # Tuesday 10 February: 11, 12, 13, Saturday 14 in exchange; 15 to 23 are off; 24 February.
    assert case.due("verification") == dt.date(2026, 2, 24)
    # 2 to 6 and 9 to 13 March.
    assert case.due("adjusting") == dt.date(2026, 3, 13)
    cases.do(MORE, "2026-02-24", "water", "verify", {"proof_given": "true"})
    assert (case.running("verification"), case.running("adjusting")) == (False, True)
    cases.do(MORE, "2026-03-13", "water", "grant_adjustment")
    # 40 × 18.5 = 740; 13750 + 740
    assert (case.value("granted_volume"), cases.told[PLAN].value("indicator")) == (740, 14490)
    assert cases.told[PLAN].issued[-1] == "changed_notice"


def test_without_proof_nothing_is_added():
    cases = in_force()
    assert cases.refusal("supplement", "2026-02-10", "applicant", "apply_adjustment", HIRED, papers=[]) == (
        "请提交鄂州市非居民用水单位用水计划指标调整申请表（第十条第二款第（一）项）；"
        "请提交规模、产量、工艺、人数、设备、绿化等变化的证明（第十条第二款第（二）项）；"
        "请提交已按规定完成水平衡测试的证明（第十条第二款第（三）项）"
    )
    case = cases.begin(MORE, "supplement", "2026-02-10", "applicant", "apply_adjustment", HIRED)
    cases.do(MORE, "2026-02-24", "water", "verify", {"proof_given": "false"})
    assert "核算的增补水量大于零" in case.refusal("2026-03-02", "water", "grant_adjustment")
    typed = {"granted_volume": "700", "proof_given": "false"}
    assert "证明材料齐全" in case.refusal("2026-03-02", "water", "grant_set", typed, reason="甲")
    cases.do(MORE, "2026-03-02", "water", "refuse", reason="证明材料不属实")
    assert (case.state, cases.told[PLAN].value("indicator")) == ("refused", 13750)


def test_what_has_no_norm_is_granted_as_the_authority_reckons():
    cases = in_force()
    other = {**FIRE, "kind": "other"}
    case = cases.begin(MORE, "supplement", "2026-03-09", "applicant", "report_sudden", other)
    cases.do(MORE, "2026-03-10", "applicant", "submit", GROUNDS)
    assert "现有情况还算不出核准的增补水量" in case.refusal(
        "2026-03-11", "water", "grant_sudden", {"proof_given": "true"}
    )
    typed = {"granted_volume": "700", "proof_given": "true"}
    assert "请填写理由" in case.refusal("2026-03-11", "water", "grant_set", typed)
    cases.do(MORE, "2026-03-11", "water", "grant_set", typed, reason="按同类单位核算")
    assert cases.told[PLAN].value("indicator") == 14450  # 13750 + 700


# ---- 第十三条: what stands against any change ----


@pytest.mark.parametrize(
    ("change", "article"),
    [
        ({"reuse_rate_met": "false"}, "第十三条第（一）项"),
        ({"within_norm": "false"}, "第十三条第（二）项"),
        ({"cooling_circulation": "0.9499"}, "第十三条第（三）项"),
        ({"fixture_leakage": "0.0201"}, "第十三条第（四）项"),
        ({"evaluation_done": "false"}, "第十三条第（五）项"),
        ({"leak_ignored": "true"}, "第十三条第（六）项"),
    ],
)
def test_each_ground_refuses_with_its_article(change, article):
    cases = in_force()
    refusal = cases.refusal("supplement", "2026-02-10", "applicant", "apply_adjustment", {**HIRED, **change})
    assert refusal.endswith(f"（{article}）")
    assert refusal.count("不符合条件") == 1
    cases.begin(MORE, "supplement", "2026-03-09", "applicant", "report_sudden", FIRE)
    sudden = {"volume": "320", **GROUNDS, **change}
    assert cases.told[MORE].refusal("2026-03-09", "applicant", "submit", sudden).endswith(f"（{article}）")


def test_who_owes_a_surcharge_gets_nothing_added():
    cases = in_force()
    cases.begin(MORE, "supplement", "2026-03-09", "applicant", "report_sudden", FIRE)
    case = cases.told[MORE]
    case.world["has_mark"] = lambda name: name == "surcharge_arrears"
    refusal = case.refusal("2026-03-09", "applicant", "submit", {"volume": "320", **GROUNDS})
    assert refusal == "不符合条件：没有拖欠超计划用水加价水费（第十三条第（七）项）"


# ---- 第十二条、附件2: sudden use ----


@pytest.mark.parametrize(("day", "can"), [("2026-03-10", True), ("2026-03-11", True), ("2026-03-12", False)])
def test_sudden_use_is_reported_within_three_working_days(day, can):
    cases = in_force()
    case = cases.begin(MORE, "supplement", "2026-03-06", "applicant", "report_sudden", FIRE)
    # Friday 6 March: 9, 10 and 11 March.
    assert case.due("report") == dt.date(2026, 3, 11)
    refusal = case.refusal(day, "applicant", "submit", {"volume": "320", **GROUNDS})
    assert refusal == ("" if can else "不符合条件：在事发后3个工作日内（第十二条）")


def test_sudden_use_is_reviewed_in_five_working_days_and_added():
    cases = in_force()
    case = cases.begin(MORE, "supplement", "2026-03-09", "applicant", "report_sudden", FIRE)
    assert "请提交突发用水的证明材料" in case.refusal("2026-03-09", "applicant", "submit", GROUNDS, papers=[])
    cases.do(MORE, "2026-03-11", "applicant", "submit", {"volume": "320.4", **GROUNDS})
    # Wednesday 11 March: 12, 13, 16, 17 and 18 March.
    assert case.due("review") == dt.date(2026, 3, 18)
    cases.do(MORE, "2026-03-18", "water", "grant_sudden", {"proof_given": "true"})
    assert case.value("granted_volume") == 320  # rounded to the cubic metre
    assert cases.told[PLAN].value("indicator") == 14070  # 13750 + 320


def test_a_report_without_an_application_lapses():
    cases = in_force()
    cases.begin(MORE, "supplement", "2026-03-09", "applicant", "report_sudden", FIRE)
    cases.do(MORE, "2026-03-12", "system", "lapse")
    assert cases.told[MORE].now.outcome == "lapsed"


def test_after_the_year_nothing_sudden_is_taken():
    cases = in_force()
    late = {**FIRE, "happened_on": "2026-12-31"}
    case = cases.begin(MORE, "supplement", "2026-12-31", "applicant", "report_sudden", late)
    given = {"volume": "320", **GROUNDS}
    assert case.refusal("2026-12-31", "applicant", "submit", given) == ""
    assert "不迟于当年12月31日" in case.refusal("2027-01-01", "applicant", "submit", given)


def test_a_burst_pipe_is_reckoned_by_flow_and_hours_a_day_at_most():
    cases = in_force()
    burst = {**FIRE, "kind": "burst"}
    case = cases.begin(MORE, "supplement", "2026-03-09", "applicant", "report_sudden", burst)
    cases.do(MORE, "2026-03-10", "applicant", "submit", {"burst_hours": "30", **GROUNDS})
    assert "请填写每小时流失水量" in case.refusal("2026-03-11", "water", "grant_sudden", {"proof_given": "true"})
    cases.do(MORE, "2026-03-11", "water", "grant_sudden", {"proof_given": "true", "flow": "12.5"})
    assert case.value("granted_volume") == 300  # 12.5 × 24, not × 30


def test_a_drill_without_a_meter_is_granted_within_the_limits():
    cases = in_force()
    case = cases.begin(MORE, "supplement", "2026-03-09", "applicant", "report_sudden", {**FIRE, "kind": "drill"})
    cases.do(MORE, "2026-03-10", "applicant", "submit", {"metered": "false", "times": "2", **GROUNDS})
    over_limit = {"proof_given": "true", "volume_each": "151"}
    assert "现有情况还算不出" in case.refusal("2026-03-11", "water", "grant_sudden", over_limit)
    cases.do(MORE, "2026-03-11", "water", "grant_sudden", {"proof_given": "true", "volume_each": "150"})
    assert case.value("granted_volume") == 300  # 2 × 150


def test_a_leak_slowly_mended_is_borne_in_part():
    cases = in_force()
    leak = {**FIRE, "kind": "leak", "happened_on": "2026-03-06"}
    case = cases.begin(MORE, "supplement", "2026-03-09", "applicant", "report_sudden", leak)
    told = {
        "daily_records": "true",
        "leak_total": "1000",
        "week_before": "350",
        "week_after": "350",
        "leak_days": "10",
        "repair_started_on": "2026-03-12",
        "renovated": "false",
    }
    cases.do(MORE, "2026-03-11", "applicant", "submit", {**told, **GROUNDS})
    cases.do(MORE, "2026-03-13", "water", "grant_sudden", {"proof_given": "true"})
    # 1000 − (350 + 350) ÷ 14 × 10 = 500; mended after 6 days: less a fifth
    assert case.value("granted_volume") == 400


def test_a_fire_is_no_ground_for_an_adjustment():
    refusal = in_force().refusal("supplement", "2026-02-10", "applicant", "apply_adjustment", {**HIRED, "kind": "fire"})
    assert "灭火、爆管、漏水等按突发用水申请" in refusal


# ---- 第十一条: shortage ----


@pytest.mark.parametrize(
    ("reduced", "can"),
    # 13750 × 0.85 = 11687.5, rounded half up
    [("11687", False), ("11688", True), ("11689", False), ("13750", False)],
)
def test_in_a_shortage_the_indicator_is_cut_by_a_share(reduced, can):
    case = in_force().told[PLAN]
    cut = {"cut_share": "0.15", "reduced_indicator": reduced}
    refusal = case.refusal("2026-07-01", "water", "cut", cut, reason="水库蓄水不足")
    assert (refusal == "") is can


def test_a_cut_is_told():
    cases = in_force()
    cut = {"cut_share": "0.2", "reduced_indicator": "11000"}
    case = cases.do(PLAN, "2026-07-01", "water", "cut", cut, reason="水库蓄水不足")
    assert (case.value("before_cut"), case.value("indicator"), case.issued[-1]) == (13750, 11000, "cut_notice")


# ---- 附件2第3项: building water ----


def test_building_water_is_reported_by_the_month_and_deducted():
    cases = in_force()
    opened = {"plan": PLAN, "meter_installed": "true", "meter_number": "基1"}
    assert "已安装基建计量水表" in cases.refusal(
        "construction", "2026-03-02", "applicant", "open", {"plan": PLAN, "meter_installed": "false"}
    )
    site = cases.begin(SITE, "construction", "2026-03-02", "applicant", "open", opened)
    assert site.due("monthly") == dt.date(2026, 4, 30)
    cases.do(SITE, "2026-04-30", "applicant", "report_month", {"month_volume": "120.50"})
    assert (cases.told[PLAN].value("deducted"), site.due("monthly")) == (Fraction("120.5"), dt.date(2026, 5, 31))
    cases.do(SITE, "2026-06-01", "system", "miss_month")
    assert (site.now.counts["miss_month"], site.due("monthly")) == (1, dt.date(2026, 7, 31))
    cases.do(SITE, "2026-07-01", "applicant", "finish")
    assert not site.running("monthly")


# ---- 第十四条: measuring ----


@pytest.mark.parametrize(("use", "state"), [("9999.99", "within"), ("10000.00", "within"), ("10000.01", "exceeded")])
def test_only_what_exceeds_the_plan_is_billed(use, state):
    cases = over()
    case = cases.begin(BILL, "surcharge", "2026-03-02", "supplier", "meter", {"plan": PLAN, "actual_use": use})
    assert (case.state, cases.told[PLAN].state) == (state, "assessed")


def test_building_water_does_not_count():
    cases = over()
    cases.told[PLAN].now = dataclasses.replace(
        cases.told[PLAN].now, values={**cases.told[PLAN].now.values, "deducted": 2500}
    )
    case = cases.begin(BILL, "surcharge", "2026-03-02", "supplier", "meter", {"plan": PLAN, "actual_use": "12500.00"})
    assert (case.value("counted_use"), case.state) == (10000, "within")


def test_the_surcharge_follows_the_rules(price):
    cases = over()
    case = cases.begin(BILL, "surcharge", "2026-03-02", "supplier", "meter", {"plan": PLAN, "actual_use": "12500.00"})
    cases.do(BILL, "2026-03-02", "water", "bill")
    # 2500 above 10000: 1000 × 1 + 1000 × 2 + 500 × 3 = 4500; × 3 yuan
    assert (case.value("excess"), case.value("amount"), case.issued) == (2500, 1350000, ["bill_notice"])


def test_without_a_price_the_authority_writes_the_amount():
    cases = over()
    case = cases.begin(BILL, "surcharge", "2026-03-02", "supplier", "meter", {"plan": PLAN, "actual_use": "12500.00"})
    assert "现有情况还算不出加价水费" in case.refusal("2026-03-02", "water", "bill")
    assert billed().told[BILL].value("excess") == 2500


# ---- 第十五条、第十六条: objecting, paying, owing ----


def test_ten_working_days_for_paying_and_for_objecting():
    case = served().told[BILL]
    # Tuesday 3 March: 4, 5, 6, 9 to 13, 16 and 17 March.
    assert (case.due("payment"), case.due("objection")) == (dt.date(2026, 3, 17), dt.date(2026, 3, 17))
    assert case.refusal("2026-03-17", "applicant", "object", {"objection": "水表故障"}) == ""
    late = case.refusal("2026-03-18", "applicant", "object", {"objection": "水表故障"})
    assert late == "不符合条件：在收到通知单之日起10个工作日内（第十五条）"


def test_an_objection_is_settled_in_eight_working_days_and_the_time_for_paying_begins_anew():
    cases = served()
    case = cases.do(BILL, "2026-03-10", "applicant", "object", {"objection": "水表故障"})
    # Tuesday 10 March: 11, 12, 13, 16 to 20 March.
    assert (case.due("objection_review"), case.running("payment")) == (dt.date(2026, 3, 20), False)
    assert case.light("objection_review", dt.date(2026, 3, 21)).color == "red"
    cases.do(BILL, "2026-03-16", "water", "dismiss_objection", {"finding": "水表经检定合格"})
    # Monday 16 March: 17 to 20, 23 to 27 and 30 March.
    assert (case.state, case.due("payment")) == ("served", dt.date(2026, 3, 30))
    again = case.refusal("2026-03-17", "applicant", "object", {"objection": "仍不服"})
    assert "在收到通知单之日起10个工作日内" in again


def test_a_corrected_bill_begins_anew():
    cases = served()
    cases.do(BILL, "2026-03-10", "applicant", "object", {"objection": "多抄五百"})
    less = {"finding": "抄表有误", "counted_use": "10000.00", "amount": "9000.00"}
    case = cases.told[BILL]
    assert "更正后仍超过指标" in case.refusal("2026-03-16", "water", "correct_bill", less)
    cases.do(BILL, "2026-03-16", "water", "correct_bill", {**less, "counted_use": "12000.00"})
    assert (case.state, case.value("excess"), case.running("payment")) == ("billed", 2000, False)
    cases.do(BILL, "2026-03-16", "applicant", "confirm_receipt")
    # Monday 16 March: 17 to 20, 23 to 27 and 30 March.
    assert case.due("payment") == case.due("objection") == dt.date(2026, 3, 30)


def test_a_bill_that_should_not_be_is_cancelled():
    cases = served()
    cases.do(BILL, "2026-03-10", "applicant", "object", {"objection": "不是本单位"})
    case = cases.do(BILL, "2026-03-12", "water", "cancel", {"finding": "户号错误"})
    assert (case.state, case.running("payment")) == ("cancelled", False)


def test_a_payment_is_reported_and_checked():
    cases = served()
    case = cases.do(BILL, "2026-03-17", "applicant", "report_payment", {"paid_on": "2026-03-17"})
    assert (case.turns(), case.running("payment")) == (("water",), False)
    short = case.refusal("2026-03-18", "water", "record_payment", {"paid_amount": "13499.99"})
    assert short == "不符合条件：足额缴入国库（第十六条第一款）"
    cases.do(BILL, "2026-03-18", "water", "record_payment", {"paid_amount": "13500.00"})
    assert (case.state, case.issued[-1]) == ("paid", "payment_proof")


def test_money_that_did_not_come_leaves_the_time_as_it_was():
    cases = served()
    cases.do(BILL, "2026-03-16", "applicant", "report_payment", {"paid_on": "2026-03-16"})
    case = cases.do(BILL, "2026-03-19", "water", "reject_payment", reason="账号填错")
    # Ten working days after 3 March, as before.
    assert (case.state, case.due("payment")) == ("served", dt.date(2026, 3, 17))
    assert case.light("payment", dt.date(2026, 3, 19)).color == "red"


def owing() -> Stories:
    cases = served()
    cases.do(BILL, "2026-03-18", "system", "fall_due")
    return cases


def test_twice_reminded_and_still_owing_goes_onto_the_credit_record():
    cases = owing()
    case = cases.told[BILL]
    assert (case.state, case.marks) == ("overdue", {"surcharge_arrears"})
    assert "不能办理“第二次催缴”" in case.refusal("2026-03-18", "water", "remind_second", {"second_by": "2026-04-30"})
    cases.do(BILL, "2026-03-19", "water", "remind_first", {"first_by": "2026-03-31"})
    assert case.due("first_demand") == dt.date(2026, 3, 31)
    assert "不能办理“纳入社会信用体系平台”" in case.refusal("2026-04-01", "water", "list_credit", reason="未缴")
    cases.do(BILL, "2026-04-01", "system", "first_ends")
    cases.do(BILL, "2026-04-02", "water", "remind_second", {"second_by": "2026-04-15"})
    assert case.due("second_demand") == dt.date(2026, 4, 15)
    cases.do(BILL, "2026-04-16", "system", "second_ends")
    cases.do(BILL, "2026-04-17", "water", "list_credit", reason="两次催缴后仍未缴")
    assert case.marks == {"surcharge_arrears", "surcharge_listed"}
    assert case.issued[-3:] == ["first_demand", "second_demand", "credit_decision"]
    late = {"paid_on": "2026-05-06", "paid_amount": "13500.00"}
    cases.do(BILL, "2026-05-06", "water", "record_late_payment", late)
    assert (case.state, case.marks) == ("paid", set())


def test_a_reminder_gives_time():
    refusal = owing().told[BILL].refusal("2026-03-19", "water", "remind_first", {"first_by": "2026-03-19"})
    assert refusal == "不符合条件：截止日在今天以后（第十六条第二款）"


def test_a_plan_is_not_measured_while_supplements_are_open():
    cases = in_force()
    late = {**FIRE, "happened_on": "2026-12-31"}
    cases.begin(MORE, "supplement", "2026-12-31", "applicant", "report_sudden", late)
    cases.do(MORE, "2026-12-31", "applicant", "submit", {"volume": "320", **GROUNDS})
    cases.do(PLAN, "2027-01-01", "system", "end_year")
    metering = {"plan": PLAN, "actual_use": "14000.00"}
    with pytest.raises(Refused, match="增补申请都已办结"):
        cases.begin(BILL, "surcharge", "2027-01-05", "supplier", "meter", metering)
    cases.do(MORE, "2027-01-06", "water", "grant_sudden", {"proof_given": "true"})
    # 13750 + 320 = 14070
    assert cases.begin(BILL, "surcharge", "2027-01-07", "supplier", "meter", metering).state == "within"
