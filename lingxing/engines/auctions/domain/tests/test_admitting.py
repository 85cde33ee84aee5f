"""Paddles are random and free; money beyond the deposit is told exactly."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lingxing.engines.auctions.domain.admitting import FEW, excess_of, free_paddle
from lingxing.engines.auctions.domain.state import Admission


@given(st.sets(st.integers(100, 999), max_size=600), st.randoms(use_true_random=False))
def test_a_paddle_is_of_three_digits_and_free(taken, chance):
    paddle = free_paddle(taken, lambda below: chance.randrange(below))
    assert paddle in FEW
    assert paddle not in taken


def test_where_many_are_taken_paddles_have_four_digits():
    taken = set(range(100, 775))
    assert 1000 <= free_paddle(taken, lambda below: below - 1) <= 9999


def test_every_free_paddle_may_come():
    taken = set(range(100, 700))
    chance = random.Random(1)
    assert {free_paddle(taken, chance.randrange) for _ in range(5000)} == set(range(700, 1000))


@pytest.mark.parametrize(
    ("before", "paid", "excess"),
    [
        (0, 100, 0),  # exact
        (0, 130, 30),  # 130 of 100
        (40, 60, 0),  # 40 + 60
        (40, 70, 10),  # 40 + 70 = 110
        (100, 5, 5),  # all of it
        (120, 5, 5),  # 20 were excess before
        (0, 40, 0),  # short
    ],
)
def test_excess(before, paid, excess):
    assert excess_of(Admission(paid=before), Admission(paid=before + paid), 100) == excess
