"""Ezhou's affordable rental housing: projects, dwellings, rents, complaints and inspections."""

import datetime as dt

import pytest

from lingxing.engines.cases.domain.play import Story
from lingxing.kernel.tests.identity_samples import credit_code
from tests.policies.playing import others, story

PACKAGE = "ezhou/affordable_rental_housing_2022"
DAY = dt.date(2026, 3, 2)
PROJECT, OTHER_PROJECT, STANDARD = (f"00000000-0000-0000-0000-00000000000{n}" for n in range(1, 4))
HOMES = {
    "project_name": "鹊桥公寓",
    "district": "gedian",
    "source": "unsold",
    "started_or_existing": "true",
    "dwellings": "120",
    "dwelling_area": "90",
}
OPERATOR = {
    "entrusted": "false",
    "operator_name": "云梦住房租赁有限公司",
    "operator_code": credit_code(),
    "rental_in_scope": "true",
}

# ---- 第六条至第八条、第十五条: projects ----


def project(**changed: str) -> Story:
    told = story(PACKAGE, "project", DAY)
    told.do("2026-03-02", "applicant", "apply", {**HOMES, **changed})
    return told


@pytest.mark.parametrize(
    ("source", "kind", "largest"),
    [
        ("bought", "rent_then_sale", 140),
        ("bought_under_construction", "rent_then_sale", 140),
        ("new_state_land", "rent_then_sale", 140),
        ("allotted", "rent_then_sale", 140),
        ("unsold", "rent_then_sale", 140),
        ("own_land", "rent_only", 90),
        ("collective_land", "rent_only", 90),
        ("converted", "rent_only", 90),
    ],
)
def test_the_letter_says_whether_dwellings_may_be_sold_later(source, kind, largest):
    told = project(source=source)
    told.do("2026-03-10", "office", "recognise")
    assert (told.value("letting_kind"), told.value("largest_area")) == (kind, largest)
    assert (told.state, told.now.outcome, told.issued) == ("recognised", "granted", ["recognition_letter"])


@pytest.mark.parametrize(
    ("source", "built", "area", "fits"),
    [
        ("bought", "false", "140", True),
        ("bought", "false", "140.01", False),
        ("own_land", "false", "70", True),
        ("own_land", "false", "70.01", False),
        ("own_land", "true", "90", True),
        ("own_land", "true", "90.01", False),
    ],
)
def test_no_dwelling_is_larger_than_its_kind_allows(source, built, area, fits):
    told = project(source=source, started_or_existing=built, dwelling_area=area)
    refusal = told.refusal("2026-03-10", "office", "recognise")
    assert refusal == ("" if fits else "不符合条件：单套建筑面积不超过上限（第八条）")


def test_the_operator_lets_dwellings_by_its_licence():
    told = project()
    told.do("2026-03-10", "office", "recognise")
    assert told.turns() == ("applicant",)
    without = told.refusal("2026-03-11", "applicant", "name_operator", {**OPERATOR, "rental_in_scope": "false"})
    assert "（第十五条）" in without
    assert "请提交委托运营协议（第十五条）" in told.refusals(
        "2026-03-11", "applicant", "name_operator", {**OPERATOR, "entrusted": "true"}, papers=["operator_licence"]
    )
    told.do("2026-03-11", "applicant", "name_operator", OPERATOR)
    assert (told.state, told.turns()) == ("operating", ())
    told.do("2026-05-11", "applicant", "change_operator", {**OPERATOR, "operator_name": "云梦安居有限公司"})
    told.do("2026-06-01", "system", "suspend_support")
    assert told.state == "suspended"
    told.do("2026-07-01", "system", "restore_support")
    assert told.state == "operating"


def test_a_project_may_be_refused_or_withdrawn():
    told = project()
    assert told.refusal("2026-03-03", "office", "refuse") == "请填写理由（第七条）"
    told.do("2026-03-03", "office", "refuse", reason="筹集方式与材料不符")
    assert told.now.outcome == "refused"
    told = project()
    told.do("2026-03-03", "applicant", "withdraw")
    assert told.now.outcome == "withdrawn"


