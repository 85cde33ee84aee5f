"""A plan as one SELECT in integer arithmetic, for DuckDB or Spark.

Steps that are used more than once stand in nested SELECTs, each level reading the one below: a flat list of aliases is
expanded again at every use and becomes slow. The source gives the plan's inputs as 64-bit integers under their names,
and, where rows are events, `subject` and the rows' order as `row_order`.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from lingxing.engines.rules.domain.columns.plan import SUBJECT, Act, Cell, Plan, walk

ROW_ORDER = "row_order"
_LONGEST_EXPRESSION = 40
"""Cells in one expression at most: engines compile longer ones slowly, or not at all."""


class Dialect(Protocol):
    """How an engine writes what engines write differently. Every number is a 64-bit integer."""

    def constant(self, value: int) -> str:
        """Return an integer."""

    def quoted(self, name: str) -> str:
        """Return a column's name."""

    def floor_divided(self, numerator: str, divisor: str, *, negative: bool) -> str:
        """Return the quotient toward −∞; the divisor is positive, the numerator may be `negative`."""

    def integer(self, total: str) -> str:
        """Return a sum as a 64-bit integer."""

    def year(self, day: str) -> str:
        """Return the year of a day since 1970-01-01."""

    def month(self, day: str) -> str:
        """Return the month, 1 to 12."""

    def months_later(self, day: str, months: str) -> str:
        """Return the day so many months later, or that month's last."""


def select(plan: Plan, source: str, dialect: Dialect, carried: Iterable[str] = ()) -> str:
    """Return a SELECT of the carried columns of `source` and every column of the plan's outputs, row by row.

    Truths come as 0 and 1. Where rows are events, a subject's outputs stand in each of its rows.
    """
    cells = {**plan.row_cells, **plan.subject_cells}
    writer = _Writer(dialect, tuple(cells.values()))
    levels = writer.levels()
    names = columns_read(plan) + ([SUBJECT, ROW_ORDER] if plan.rows else [])
    below = f"SELECT {_listed(dialect, dict.fromkeys((*carried, *names)))} FROM {source}"  # noqa: S608 - names are quoted
    for level in levels:
        added = ", ".join(f"{writer.text(cell, whole=True)} AS {writer.name(cell)}" for cell in level)
        below = f"SELECT *, {added} FROM (\n{below}\n) AS held"  # noqa: S608 - our own text
        writer.held |= {id(cell) for cell in level}
    outputs = [f"{writer.number(cell)} AS {dialect.quoted(name)}" for name, cell in cells.items()]
    return f"SELECT {', '.join([*map(dialect.quoted, carried), *outputs])} FROM (\n{below}\n) AS held"  # noqa: S608 - our own text


def columns_read(plan: Plan) -> list[str]:
    """Return the columns that the plan reads: the facts', and those that tell where a fact is known."""
    return [name for given in plan.inputs for name in (given.name, given.known) if name]


def _listed(dialect: Dialect, names: Iterable[str]) -> str:
    return ", ".join(dialect.quoted(name) for name in names)


_INFIX: Mapping[Act, str] = {
    Act.ADD: "+",
    Act.SUBTRACT: "-",
    Act.MULTIPLY: "*",
    Act.EQUAL: "=",
    Act.UNEQUAL: "<>",
    Act.LESS: "<",
    Act.LESS_OR_EQUAL: "<=",
    Act.AND: "AND",
    Act.OR: "OR",
}
_WINDOWS = frozenset({Act.RUNNING, Act.TOTAL})
_REPEATING = frozenset({Act.FLOOR_DIVIDE, Act.MONTHS_BETWEEN})
"""Acts whose text names an argument more than once."""


