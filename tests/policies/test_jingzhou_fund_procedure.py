"""Jingzhou's fund for emergency treatment: patients, quarterly claims, opinions."""

import datetime as dt

import pytest

from tests.policies.fund import (
    AGENCY,
    CLAIM,
    COSTS,
    DAY,
    FOUR,
    HOSPITAL,
    KNOWN_PERSON,
    ONE,
    PACKAGE,
    QUARTER,
    TWO,
    UNKNOWN_PERSON,
    fund,
    identified,
    ready,
    sent,
    submitted,
)
from tests.policies.playing import Stories


@pytest.fixture
def share(settings, tmp_path):
    """The city pays four fifths of the gap."""
    file = tmp_path / f"{PACKAGE}.yaml"
    file.parent.mkdir()
    file.write_text("fund_share: 0.8\n", "utf-8")
    settings.PARAMETER_DIRECTORY = tmp_path


# ---- 四: who the patient is ----


def test_the_police_have_five_working_days_to_say_who_somebody_is():
    cases = Stories(PACKAGE, DAY)
    case = cases.begin(ONE, "patient", "2026-02-02", HOSPITAL, "register", UNKNOWN_PERSON)
    assert (case.state, case.turns()) == ("unidentified", ("applicant",))
    cases.do(ONE, "2026-02-02", HOSPITAL, "ask_police")
    # Monday 2 February: 3, 4, 5, 6 and 9 February.
    assert case.due("identity_check") == dt.date(2026, 2, 9)
    assert case.light("identity_check", dt.date(2026, 2, 9)).color == "yellow"
    assert case.light("identity_check", dt.date(2026, 2, 10)).color == "red"
    found = {"identity": "known", "patient_name": "钱七二", "check_note": "经比对，为本人"}
    cases.do(ONE, "2026-02-10", "police", "state_identity", found)
    assert (case.state, case.issued) == ("treating", ["identity_request", "identity_statement"])
    assert case.value("police_statement") is True


@pytest.mark.parametrize(("doubted", "state"), [("true", "unidentified"), ("false", "treating")])
def test_doubted_papers_go_to_the_police_too(doubted, state):
    cases = Stories(PACKAGE, DAY)
    given = {**KNOWN_PERSON, "papers_doubted": doubted}
    assert cases.begin(TWO, "patient", "2026-02-02", HOSPITAL, "register", given).state == state


@pytest.mark.parametrize(("fact", "article"), [("in_city", "三（一）"), ("urgent", "三（一）")])
def test_only_urgent_illness_in_the_city_is_registered(fact, article):
    refusal = Stories(PACKAGE, DAY).refusal(
        "patient", "2026-02-02", HOSPITAL, "register", {**UNKNOWN_PERSON, fact: "false"}
    )
    assert article in refusal


# ---- 三（二）2: who pays before the fund ----


def test_the_payers_pay_in_their_order_and_the_fund_what_is_left():
    cases = Stories(PACKAGE, DAY)
    # 10000 − 1000 − 2000 − 500 − 4000 − 300 − 200 = 2000
    shares = {"liable": 1000, "accident_fund": 2000, "vagrant_aid": 500, "insurance": 4000, "public_health": 300}
    shares["medical_assistance"] = 200
    ready(cases, costs={**COSTS, **{f"{name}_share": str(amount) for name, amount in shares.items()}})
    case = cases.told[ONE]
    assert {name: case.value(f"{name}_pays") for name in shares} == {name: 100 * yuan for name, yuan in shares.items()}
    assert (case.value("gap"), case.state) == (200000, "ready")


def test_what_others_paid_is_shown_by_vouchers():
    cases = Stories(PACKAGE, DAY)
    identified(cases)
    case = cases.do(ONE, "2026-02-20", HOSPITAL, "register_costs", {**COSTS, "insurance_share": "0.01"})
    assert case.refusals("2026-03-02", HOSPITAL, "hand_in", papers=[]) == (
        "请提交其他渠道赔偿、补助或报销的凭证（五（一）3）",
        "请提交盖章的收费票据（五（一）4）",
        "请提交医疗费用汇总清单（五（一）5）",
    )


def test_a_known_patient_in_need_brings_his_papers_and_an_outpatient_his_record():
    cases = Stories(PACKAGE, DAY)
    cases.begin(TWO, "patient", "2026-02-02", HOSPITAL, "register", {**KNOWN_PERSON, "outpatient": "true"})
    costs = {**COSTS, "hardship_proof": "true"}
    case = cases.do(TWO, "2026-02-20", HOSPITAL, "register_costs", costs)
    assert case.refusals("2026-03-02", HOSPITAL, "hand_in", papers=[]) == (
        "请提交患者身份证明证件复印件（五（一）1）",
        "请提交县级民政部门认定的低保证或特困供养证明（五（一）2）",
        "请提交盖章的收费票据（五（一）4）",
        "请提交医疗费用汇总清单（五（一）5）",
        "请提交门诊病历复印件（五（一）6）",
    )


