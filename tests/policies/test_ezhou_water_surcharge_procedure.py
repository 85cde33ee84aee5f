"""鄂州政办发〔2022〕15号, articles 14 to 16: measuring, the surcharge, objections, payment, reminders."""

import dataclasses
import datetime as dt

import pytest

from lingxing.engines.cases.domain.refusals import Refused
from tests.policies.playing import Stories
from tests.policies.water import (
    BILL,
    FIRE,
    GROUNDS,
    MORE,
    PACKAGE,
    PLAN,
    billed,
    in_force,
    over,
    served,
)


@pytest.fixture
def price(settings, tmp_path):
    """The city charges one, two and three times 3 yuan, from 0, 10 and 20 per cent above the plan."""
    file = tmp_path / f"{PACKAGE}.yaml"
    file.parent.mkdir()
    file.write_text("water_price: 3.00\nsurcharge_multiples: [[0, 1], [0.1, 2], [0.2, 3]]\n", "utf-8")
    settings.PARAMETER_DIRECTORY = tmp_path


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