# ---- 第十条: rents ----

RENT = {
    "project": PROJECT,
    "layout": "1栋两室一厅",
    "assessor": "云梦房地产估价公司",
    "assessment_cause": "first_time",
    "rent_assessed_on": "2026-02-20",
    "market_rent": "1000.00",
    "monthly_rent": "700.00",
}


def around() -> dict[str, object]:
    filed = {"project": PROJECT, "monthly_rent": 70000, "market_rent": 100000}
    project_values = {"project_name": "鹊桥公寓", "source": "own_land", "started_or_existing": False}
    cases = {
        PROJECT: ("project", "operating", project_values),
        OTHER_PROJECT: (
            "project",
            "recognised",
            {"project_name": "云梯公寓", "source": "unsold", "started_or_existing": False},
        ),
        STANDARD: ("rent_standard", "filed", filed),
    }
    return {"linked_case": others(cases, PACKAGE)}


def rent(**changed: str) -> Story:
    told = story(PACKAGE, "rent_standard", DAY, **around())
    told.do("2026-03-02", "operator", "submit", {**RENT, **changed})
    return told


def test_a_rent_is_filed_before_it_holds():
    told = rent()
    assert (told.value("rent_ceiling"), told.value("next_assessment")) == (70000, dt.date(2029, 2, 20))
    assert told.turns() == ("housing",)
    assert "不由您的角色办理" in told.refusal("2026-03-03", "operator", "file")
    told.do("2026-03-04", "housing", "file")
    assert (told.state, told.issued) == ("filed", ["filing_receipt"])


def test_a_rent_a_fen_above_seventy_percent_is_not_filed():
    told = story(PACKAGE, "rent_standard", DAY, **around())
    above = {**RENT, "monthly_rent": "700.01"}  # 1000 × 70 % = 700
    assert told.refusal("2026-03-02", "operator", "submit", above) == (
        "不符合条件：租金不高于同地段同品质市场租金的规定比例（第十条）"
    )
    assert told.refusal("2026-03-02", "operator", "submit", {**RENT, "rent_assessed_on": "2026-03-03"}) == (
        "不符合条件：已经评估（第十条）"
    )


def test_rents_are_assessed_again_after_three_years_or_before():
    told = rent()
    told.do("2026-03-04", "housing", "file")
    assert told.due("reassessment") == dt.date(2029, 2, 20)  # three years from the assessment, not from the filing
    assert told.turns() == ("operator",)
    assert told.light("reassessment", "2029-02-21").color == "red"
    again = {name: RENT[name] for name in ("assessor", "market_rent", "monthly_rent")}
    first = told.refusal("2027-06-01", "operator", "assess_again", {**again, "assessment_cause": "first_time"})
    assert first == "不符合条件：已经有过备案的标准，原因不是首次评估（第十条）"
    needed = {**again, "assessment_cause": "needed", "rent_assessed_on": "2027-05-20"}
    told.do("2027-06-01", "operator", "assess_again", needed)
    assert (told.state, told.running("reassessment")) == ("submitted", False)
    told.do("2027-06-02", "housing", "send_back", reason="报告缺页")
    told.do("2027-06-03", "operator", "submit_again", {"monthly_rent": "680.00"})
    told.do("2027-06-04", "housing", "file")
    assert told.due("reassessment") == dt.date(2030, 5, 20)
    told.do("2028-06-04", "operator", "retire", reason="整栋改造")
    assert (told.now.outcome, told.running("reassessment")) == ("done", False)


def test_the_head_and_then_the_housing_department_hear_of_a_late_assessment():
    told = rent()
    rungs = [(rung.at, rung.tells, rung.escalates) for rung in told.service.clocks["reassessment"].rungs]
    assert rungs[-2:] == [("1 day after", "operator_head", True), ("30 days after", "housing", True)]


# ---- 第八条、第九条、第十六条: dwellings ----

