"""What a node of the graph becomes: a ratio or a cell, and the truth that says where the document covers it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from lingxing.engines.rules.domain.columns.cells import Cells
from lingxing.engines.rules.domain.columns.plan import Act, Cell, NotInColumns
from lingxing.engines.rules.domain.columns.ratios import Ratio, Ratios
from lingxing.language.nodes import Kind, Value

EPOCH = dt.date(1970, 1, 1).toordinal()
FIRST_DAY = dt.date.min.toordinal() - EPOCH
LAST_DAY = dt.date.max.toordinal() - EPOCH


@dataclass(frozen=True, slots=True)
class Lowered:
    """A node's value: `ratio` for numbers, `cell` for the rest; of no account where `covered` is false.

    The code of a choice is its place in `choices`.
    """

    kind: Kind
    covered: Cell
    ratio: Ratio | None = None
    cell: Cell | None = None
    choices: tuple[str, ...] = ()

    @property
    def number(self) -> Ratio:
        """Return the number; NotInColumns where it is none."""
        if self.ratio is None:
            raise NotInColumns(f"此处应是数，却是 {self.kind}")
        return self.ratio

    @property
    def code(self) -> Cell:
        """Return the truth, day or code of a choice; NotInColumns where it is a number."""
        if self.cell is None:
            raise NotInColumns("此处不应是数")
        return self.cell


class Values:
    """Makes lowered values and chooses between them."""

    def __init__(self, cells: Cells, ratios: Ratios) -> None:
        self._cells = cells
        self._ratios = ratios

    def of(self, value: Value, choices: tuple[str, ...] = ()) -> Lowered:
        """Return a known value; a choice takes its code among `choices`, if it is one of them."""
        always = self._cells.truth(value=True)
        if isinstance(value, bool):
            return Lowered(Kind.BOOL, always, cell=self._cells.truth(value=value))
        if isinstance(value, dt.date):
            return Lowered(Kind.DATE, always, cell=self._cells.constant(value.toordinal() - EPOCH))
        if isinstance(value, str):
            names = choices if value in choices else (value,)
            return Lowered(Kind.CHOICE, always, cell=self._cells.constant(names.index(value)), choices=names)
        return Lowered(Kind.NUMBER, always, self._ratios.known(Fraction(value)))

    def uncovered(self, kind: Kind, choices: tuple[str, ...] = ()) -> Lowered:
        """Return a value that is covered nowhere."""
        blank: dict[Kind, Value] = {Kind.NUMBER: 0, Kind.BOOL: False, Kind.DATE: dt.date(1970, 1, 1)}
        held = self.of(blank.get(kind, choices[0] if choices else ""), choices)
        return self.where(held, self._cells.truth(value=False))

    def where(self, value: Lowered, covered: Cell) -> Lowered:
        """Return the value with its cover narrowed."""
        both = self._cells.both(value.covered, covered)
        return Lowered(value.kind, both, value.ratio, value.cell, value.choices)

    def choose(self, condition: Lowered, held: Lowered, otherwise: Lowered) -> Lowered:
        """Return `held` where the condition holds, else `otherwise`; covered where the one that is taken is."""
        cells, truth = self._cells, condition.code
        covered = cells.both(condition.covered, cells.select(truth, held.covered, otherwise.covered))
        for arm, other in ((held, otherwise), (otherwise, held)):
            if _is_false(arm.covered):
                return Lowered(other.kind, covered, other.ratio, other.cell, other.choices)
        if held.kind is Kind.NUMBER:
            return Lowered(held.kind, covered, self._ratios.select(truth, held.number, otherwise.number))
        choices = tuple(dict.fromkeys((*held.choices, *otherwise.choices)))
        chosen = cells.select(truth, self.code(held, choices), self.code(otherwise, choices))
        return Lowered(held.kind, covered, cell=chosen, choices=choices)

    def code(self, value: Lowered, choices: Sequence[str]) -> Cell:
        """Return a choice's code among other choices, which hold all of its own; other values as they are."""
        if value.kind is not Kind.CHOICE or tuple(choices[: len(value.choices)]) == value.choices:
            return value.code
        cells = self._cells
        codes = [cells.constant(choices.index(name)) for name in value.choices]
        chosen = codes[-1]
        for place in range(len(codes) - 2, -1, -1):
            chosen = cells.select(cells.equal(value.code, cells.constant(place)), codes[place], chosen)
        return chosen

    def is_choice(self, value: Lowered, name: str) -> Cell:
        """Return whether a choice is the one of that name; for truths the names are true and false."""
        if value.kind is Kind.BOOL:
            return value.code if name == "true" else self._cells.negate(value.code)
        if name not in value.choices:
            return self._cells.truth(value=False)
        return self._cells.equal(value.code, self._cells.constant(value.choices.index(name)))

    def all_covered(self, values: Sequence[Lowered]) -> Cell:
        """Return whether every value is covered."""
        covered = self._cells.truth(value=True)
        for value in values:
            covered = self._cells.both(covered, value.covered)
        return covered


def _is_false(cell: Cell) -> bool:
    return cell.act is Act.TRUTH and not cell.value
