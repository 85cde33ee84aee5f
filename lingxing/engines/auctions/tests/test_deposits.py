"""Deposits (arts. 16, 17): by order number alone, in time and in full; everything else is listed for a person."""

import json

import pytest

from lingxing.engines.auctions.domain.order_numbers import make_order_number
from lingxing.engines.auctions.domain.refusals import Refusal
from lingxing.engines.auctions.models import Application, BankLine, Lot
from lingxing.engines.auctions.queries.bidders import own_application, paddle_of
from lingxing.engines.auctions.queries.deposits import own_lines, problem_lines
from lingxing.engines.auctions.queries.states import state_of
from lingxing.engines.auctions.services.deposits import (
    GuaranteeText,
    mark_returned,
    record_guarantee,
    take_lines,
)
from lingxing.engines.auctions.services.writing import Request, write
from lingxing.engines.auctions.tests.bureau import (
    DEPOSIT,
    LISTED,
    apply,
    at,
    clock,
    dumped,
    line,
    open_bureau,
    order_of,
    published,
)
from lingxing.kernel.actors import SYSTEM
from lingxing.kernel.errors import LingxingError, NotFound

pytestmark = pytest.mark.django_db

STRANGE = make_order_number(lambda _: 777)


@pytest.fixture
def bureau():
    return open_bureau()


@pytest.fixture
def lot(bureau):
    return published(bureau, has_reserve="no")


@pytest.fixture
def applied(bureau, lot):
    return apply(lot, bureau.firm("湖光"))


def take(*lines, moment=LISTED):
    with clock(moment):
        return take_lines(lines, "file", moment)


def admission(application):
    return state_of(application.lot_id).admissions[application.key.hex]


def end(lot, moment="2027-01-05 10:00"):
    """Let the listing close without a bid, which ends the lot."""
    with clock(at(moment)):
        write(Request(lot.pk, SYSTEM, lambda state, moment: ()))
    assert Lot.objects.get(pk=lot.pk).stage == "ended"


def test_the_exact_sum_in_time_gives_a_paddle(bureau, applied):
    assert take(line("B1", order_of(applied))) == 1
    paddle = paddle_of(applied.lot_id, bureau.firm("湖光"))
    assert paddle in range(100, 1000)
    assert admission(applied).paddle == paddle
    assert own_application(bureau.firm("湖光"), applied.key, LISTED).payment == "qualified"


@pytest.mark.parametrize(("moment", "gives"), [("2027-01-03 16:59:59", True), ("2027-01-03 17:00", False)])
def test_money_counts_by_the_banks_time(bureau, applied, moment, gives):
    take(line("B1", order_of(applied), moment=at(moment)), moment=at("2027-01-04 09:00"))
    assert (paddle_of(applied.lot_id, bureau.firm("湖光")) is not None) is gives
    assert admission(applied).late == (0 if gives else DEPOSIT)


def test_one_fen_short_gives_nothing_until_it_comes(bureau, applied):
    take(line("B1", order_of(applied), DEPOSIT - 1))
    assert admission(applied).paddle is None
    assert own_application(bureau.firm("湖光"), applied.key, LISTED).missing == 1
    take(line("B2", order_of(applied), 1))
    assert admission(applied).paddle is not None


def test_a_late_rest_completes_nothing(applied):
    take(line("B1", order_of(applied), DEPOSIT - 1))
    take(line("B2", order_of(applied), 1, at("2027-01-03 17:00")), moment=at("2027-01-03 18:00"))
    assert admission(applied).paddle is None
    assert [(one.standing, one.amount) for one in own_lines(applied)] == [("计入保证金", DEPOSIT - 1), ("逾期到账", 1)]


def test_a_statement_may_come_again(applied):
    order = order_of(applied)
    lines = [line("B1", order, DEPOSIT - 5), line("B2", order, 5)]
    assert take(*lines) == 2
    events = state_of(applied.lot_id).events
    assert take(*lines) == 0
    assert take(*lines, line("B3", STRANGE, 7)) == 1
    assert state_of(applied.lot_id).events == events
    assert admission(applied).paid == DEPOSIT


def test_money_after_the_close_is_too_late_however_early_it_was_paid(bureau, lot, applied):
    end(lot)
    take(line("B1", order_of(applied)), moment=at("2027-01-05 11:00"))
    assert admission(applied).paddle is None
    (listed,) = problem_lines(bureau.officer, LISTED.date())
    assert (listed.standing, listed.owed) == ("到账时已不再收取", DEPOSIT)


def test_what_matches_nothing_is_listed_at_once_with_the_payer_masked(bureau, applied):
    take(line("B1", ""), line("B2", STRANGE), line("B3", order_of(applied)))
    listed = problem_lines(bureau.officer, LISTED.date())
    assert len(listed) == 2
    assert {one.standing for one in listed} == {"订单流水号对不上"}
    assert {one.payer for one in listed} == {"云梦********公司"}
    assert {one.payer_account for one in listed} == {"622*********2222"}


