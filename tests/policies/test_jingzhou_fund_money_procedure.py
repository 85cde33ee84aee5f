"""Jingzhou's fund for emergency treatment: summary, payment, contributions, donations, the year's account."""

import datetime as dt

import pytest

from lingxing.engines.cases.domain.refusals import Refused
from tests.policies.fund import (
    ACCOUNT,
    CLAIM,
    DAY,
    FINANCE,
    GIFT,
    OFFICE,
    ONE,
    PACKAGE,
    PAID_IN,
    YEAR,
    fund,
    summarised,
)
from tests.policies.playing import Stories

# ---- 五（三）、五（四）: summary, check, payment ----


def test_the_city_summarises_in_five_the_treasury_checks_in_three_and_pays_in_five_working_days():
    cases = summarised()
    claim = cases.told[CLAIM]
    # Tuesday 21 April: 22, 23, 24, 27 and 28 April.
    assert claim.due("summary") == dt.date(2026, 4, 28)
    cases.do(CLAIM, "2026-04-28", OFFICE, "apply_for_payment")
    # 29 and 30 April; 1 to 5 May are off; 6 May.
    assert claim.due("compliance") == dt.date(2026, 5, 6)
    cases.do(CLAIM, "2026-05-06", FINANCE, "find_compliant")
    # 7 and 8 May, Saturday 9 May in exchange for the holiday, 11 and 12 May.
    assert claim.due("payment") == dt.date(2026, 5, 12)
    patient = cases.told[ONE]
    assert "所属的申报已经拨付" in patient.refusal("2026-05-08", OFFICE, "publish")
    cases.do(CLAIM, "2026-05-08", FINANCE, "pay", {"account": ACCOUNT, "paid_on": "2026-05-08"})
    assert (claim.state, claim.running("payment")) == ("paid", False)
    account = cases.told[ACCOUNT]
    # 100000.00 − 8000.00
    assert (account.value("payments"), account.value("balance")) == (800000, 9200000)
    cases.do(ONE, "2026-05-11", OFFICE, "publish")
    assert (patient.state, patient.published) == ("paid", ["recipient"])


def test_the_fund_pays_no_more_than_it_holds():
    cases = Stories(PACKAGE, DAY)
    cases.begin(ACCOUNT, "account", "2026-01-05", OFFICE, "open", {**YEAR, "opening_balance": "7999.99"})
    whole = summarised()
    whole.told[ACCOUNT] = cases.told[ACCOUNT]
    whole.do(CLAIM, "2026-04-28", OFFICE, "apply_for_payment")
    whole.do(CLAIM, "2026-05-06", FINANCE, "find_compliant")
    paying = {"account": ACCOUNT, "paid_on": "2026-05-08"}
    refusal = whole.told[CLAIM].refusal("2026-05-08", FINANCE, "pay", paying)
    assert refusal == "不符合条件：专账余额足够，以收定支（一（四））"
    income = {"entry_kind": "provincial", "entry_amount": "0.01", "entry_note": "省级拨付"}
    whole.do(ACCOUNT, "2026-05-08", FINANCE, "book", income)
    whole.do(CLAIM, "2026-05-08", FINANCE, "pay", paying)
    assert whole.told[ACCOUNT].value("balance") == 0


def test_a_faulty_request_comes_back_and_the_five_days_begin_anew():
    cases = summarised()
    cases.do(CLAIM, "2026-04-28", OFFICE, "apply_for_payment")
    claim = cases.do(CLAIM, "2026-04-30", FINANCE, "find_faulty", reason="缺少盖章")
    # Thursday 30 April: 6, 7, 8, Saturday 9 and 11 May.
    assert (claim.state, claim.due("summary")) == ("summarising", dt.date(2026, 5, 11))


def test_the_city_may_reduce_or_exclude_on_its_review():
    cases = summarised()
    cases.do(ONE, "2026-04-22", OFFICE, "reduce", {"reduced_by": "1500.00"}, reason="部分费用不属于急救")
    # 8000.00 − 1500.00
    assert cases.told[ONE].value("approved_amount") == cases.told[CLAIM].value("approved_total") == 650000
    rest = cases.told[ONE].refusal("2026-04-22", OFFICE, "reduce", {"reduced_by": "6500.00"}, reason="全部")
    assert "核减后还有剩余" in rest
    cases.do(ONE, "2026-04-23", OFFICE, "exclude_after_review", reason="复审不符")
    claim = cases.told[CLAIM]
    assert (claim.value("approved_patients"), claim.value("approved_total")) == (0, 0)
    assert "至少核定了一名患者" in claim.refusal("2026-04-23", OFFICE, "apply_for_payment")
    cases.do(CLAIM, "2026-04-23", OFFICE, "refuse_all", reason="没有可以支付的患者")
    assert claim.state == "refused"


# ---- 二: contributions and donations ----


def contribution(role: str, residents: str) -> Stories:
    cases = Stories(PACKAGE, dt.date(2026, 1, 5))
    cases.begin(ACCOUNT, "account", "2026-01-05", OFFICE, "open", YEAR)
    values = {"account": ACCOUNT, "treasury_name": "云梦县财政局", "role": role, "residents": residents}
    cases.begin(PAID_IN, "contribution", "2026-01-08", "treasury", "budget", values)
    return cases


