"""Random columns for a plan: every choice, truth and date of the declaration, money near what the law counts by."""

import datetime as dt
import itertools
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lingxing.engines.rules.domain.columns.plan import Input, Plan
from lingxing.language.definitions import FactKind

Columns = dict[str, NDArray[np.int64]]
EPOCH = dt.date(1970, 1, 1)


def scattered(rng: np.random.Generator, count: int, thresholds: Sequence[int], largest: int) -> NDArray[np.int64]:
    """Return amounts in fen: nothing, small, middling, large, refunds, and thresholds with a fen less or more."""
    sort = rng.integers(0, 10, count)
    small, middling = rng.integers(0, 30_000, count), rng.integers(0, 3_000_000, count)
    near = rng.choice(np.array(thresholds, np.int64), count) + rng.integers(-1, 2, count)
    values = np.select(
        [sort < 4, sort < 6, sort == 6, sort == 7, sort == 8],
        [np.zeros(count, np.int64), small, middling, near, -small],
        default=rng.integers(0, largest, count),
    )
    return values.astype(np.int64)


def codes(rng: np.random.Generator, count: int, column: Input, allowed: Sequence[str] = ()) -> NDArray[np.int64]:
    """Return codes of the column's choices, or of the allowed ones."""
    pool = [index for index, name in enumerate(column.choices) if not allowed or name in allowed]
    return rng.choice(np.array(pool, np.int64), count)


def rows_by_subject(plan: Plan, columns: Mapping[str, NDArray[np.int64]]) -> Iterator[list[dict[str, Any]]]:
    """Yield each subject's rows as dicts of what people know."""
    values = decoded(plan, columns)
    rows = [dict(zip(values, row, strict=True)) for row in zip(*values.values(), strict=True)]
    starts = [0, *(np.flatnonzero(np.diff(columns["subject"])) + 1).tolist(), len(rows)]
    for first, last in itertools.pairwise(starts):
        yield rows[first:last]


def in_order(days: NDArray[np.int64], subject: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the days, ascending within each subject."""
    return days[np.lexsort((days, subject))]


def decoded(plan: Plan, columns: Mapping[str, NDArray[np.int64]]) -> dict[str, list[Any]]:
    """Return the columns as the values that people know: names of choices, dates, truths, decimals of the unit."""
    return {column.name: _decoded(column, columns[column.name]) for column in plan.inputs}


def _decoded(column: Input, values: NDArray[np.int64]) -> list[Any]:
    if column.kind is FactKind.CHOICE:
        return [column.choices[code] for code in values.tolist()]
    if column.kind is FactKind.DATE:
        return [EPOCH + dt.timedelta(days=day) for day in values.tolist()]
    if column.kind is FactKind.BOOL:
        return [bool(value) for value in values.tolist()]
    return [Decimal(value).scaleb(-column.decimals) for value in values.tolist()]