def test_a_known_patient_without_a_proof_of_need_is_not_paid_for():
    cases = Stories(PACKAGE, DAY)
    cases.begin(TWO, "patient", "2026-02-02", HOSPITAL, "register", KNOWN_PERSON)
    case = cases.do(TWO, "2026-02-20", HOSPITAL, "register_costs", {**COSTS, "hardship_proof": "false"})
    assert case.refusal("2026-03-02", HOSPITAL, "hand_in") == "不符合条件：属于基金支付范围（三（二））"


def test_who_can_pay_is_pursued_by_the_hospital():
    cases = Stories(PACKAGE, DAY)
    cases.begin(TWO, "patient", "2026-02-02", HOSPITAL, "register", KNOWN_PERSON)
    case = cases.do(TWO, "2026-02-20", HOSPITAL, "register_costs", {**COSTS, "able_to_pay": "true"})
    assert (case.state, case.turns()) == ("recovering", ("applicant",))
    assert "不能办理“加入季度申报”" in case.refusal("2026-04-02", HOSPITAL, "include", {"claim": CLAIM})
    cases.do(TWO, "2026-05-06", HOSPITAL, "finish_recovery", {"recovered_amount": "10000.00"})
    assert case.state == "recovered"


def test_nothing_is_left_to_the_fund_where_others_pay_all():
    cases = Stories(PACKAGE, DAY)
    identified(cases)
    case = cases.do(ONE, "2026-02-20", HOSPITAL, "register_costs", {**COSTS, "liable_share": "10000.00"})
    assert (case.state, case.value("gap")) == ("covered", 0)


# ---- 五（一）: the first fifteen days of the quarter ----


@pytest.mark.parametrize(
    ("day", "can"), [("2026-04-01", True), ("2026-04-15", True), ("2026-04-16", False), ("2026-03-31", False)]
)
def test_a_quarter_is_claimed_in_the_first_fifteen_days_of_the_next(day, can):
    cases = Stories(PACKAGE, DAY)
    cases.begin(CLAIM, "claim", "2026-03-25", HOSPITAL, "open", QUARTER)
    ready(cases)
    cases.do(ONE, "2026-03-26", HOSPITAL, "include", {"claim": CLAIM})
    claim = cases.told[CLAIM]
    assert claim.due("filing") == dt.date(2026, 4, 15)
    refusal = claim.refusal(day, HOSPITAL, "submit")
    assert refusal == ("" if can else "不符合条件：在下一季度的前15日内提交（五（一））")


def test_the_window_does_not_move_over_a_weekend():
    # The fourth quarter of 2027 is claimed until 15 January 2028, a Saturday.
    cases = Stories(PACKAGE, dt.date(2028, 1, 3))
    values = {**QUARTER, "claim_year": "2027", "claim_quarter": "4"}
    claim = cases.begin(CLAIM, "claim", "2028-01-03", HOSPITAL, "open", values)
    assert claim.due("filing") == dt.date(2028, 1, 15)


def test_a_claim_not_handed_in_lapses_and_its_patients_are_closed():
    cases = fund()
    ready(cases)
    cases.do(ONE, "2026-04-02", HOSPITAL, "include", {"claim": CLAIM})
    patient = cases.told[ONE]
    assert "所属的申报没有成功" in patient.refusal("2026-04-15", HOSPITAL, "miss")
    cases.do(CLAIM, "2026-04-16", "system", "lapse")
    assert cases.told[CLAIM].now.outcome == "lapsed"
    assert "申报还没有提交" in patient.refusal("2026-04-16", HOSPITAL, "take_out")
    cases.do(ONE, "2026-04-16", HOSPITAL, "miss")
    assert patient.state == "missed"


@pytest.mark.parametrize(
    ("treated", "can"), [("2025-12-31", False), ("2026-01-01", True), ("2026-03-31", True), ("2026-04-01", False)]
)
def test_costs_are_claimed_with_their_quarter(treated, can):
    cases = fund()
    cases.begin(ONE, "patient", "2025-12-30", HOSPITAL, "register", {**UNKNOWN_PERSON, "admitted_on": "2025-12-30"})
    cases.do(ONE, "2025-12-30", HOSPITAL, "ask_police")
    cases.do(ONE, "2025-12-31", "police", "state_identity", {"identity": "unknown", "check_note": "查无此人"})
    cases.do(ONE, "2026-04-01", HOSPITAL, "register_costs", {**COSTS, "treated_on": treated})
    cases.do(ONE, "2026-04-01", HOSPITAL, "hand_in")
    refusal = cases.told[ONE].refusal("2026-04-02", HOSPITAL, "include", {"claim": CLAIM})
    assert refusal == ("" if can else "不符合条件：费用发生在申报的季度（五（一））")


