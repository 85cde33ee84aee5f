"""SQL against the arrays, on random programs and rows: thresholds, negatives, dates, totals."""

import random

import numpy as np
import pytest

from lingxing.engines.rules.columns import numpy_blocks
from lingxing.engines.rules.columns.tests.cases import cases, columns_of
from lingxing.engines.rules.columns.tests.test_equality import random_program
from lingxing.engines.rules.domain.columns import lower
from lingxing.engines.rules.sql.duckdb_runner import DuckDbEngine

pytest.importorskip("duckdb", reason="the extra duckdb is not installed")


@pytest.mark.parametrize("events", [False, True])
@pytest.mark.parametrize("seed", range(30))
def test_duckdb_gives_what_the_arrays_give(events, seed):
    chance = random.Random(seed)
    program = random_program(chance, events=events)
    plan = lower(program, rows="claims" if events else "")
    if not plan.inputs:
        pytest.skip("a program of constants")
    columns = columns_of(program, cases(chance, program, 100), plan.rows)
    wanted = numpy_blocks.run(plan, columns)
    found = DuckDbEngine(plan)(columns)
    assert found.keys() == wanted.keys()
    for name, values in wanted.items():
        assert np.array_equal(values, found[name]), name
