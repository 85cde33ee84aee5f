"""What every column back-end reads: integer expressions over columns, each with a proven range, and what they give.

A `Cell` is a step worked out once a row. There are numbers (64-bit integers) and truths; `Cell.is_truth` tells which.
Dates are days since 1970-01-01, choices are codes in their declared order, money is fen.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from lingxing.kernel.errors import LingxingError
from lingxing.kernel.units import Unit
from lingxing.language.definitions import FactKind
from lingxing.language.nodes import Kind

SUBJECT = "subject"
"""Name of the integer column that tells whose event a row is; present where a plan's rows are events."""
MOST_EVENTS = 1000
"""A subject's events at most, unless a plan is made for more: what the ranges of totals rest on."""
LARGEST_INTEGER = 2**63 - 1
LARGEST_DOUBLE_INTEGER = 2**53 - 1


class NotInColumns(LingxingError):
    """A formula that integer columns can't express; `where` names it, `what` says why."""


class Act(StrEnum):
    """What a cell does with its arguments a, b, c; the comment gives their sorts."""

    # leaves
    COLUMN = "column"  # the input column `name`, a number
    CONSTANT = "constant"  # `value`, a number
    TRUTH = "truth"  # `value` 1 or 0, a truth
    # numbers
    ADD = "add"  # a + b
    SUBTRACT = "subtract"  # a − b
    MULTIPLY = "multiply"  # a × b
    FLOOR_DIVIDE = "floor_divide"  # a / b toward −∞; b is at least 1, by its range
    LEAST = "least"  # of a and b
    GREATEST = "greatest"  # of a and b
    SELECT = "select"  # b where the truth a holds, else c; b and c are numbers
    # truths
    EQUAL = "equal"  # of two numbers
    UNEQUAL = "unequal"
    LESS = "less"
    LESS_OR_EQUAL = "less_or_equal"
    AND = "and"  # of two truths
    OR = "or"
    NOT = "not"
    # dates, as days since 1970-01-01
    YEAR = "year"
    MONTH = "month"  # 1 to 12
    ADD_MONTHS = "add_months"  # the day a, b months later: the same day, or that month's last
    MONTHS_BETWEEN = "months_between"  # complete months from day a to day b, toward −∞
    # events
    RUNNING = "running"  # sum of a up to and with this row, over the subject's rows with the same b so far in a run
    TOTAL = "total"  # sum of a over the subject's rows; one value a subject


TRUTHS = frozenset({Act.TRUTH, Act.EQUAL, Act.UNEQUAL, Act.LESS, Act.LESS_OR_EQUAL, Act.AND, Act.OR, Act.NOT})


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """One step. Its value lies in [lower, upper] on every row whose inputs lie in their bounds.

    Equal steps are one object within a plan. `scope` is the list whose events the value differs by, "" where it is the
    same for all of a subject's rows.
    """

    act: Act
    arguments: tuple["Cell", ...]
    lower: int
    upper: int
    name: str = ""
    value: int = 0
    scope: str = ""

    @property
    def is_truth(self) -> bool:
        """Return whether the cell is a truth rather than a number."""
        return self.act in TRUTHS

    @property
    def is_constant(self) -> bool:
        """Return whether the value is known before any row is seen."""
        return self.act in {Act.CONSTANT, Act.TRUTH}

    @property
    def largest(self) -> int:
        """Return the largest size the value can have."""
        return max(abs(self.lower), abs(self.upper))

    @property
    def fits_double(self) -> bool:
        """Return whether a double holds the value, and the step on it, exactly."""
        if self.act is Act.FLOOR_DIVIDE:
            numerator, divisor = self.arguments
            return numerator.largest + divisor.largest <= LARGEST_DOUBLE_INTEGER
        return self.largest <= LARGEST_DOUBLE_INTEGER


