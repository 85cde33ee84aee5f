"""Budgets shared over files, against the rule for a handful of applicants."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lingxing.engines.rules.domain.ceilings import allot
from lingxing.engines.rules.simulation import budgets
from lingxing.engines.rules.simulation.budgets import Budgets
from lingxing.kernel.errors import LingxingError
from lingxing.language.definitions import Ceiling

AMOUNT = st.one_of(st.integers(0, 20), st.integers(0, 300_000_00), st.integers(2**40, 2**41))


def paid(amounts, budget, order, batches=3, measures=("a",)):
    """Return what is paid of amounts given in so many batches."""
    held = Budgets([Ceiling("总额", "一", measures, "budget", order)], [budget])

    def asked():
        for part in np.array_split(np.arange(len(amounts) // len(measures)), batches):
            rows = np.array(amounts, np.int64).reshape(-1, len(measures))[part]
            yield {name: rows[:, place] for place, name in enumerate(measures)}

    held.settle(asked)
    held.begin()
    settled = [held.paid(batch) for batch in asked()]
    found = [np.stack([batch[name] for name in measures], axis=1).ravel() for batch in settled]
    return tuple(np.concatenate(found).tolist()), held.shared[0]


@pytest.mark.parametrize("order", ["first_come", "pro_rata"])
@given(amounts=st.lists(AMOUNT, min_size=1, max_size=60), share=st.integers(0, 1200))
def test_shared_as_among_a_handful(order, amounts, share):
    budget = sum(amounts) * share // 1000
    found, told = paid(amounts, budget, order)
    assert found == allot(amounts, budget, order)
    assert (told.asked, told.paid) == (sum(amounts), sum(found))


@pytest.mark.parametrize("order", ["first_come", "pro_rata"])
def test_remainders_in_few_buckets_are_told_apart(order, monkeypatch):
    monkeypatch.setattr(budgets, "_BUCKETS", 2)
    amounts = [7, 7, 7, 3, 11, 1, 0, 7, 5, 5]
    for budget in range(sum(amounts) + 2):
        assert paid(amounts, budget, order)[0] == allot(amounts, budget, order)


def test_several_measures_are_taken_row_by_row():
    found, _ = paid([5, 3, 5, 3], 10, "first_come", batches=2, measures=("a", "b"))
    assert found == (5, 3, 2, 0)


def test_a_ceiling_nobody_supplied_leaves_everything(tmp_path):
    assert paid([5, 3], None, "first_come")[0] == (5, 3)


def test_negative_amounts_are_refused():
    with pytest.raises(LingxingError, match="负数"):
        paid([5, -3], 1, "first_come")
