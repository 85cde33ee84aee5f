"""The text of a plan's kernel: one pass over the rows, every step a line.

Doubles hold the whole numbers where every range is below 2⁵³ (no fused or reciprocal arithmetic is allowed, so that
each step is exact); otherwise 64-bit integers do.
"""

import inspect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lingxing.engines.rules.domain.columns import days
from lingxing.engines.rules.domain.columns.plan import Act, Cell, Plan, walk

LARGEST_FOR_RECIPROCAL = 2**50
_OPTIONS = "nogil=True, error_model='numpy', cache=CACHE"


@dataclass(frozen=True, slots=True)
class Kernel:
    """The text, and the names of the arrays that its function takes: inputs, then results."""

    text: str
    columns: tuple[str, ...]
    row_results: tuple[str, ...]
    subject_results: tuple[str, ...]


def kernel_source(plan: Plan, *, doubles: bool | None = None) -> Kernel:
    """Return the kernel of a plan; `doubles` False forbids them, None uses them where they are exact."""
    writer = _Writer(plan.fits_double if doubles is None else doubles and plan.fits_double)
    rows = {name: cell for name, cell in plan.row_cells.items() if not cell.is_constant}
    subjects = {name: cell for name, cell in plan.subject_cells.items() if not cell.is_constant}
    cells = list(walk(*rows.values(), *subjects.values()))
    columns = tuple(sorted({cell.name for cell in cells if cell.act is Act.COLUMN}))
    names = [
        *(f"c_{place}" for place in range(len(columns))),
        *(f"r_{place}" for place in range(len(rows))),
        *(f"s_{place}" for place in range(len(subjects))),
    ]
    writer.columns = {name: f"c_{place}" for place, name in enumerate(columns)}
    body = writer.events(rows, subjects) if plan.rows else writer.rows(rows)
    bounds = ["first", "last", "starts"] if plan.rows else ["count"]
    head = f"@njit({_OPTIONS})\ndef kernel({', '.join([*bounds, *names])}):"
    text = "\n".join([PREAMBLE, _calendar(cells), head, *(f"    {line}" for line in body)])
    return Kernel(text + "\n", columns, tuple(rows), tuple(subjects))


PREAMBLE = '''"""A kernel written by lingxing; it may be deleted at any time."""

import numpy as np
from numba import njit, types
from numba.extending import intrinsic


@intrinsic
def select(typing_context, condition, held, otherwise):
    def write(context, builder, signature, arguments):
        return builder.select(*arguments)

    return held(types.boolean, held, held), write
'''
"""Choosing without a branch: a branch a step would make the compiler several times as slow, and the code as well."""
_CALENDAR_ACTS = {Act.YEAR, Act.MONTH, Act.ADD_MONTHS, Act.MONTHS_BETWEEN}


def _calendar(cells: Sequence[Cell]) -> str:
    """Return the calendar functions, compiled with the kernel so that one text says all that it does."""
    if not any(cell.act in _CALENDAR_ACTS for cell in cells):
        return ""
    functions = (days.month_index, days.first_day, days.add_months, days.months_between)
    return "\n\n".join(f"@njit({_OPTIONS})\n{inspect.getsource(function)}" for function in functions)


