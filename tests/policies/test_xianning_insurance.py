"""咸政办发〔2024〕11号: random claims of the column kernel against plain decimals, to the fen."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from lingxing.engines.rules.columns import kernel
from lingxing.engines.rules.domain.columns import lower
from lingxing.engines.rules.domain.columns.plan import Plan
from lingxing.language.definitions import FactKind
from lingxing.language.packages import load_package
from tests.policies.oracles import xianning_insurance
from tests.policies.random_columns import Columns, codes, in_order, rows_by_subject, scattered
from tests.sizes import sized

SHARE = sized(4_000, 250_000)
SHARES = sized(1, 4)
THRESHOLDS = [
    20_000,
    60_000,
    100_000,
    1_200_000,
    3_000_000,
    10_000_000,
    70_000,
    5_000,
    2_500,
    1_500,
    1_300,
    800,
    35_000,
]


def _plan(name: str) -> Plan:
    return lower(load_package(name).program(), present={"date"} | _given(name))


def _given(name: str) -> set[str]:
    program = load_package(name).program()
    facts = [*program.facts.values(), *(fact for held in program.lists.values() for fact in held.facts.values())]
    return {fact.name for fact in facts if fact.source is None}


@pytest.fixture(scope="module")
def plans() -> tuple[Plan, Plan]:
    return _plan("xianning/resident_insurance_2024"), _plan("xianning/catastrophic_insurance_2024")


def _columns(plan: Plan, seed: int) -> Columns:
    """Return claims of persons in the order of their dates; combinations that the document leaves open are left out."""
    rng = np.random.default_rng(seed)
    persons = SHARE // 5
    subject = np.sort(rng.integers(0, persons, SHARE))
    columns: Columns = {"subject": subject}
    for column in plan.inputs:
        count = SHARE if column.scope else persons
        if column.kind is FactKind.MONEY:
            values = scattered(rng, count, THRESHOLDS, 20_000_000)
        elif column.kind is FactKind.CHOICE:
            values = codes(rng, count, column)
        elif column.kind is FactKind.BOOL:
            values = (rng.random(count) < (0.9 if column.name == "designated" else 0.15)).astype(np.int64)
        else:
            values = rng.integers(column.lower, column.upper + 1, count)
        columns[column.name] = values if column.scope else values[subject]
    columns["other_payer"][rng.random(SHARE) < 0.9] = 0
    columns["transition_low_income"] = np.zeros(SHARE, np.int64)
    _narrow(plan, columns, rng)
    return columns


def _narrow(plan: Plan, columns: Columns, rng: np.random.Generator) -> None:
    """Keep dates close enough to matter, and leave out what the document leaves open."""
    first = int((dt.date(2024, 8, 15) - dt.date(1970, 1, 1)).days)
    columns["enrolled_on"] = (first + rng.integers(-320, 400, len(columns["subject"])))[columns["subject"]]
    columns["left_previous_on"] = (columns["enrolled_on"] - rng.integers(60, 130, SHARE)[columns["subject"]]).clip(7305)
    columns["born_on"] = columns["enrolled_on"] - rng.integers(0, 3000, SHARE)[columns["subject"]]
    columns["date"] = in_order(first + rng.integers(0, 500, SHARE), columns["subject"])
    choices = {column.name: column.choices for column in plan.inputs}
    kind, level = columns["kind"], columns["facility_level"]
    kind[kind == choices["kind"].index("chronic_outpatient")] = choices["kind"].index("inpatient")
    inpatient, visit = choices["kind"].index("inpatient"), choices["kind"].index("outpatient")
    levels = choices["facility_level"]
    level[(kind == inpatient) & (level == levels.index("village"))] = levels.index("township")
    level[(kind == visit) & (level == levels.index("primary"))] = levels.index("township")
    inside = columns["place"] != choices["place"].index("out_of_city")
    columns["designated"][inside & (kind == inpatient)] = 1
    newborn = columns["enrolment_kind"] == choices["enrolment_kind"].index("newborn")
    columns["born_on"][newborn] = columns["enrolled_on"][newborn]


def _expected(plan: Plan, columns: Columns) -> Iterator[dict[str, Decimal]]:
    for claims in rows_by_subject(plan, columns):
        yield from xianning_insurance.settle(claims[0], claims)


@pytest.mark.parametrize("share", range(SHARES))
def test_random_claims_agree_to_the_fen(share: int, plans: tuple[Plan, Plan]) -> None:
    basic, both = plans
    columns = _columns(both, seed=20240815 + share)
    results: dict[str, Any] = {**kernel.run(basic, columns), **kernel.run(both, columns)}
    expected = list(_expected(both, columns))
    for name in expected[0]:
        given = results[name].tolist()
        wanted = [int(row[name].scaleb(2)) for row in expected]
        wrong = [index for index, pair in enumerate(zip(given, wanted, strict=True)) if pair[0] != pair[1]]
        assert not wrong, (name, len(wrong), wrong[0], given[wrong[0]], wanted[wrong[0]])
        assert any(wanted), f"no claim has {name}: the test would prove nothing"
