"""What goes back, and what interest on it: arithmetic by hand, and amounts that never come twice."""

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lingxing.engines.auctions.domain.refunds import Owed, Received, Sent, days_late, left_of, still_owed, to_return

DUE = dt.date(2027, 1, 12)
DEPOSIT = 24_000_000_00


def interest(principal: int, late_days: int) -> int:
    """Return 1.5 % a year of 360 days, halves of a fen up."""
    return int(Fraction(principal * 15 * late_days, 1000 * 360) + Fraction(1, 2))


def day(after: int) -> dt.date:
    return DUE + dt.timedelta(days=after)


@pytest.mark.parametrize(
    ("received", "kept", "left"),
    [
        # Counted in full: all of it goes back to who did not win, nothing to the winner.
        (Received(DEPOSIT, 0, counted=True, qualified=True, by_hand=False), False, DEPOSIT),
        (Received(DEPOSIT, 0, counted=True, qualified=True, by_hand=False), True, 0),
        # 100.00 too much: the winner has that back, the others everything.
        (Received(DEPOSIT + 10000, 10000, counted=True, qualified=True, by_hand=False), True, 10000),
        (Received(DEPOSIT + 10000, 10000, counted=True, qualified=True, by_hand=False), False, DEPOSIT + 10000),
        # A person has sent the 100.00 back before.
        (Received(DEPOSIT + 10000, 10000, counted=True, qualified=True, by_hand=True), True, 0),
        (Received(DEPOSIT + 10000, 10000, counted=True, qualified=True, by_hand=True), False, DEPOSIT),
        # Short or late, it goes back whole, unless a person has done that.
        (Received(500, 0, counted=True, qualified=False, by_hand=False), False, 500),
        (Received(500, 0, counted=True, qualified=False, by_hand=True), False, 0),
        (Received(DEPOSIT, 0, counted=False, qualified=False, by_hand=False), False, DEPOSIT),
        (Received(DEPOSIT, 0, counted=False, qualified=True, by_hand=False), True, DEPOSIT),
        (Received(DEPOSIT, 0, counted=False, qualified=True, by_hand=True), True, 0),
    ],
)
def test_how_much_of_a_payment_goes_back(received, kept, left):
    assert to_return(received, kept=kept) == left


@pytest.mark.parametrize(("after", "late", "owed"), [(-1, 0, 0), (0, 0, 0), (1, 1, 100_000), (3, 3, 300_000)])
def test_interest_runs_from_the_day_after_the_term(after, late, owed):
    # 24,000,000.00 × 1.5 % ÷ 360 = 1,000.00 a day
    assert days_late(DUE, day(after)) == late
    assert still_owed(DEPOSIT, [], DUE, day(after), interest) == Owed(DEPOSIT, owed, late)


def test_what_was_paid_later_than_its_order_reckoned_with_bears_the_rest_afterwards():
    # Ordered for the third day late with 3,000.00, paid on the fifth: 5,000.00 − 3,000.00 are still owed.
    sent = [Sent(DEPOSIT, 300_000, day(5))]
    assert still_owed(DEPOSIT, sent, DUE, day(9), interest) == Owed(0, 200_000, 9)
    assert left_of(DEPOSIT, sent, DUE, interest) == 200_000
    assert left_of(DEPOSIT, [*sent, Sent(0, 200_000, day(9))], DUE, interest) == 0


def test_what_was_paid_earlier_than_its_order_reckoned_with_owes_nothing_and_asks_nothing_back():
    assert left_of(DEPOSIT, [Sent(DEPOSIT, 300_000, day(2))], DUE, interest) == 0


def test_what_is_ordered_is_not_ordered_again_but_left_until_the_bank_has_paid():
    sent = [Sent(DEPOSIT, 0, None)]
    assert still_owed(DEPOSIT, sent, DUE, DUE, interest) == Owed(0, 0, 0)
    assert left_of(DEPOSIT, sent, DUE, interest) == DEPOSIT


def test_without_a_rate_what_is_late_is_not_known_and_what_is_in_time_is():
    assert still_owed(DEPOSIT, [], DUE, day(1), lambda *_: None) == Owed(DEPOSIT, None, 1)
    assert still_owed(DEPOSIT, [], DUE, DUE, lambda *_: None) == Owed(DEPOSIT, 0, 0)
    assert left_of(DEPOSIT, [Sent(DEPOSIT, 0, day(1))], DUE, lambda *_: None) is None


def test_where_the_rule_sets_no_term_nothing_is_late():
    assert still_owed(DEPOSIT, [], None, day(400), interest) == Owed(DEPOSIT, 0, 0)


@given(
    st.integers(1, 10**13),
    st.lists(st.tuples(st.integers(1, 40), st.integers(-9, 60), st.integers(-9, 60)), max_size=6),
)
def test_orders_in_any_number_pay_principal_and_interest_exactly_once(total, steps):
    """Order parts, pay each on some day, then order and pay the rest as reckoned: nothing is left."""
    sent: list[Sent] = []
    for parts, ordered, paid in steps:
        owed = still_owed(total, sent, DUE, day(ordered), interest)
        principal = owed.principal // parts
        sent.append(Sent(principal, interest(principal, days_late(DUE, day(ordered))), day(paid)))
    last = still_owed(total, sent, DUE, day(70), interest)
    assert last.interest is not None
    sent.append(Sent(last.principal, last.interest, day(70)))
    assert sum(one.principal for one in sent) == total
    assert left_of(total, sent, DUE, interest) == 0
    due = sum(interest(one.principal, days_late(DUE, one.paid_on or DUE)) for one in sent)
    assert sum(one.interest for one in sent) >= due