def test_what_belongs_to_an_application_is_listed_only_after_the_end(bureau, lot, applied):
    other = apply(lot, bureau.firm("山色"))
    order = order_of(applied)
    take(line("B1", order, DEPOSIT + 300), line("B2", order, 40), line("B3", order_of(other), 100))
    assert problem_lines(bureau.officer, LISTED.date()) == []
    end(lot)
    found = {(one.standing, one.amount, one.owed) for one in problem_lines(bureau.officer, LISTED.date())}
    assert found == {("超过保证金", DEPOSIT + 300, 300), ("超过保证金", 40, 40), ("未足额", 100, 100)}
    assert problem_lines(bureau.elsewhere, LISTED.date()) == []


def test_settling_a_line_needs_a_note_and_is_done_once(bureau):
    take(line("B1", STRANGE))
    (listed,) = problem_lines(bureau.officer, LISTED.date())
    with pytest.raises(LingxingError, match="写明"):
        mark_returned(bureau.officer, listed.id, " ", LISTED)
    mark_returned(bureau.officer, listed.id, "2026年12月28日原路退还", LISTED)
    assert problem_lines(bureau.officer, LISTED.date()) == []
    (done,) = problem_lines(bureau.officer, LISTED.date(), settled=True)
    assert done.note == "2026年12月28日原路退还"
    with pytest.raises(LingxingError, match="已经处理"):
        mark_returned(bureau.officer, listed.id, "再退一次", LISTED)


def test_money_of_a_running_lot_is_no_business_of_the_officer(bureau, applied):
    take(line("B1", order_of(applied), 5))
    row = BankLine.objects.get()
    with pytest.raises(NotFound):
        mark_returned(bureau.officer, row.pk, "已退还", LISTED)


def test_nothing_of_payers_stands_in_the_clear(applied):
    take(line("B1-7788", order_of(applied)), line("B2", STRANGE))
    dump = dumped("auctions_", "ledger_")
    for secret in ("云梦泽市湖光", "6222000011112222", order_of(applied), "B1-7788", STRANGE):
        assert secret not in dump
        assert json.dumps(secret).strip('"') not in dump


def test_many_bidders_get_paddles_of_their_own(bureau, lot):
    made = [apply(lot, bureau.firm(f"第{place}")) for place in range(6)]
    take(*(line(f"B{place}", order_of(one)) for place, one in enumerate(made)))
    paddles = set(Application.objects.values_list("paddle", flat=True))
    assert len(paddles) == 6
    assert paddles == set(state_of(lot.pk).bidders)


def guarantee(application, **changed):
    said = {"bank": "云梦泽银行", "number": "保函〔2026〕1号", "amount": "2400万元", "valid_until": "2027-03-01"}
    return GuaranteeText(order_of(application), **{**said, **changed})


def record(bureau, application, officer=None, **changed):
    with clock(LISTED):
        record_guarantee(officer or bureau.officer, guarantee(application, **changed), LISTED)


def test_a_bank_guarantee_takes_the_deposits_place(bureau, applied):
    record(bureau, applied)
    assert admission(applied).guaranteed == DEPOSIT
    assert paddle_of(applied.lot_id, bureau.firm("湖光")) is not None


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"amount": "2399.999999万元"}, "少于竞买保证金"),
        ({"amount": "-1"}, "不是价格"),
        ({"amount": "NaN"}, "不是价格"),
        ({"valid_until": "2027-01-05"}, "应晚于挂牌截止日"),
        ({"valid_until": "明年"}, "2026-12-01"),
        ({"bank": " "}, "请填写"),
        ({"number": "长" * 10**6}, "最多 100"),
    ],
)
def test_a_wrong_guarantee_changes_nothing(bureau, applied, changed, told):
    with pytest.raises(LingxingError, match=told):
        record(bureau, applied, **changed)
    assert admission(applied).guaranteed == 0
    assert paddle_of(applied.lot_id, bureau.firm("湖光")) is None


def test_a_guarantee_is_recorded_once_and_by_the_lots_own_agency(bureau, lot, applied):
    with pytest.raises(LingxingError, match="没有这个订单流水号"):
        record(bureau, applied, officer=bureau.elsewhere)
    record(bureau, applied)
    with pytest.raises(LingxingError, match="已经登记过"):
        record(bureau, apply(lot, bureau.firm("山色")))


def test_another_persons_order_number_or_none_is_told_alike(bureau, applied):
    with clock(LISTED), pytest.raises(LingxingError) as strange:
        record_guarantee(bureau.officer, GuaranteeText(STRANGE, "甲", "1", "2400万", "2027-03-01"), LISTED)
    with clock(LISTED), pytest.raises(LingxingError) as foreign:
        record_guarantee(bureau.elsewhere, guarantee(applied), LISTED)
    assert str(strange.value) == str(foreign.value)


def test_money_in_a_suspended_sale_still_counts(bureau, lot, applied):
    take(line("B1", order_of(applied)))
    assert isinstance(admission(applied).paddle, int)
    with pytest.raises(Refusal):
        apply(lot, bureau.firm("山色"), at("2027-01-03 17:00"))
