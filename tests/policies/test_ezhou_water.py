"""鄂州政办发〔2022〕15号: random incidents of the column kernel against plain fractions."""

import datetime as dt
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from lingxing.engines.rules.columns import kernel
from lingxing.engines.rules.domain.columns import lower
from lingxing.engines.rules.domain.columns.plan import Plan
from lingxing.language.definitions import FactKind, Setting
from lingxing.language.packages import load_package
from tests.policies.oracles import ezhou_water
from tests.policies.random_columns import EPOCH, Columns, in_order, rows_by_subject
from tests.sizes import sized

SHARE = sized(4_000, 250_000)
SHARES = sized(1, 4)
SUPPLIED: dict[str, Setting] = {
    "shortage_cut": ezhou_water.SHORTAGE_CUT,
    "water_price": int(ezhou_water.PRICE * 100),
    "surcharge_multiples": ezhou_water.MULTIPLES,
}
SMALL = {
    "years_of_use": 5,
    "leak_days": 20,
    "times": 5,
    "burst_hours": 4800,
    "volume_each": 160,
    "reduction_set": 5000,
    "industry_factor": 1200,
}
DAYS = int((dt.date(2022, 7, 11) - EPOCH).days)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return lower(load_package("ezhou/water_use_plan_2022").program(supplied=SUPPLIED))


def _columns(plan: Plan, seed: int) -> Columns:
    """Return incidents of units; figures of one size, so that excess and shortfall, growth and decline all occur."""
    rng = np.random.default_rng(seed)
    units = SHARE // 3
    subject = np.sort(rng.integers(0, units, SHARE))
    columns: Columns = {"subject": subject}
    for column in plan.inputs:
        count = SHARE if column.scope else units
        if column.kind is FactKind.CHOICE:
            values = rng.integers(0, len(column.choices), count)
        elif column.kind is FactKind.BOOL:
            values = (rng.random(count) < 0.5).astype(np.int64)
        elif column.kind is FactKind.DATE:
            values = DAYS + rng.integers(-100, 100, count) * rng.integers(1, 9, count)
        elif column.kind is FactKind.RATE:
            values = rng.choice(np.array([0, 190, 200, 210, 9490, 9500, 9510, 10000]), count) * column.scale // 10000
        elif column.kind is FactKind.MONEY:
            values = 5_000_000 + rng.integers(-2, 3, count)
        else:
            largest = min(SMALL.get(column.name, 3000 * column.scale), column.upper)
            values = rng.integers(max(column.lower, 0), largest + 1, count)
        columns[column.name] = values if column.scope else values[subject]
    _narrow(columns, rng)
    return columns


def _narrow(columns: Columns, rng: np.random.Generator) -> None:
    """Let years meet, most units pass the refusals of 第十三条, and dates lie near the limits."""
    unit = columns["subject"]
    columns["plan_year"] = rng.integers(2022, 2025, SHARE)[unit]
    columns["balance_omitted_in"] = rng.integers(2021, 2024, SHARE)[unit]
    for name in ("reuse_rate_met", "within_norm", "evaluation_done", "regulated"):
        columns[name] = (rng.random(SHARE) < 0.97).astype(np.int64)[unit]
    for name in ("leak_ignored", "surcharge_owed"):
        columns[name] = (rng.random(SHARE) < 0.03).astype(np.int64)[unit]
    for name in ("proof_given", "daily_records", "reported_in_time"):
        columns[name] = (rng.random(SHARE) < 0.9).astype(np.int64)
    columns["fixture_leakage"] = columns["fixture_leakage"].clip(max=210)
    columns["plan_issued_on"] = (DAYS + rng.integers(0, 800, SHARE))[unit].clip(DAYS)
    columns["happened_on"] = in_order(DAYS + rng.integers(0, 900, SHARE), unit)
    columns["applied_on"] = columns["happened_on"] + rng.integers(0, 200, SHARE)
    columns["repair_started_on"] = columns["happened_on"] + rng.integers(0, 15, SHARE)
    columns["discovered_on"] = columns["happened_on"] + rng.integers(0, 5, SHARE)
    columns["renovation_started_on"] = columns["discovered_on"] + rng.integers(25, 35, SHARE)


@pytest.mark.parametrize("share", range(SHARES))
def test_random_incidents_agree(share: int, plan: Plan) -> None:
    columns = _columns(plan, seed=20220711 + share)
    results = kernel.run(plan, columns)
    units = list(rows_by_subject(plan, columns))
    incidents = [ezhou_water.supplement(rows[0], row) for rows in units for row in rows]
    _agrees(plan, results, "supplement", incidents)
    figures = [ezhou_water.year_of_unit(rows[0], rows) for rows in units]
    assert not plan.left_out
    for name in figures[0]:
        _agrees(plan, results, name, [figure[name] for figure in figures])


def _agrees(plan: Plan, results: dict[str, Any], name: str, expected: Sequence[Fraction | int | None]) -> None:
    denominator = next(output.denominator for output in plan.outputs if output.name == name)
    covered, given = results[f"{name}.covered"].tolist(), results[name].tolist()
    found = [value if known else None for value, known in zip(given, covered, strict=True)]
    wanted = [None if value is None else value * denominator for value in expected]
    wrong = [index for index, pair in enumerate(zip(found, wanted, strict=True)) if pair[0] != pair[1]]
    assert not wrong, (name, len(wrong), wrong[0], found[wrong[0]], wanted[wrong[0]])
    assert sum(bool(value) for value in wanted) > len(wanted) // 100, f"{name} is hardly ever there"