def test_a_claim_counts_its_patients_and_their_gaps():
    cases = fund()
    ready(cases)
    ready(cases, TWO, {**COSTS, "emergency_cost": "500.50"})
    claim = cases.told[CLAIM]
    assert claim.refusal("2026-04-02", HOSPITAL, "submit") == "不符合条件：至少有一名患者（五（一））"
    for case in (ONE, TWO):
        cases.do(case, "2026-04-02", HOSPITAL, "include", {"claim": CLAIM})
    # 10000.00 + 500.50
    assert (claim.value("patients"), claim.value("requested_total")) == (2, 1050050)
    cases.do(ONE, "2026-04-03", HOSPITAL, "take_out")
    assert (claim.value("patients"), claim.value("requested_total")) == (1, 50050)
    assert "没有另一件申报正在汇集患者" in cases.refusal("claim", "2026-04-03", HOSPITAL, "open", QUARTER)


# ---- 五（二）: amounts and opinions ----


def test_the_amount_is_the_citys_share_of_the_gap(share):
    cases = submitted()
    cases.do(ONE, "2026-04-13", AGENCY, "approve")
    # 10000.00 × 0.8
    assert cases.told[ONE].value("approved_amount") == 800000
    claim = cases.told[CLAIM]
    assert (claim.value("approved_patients"), claim.value("approved_total")) == (1, 800000)


def test_without_a_share_the_agency_writes_the_amount_up_to_the_gap():
    patient = submitted().told[ONE]
    assert "现有情况还算不出核定的支付金额" in patient.refusal("2026-04-13", AGENCY, "approve")
    more = patient.refusal("2026-04-13", AGENCY, "approve_amount", {"approved_amount": "10000.01"})
    assert more == "不符合条件：不超过其他渠道支付后的缺口（三（二）2）"
    assert patient.refusal("2026-04-13", AGENCY, "approve_amount", {"approved_amount": "10000.00"}) == ""


def test_every_patient_is_decided_on_before_the_departments_are_asked():
    cases = submitted()
    claim = cases.told[CLAIM]
    assert "至少核定了一名患者" in claim.refusal("2026-04-13", AGENCY, "send")
    assert "每名患者都已核定" in claim.refusal("2026-04-13", AGENCY, "send")
    cases.do(ONE, "2026-04-13", AGENCY, "exclude", reason="收费票据不符")
    assert cases.told[ONE].now.outcome == "refused"
    cases.do(CLAIM, "2026-04-13", AGENCY, "refuse", reason="没有可以支付的患者")
    assert claim.state == "refused"


def test_four_departments_have_five_working_days_each_his_own():
    cases = sent()
    claim = cases.told[CLAIM]
    assert claim.turns() == FOUR
    # Tuesday 14 April: 15, 16, 17, 20 and 21 April.
    assert {claim.due(f"{role}_opinion") for role in FOUR} == {dt.date(2026, 4, 21)}
    cases.do(CLAIM, "2026-04-15", "police", "give_opinion", {"view": "agree"})
    assert claim.turns() == FOUR[1:]
    assert [claim.running(f"{role}_opinion") for role in FOUR] == [False, True, True, True]
    assert "您的部门已经办理过" in claim.refusal("2026-04-15", "police", "give_opinion", {"view": "agree"})
    assert "各方尚未全部完成" in claim.refusal("2026-04-15", AGENCY, "report_up")
    assert claim.light("health_opinion", dt.date(2026, 4, 22)).color == "red"


def test_a_department_that_objects_keeps_the_claim_from_the_city():
    cases = sent()
    for role in FOUR[:3]:
        cases.do(CLAIM, "2026-04-20", role, "give_opinion", {"view": "agree"})
    claim = cases.told[CLAIM]
    assert "请填写意见说明" in claim.refusal("2026-04-20", "civil_affairs", "give_opinion", {"view": "disagree"})
    no = {"view": "disagree", "view_note": "不属于特困供养"}
    cases.do(CLAIM, "2026-04-20", "civil_affairs", "give_opinion", no)
    assert claim.refusal("2026-04-21", AGENCY, "report_up") == "不符合条件：没有部门不同意（五（二））"
    cases.do(CLAIM, "2026-04-21", AGENCY, "refuse", reason="民政部门不同意")
    assert (claim.state, claim.issued[-1]) == ("refused", "refusal")
    cases.do(ONE, "2026-04-22", HOSPITAL, "miss")


def test_a_patient_is_taken_out_after_the_opinions():
    cases = fund()
    for case in (ONE, TWO):
        ready(cases, case)
        cases.do(case, "2026-04-02", HOSPITAL, "include", {"claim": CLAIM})
    cases.do(CLAIM, "2026-04-10", HOSPITAL, "submit")
    for case in (ONE, TWO):
        cases.do(case, "2026-04-13", AGENCY, "approve_amount", {"approved_amount": "8000.00"})
    cases.do(CLAIM, "2026-04-14", AGENCY, "send")
    partly = {"view": "partly", "view_note": "急001已查明有付费能力"}
    cases.do(CLAIM, "2026-04-15", "police", "give_opinion", partly)
    cases.do(ONE, "2026-04-16", AGENCY, "exclude_after_opinions", reason="有付费能力")
    claim = cases.told[CLAIM]
    assert (claim.value("approved_patients"), claim.value("approved_total")) == (1, 800000)
    assert cases.told[ONE].state == "excluded"
