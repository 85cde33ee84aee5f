"""What both back-ends hold arrays to before they run, and how rows fall to subjects."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lingxing.engines.rules.domain.columns.plan import SUBJECT, Cell, Plan
from lingxing.kernel.errors import LingxingError

Array = NDArray[Any]
Columns = Mapping[str, Array]


class WrongColumns(LingxingError):
    """Arrays that a plan can't run on; `where` names the column."""


@dataclass(frozen=True, slots=True)
class Rows:
    """How many rows there are; where they are events, `starts` is each subject's first row, and the end."""

    count: int
    starts: NDArray[np.int64] | None = None

    @property
    def subjects(self) -> int:
        """Return how many subjects there are."""
        return self.count if self.starts is None else len(self.starts) - 1


def read_rows(plan: Plan, columns: Columns) -> Rows:
    """Return how the rows fall to subjects; WrongColumns says what does not fit the plan.

    Values are not held against their bounds here: readers of files do that, row by row.
    """
    names = [name for column in plan.inputs for name in (column.name, column.known) if name]
    names += [SUBJECT] if plan.rows else []
    for name in names:
        if name not in columns:
            raise WrongColumns("没有这一列", where=name, remedy=f"补上 {name} 列")
        if columns[name].dtype.kind not in "iub" or columns[name].ndim != 1:
            raise WrongColumns(f"应为一列整数，却是 {columns[name].dtype}", where=name)
    lengths = {len(columns[name]) for name in names or columns}  # a plan that reads nothing has rows all the same
    if len(lengths) > 1:
        raise WrongColumns(f"各列长短不一：{sorted(lengths)}")
    count = lengths.pop() if lengths else 0
    return Rows(count, _starts(plan, columns)) if plan.rows else Rows(count)


def _starts(plan: Plan, columns: Columns) -> NDArray[np.int64]:
    subject, day = columns[SUBJECT], columns[plan.order]
    count = len(subject)
    changes = subject[1:] != subject[:-1]
    if bool(np.any(subject[1:] < subject[:-1])) or bool(np.any((day[1:] < day[:-1]) & ~changes)):
        raise WrongColumns(
            f"各行须先按 {SUBJECT}、再按 {plan.order} 排序", where=plan.order, remedy="先用 sort_events 排序"
        )
    starts = np.concatenate(([0], np.flatnonzero(changes) + 1, [count])) if count else np.zeros(1, np.int64)
    longest = int(np.max(np.diff(starts), initial=0))
    if longest > plan.most_events:
        raise WrongColumns(f"有主体多达 {longest} 项，取值范围只按 {plan.most_events} 项证明", where=SUBJECT)
    return starts.astype(np.int64)


def constant_array(cell: Cell, count: int) -> Array:
    """Return a column that is the same everywhere, without filling memory; it can't be written to."""
    value = np.bool_(cell.value) if cell.is_truth else np.int64(cell.value)
    return np.broadcast_to(value, (count,))