HOME = {"project": PROJECT, "dwelling_name": "1栋2单元301室", "layout": "两室一厅", "dwelling_area": "70"}
READY = {"decorated": "true", "habitable": "true"}
OFFER = {"rent_standard": STANDARD, "property_fee": "1.50"}


def dwelling(*acts: str, **changed: str) -> Story:
    told = story(PACKAGE, "dwelling", DAY, **around())
    told.do("2026-03-02", "operator", "enter", {**HOME, **changed})
    given = {"finish": READY, "announce": OFFER}
    for act in acts:
        told.do(
            "2026-03-03", "system" if act in ("open_letting", "reserve", "occupy") else "operator", act, given.get(act)
        )
    return told


def test_a_dwelling_takes_its_limits_from_its_project():
    told = story(PACKAGE, "dwelling", DAY, **around())
    large = {**HOME, "dwelling_area": "70.01"}  # only let, not begun when recognised: 70
    assert told.refusal("2026-03-02", "operator", "enter", large) == "不符合条件：单套建筑面积不超过上限（第八条）"
    told.do("2026-03-02", "operator", "enter", {**large, "project": OTHER_PROJECT})  # may be sold later: 140
    assert told.value("guide_area") == 90


@pytest.mark.parametrize("lacking", ["decorated", "habitable"])
def test_a_dwelling_is_finished_before_it_is_let(lacking):
    told = dwelling()
    assert "（第九条）" in told.refusal("2026-03-03", "operator", "finish", {**READY, lacking: "false"})
    assert "不能办理“提交招租公告”" in told.refusal("2026-03-03", "operator", "announce", OFFER)


def test_a_dwelling_is_announced_with_size_layout_rent_and_fees():
    told = dwelling("finish", "announce")
    assert told.published == ["letting_announcement"]
    columns = told.service.publications["letting_announcement"].columns
    assert set(columns) == {"project_name", "dwelling_name", "layout", "dwelling_area", "monthly_rent", "property_fee"}
    assert (told.value("monthly_rent"), told.value("market_rent")) == (70000, 100000)
    told.do("2026-03-04", "system", "open_letting")
    assert (told.state, told.turns()) == ("available", ())


def test_an_announcement_needs_a_rent_of_its_project_and_an_operator():
    told = dwelling("finish", project=OTHER_PROJECT)
    assert told.refusals("2026-03-03", "operator", "announce", OFFER) == (
        "不符合条件：租金标准属于同一项目（第十条）",
        "不符合条件：项目已明确运营单位（第十五条）",
    )


def test_a_dwelling_lives_on_after_a_tenant():
    told = dwelling("finish", "announce", "open_letting", "reserve")
    told.do("2026-04-01", "system", "release")
    told.do("2026-04-02", "operator", "recall", reason="修缮")
    assert told.state == "ready"
    told.do("2026-05-06", "operator", "announce", OFFER)
    for act in ("open_letting", "reserve", "occupy", "vacate"):
        told.do("2026-05-07", "system", act)
    assert told.state == "ready"
    told.do("2026-05-08", "operator", "remove", reason="项目拆除")
    assert told.now.outcome == "withdrawn"
    sold = dwelling("finish", "announce", "open_letting", "reserve", "occupy")
    sold.do("2031-05-08", "system", "convert")
    assert sold.now.outcome == "done"


# ---- 第二十七条: complaints ----


def test_anybody_may_complain_and_gets_an_answer():
    told = story(PACKAGE, "complaint", DAY)
    told.do("2026-03-02", "everyone", "complain", {"about": "rents", "content": "收取的租金高于公告"})
    assert told.turns() == ("department",)
    assert "不能办理" in told.refusal("2026-03-03", "department", "reply", {"well_founded": "true", "answer": "已退还"})
    told.do("2026-03-03", "department", "take_up")
    told.do("2026-03-09", "department", "reply", {"well_founded": "true", "answer": "多收的租金已退还。"})
    assert (told.now.outcome, told.issued) == ("done", ["reply_letter"])


# ---- 第二十八条: inspections ----