@pytest.mark.parametrize(
    ("role", "residents", "fen"),
    [("city", "5700001", 171000030), ("county", "850333", 51019980)],  # × 0.30 and × 0.60
)
def test_city_and_counties_pay_by_their_residents(role, residents, fen):
    case = contribution(role, residents).told[PAID_IN]
    assert (case.value("amount_due"), case.value("due_on")) == (fen, dt.date(2026, 3, 31))
    assert case.due("pay_in") == dt.date(2026, 3, 31)


def test_a_hospital_owes_no_contribution():
    with pytest.raises(Refused, match="属于市、县财政"):
        contribution("hospital", "1")


@pytest.mark.parametrize(("day", "in_time"), [("2026-03-30", True), ("2026-03-31", True), ("2026-04-01", False)])
def test_a_contribution_is_late_after_the_end_of_march(day, in_time):
    cases = contribution("county", "850333")
    case = cases.told[PAID_IN]
    less = case.refusal(day, "treasury", "pay_in", {"paid_in_on": day, "received_amount": "510199.79"})
    assert less == "不符合条件：按标准足额上解（二（二））"
    cases.do(PAID_IN, day, "treasury", "pay_in", {"paid_in_on": day, "received_amount": "510199.80"})
    assert case.value("in_time") is in_time
    cases.do(PAID_IN, "2026-04-02", FINANCE, "confirm")
    # 100000.00 + 510199.80
    assert cases.told[ACCOUNT].value("balance") == 61019980
    assert cases.told[ACCOUNT].value("income") == 51019980


def test_a_late_contribution_is_reported_to_the_city_and_money_that_did_not_come_is_asked_for_again():
    cases = contribution("county", "850333")
    case = cases.told[PAID_IN]
    assert case.light("pay_in", dt.date(2026, 4, 1)).color == "red"
    tells = {(rung.at, rung.tells, rung.escalates) for rung in case.service.clocks["pay_in"].rungs}
    assert ("1 day after", "finance", True) in tells
    given = {"paid_in_on": "2026-03-02", "received_amount": "510199.80"}
    cases.do(PAID_IN, "2026-03-02", "treasury", "pay_in", given)
    assert not case.running("pay_in")
    cases.do(PAID_IN, "2026-03-04", FINANCE, "return_to_treasury", reason="账号有误，退汇")
    assert (case.due("pay_in"), case.turns()) == (dt.date(2026, 3, 31), ("treasury",))


GIFT_OF_A_FIRM = {
    "donor_name": "云梦米业有限公司",
    "contact_name": "孙白鹭",
    "contact_phone": "13800001234",
    "offered_amount": "50000.00",
    "directed": "false",
}


def test_a_gift_is_received_with_a_receipt_and_enters_the_account():
    cases = fund()
    gift = cases.begin(GIFT, "donation", "2026-04-01", "applicant", "offer", GIFT_OF_A_FIRM)
    assert gift.state == "offered"
    got = {"account": ACCOUNT, "received_on": "2026-04-03", "received_amount": "50000.00", "receipt_number": "鄂00001"}
    cases.do(GIFT, "2026-04-03", OFFICE, "receive", got)
    assert (gift.state, gift.issued) == ("received", ["acknowledgement"])
    assert cases.told[ACCOUNT].value("income") == 5000000


def test_a_gift_for_a_purpose_needs_an_agreement_with_amount_time_and_use():
    cases = fund()
    directed = {**GIFT_OF_A_FIRM, "directed": "true"}
    refusal = cases.refusal("donation", "2026-04-01", "applicant", "offer", directed)
    assert refusal == "请填写捐赠意愿（用途）（二（二））；请填写约定的捐赠时间（二（二））"
    directed |= {"wish": "儿童急救", "give_by": "2026-05-01"}
    gift = cases.begin(GIFT, "donation", "2026-04-01", "applicant", "offer", directed)
    assert (gift.state, gift.turns()) == ("agreeing", ("city_office",))
    assert "请提交签订的捐赠协议" in gift.refusal("2026-04-02", OFFICE, "sign", papers=[])
    cases.do(GIFT, "2026-04-02", OFFICE, "sign")
    assert gift.state == "offered"


# ---- 六、七: the account, the committee, the audit ----


def test_a_year_is_closed_after_the_committees_check_and_the_audit():
    cases = fund()
    account = cases.told[ACCOUNT]
    cases.do(ACCOUNT, "2026-06-30", "committee", "inspect", {"finding": "支付符合规定"})
    cases.do(ACCOUNT, "2026-07-01", FINANCE, "book_recovery", {"entry_amount": "200.00", "entry_note": "追偿"})
    # 100000.00 + 200.00
    assert (account.value("recovered"), account.value("balance")) == (20000, 10020000)
    cases.do(ACCOUNT, "2027-01-11", OFFICE, "report_final")
    assert account.turns() == ("committee", "audit", "city_office")
    assert account.refusals("2027-01-12", OFFICE, "close") == (
        "不符合条件：基金监管委员会已检查决算（六（二））",
        "不符合条件：已经审计（六（二））",
    )
    cases.do(ACCOUNT, "2027-02-01", "committee", "inspect_final", {"finding": "决算真实"})
    cases.do(ACCOUNT, "2027-03-01", "audit", "report_audit", {"audit_finding": "未发现挤占、挪用"})
    cases.do(ACCOUNT, "2027-03-02", OFFICE, "close")
    assert account.state == "closed"
    assert account.published == ["inspection_result", "fund_disclosure", "inspection_result", "audit_result"]
