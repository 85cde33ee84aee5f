"""Events are sorted by subject and day; the order of one day's events is kept."""

import numpy as np
import pytest

from lingxing.engines.rules.columns.rows import WrongColumns
from lingxing.engines.rules.columns.sorting import sort_events


def events(seed, count, subjects, spread=1):
    chance = np.random.default_rng(seed)
    return {
        "subject": chance.integers(-subjects, subjects, count) * spread,
        "date": chance.integers(-700, 20_000, count),
        "given": np.arange(count),
    }


@pytest.mark.parametrize("spread", [1, 2**30, 2**45, 2**58], ids=["packed", "wide", "wider", "beyond one number"])
def test_the_order_is_that_of_a_stable_sort(spread):
    found = events(1, 5_000, 8 if spread > 2**50 else 300, spread)
    found["date"][:2_000] = 7
    expected = sorted(zip(*(found[name].tolist() for name in found), strict=True), key=lambda row: row[:2])
    result = sort_events(found, "date")
    assert list(zip(*(result[name].tolist() for name in found), strict=True)) == expected


def test_what_is_in_order_is_not_copied():
    result = sort_events(events(2, 1_000, 50), "date")
    assert sort_events(result, "date")["given"] is result["given"]


@pytest.mark.parametrize("count", [0, 1])
def test_nothing_and_one_row_stand_in_order(count):
    assert len(sort_events(events(3, count, 5), "date")["given"]) == count


def test_a_missing_column_is_named():
    with pytest.raises(WrongColumns, match="date"):
        sort_events({"subject": np.arange(3)}, "date")
