"""The course of a sale: what is taken, what is refused, how it ends."""

import datetime as dt

import pytest

from lingxing.engines.auctions.domain import deciding
from lingxing.engines.auctions.domain.events import (
    Cause,
    Ended,
    ListingClosed,
    LiveClosed,
    OutageBridged,
    Outcome,
    QuestionClosed,
    Suspended,
)
from lingxing.engines.auctions.domain.refusals import Reason, Refusal
from lingxing.engines.auctions.domain.state import Stage
from lingxing.engines.auctions.domain.tests.lots import (
    ANNOUNCED,
    CLOSES,
    DAY,
    DEPOSIT,
    DIGEST,
    MINUTE,
    OPENS,
    RULES,
    SALT,
    SECOND,
    START,
    STEP,
    Lot,
    terms,
)
from lingxing.engines.auctions.domain.timing import prompts

MICRO = dt.timedelta(microseconds=1)


def refused(reason, act, *given, **named):
    with pytest.raises(Refusal) as caught:
        act(*given, **named)
    assert caught.value.reason is reason, caught.value
    return str(caught.value)


def test_a_sale_with_a_live_auction_goes_to_the_highest_bid():
    lot = Lot()
    lot.admit(101, 202)
    lot.bid(OPENS, 101, START)
    lot.bid(OPENS + DAY, 202, START + STEP)
    began = lot.live(101, 202)
    assert lot.state.stage is Stage.LIVE
    lot.bid(began + 299 * SECOND, 101, START + 2 * STEP)
    assert lot.state.deadline == began + 299 * SECOND + 5 * MINUTE
    lot.bid(lot.state.deadline - MICRO, 202, START + 5 * STEP)
    end = lot.state.deadline
    assert [type(event) for event in lot.wait(end)] == [LiveClosed, Ended]
    assert (lot.state.outcome, lot.state.winner.paddle, lot.state.winner.price) == (
        Outcome.SOLD,
        202,
        START + 5 * STEP,
    )


def test_an_announcement_needs_its_days():
    refused(Reason.WRONG_TERMS, Lot, ANNOUNCED + DAY)
    Lot(ANNOUNCED.replace(hour=23))  # 1 to 21 November: 20 days by dates
    short = refused(Reason.WRONG_TERMS, Lot, closes_at=OPENS + 10 * DAY - SECOND)
    assert "9 日 23 小时" in short
    Lot(closes_at=OPENS + 10 * DAY)


def test_a_bid_is_refused_with_its_figures_and_article():
    lot = Lot()
    lot.admit(101)
    refused(Reason.TOO_EARLY, lot.bid, OPENS - MICRO, 101, START)
    first = refused(Reason.PRICE_TOO_LOW, lot.bid, OPENS, 101, START - 1)
    assert first == "第十九条：初次报价 99,999.99 元低于起始价 100,000.00 元。最低可报 100,000.00 元。"
    lot.bid(OPENS, 101, START)
    low = refused(Reason.PRICE_TOO_LOW, lot.bid, OPENS, 101, START + STEP - 1)
    assert "报价 100,999.99 元低于当前最高价 100,000.00 元加增价幅度 1,000.00 元" in low
    refused(Reason.UNKNOWN_PADDLE, lot.bid, OPENS, 102, START + STEP)
    refused(Reason.PRICE_TOO_HIGH, lot.bid, OPENS, 101, 10**15 + 1)
    lot.bid(CLOSES - MICRO, 101, START + STEP)
    decide = deciding.decide_bid(101, START + 2 * STEP, "late")
    refused(Reason.TOO_LATE, decide, lot.state, CLOSES)


