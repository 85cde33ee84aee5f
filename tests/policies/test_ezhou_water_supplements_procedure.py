"""鄂州政办发〔2022〕15号, articles 10 to 13 and annex 2: adjustment, sudden use, shortage, building water."""

import datetime as dt
from fractions import Fraction

import pytest

from tests.policies.water import FIRE, GROUNDS, HIRED, MORE, PLAN, SITE, in_force

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
