"""Order numbers: what a slip of the pen makes of one is never another."""

import secrets

from hypothesis import given
from hypothesis import strategies as st

from lingxing.engines.auctions.domain.order_numbers import (
    LENGTH,
    canonical_order_number,
    is_order_number,
    make_order_number,
    order_number_in,
    spaced,
)

NUMBERS = st.integers(0, 9 * 10**15 - 1).map(lambda body: make_order_number(lambda _: body))


def test_check_digits_by_hand():
    # Body 10^15. Modulo 97: 10^2 = 3, 10^4 = 9, 10^8 = 81, 10^16 = 6561 = 62, 10^17 = 620 = 38; 98 - 38 = 60.
    assert make_order_number(lambda _: 0) == "100000000000000060"


@given(NUMBERS)
def test_every_made_number_holds(number):
    assert len(number) == LENGTH
    assert is_order_number(number)
    assert canonical_order_number(spaced(number)) == number


@given(NUMBERS, st.integers(0, 17), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(number, place, by):
    wrong = number[:place] + str((int(number[place]) + by) % 10) + number[place + 1 :]
    assert not is_order_number(wrong)


@given(NUMBERS, st.integers(0, 16))
def test_two_neighbours_swapped_are_noticed(number, place):
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert swapped == number or not is_order_number(swapped)


@given(NUMBERS)
def test_it_is_found_in_a_remark_but_not_within_other_digits(number):
    assert order_number_in(f"保证金{number}（土地）") == number
    assert order_number_in(f"2026 {spaced(number)} 2026") == number
    assert order_number_in("".join(chr(ord(digit) + 0xFEE0) for digit in number)) == number
    assert order_number_in(f"1{number}") == ""
    assert order_number_in(f"{number}9") == ""


@given(NUMBERS, NUMBERS)
def test_two_numbers_name_nobody(first, second):
    assert order_number_in(f"{first} 和 {second}") == (first if first == second else "")


def test_numbers_that_follow_each_other_can_not_be_told_from_one():
    made = {make_order_number(secrets.randbelow) for _ in range(200)}
    assert len(made) == 200


def test_long_text_is_cut_and_names_nobody():
    assert order_number_in("9" * 1_000_000) == ""
    assert canonical_order_number("9" * 1_000_000) == ""