VISIT = {"project": PROJECT, "inspected_place": "鹊桥公寓1栋", "inspected_on": "2026-03-02"}
FOUND = {"findings": [{"area": "rents", "finding": "多收租金"}], "severity": "ordinary", "unlawful": "false"}


def inspection(**changed: object) -> Story:
    told = story(PACKAGE, "inspection", DAY, **around())
    told.do("2026-03-02", "inspector", "open", VISIT)
    told.do("2026-03-02", "inspector", "report_findings", {**FOUND, **changed})
    return told


def test_an_inspection_may_find_nothing():
    told = story(PACKAGE, "inspection", DAY, **around())
    told.do("2026-03-02", "inspector", "open", VISIT)
    told.do("2026-03-02", "inspector", "find_nothing")
    assert told.now.outcome == "done"


def test_the_day_of_the_order_is_the_last_for_correction():
    told = inspection()
    assert told.turns() == ("department",)
    assert "整改截止日" in told.refusal(
        "2026-03-03", "department", "order_correction", {"correct_by": "2026-03-03"}, reason="退还"
    )
    told.do("2026-03-03", "department", "order_correction", {"correct_by": "2026-03-21"}, reason="退还多收的租金")
    assert told.due("correction") == dt.date(2026, 3, 21)  # a Saturday: the order's day stands
    assert told.light("correction", "2026-03-21").color != "red"
    assert told.light("correction", "2026-03-22").color == "red"
    told.do("2026-03-20", "operator", "report_correction", {"correction": "已退还"})
    assert not told.running("correction")
    told.do("2026-03-23", "department", "reject_correction", {"correct_by": "2026-04-10"}, reason="还差两户")
    assert told.due("correction") == dt.date(2026, 4, 10)
    told.do("2026-04-09", "operator", "report_correction", {"correction": "全部退还"})
    told.do("2026-04-10", "department", "accept_correction")
    assert (told.state, told.now.settled, told.issued) == ("corrected", True, ["correction_order"] * 2)


SERIOUS = (
    ("circulate", {}),
    ("punish_credit", {}),
    ("suspend_support", {}),
    ("order_return", {"subsidy_returned": "5000"}),
)


@pytest.mark.parametrize(("act", "given"), SERIOUS)
def test_the_graver_measures_need_a_serious_case(act, given):
    told = inspection()
    assert (
        told.refusal("2026-03-03", "department", act, given, reason="屡教不改") == "不符合条件：情节严重（第二十八条）"
    )
    told = inspection(severity="serious")
    told.do("2026-03-03", "department", act, given, reason="屡教不改")
    assert told.state == "found"


def test_the_support_is_suspended_and_restored_on_the_project_itself():
    told = inspection(severity="serious")
    assert told.do("2026-03-03", "department", "suspend_support", reason="骗取优惠").cascades == (
        (PROJECT, "suspend_support"),
    )


def test_credit_punishment_marks_the_operator_until_it_is_lifted():
    told = inspection(severity="serious")
    told.do("2026-03-03", "department", "punish_credit", reason="骗取优惠")
    assert told.marks == {"dishonest_operator"}
    assert "还没有纳入" in told.refusal("2026-03-03", "department", "punish_credit", reason="骗取优惠")
    told.do("2026-03-03", "department", "order_correction", {"correct_by": "2026-03-20"}, reason="改正")
    told.do("2026-03-19", "operator", "report_correction", {"correction": "已改正"})
    assert "不能办理" in told.refusal("2026-03-20", "department", "lift_credit", reason="已改正")
    told.do("2026-03-20", "department", "accept_correction")
    told.do("2026-06-20", "department", "lift_credit", reason="信用修复")
    assert told.marks == set()


def test_only_what_may_be_unlawful_goes_to_justice():
    told = inspection(severity="serious")
    assert told.refusal("2026-03-03", "department", "transfer", reason="伪造") == "不符合条件：涉嫌违法（第二十八条）"
    told = inspection(unlawful="true")
    told.do("2026-03-03", "department", "transfer", reason="伪造合同")
    assert told.issued == ["transfer_letter"]