def test_silence_and_no_are_no():
    lot = Lot()
    lot.admit(101, 202, 303)
    lot.bid(OPENS, 101, START)
    lot.bid(OPENS, 202, START + STEP)
    lot.wait(CLOSES)
    refused(Reason.NO_LISTING_BID, lot.answer, CLOSES, 303, True)
    lot.answer(CLOSES, 101, True)
    lot.answer(CLOSES + MINUTE, 101, False)
    refused(Reason.WRONG_STAGE, lot.answer, CLOSES + 5 * MINUTE, 202, True)
    assert lot.state.stage is Stage.ENDED
    assert lot.state.winner.paddle == 202


def test_only_who_said_yes_bids_live():
    lot = Lot()
    lot.admit(101, 202)
    lot.bid(OPENS, 101, START)
    lot.bid(OPENS, 202, START + STEP)
    began = lot.live(101)
    refused(Reason.NOT_TAKING_PART, lot.bid, began, 202, START + 2 * STEP)
    refused(Reason.PRICE_TOO_LOW, lot.bid, began, 101, START + 2 * STEP - 1)
    lot.bid(began, 101, START + 2 * STEP)


@pytest.mark.parametrize(("reserve", "outcome"), [(START, Outcome.SOLD), (START + 1, Outcome.BELOW_RESERVE)])
def test_the_reserve_decides(reserve, outcome):
    lot = Lot(has_reserve=True)
    lot.admit(101)
    lot.bid(OPENS, 101, START)
    lot.seal(reserve)
    lot.wait(CLOSES)
    assert lot.wait(CLOSES + 5 * MINUTE)[-1] == QuestionClosed(at=CLOSES + 5 * MINUTE)
    refused(Reason.RESERVE_DIFFERS, lot.do, CLOSES + 5 * MINUTE, deciding.decide_result(reserve + 1, SALT))
    lot.do(CLOSES + 5 * MINUTE, deciding.decide_result(reserve, SALT))
    assert lot.state.outcome is outcome


def test_no_bid_ends_the_listing():
    lot = Lot()
    assert [type(event) for event in lot.wait(CLOSES)] == [ListingClosed, Ended]
    assert lot.state.outcome is Outcome.NO_BID


def test_the_reserve_comes_within_its_window_once():
    lot = Lot(has_reserve=True)
    importing = deciding.decide_reserve(DIGEST, DIGEST)
    refused(Reason.TOO_EARLY, lot.do, CLOSES - 30 * MINUTE - MICRO, importing)
    lot.do(CLOSES - 30 * MINUTE, importing)
    refused(Reason.REPEATED, lot.do, CLOSES - MINUTE, importing)


def test_a_missing_reserve_suspends_until_it_can_be_imported():
    lot = Lot(has_reserve=True)
    lot.wait(CLOSES)
    assert lot.state.suspension.left == 0 * SECOND
    back = CLOSES + 5 * DAY
    lot.do(CLOSES, deciding.decide_resumption(back, DIGEST))
    lot.wait(back)
    assert lot.state.deadline == back + 30 * MINUTE
    lot.do(back, deciding.decide_reserve(DIGEST, DIGEST))
    lot.wait(back + 30 * MINUTE)
    assert lot.state.stage is Stage.CLOSED


def test_late_money_gives_no_paddle():
    lot = Lot()
    lot.do(OPENS, deciding.decide_application("a", "D1", "party", {}))
    due = CLOSES - DAY
    lot.do(due + MINUTE, deciding.decide_deposit("a", DEPOSIT - 1, due - MICRO, DIGEST))
    lot.do(due + MINUTE, deciding.decide_deposit("a", 1, due, DIGEST))
    told = refused(Reason.DEPOSIT_MISSING, lot.do, due + MINUTE, deciding.decide_qualification("a", 101))
    assert "19,999.99 元不足 20,000.00 元" in told
    assert (lot.state.admissions["a"].paid, lot.state.admissions["a"].late) == (DEPOSIT - 1, 1)


