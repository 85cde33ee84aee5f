"""潜政发〔2025〕14号: a hundred thousand merchants of the kernel against months counted one by one, to the fen."""

import datetime as dt

import numpy as np
from numpy.typing import NDArray

from lingxing.engines.rules.columns import kernel
from lingxing.engines.rules.domain.columns import lower
from lingxing.engines.rules.domain.columns.plan import Input
from lingxing.language.definitions import FactKind
from lingxing.language.packages import load_package
from tests.policies.oracles.qianjiang_districts import occupancy_reward
from tests.policies.random_columns import EPOCH, Columns, codes, in_order, rows_by_subject
from tests.sizes import sized

ROWS = sized(4_000, 100_000)
SUBJECTS = ROWS // 4
FIRST = (dt.date(2025, 9, 1) - EPOCH).days
NEAR = {"commercial_area": 1_000_000, "occupancy_rate": 6_000}


def _column(rng: np.random.Generator, column: Input) -> NDArray[np.int64]:
    if column.name in NEAR:
        return NEAR[column.name] + rng.integers(-1, 3, ROWS)
    if column.kind is FactKind.CHOICE:
        return codes(rng, ROWS, column)
    if column.kind is FactKind.DATE:
        return FIRST + rng.integers(0, 1300, ROWS)
    if column.kind is FactKind.BOOL:
        return rng.integers(0, 2, ROWS)
    return rng.integers(column.lower, min(column.upper, 100_000) + 1, ROWS)


def test_every_operator_agrees() -> None:
    plan = lower(load_package("qianjiang/retail_districts_2025").program())
    rng = np.random.default_rng(20251110)
    subject = np.sort(rng.integers(0, SUBJECTS, ROWS))
    columns: Columns = {"subject": subject}
    for column in plan.inputs:
        values = _column(rng, column)
        columns[column.name] = values if column.scope else values[subject]
    columns["moved_in_on"] = in_order(columns["moved_in_on"], subject)
    found = kernel.run(plan, columns)["occupancy_reward"].tolist()
    wanted = [occupancy_reward(rows[0], rows) for rows in rows_by_subject(plan, columns)]
    assert found == wanted
    assert sum(value > 0 for value in wanted) > len(wanted) // 12
