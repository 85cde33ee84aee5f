"""Samples keep to the declarations, lie on thresholds, come in order, and repeat with their seed."""

from pathlib import Path

import numpy as np
import pytest

from lingxing.engines.rules.domain.cases import read_case
from lingxing.engines.rules.domain.sampling import BLOCK_ROWS, event_list, sample, sampled_facts
from lingxing.kernel.errors import LingxingError
from lingxing.language.packages import load_folder

CITIES = Path(__file__).parents[4] / "language" / "packages" / "tests" / "cities" / "yunmengze"
AREA_LIMIT = 9000
DEADLINE = 20162


@pytest.fixture(scope="module")
def program():
    return load_folder(CITIES / "heating_2024").program()


def columns(program, rows, seed=0, scope="bills"):
    blocks = list(sample(program, rows, seed, scope))
    return {name: np.concatenate([block.columns[name] for block in blocks]) for name in blocks[0].columns}


def test_as_many_rows_as_asked_for_over_several_blocks(program):
    assert len(columns(program, BLOCK_ROWS + 7)["subject"]) == BLOCK_ROWS + 7
    assert [block.rows for block in sample(program, BLOCK_ROWS + 1, 0, "")] == [BLOCK_ROWS, 1]


def test_every_value_lies_in_its_declaration(program):
    drawn = columns(program, 20_000)
    assert set(np.unique(drawn["home"])) == {0, 1, 2}
    assert set(np.unique(drawn["first_time"])) == {0, 1}
    assert (drawn["area"].min(), drawn["area"].max()) == (0, 100_000)
    assert (drawn["amount"].min(), drawn["amount"].max()) == (-10_000_000, 10_000_000)


def test_thresholds_and_their_neighbours_are_among_the_values(program):
    drawn = columns(program, 20_000)
    for threshold, name in ((AREA_LIMIT, "area"), (6_000_000, "income"), (20_000, "amount"), (DEADLINE, "applied_on")):
        for value in (threshold - 1, threshold, threshold + 1):
            assert np.count_nonzero(drawn[name] == value) > 5, (name, value)


def test_events_of_a_subject_stand_together_in_order_and_share_its_facts(program):
    drawn = columns(program, 5_000)
    same = drawn["subject"][1:] == drawn["subject"][:-1]
    assert np.all(np.diff(drawn["subject"]) >= 0)
    assert np.all(np.diff(drawn["date"])[same] >= 0)
    assert np.any(np.diff(drawn["date"])[same] == 0)
    assert np.all(drawn["income"][1:][same] == drawn["income"][:-1][same])


def test_the_seed_settles_the_sample(program):
    first, again, other = (columns(program, 500, seed) for seed in (1, 1, 2))
    assert all(np.array_equal(first[name], again[name]) for name in first)
    assert not np.array_equal(first["area"], other["area"])


def test_what_another_package_computes_is_no_column():
    program = load_folder(CITIES / "winter_aid_2025").program()
    assert "received" not in sampled_facts(program, "")
    assert "area" in sampled_facts(program, "")


def test_a_list_must_exist(program):
    assert event_list(program) == "bills"
    with pytest.raises(LingxingError, match="没有清单 claims"):
        event_list(program, "claims")


def test_a_sampled_case_is_a_right_case(program):
    drawn = columns(program, 50, scope="")
    facts = program.facts
    homes = list(facts["home"].choices)
    for row in range(50):
        case = read_case(program, {"home": homes[drawn["home"][row]], "area": int(drawn["area"][row]) // 100})
        assert set(case.values) == {"home", "area", "first_time"}
