"""The plan in NumPy, on blocks that stay in the cache: whole numbers of 64 bits, no compiler."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lingxing.engines.rules.columns.rows import Array, Columns, Rows, constant_array, read_rows
from lingxing.engines.rules.domain.columns.days import first_day, month_index
from lingxing.engines.rules.domain.columns.plan import Act, Cell, Plan, walk

BLOCK_ROWS = 16_384
Held = Any
"""An array of a block's rows, or the one value that all of them have."""
Step = tuple[Cell, tuple[Cell, ...]]
"""A cell, and the cells whose memory is given back once it is worked out."""


def run(plan: Plan, columns: Columns, *, block_rows: int = BLOCK_ROWS) -> dict[str, Array]:
    """Return the plan's columns: 64-bit integers and truths, one value a row or, for the subject's, one a subject.

    The columns' values must lie in the bounds of the plan's inputs. WrongColumns says what does not fit the plan.
    """
    rows = read_rows(plan, columns)
    wanted = {**plan.row_cells, **plan.subject_cells}
    counts = {**dict.fromkeys(plan.row_cells, rows.count), **dict.fromkeys(plan.subject_cells, rows.subjects)}
    results: dict[str, Array] = {}
    for name, cell in wanted.items():
        if cell.is_constant:
            results[name] = constant_array(cell, counts[name])
        else:
            results[name] = np.empty(counts[name], np.bool_ if cell.is_truth else np.int64)
    order = steps(list(wanted.values()))
    for block in _blocks(rows, block_rows):
        held = block.work_out(order, columns)
        for name, cell in wanted.items():
            if not cell.is_constant:
                block.write(results[name], held[cell], per_subject=name in plan.subject_cells)
    return results


def steps(wanted: Sequence[Cell]) -> list[Step]:
    """Return the cells in the order in which they are worked out, each with those that nothing needs after it."""
    order = [cell for cell in walk(*wanted) if not cell.is_constant]
    last_use = {part: cell for cell in order for part in cell.arguments if not part.is_constant}
    kept = set(wanted)
    done: dict[Cell, list[Cell]] = {cell: [] for cell in order}
    for part, cell in last_use.items():
        if part not in kept:
            done[cell].append(part)
    return [(cell, tuple(done[cell])) for cell in order]


class _Block:
    """Rows `first` to `last`, whole subjects; `starts` are the subjects' first rows within the block."""

    def __init__(self, first: int, last: int, subjects: tuple[int, int], starts: NDArray[np.int64] | None) -> None:
        self.first, self.last = first, last
        self._subjects = subjects
        self._starts = starts

    def work_out(self, order: Sequence[Step], columns: Columns) -> dict[Cell, Held]:
        """Return the values on the block's rows of the cells that no step lets go."""
        held: dict[Cell, Held] = {}
        for cell, done in order:
            if cell.act is Act.COLUMN:
                held[cell] = columns[cell.name][self.first : self.last].astype(np.int64, copy=False)
                continue
            arguments = [_constant(part) if part.is_constant else held[part] for part in cell.arguments]
            if cell.act is Act.RUNNING:
                held[cell] = self._running(arguments[0], arguments[1])
            elif cell.act is Act.TOTAL:
                held[cell] = self._total(arguments[0])
            else:
                held[cell] = ACTS[cell.act](*arguments)
            for part in done:
                del held[part]
        return held

    def write(self, result: Array, value: Held, *, per_subject: bool) -> None:
        """Put the block's values where they belong in the result."""
        if per_subject:
            first, last = self._subjects
            result[first:last] = value[self._starts]
        else:
            result[self.first : self.last] = value

    def _running(self, value: Held, key: Held) -> Array:
        values = np.broadcast_to(value, (self.last - self.first,))
        begins = self._begins(key)
        sums = np.cumsum(values, dtype=np.int64)
        before = sums[begins] - values[begins]
        totals: Array = sums - np.repeat(before, np.diff(begins, append=len(values)))
        return totals

    def _begins(self, key: Held) -> NDArray[np.int64]:
        """Return the first row of every run: of a subject, or of a key within it."""
        starts = self._known_starts()
        if np.ndim(key) == 0:
            return starts
        changed = np.empty(len(key), np.bool_)
        changed[0] = True
        np.not_equal(key[1:], key[:-1], out=changed[1:])
        changed[starts] = True
        return np.flatnonzero(changed)

    def _total(self, value: Held) -> Array:
        starts = self._known_starts()
        values = np.broadcast_to(value, (self.last - self.first,)).astype(np.int64)
        sums: Array = np.add.reduceat(values, starts)
        return np.repeat(sums, np.diff(starts, append=len(values)))

    def _known_starts(self) -> NDArray[np.int64]:
        if self._starts is None:
            raise ValueError("totals need rows that are events")
        return self._starts


def _blocks(rows: Rows, size: int) -> Iterator[_Block]:
    """Yield blocks of about `size` rows that cut no subject in two."""
    if rows.starts is None:
        for first in range(0, rows.count, size):
            yield _Block(first, min(first + size, rows.count), (0, 0), None)
        return
    begin, subjects = 0, rows.subjects
    while begin < subjects:
        goal = rows.starts[begin] + size
        end = min(max(int(np.searchsorted(rows.starts, goal, side="right")) - 1, begin + 1), subjects)
        first, last = int(rows.starts[begin]), int(rows.starts[end])
        yield _Block(first, last, (begin, end), rows.starts[begin:end] - first)
        begin = end


def _constant(cell: Cell) -> Held:
    return np.bool_(cell.value) if cell.is_truth else np.int64(cell.value)


def _add_months(day: Held, months: Held) -> Held:
    index = month_index(day)
    begin = first_day(index + months)
    return begin + np.minimum(day - first_day(index), first_day(index + months + 1) - begin - 1)


def _months_between(first: Held, last: Held) -> Held:
    months = month_index(last) - month_index(first)
    return months - (_add_months(first, months) > last)


ACTS: Mapping[Act, Callable[..., Held]] = {
    Act.ADD: np.add,
    Act.SUBTRACT: np.subtract,
    Act.MULTIPLY: np.multiply,
    Act.FLOOR_DIVIDE: np.floor_divide,
    Act.LEAST: np.minimum,
    Act.GREATEST: np.maximum,
    Act.SELECT: np.where,
    Act.EQUAL: np.equal,
    Act.UNEQUAL: np.not_equal,
    Act.LESS: np.less,
    Act.LESS_OR_EQUAL: np.less_equal,
    Act.AND: np.logical_and,
    Act.OR: np.logical_or,
    Act.NOT: np.logical_not,
    Act.YEAR: lambda day: month_index(day) // 12,
    Act.MONTH: lambda day: month_index(day) % 12 + 1,
    Act.ADD_MONTHS: _add_months,
    Act.MONTHS_BETWEEN: _months_between,
}