class _Writer:
    """Writes the lines that work out cells."""

    def __init__(self, doubles: bool) -> None:  # noqa: FBT001 - the one thing that it is made for
        self.columns: Mapping[str, str] = {}
        self._doubles = doubles
        self._number = "np.float64" if doubles else "np.int64"

    def rows(self, results: Mapping[str, Cell]) -> list[str]:
        """Return the body for rows that are subjects."""
        lines = self._pass(results.values(), _stores("r", results))
        return ["for i in range(count):", *_indented(lines or ["pass"])]

    def events(self, rows: Mapping[str, Cell], subjects: Mapping[str, Cell]) -> list[str]:
        """Return the body for rows that are events: a pass over a subject's rows for each depth of totals."""
        roots = (*rows.values(), *subjects.values())
        totals = [cell for cell in walk(*roots) if cell.act is Act.TOTAL]
        names = {total: f"t_{place}" for place, total in enumerate(totals)}
        lines: list[str] = []
        for depth in range(1, max((_depth(total) for total in totals), default=0) + 1):
            summed = [total for total in totals if _depth(total) == depth]
            sums = [(f"{names[total]} += {{}}", total.arguments[0]) for total in summed]
            lines += [f"{names[total]} = {self._literal(0)}" for total in summed]
            lines += self._event_pass([total.arguments[0] for total in summed], sums, names)
        if rows:
            lines += self._event_pass(list(rows.values()), _stores("r", rows), names)
        if subjects:
            lines += ["i = starts[s]", *self._pass(subjects.values(), _stores("s", subjects, at="s"), names)]
        return ["for s in range(first, last):", *_indented(lines or ["pass"])]

    def _event_pass(self, roots: Sequence[Cell], stores: "Sequence[_Store]", totals: Mapping[Cell, str]) -> list[str]:
        """Return a loop over one subject's rows, with its running totals reset before it."""
        states = [cell for cell in _below(roots, totals) if cell.act is Act.RUNNING]
        lines = []
        running: dict[Cell, str] = {}
        for place, cell in enumerate(states):
            running[cell] = f"u_{place}"
            lines.append(f"u_{place} = {self._literal(0)}")
            if not cell.arguments[1].is_constant:
                lines.append(f"k_{place} = {self._literal(cell.arguments[1].lower - 1)}")
        return [
            *lines,
            "for i in range(starts[s], starts[s + 1]):",
            *_indented(self._pass(roots, stores, totals, running)),
        ]

    def _pass(
        self,
        roots: Iterable[Cell],
        stores: "Sequence[_Store]",
        totals: Mapping[Cell, str] | None = None,
        running: Mapping[Cell, str] | None = None,
    ) -> list[str]:
        """Return the lines that work out the roots on row i and store them."""
        named: dict[Cell, str] = dict(totals or {})
        lines: list[str] = []
        for cell in _below(list(roots), totals or {}):
            if cell.is_constant:
                named[cell] = self._literal(cell.value) if not cell.is_truth else str(bool(cell.value))
            elif cell.act is Act.RUNNING:
                state = (running or {})[cell]
                lines += self._run(cell, state, [named[part] for part in cell.arguments])
                named[cell] = state
            else:
                named[cell] = f"v_{len(named)}"
                lines.append(f"{named[cell]} = {self._step(cell, [named[part] for part in cell.arguments])}")
        return lines + [pattern.format(self._stored(cell, named[cell], pattern)) for pattern, cell in stores]

    def _run(self, cell: Cell, state: str, arguments: list[str]) -> list[str]:
        lines = []
        if not cell.arguments[1].is_constant:
            key = state.replace("u_", "k_")
            lines = [f"if {arguments[1]} != {key}:", f"    {state} = {self._literal(0)}", f"    {key} = {arguments[1]}"]
        return [*lines, f"{state} += {arguments[0]}"]

    def _stored(self, cell: Cell, value: str, pattern: str) -> str:
        whole = cell.is_truth or not self._doubles or "+=" in pattern
        return value if whole else f"np.int64({value})"

    def _literal(self, value: int) -> str:
        return f"({value}.0)" if self._doubles else f"np.int64({value})"

    def _step(self, cell: Cell, arguments: list[str]) -> str:
        if cell.act is Act.COLUMN:
            return f"{self._number}({self.columns[cell.name]}[i])"
        if cell.act in _CALENDAR_ACTS:
            whole = [f"np.int64({argument})" for argument in arguments]
            return f"{self._number}({_CALENDAR[cell.act].format(*whole)})"
        if cell.act is Act.FLOOR_DIVIDE and self._doubles:
            return _quotient(cell, *arguments)
        return _STEPS[cell.act].format(*arguments)


_Store = tuple[str, Cell]
"""A pattern with a gap for the value, and the cell whose value it is."""
_STEPS: Mapping[Act, str] = {
    Act.ADD: "{} + {}",
    Act.SUBTRACT: "{} - {}",
    Act.MULTIPLY: "{} * {}",
    Act.FLOOR_DIVIDE: "{} // {}",
    Act.LEAST: "select({0} < {1}, {0}, {1})",
    Act.GREATEST: "select({0} > {1}, {0}, {1})",
    Act.SELECT: "select({0}, {1}, {2})",
    Act.EQUAL: "{} == {}",
    Act.UNEQUAL: "{} != {}",
    Act.LESS: "{} < {}",
    Act.LESS_OR_EQUAL: "{} <= {}",
    Act.AND: "{} & {}",
    Act.OR: "{} | {}",
    Act.NOT: "not {}",
}
_CALENDAR: Mapping[Act, str] = {
    Act.YEAR: "month_index({}) // 12",
    Act.MONTH: "month_index({}) % 12 + 1",
    Act.ADD_MONTHS: "add_months({}, {})",
    Act.MONTHS_BETWEEN: "months_between({}, {})",
}


def _quotient(cell: Cell, numerator: str, divisor: str) -> str:
    """Return the quotient toward −∞ of whole doubles.

    (x + ½) / d lies at least ½ / d from every whole number. Times the rounded 1 / d it is off by less than that while
    x is below 2⁵¹, so that the product, which is several times as fast as a division, is cut to the same whole number.
    """
    if cell.arguments[1].is_constant and cell.arguments[0].largest <= LARGEST_FOR_RECIPROCAL:
        return f"np.floor(({numerator} + 0.5) * (1.0 / {divisor}))"
    return f"np.floor({numerator} / {divisor})"


def _stores(prefix: str, results: Mapping[str, Cell], at: str = "i") -> list[_Store]:
    return [(f"{prefix}_{place}[{at}] = {{}}", cell) for place, cell in enumerate(results.values())]


def _indented(lines: Sequence[str]) -> list[str]:
    return [f"    {line}" for line in lines]


def _depth(cell: Cell) -> int:
    """Return how many passes over a subject's rows must have ended before the cell is known."""
    depths: dict[Cell, int] = {}
    for inner in walk(cell):
        below = max((depths[argument] for argument in inner.arguments), default=0)
        depths[inner] = below + (inner.act is Act.TOTAL)
    return depths[cell]


def _below(roots: Sequence[Cell], known: Mapping[Cell, str]) -> Iterator[Cell]:
    """Yield every cell below the roots once, arguments first, not going below what is known."""
    seen: set[Cell] = set()
    pending = [(root, False) for root in reversed(roots)]
    while pending:
        cell, ready = pending.pop()
        if ready:
            yield cell
        elif cell not in seen and cell not in known:
            seen.add(cell)
            pending.append((cell, True))
            pending += [(argument, False) for argument in reversed(cell.arguments)]