@dataclass(frozen=True, slots=True)
class Input:
    """A column that a plan reads: integers, the fact's value in its declared unit times 10 to the `decimals`.

    `lower` and `upper` are in that scale; so is `default`, which stands for an empty cell (None: the cell must be
    filled). Truths are 0 and 1, choices codes in the order of `choices`, dates days since 1970-01-01.
    """

    name: str
    label: str
    kind: FactKind
    unit: Unit
    decimals: int
    lower: int
    upper: int
    scope: str = ""
    """The list that the fact belongs to, "" for the subject."""
    choices: tuple[str, ...] = ()
    default: int | None = None
    known: str = ""
    """Name of the truth column that says where the fact is known; "" where it is known on every row.

    Where it is not, the fact's own column holds any value within its bounds: nothing comes of it.
    """

    @property
    def scale(self) -> int:
        """Return what a value in the declared unit is multiplied by."""
        return int(10**self.decimals)


def known_column(name: str) -> str:
    """Return the name of the column that tells where a fact is known."""
    return f"{name}.known"


@dataclass(frozen=True, slots=True)
class Output:
    """What a plan gives under a formula's name: `value` / `denominator` in base units (money: denominator 1 = fen).

    Where `covered` is false the value is 0. `eligible` is there for measures: whether it is covered and granted.
    Outputs with a scope have a value a row of that list; those without have one a subject.
    """

    name: str
    label: str
    kind: Kind
    unit: Unit
    value: Cell
    covered: Cell
    denominator: int = 1
    eligible: Cell | None = None
    choices: tuple[str, ...] = ()
    """Names in the order of their codes."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """Chinese labels of the choices."""
    scope: str = ""

    @property
    def cells(self) -> Mapping[str, Cell]:
        """Return the columns that a back-end gives for this output, by their names."""
        columns = {self.name: self.value, covered_column(self.name): self.covered}
        return columns if self.eligible is None else {**columns, eligible_column(self.name): self.eligible}


def covered_column(name: str) -> str:
    """Return the name of the column that tells where an output is covered."""
    return f"{name}.covered"


def eligible_column(name: str) -> str:
    """Return the name of the column that tells where a measure is granted."""
    return f"{name}.eligible"


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """A program ready for columns. Plans are the same only if they are one object.

    `rows` is "" where a row is a subject. Where it names a list, a row is one of its events: the facts of the subject
    stand in each of its rows, the column `subject` tells them apart, and the rows are sorted by subject and, within
    one, by the date column `order` (rows of one day in the order in which they were given).
    """

    policy: str
    rows: str
    order: str
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    left_out: Mapping[str, NotInColumns] = field(default_factory=dict)
    """Outputs of the program that columns can't express, with the reason."""
    most_events: int = MOST_EVENTS

    @property
    def row_cells(self) -> Mapping[str, Cell]:
        """Return the columns that have a value a row."""
        return self._cells(self.rows)

    @property
    def subject_cells(self) -> Mapping[str, Cell]:
        """Return the columns that have a value a subject, where rows are events; empty otherwise."""
        return self._cells("") if self.rows else {}

    def _cells(self, scope: str) -> dict[str, Cell]:
        held = [output for output in self.outputs if output.scope == scope]
        return {name: cell for output in held for name, cell in output.cells.items()}

    @property
    def fits_double(self) -> bool:
        """Return whether doubles hold every number of the plan exactly."""
        roots = [cell for output in self.outputs for cell in output.cells.values()]
        return all(cell.fits_double for cell in walk(*roots))


def walk(*roots: Cell) -> Iterator[Cell]:
    """Yield every cell below the roots once, arguments before what uses them."""
    seen: set[int] = set()
    pending = [(root, False) for root in reversed(roots)]
    while pending:
        cell, ready = pending.pop()
        if ready:
            yield cell
        elif id(cell) not in seen:
            seen.add(id(cell))
            pending.append((cell, True))
            pending += [(argument, False) for argument in reversed(cell.arguments)]
