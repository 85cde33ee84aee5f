"""鄂州政办发〔2022〕32号: a hundred thousand applicants of the column kernel against plain decimals, to the fen."""

import datetime as dt

import numpy as np
import pytest
from numpy.typing import NDArray

from lingxing.engines.rules.columns import kernel
from lingxing.engines.rules.domain.columns import lower
from lingxing.engines.rules.domain.columns.plan import Input, Plan
from lingxing.language.definitions import FactKind
from lingxing.language.packages import load_package
from tests.policies.oracles import ezhou_growth
from tests.policies.random_columns import EPOCH, Columns, codes, decoded, scattered
from tests.sizes import sized

ROWS = sized(4_000, 100_000)
FIRST = (dt.date(2021, 12, 28) - EPOCH).days
LAST = (dt.date(2023, 1, 4) - EPOCH).days
THRESHOLDS = [20_000_000, 100_000_000, 1_000_000_000, 40_000_000_000, 200_000_000, 5_000_000_000, 6_000_000_000]
REFUSING = {"loan_subsidised", "central_enterprise", "trade_in_received"}
RANKS = {"freight_turnover_rank": 60, "freight_growth_rank": 120}


@pytest.fixture(scope="module")
def plan() -> Plan:
    return lower(load_package("ezhou/growth_measures_2022").program())


def _column(rng: np.random.Generator, column: Input) -> NDArray[np.int64]:
    if column.kind is FactKind.MONEY:
        return scattered(rng, ROWS, THRESHOLDS, 50_000_000_000).clip(column.lower, column.upper)
    if column.kind is FactKind.CHOICE:
        return codes(rng, ROWS, column)
    if column.kind is FactKind.DATE:
        return rng.integers(FIRST, LAST + 1, ROWS)
    if column.kind is FactKind.BOOL:
        return (rng.random(ROWS) < (0.1 if column.name in REFUSING else 0.9)).astype(np.int64)
    highest = RANKS.get(column.name, min(column.upper, 400))
    return rng.integers(column.lower, highest + 1, ROWS)


def test_every_measure_agrees(plan: Plan) -> None:
    rng = np.random.default_rng(20221013)
    columns: Columns = {column.name: _column(rng, column) for column in plan.inputs}
    values = decoded(plan, columns)
    cases = [dict(zip(values, row, strict=True)) for row in zip(*values.values(), strict=True)]
    results = kernel.run(plan, columns)
    for measure in ezhou_growth.MEASURES:
        name = measure.__name__
        covered, given = results[f"{name}.covered"].tolist(), results[name].tolist()
        wanted = [measure(case) for case in cases]
        found = [value if known else None for value, known in zip(given, covered, strict=True)]
        wrong = [index for index in range(ROWS) if found[index] != wanted[index]]
        assert not wrong, (name, len(wrong), found[wrong[0]], wanted[wrong[0]], cases[wrong[0]])
        assert sum(bool(value) for value in wanted) > ROWS // 500, f"{name} is hardly ever granted"
