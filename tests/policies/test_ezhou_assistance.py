"""鄂州政办发〔2022〕34号: random claims of the column kernel against plain decimals, to the fen."""

import datetime as dt
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from lingxing.engines.rules.columns import kernel
from lingxing.engines.rules.domain.columns import lower
from lingxing.engines.rules.domain.columns.plan import Plan
from lingxing.language.definitions import FactKind, Setting
from lingxing.language.packages import load_package
from tests.policies.oracles import ezhou_assistance
from tests.policies.random_columns import EPOCH, Columns, codes, in_order, rows_by_subject, scattered
from tests.sizes import sized

SHARE = sized(4_000, 250_000)
SHARES = sized(1, 4)
SUPPLIED: dict[str, Setting] = {
    "disposable_income": int(ezhou_assistance.INCOME * 100),
    "rural_income": int(ezhou_assistance.RURAL_INCOME * 100),
    "premium": 38_000,
    "poverty_transition_ends": dt.date(2025, 12, 31),
    "catastrophic_deductible": 1_200_000,
}
THRESHOLDS = [300_000, 700_000, 1_000_000, 200_000, 780_864, 3_123_456, 1_006_172, 2_012_345, 3_000_000, 5_000_000]
OF_CLAIM = ("assistance", "left_of_year", "additional_assistance", "hospital_bears", "person_pays", "deductible_part")


@pytest.fixture(scope="module")
def plan() -> Plan:
    return lower(load_package("ezhou/medical_assistance_2022").program(supplied=SUPPLIED))


def _columns(plan: Plan, seed: int) -> Columns:
    rng = np.random.default_rng(seed)
    persons = SHARE // 5
    subject = np.sort(rng.integers(0, persons, SHARE))
    columns: Columns = {"subject": subject}
    for column in plan.inputs:
        count = SHARE if column.scope else persons
        if column.kind is FactKind.MONEY:
            values = scattered(rng, count, THRESHOLDS, 12_000_000)
        elif column.kind is FactKind.CHOICE:
            values = codes(rng, count, column)
        elif column.kind is FactKind.BOOL:
            values = (rng.random(count) < 0.2).astype(np.int64)
        else:
            values = rng.integers(column.lower, column.upper + 1, count)
        columns[column.name] = values if column.scope else values[subject]
    _narrow(columns, rng)
    return columns


def _narrow(columns: Columns, rng: np.random.Generator) -> None:
    """Let dates meet, and most claims count."""
    subject, first = columns["subject"], (dt.date(2022, 5, 1) - EPOCH).days
    columns["date"] = in_order(first + rng.integers(0, 900, SHARE), subject)
    for name in ("recognised_on", "requested_on", "listed_on", "premium_paid_on"):
        columns[name] = (first + 130 + rng.integers(0, 800, SHARE))[subject]
    for name in ("designated", "insured_then"):
        columns[name] = (rng.random(SHARE) < 0.95).astype(np.int64)
    for name in ("applied", "poverty_risk", "additional_approved", "applied_for_before"):
        columns[name] = (rng.random(SHARE) < 0.85).astype(np.int64)[subject]
    for name in ("property_conforms", "living_hard"):
        columns[name] = (rng.random(SHARE) < 0.7).astype(np.int64)[subject]


@pytest.mark.parametrize("share", range(SHARES))
def test_random_claims_agree_to_the_fen(share: int, plan: Plan) -> None:
    columns = _columns(plan, seed=20221018 + share)
    results = kernel.run(plan, columns)
    persons = list(rows_by_subject(plan, columns))
    claims = [figures for rows in persons for figures in ezhou_assistance.settle(rows[0], rows)]
    for name in OF_CLAIM:
        _agree(results, name, [int(figures[name].scaleb(2)) for figures in claims])
    figures = [ezhou_assistance.of_person(rows[0], rows) for rows in persons]
    choices = {output.name: output.choices for output in plan.outputs}
    for name in figures[0]:
        _agree(results, name, [_code(figure[name], choices.get(name, ())) for figure in figures])


def _code(value: Any, choices: tuple[str, ...]) -> int:
    if isinstance(value, str):
        return choices.index(value)
    return int(value.scaleb(2)) if isinstance(value, Decimal) else int(value)


def _agree(results: dict[str, Any], name: str, wanted: list[int]) -> None:
    given = [int(value) for value in results[name].tolist()]
    assert all(results[f"{name}.covered"].tolist())
    wrong = [index for index, pair in enumerate(zip(given, wanted, strict=True)) if pair[0] != pair[1]]
    assert not wrong, (name, len(wrong), wrong[0], given[wrong[0]], wanted[wrong[0]])
    assert len(set(wanted)) > 1, f"{name} is the same everywhere: the test would prove nothing"