def test_a_change_of_price_extends_the_close_to_twenty_days():
    lot = Lot()
    at = CLOSES - 3 * DAY + MINUTE
    lot.do(at, deciding.decide_supplement(terms(starting_price=START + 1), DIGEST, moves_price=True))
    assert lot.state.deadline == CLOSES + 18 * DAY  # 17 days and a minute are missing
    refused(Reason.WRONG_TERMS, lot.do, at, deciding.decide_supplement(terms(deposit=1), DIGEST, moves_price=False))


def test_a_suspension_gives_back_what_was_left():
    lot = Lot()
    lot.admit(101, 202)
    lot.bid(OPENS, 101, START)
    began = lot.live(101)
    stop = began + 100 * SECOND + MICRO
    lot.do(stop, deciding.decide_suspension(Cause.INVESTIGATION, DIGEST))
    assert lot.wait(stop + DAY) == []
    refused(Reason.SUSPENDED, lot.bid, stop + DAY, 101, START + STEP)
    refused(Reason.WRONG_VALUE, lot.do, stop, deciding.decide_resumption(stop + 4 * DAY, DIGEST))
    lot.do(stop, deciding.decide_resumption(stop + 5 * DAY, DIGEST))
    lot.wait(stop + 5 * DAY + SECOND)
    assert lot.state.deadline == stop + 5 * DAY + SECOND + 200 * SECOND - MICRO


def test_the_grantor_decides_on_other_causes_and_on_termination():
    lot = Lot()
    cause = Cause.REAPPROVAL
    refused(Reason.NOT_APPROVED, lot.do, OPENS, deciding.decide_suspension(cause, DIGEST))
    lot.do(OPENS, deciding.decide_proposal(cause, DIGEST, terminate=False))
    refused(Reason.NOT_APPROVED, lot.do, OPENS, deciding.decide_suspension(cause, DIGEST))
    lot.do(OPENS, deciding.decide_ruling(DIGEST, approved=True))
    refused(Reason.NOT_APPROVED, lot.do, OPENS, deciding.decide_termination(cause, DIGEST))
    lot.do(OPENS, deciding.decide_suspension(cause, DIGEST))
    lot.do(OPENS, deciding.decide_proposal(cause, DIGEST, terminate=True))
    lot.do(OPENS, deciding.decide_ruling(DIGEST, approved=True))
    lot.do(OPENS, deciding.decide_termination(cause, DIGEST))
    assert lot.state.stage is Stage.TERMINATED


def test_three_prompts_fall_in_the_last_minute():
    lot = Lot()
    lot.admit(101)
    lot.bid(OPENS, 101, START)
    began = lot.live(101)
    assert prompts(lot.state) == tuple(began + 4 * MINUTE + 20 * SECOND * number for number in range(3))
    assert RULES.prompts == 3


def test_a_bridged_outage_moves_the_deadline():
    lot = Lot()
    lot.admit(101)
    lot.bid(OPENS, 101, START)
    began = lot.live(101)
    lot.take([OutageBridged(at=began + 20 * SECOND, since=began + 12 * SECOND)])
    assert lot.deadline == began + 5 * MINUTE + 8 * SECOND
    refused(Reason.OUT_OF_ORDER, lot.take, [OutageBridged(at=began + 30 * SECOND, since=began + 19 * SECOND)])


def test_an_outage_found_after_the_deadline_suspends_with_what_was_left():
    lot = Lot()
    lot.admit(101)
    lot.bid(OPENS, 101, START)
    began = lot.live(101)
    late = began + 10 * MINUTE
    lot.take([Suspended(at=late, since=began + 30 * SECOND, cause=Cause.FAILURE, digest=DIGEST)])
    assert lot.state.suspension.left == 270 * SECOND
    assert lot.wait(late + DAY) == []


def test_an_outage_over_the_close_of_a_listing_moves_it_with_its_terms():
    lot = Lot()
    lot.take([OutageBridged(at=CLOSES + 4 * SECOND, since=CLOSES - 4 * SECOND)])
    assert lot.state.terms.closes_at == lot.deadline == CLOSES + 8 * SECOND
