"""Exact fractions of cells, and the six ways of rounding them with whole numbers only."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, gcd

from lingxing.engines.rules.domain.columns.cells import Cells
from lingxing.engines.rules.domain.columns.plan import Act, Cell
from lingxing.language.nodes import Operation, Rounding, RoundingMode


@dataclass(frozen=True, slots=True)
class Ratio:
    """`coefficient` × `numerator` / `divisor`; the divisor is at least 1 by its range, None stands for 1.

    A known number is its coefficient times the constant 1.
    """

    coefficient: Fraction
    numerator: Cell
    divisor: Cell | None = None

    @property
    def known(self) -> Fraction | None:
        """Return the value where it is known before any row is seen."""
        return self.coefficient if self.numerator.act is Act.CONSTANT and self.divisor is None else None


@dataclass(frozen=True, slots=True)
class _Common:
    """Two ratios over one divisor: `coefficient` × `left` / `divisor` and `coefficient` × `right` / `divisor`."""

    coefficient: Fraction
    left: Cell
    right: Cell
    divisor: Cell | None


class Ratios:
    """Reckons with ratios, making cells."""

    def __init__(self, cells: Cells) -> None:
        self._cells = cells

    def known(self, value: Fraction | int) -> Ratio:
        """Return the number as a ratio."""
        return Ratio(Fraction(value), self._cells.constant(1))

    def of(self, cell: Cell, coefficient: Fraction | int = 1, divisor: Cell | None = None) -> Ratio:
        """Return `coefficient` × `cell` / `divisor`."""
        if divisor is not None and divisor.act is Act.CONSTANT:
            coefficient, divisor = Fraction(coefficient) / divisor.value, None
        if cell.act is Act.CONSTANT:
            coefficient, cell = Fraction(coefficient) * cell.value, self._cells.constant(1)
        return self.known(0) if coefficient == 0 else Ratio(Fraction(coefficient), cell, divisor)

    # ---- arithmetic ----

    def add(self, a: Ratio, b: Ratio) -> Ratio:
        """Return a + b."""
        common = self._common(a, b)
        return self.of(self._cells.add(common.left, common.right), common.coefficient, common.divisor)

    def subtract(self, a: Ratio, b: Ratio) -> Ratio:
        """Return a − b."""
        common = self._common(a, b)
        return self.of(self._cells.subtract(common.left, common.right), common.coefficient, common.divisor)

    def negate(self, a: Ratio) -> Ratio:
        """Return −a."""
        return self.of(a.numerator, -a.coefficient, a.divisor)

    def multiply(self, a: Ratio, b: Ratio) -> Ratio:
        """Return a × b; a divisor that the other number repeats is cancelled."""
        coefficient = a.coefficient * b.coefficient
        for ratio, factor in ((a, b), (b, a)):
            if ratio.divisor is not None and _guards(ratio.divisor, factor.numerator):
                present = self._cells.least(factor.numerator, self._cells.constant(1))  # 0 × the quotient is 0
                return self.of(self._cells.multiply(ratio.numerator, present), coefficient, factor.divisor)
        numerator = self._cells.multiply(a.numerator, b.numerator)
        return self.of(numerator, coefficient, self._product(a.divisor, b.divisor))

    def divide(self, a: Ratio, b: Ratio) -> tuple[Ratio, Cell]:
        """Return a / b, and whether b differs from 0; where it does not, the ratio is of no account."""
        cells = self._cells
        below, above = b.numerator, self._times(a.numerator, b.divisor)
        if below.lower < 0:
            above = cells.select(cells.less(below, cells.constant(0)), self._scaled(above, -1), above)
            below = cells.greatest(below, self._scaled(below, -1))
        below = cells.greatest(below, cells.constant(1))
        coefficient = a.coefficient / b.coefficient if b.coefficient else Fraction(0)
        return self.of(above, coefficient, self._product(a.divisor, below)), self.unequal(b, self.known(0))

    # ---- choosing ----

    def least(self, a: Ratio, b: Ratio) -> Ratio:
        """Return the smaller of both."""
        common = self._common(a, b)
        return self.of(self._cells.least(common.left, common.right), common.coefficient, common.divisor)

    def greatest(self, a: Ratio, b: Ratio) -> Ratio:
        """Return the larger of both."""
        common = self._common(a, b)
        return self.of(self._cells.greatest(common.left, common.right), common.coefficient, common.divisor)

    def select(self, condition: Cell, held: Ratio, otherwise: Ratio) -> Ratio:
        """Return `held` where the condition holds, else `otherwise`."""
        if condition.act is Act.TRUTH:
            return held if condition.value else otherwise
        common = self._common(held, otherwise)
        chosen = self._cells.select(condition, common.left, common.right)
        return self.of(chosen, common.coefficient, common.divisor)

    # ---- comparing ----

    def compare(self, operation: Operation, a: Ratio, b: Ratio) -> Cell:
        """Return whether a stands to b as the comparison says."""
        if operation is Operation.EQUAL:
            return self.equal(a, b)
        if operation is Operation.UNEQUAL:
            return self.unequal(a, b)
        if operation in {Operation.GREATER, Operation.GREATER_OR_EQUAL}:
            a, b = b, a
        strict = operation in {Operation.LESS, Operation.GREATER}
        return self._below(a, b, strict=strict)

    def equal(self, a: Ratio, b: Ratio) -> Cell:
        """Return whether a = b."""
        if a.known is not None and b.known is not None:
            return self._cells.truth(value=a.known == b.known)
        a, b = (b, a) if a.known is not None else (a, b)
        if b.known is not None and a.divisor is None:
            wanted = b.known / a.coefficient
            possible = wanted.denominator == 1
            return self._cells.equal(a.numerator, self._cells.constant(int(wanted))) if possible else self._false()
        common = self._common(a, b)
        return self._cells.equal(common.left, common.right)

    def unequal(self, a: Ratio, b: Ratio) -> Cell:
        """Return whether a ≠ b."""
        return self._cells.negate(self.equal(a, b))

    def _below(self, a: Ratio, b: Ratio, *, strict: bool) -> Cell:
        """Return whether a < b (strict), or a ≤ b."""
        if b.known is not None and a.known is None and a.divisor is None:
            return self._beyond(a, b.known, below=True, strict=strict)
        if a.known is not None and b.known is None and b.divisor is None:
            return self._beyond(b, a.known, below=False, strict=strict)
        common = self._common(a, b)
        less = self._cells.less if strict else self._cells.at_most
        return less(common.left, common.right)

    def _beyond(self, a: Ratio, limit: Fraction, *, below: bool, strict: bool) -> Cell:
        """Return whether a lies below (else above) a known limit; the limit is moved to the last whole number."""
        threshold = limit / a.coefficient
        below = below if a.coefficient > 0 else not below
        whole = ceil(threshold) if below is strict else floor(threshold)
        mark = self._cells.constant(whole)
        less = self._cells.less if strict else self._cells.at_most
        return less(a.numerator, mark) if below else less(mark, a.numerator)

    def _false(self) -> Cell:
        return self._cells.truth(value=False)

    # ---- rounding ----

    def round(self, a: Ratio, rounding: Rounding) -> Ratio:
        """Return the ratio rounded to a multiple of the step."""
        share = a.coefficient / rounding.step
        above = self._scaled(a.numerator, share.numerator)
        below = self._times(self._cells.constant(share.denominator), a.divisor)
        return self.of(self._rounded(above, below, rounding.mode), rounding.step)

    def _rounded(self, a: Cell, b: Cell, mode: RoundingMode) -> Cell:
        """Return a / b as a whole number; b is at least 1."""
        if mode is RoundingMode.DOWN:
            return self._cells.floor_divide(a, b)
        if mode is RoundingMode.UP:
            return self._mirrored(a, b, RoundingMode.DOWN)
        if mode is RoundingMode.HALF_UP:
            return self._cells.floor_divide(self._cells.add(a, self._half(b)), b)
        if mode is RoundingMode.HALF_EVEN:
            return self._half_even(a, b)
        near = RoundingMode.HALF_UP if mode is RoundingMode.HALF_AWAY else RoundingMode.DOWN
        negative = self._cells.less(a, self._cells.constant(0))
        if negative.act is Act.TRUTH:
            return self._mirrored(a, b, near) if negative.value else self._rounded(a, b, near)
        return self._cells.select(negative, self._mirrored(a, b, near), self._rounded(a, b, near))

    def _mirrored(self, a: Cell, b: Cell, mode: RoundingMode) -> Cell:
        return self._scaled(self._rounded(self._scaled(a, -1), b, mode), -1)

    def _half(self, b: Cell) -> Cell:
        """Return half the divisor, cut down: an odd divisor has no ties."""
        return self._cells.floor_divide(b, self._cells.constant(2))

    def _half_even(self, a: Cell, b: Cell) -> Cell:
        cells = self._cells
        two = cells.constant(2)
        up = self._rounded(a, b, RoundingMode.HALF_UP)
        tie = cells.equal(cells.add(a, self._half(b)), cells.multiply(up, b))
        even_divisor = cells.equal(cells.multiply(self._half(b), two), b)
        odd = cells.unequal(cells.multiply(cells.floor_divide(up, two), two), up)
        down = cells.both(cells.both(tie, even_divisor), odd)
        return cells.subtract(up, cells.number_of(down))

    # ---- common divisors ----

    def _common(self, a: Ratio, b: Ratio) -> _Common:
        coefficient = _common_measure(a.coefficient, b.coefficient)
        left = self._scaled(a.numerator, int(a.coefficient / coefficient))
        right = self._scaled(b.numerator, int(b.coefficient / coefficient))
        if a.divisor is b.divisor:
            return _Common(coefficient, left, right, a.divisor)
        divisor = self._product(a.divisor, b.divisor)
        return _Common(coefficient, self._times(left, b.divisor), self._times(right, a.divisor), divisor)

    def _scaled(self, cell: Cell, factor: int) -> Cell:
        return self._cells.multiply(cell, self._cells.constant(factor))

    def _times(self, cell: Cell, divisor: Cell | None) -> Cell:
        return cell if divisor is None else self._cells.multiply(cell, divisor)

    def _product(self, a: Cell | None, b: Cell | None) -> Cell | None:
        if a is None or b is None:
            return b if a is None else a
        return self._cells.multiply(a, b)


def _guards(divisor: Cell, number: Cell) -> bool:
    """Return whether the divisor is the number, raised to 1 where it is 0: the quotient is of no account there."""
    raised = (
        divisor.act is Act.GREATEST and divisor.arguments[1].act is Act.CONSTANT and divisor.arguments[1].value == 1
    )
    return divisor is number or (raised and divisor.arguments[0] is number)


def _common_measure(a: Fraction, b: Fraction) -> Fraction:
    """Return the largest fraction of which both are multiples; 1 where both are 0."""
    above = gcd(a.numerator * b.denominator, b.numerator * a.denominator)
    return Fraction(above, a.denominator * b.denominator) if above else Fraction(1)