@dataclass(slots=True)
class _Writer:
    """Writes cells as expressions over the columns that the levels below hold."""

    dialect: Dialect
    roots: tuple[Cell, ...]
    held: set[int] = field(default_factory=set)
    _places: dict[int, int] = field(default_factory=dict)

    def name(self, cell: Cell) -> str:
        """Return the column that holds a cell."""
        return f"c{self._places.setdefault(id(cell), len(self._places))}"

    def levels(self) -> list[list[Cell]]:
        """Return the cells that get a column of their own, those of a level needing only those of earlier levels."""
        uses = Counter(id(argument) for cell in walk(*self.roots) for argument in cell.arguments)
        repeated = {id(a) for cell in walk(*self.roots) if cell.act in _REPEATING for a in cell.arguments}
        level: dict[int, int] = {}
        size: dict[int, int] = {}
        found: dict[int, list[Cell]] = {}
        for cell in walk(*self.roots):
            depth = max((level[id(argument)] for argument in cell.arguments), default=0)
            weight = 1 + sum(size[id(argument)] for argument in cell.arguments)
            shared = uses[id(cell)] > 1 or id(cell) in repeated or weight > _LONGEST_EXPRESSION
            own = bool(cell.arguments) and (cell.act in _WINDOWS or shared)
            level[id(cell)], size[id(cell)] = (depth + 1, 1) if own else (depth, weight)
            if own:
                found.setdefault(depth + 1, []).append(cell)
        return [found[depth] for depth in sorted(found)]

    def number(self, cell: Cell) -> str:
        """Return a cell as a number: truths as 1 and 0."""
        one, nought = self.dialect.constant(1), self.dialect.constant(0)
        return f"CASE WHEN {self.text(cell)} THEN {one} ELSE {nought} END" if cell.is_truth else self.text(cell)

    def text(self, cell: Cell, *, whole: bool = False) -> str:
        """Return a cell as an expression; a cell that has a column is that column, unless its `whole` text is meant."""
        if id(cell) in self.held and not whole:
            return self.name(cell)
        if not cell.arguments:
            return self._leaf(cell)
        given = [self.text(argument) for argument in cell.arguments]
        if cell.act in _INFIX:
            return f"({given[0]} {_INFIX[cell.act]} {given[1]})"
        return self._call(cell, given)

    def _leaf(self, cell: Cell) -> str:
        if cell.act is Act.COLUMN:
            return self.dialect.quoted(cell.name)
        if cell.act is Act.TRUTH:
            return "TRUE" if cell.value else "FALSE"
        return self.dialect.constant(cell.value)

    def _call(self, cell: Cell, given: list[str]) -> str:
        act, dialect = cell.act, self.dialect
        if act is Act.NOT:
            return f"(NOT {given[0]})"
        if act is Act.SELECT:
            return f"CASE WHEN {given[0]} THEN {given[1]} ELSE {given[2]} END"
        if act in {Act.LEAST, Act.GREATEST}:
            return f"{act.value}({', '.join(given)})"
        if act is Act.FLOOR_DIVIDE:
            return dialect.floor_divided(given[0], given[1], negative=cell.arguments[0].lower < 0)
        if act in _WINDOWS:
            return self._window(cell, given)
        return self._date(act, given)

    def _date(self, act: Act, given: list[str]) -> str:
        dialect = self.dialect
        if act is Act.YEAR:
            return dialect.year(given[0])
        if act is Act.MONTH:
            return dialect.month(given[0])
        if act is Act.ADD_MONTHS:
            return dialect.months_later(given[0], given[1])
        if act is Act.MONTHS_BETWEEN:
            return months_between(dialect, given[0], given[1])
        raise AssertionError(act)

    def _window(self, cell: Cell, given: list[str]) -> str:
        if cell.act is Act.TOTAL:
            return self.dialect.integer(f"SUM({given[0]}) OVER (PARTITION BY {SUBJECT})")
        frame = "ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW"
        grouped = f"PARTITION BY {SUBJECT}, {given[1]} ORDER BY {ROW_ORDER} {frame}"
        return self.dialect.integer(f"SUM({given[0]}) OVER ({grouped})")


def months_between(dialect: Dialect, first: str, last: str) -> str:
    """Return the most months that, added to the first day, don't go beyond the last."""
    years = f"({dialect.year(last)} - {dialect.year(first)})"
    months = f"({years} * {dialect.constant(12)} + {dialect.month(last)} - {dialect.month(first)})"
    one, nought = dialect.constant(1), dialect.constant(0)
    return f"({months} - CASE WHEN {dialect.months_later(first, months)} > {last} THEN {one} ELSE {nought} END)"
