"""Making cells: equal steps become one object, what is known beforehand is worked out, and every range is proven."""

from collections.abc import Sequence

from lingxing.engines.rules.domain.columns.days import add_months, month_index, months_between
from lingxing.engines.rules.domain.columns.differences import Differences
from lingxing.engines.rules.domain.columns.plan import LARGEST_INTEGER, MOST_EVENTS, Act, Cell, NotInColumns

Range = tuple[int, int]
_Key = tuple[Act, tuple[int, ...], str, int]


class Cells:
    """Makes the cells of one plan. `most_events` is how many events a subject has at most."""

    def __init__(self, most_events: int = MOST_EVENTS) -> None:
        self._most_events = most_events
        self._made: dict[_Key, Cell] = {}
        self._differences = Differences()

    # ---- leaves ----

    def column(self, name: str, lower: int, upper: int, scope: str) -> Cell:
        """Return the input column `name`, whose values lie in [lower, upper]."""
        return self._make(Act.COLUMN, (), (lower, upper), name=name, scope=scope)

    def constant(self, value: int) -> Cell:
        """Return the number."""
        return self._make(Act.CONSTANT, (), (value, value), value=value)

    def truth(self, *, value: bool) -> Cell:
        """Return the truth that is `value` on every row."""
        return self._make(Act.TRUTH, (), (int(value), int(value)), value=int(value))

    # ---- numbers ----

    def add(self, a: Cell, b: Cell) -> Cell:
        """Return a + b."""
        if _is(a, 0) or _is(b, 0):
            return b if _is(a, 0) else a
        return self._number(Act.ADD, (a, b), (a.lower + b.lower, a.upper + b.upper))

    def subtract(self, a: Cell, b: Cell) -> Cell:
        """Return a − b."""
        if _is(b, 0):
            return a
        if a is b:
            return self.constant(0)
        if a.act is Act.RUNNING and a.arguments[0] is b:
            return self._number(Act.SUBTRACT, (a, b), _sum_range(b, 0, self._most_events - 1))
        return self._number(Act.SUBTRACT, (a, b), self._differences.bounds(a, b))

    def multiply(self, a: Cell, b: Cell) -> Cell:
        """Return a × b."""
        if _is(a, 1) or _is(b, 1):
            return b if _is(a, 1) else a
        products = [x * y for x in (a.lower, a.upper) for y in (b.lower, b.upper)]
        return self._number(Act.MULTIPLY, (a, b), (min(products), max(products)))

    def floor_divide(self, a: Cell, b: Cell) -> Cell:
        """Return a / b toward −∞. ValueError if the range of b reaches below 1."""
        if b.lower < 1:
            raise ValueError("a divisor is at least 1 by its range")
        if _is(b, 1):
            return a
        quotients = [x // y for x in (a.lower, a.upper) for y in (b.lower, b.upper)]
        return self._number(Act.FLOOR_DIVIDE, (a, b), (min(quotients), max(quotients)))

    def least(self, a: Cell, b: Cell) -> Cell:
        """Return the smaller of a and b."""
        if a.upper <= b.lower or a is b:
            return a
        if b.upper <= a.lower:
            return b
        return self._number(Act.LEAST, (a, b), (min(a.lower, b.lower), min(a.upper, b.upper)))

    def greatest(self, a: Cell, b: Cell) -> Cell:
        """Return the larger of a and b."""
        if a.lower >= b.upper or a is b:
            return a
        if b.lower >= a.upper:
            return b
        return self._number(Act.GREATEST, (a, b), (max(a.lower, b.lower), max(a.upper, b.upper)))

    def select(self, condition: Cell, held: Cell, otherwise: Cell) -> Cell:
        """Return `held` where the condition holds, else `otherwise`; numbers or truths."""
        if condition.act is Act.TRUTH:
            return held if condition.value else otherwise
        if held is otherwise:
            return held
        if held.is_truth:
            return self.either(self.both(condition, held), self.both(self.negate(condition), otherwise))
        span = (min(held.lower, otherwise.lower), max(held.upper, otherwise.upper))
        return self._number(Act.SELECT, (condition, held, otherwise), span)

    def number_of(self, truth: Cell) -> Cell:
        """Return 1 where the truth holds, else 0."""
        return self.select(truth, self.constant(1), self.constant(0))

    # ---- truths ----

    def equal(self, a: Cell, b: Cell) -> Cell:
        """Return whether a = b."""
        if a is b or a.upper < b.lower or b.upper < a.lower:
            return self.truth(value=a is b)
        return self._truth(Act.EQUAL, a, b)

    def unequal(self, a: Cell, b: Cell) -> Cell:
        """Return whether a ≠ b."""
        return self.negate(self.equal(a, b))

    def less(self, a: Cell, b: Cell) -> Cell:
        """Return whether a < b."""
        if a.upper < b.lower or a.lower >= b.upper or a is b:
            return self.truth(value=a is not b and a.upper < b.lower)
        return self._truth(Act.LESS, a, b)

    def at_most(self, a: Cell, b: Cell) -> Cell:
        """Return whether a ≤ b."""
        if a.upper <= b.lower or a.lower > b.upper or a is b:
            return self.truth(value=a is b or a.upper <= b.lower)
        return self._truth(Act.LESS_OR_EQUAL, a, b)

    def both(self, a: Cell, b: Cell) -> Cell:
        """Return whether a and b hold."""
        for one, other in ((a, b), (b, a)):
            if one.act is Act.TRUTH:
                return other if one.value else one
        return a if a is b else self._truth(Act.AND, a, b)

    def either(self, a: Cell, b: Cell) -> Cell:
        """Return whether a or b holds."""
        for one, other in ((a, b), (b, a)):
            if one.act is Act.TRUTH:
                return one if one.value else other
        return a if a is b else self._truth(Act.OR, a, b)

    def negate(self, a: Cell) -> Cell:
        """Return whether a does not hold."""
        opposite = {Act.EQUAL: Act.UNEQUAL, Act.UNEQUAL: Act.EQUAL}
        mirrored = {Act.LESS: Act.LESS_OR_EQUAL, Act.LESS_OR_EQUAL: Act.LESS}
        if a.act is Act.TRUTH:
            return self.truth(value=not a.value)
        if a.act is Act.NOT:
            return a.arguments[0]
        if a.act in opposite:
            return self._truth(opposite[a.act], *a.arguments)
        if a.act in mirrored:
            return self._truth(mirrored[a.act], a.arguments[1], a.arguments[0])
        return self._truth(Act.NOT, a)

    # ---- dates ----

    def year(self, day: Cell) -> Cell:
        """Return the calendar year of a day."""
        return self._number(Act.YEAR, (day,), (month_index(day.lower) // 12, month_index(day.upper) // 12))

    def month(self, day: Cell) -> Cell:
        """Return the month of a day, 1 to 12."""
        first, last = month_index(day.lower), month_index(day.upper)
        same_year = first // 12 == last // 12
        return self._number(Act.MONTH, (day,), (first % 12 + 1, last % 12 + 1) if same_year else (1, 12))

    def add_months(self, day: Cell, months: Cell) -> Cell:
        """Return the day so many months later."""
        span = (add_months(day.lower, months.lower), add_months(day.upper, months.upper))
        return self._number(Act.ADD_MONTHS, (day, months), span)

    def months_between(self, first: Cell, last: Cell) -> Cell:
        """Return the complete months between two days."""
        span = (months_between(first.upper, last.lower), months_between(first.lower, last.upper))
        return self._number(Act.MONTHS_BETWEEN, (first, last), span)

    # ---- events ----

    def running(self, value: Cell, key: Cell, scope: str) -> Cell:
        """Return the running total of the value within rows of one subject and one key of the list `scope`."""
        if _is(value, 0):
            return value
        return self._make(Act.RUNNING, (value, key), _sum_range(value, 1, self._most_events), scope=scope)

    def total(self, value: Cell) -> Cell:
        """Return the sum of the value over the subject's rows."""
        if _is(value, 0):
            return value
        return self._make(Act.TOTAL, (value,), _sum_range(value, 0, self._most_events))

    # ---- making ----

    def _number(self, act: Act, arguments: tuple[Cell, ...], span: Range) -> Cell:
        if span[0] == span[1]:
            return self.constant(span[0])
        return self._make(act, arguments, span, scope=_scope(arguments))

    def _truth(self, act: Act, *arguments: Cell) -> Cell:
        return self._make(act, arguments, (0, 1), scope=_scope(arguments))

    def _make(
        self, act: Act, arguments: tuple[Cell, ...], span: Range, *, name: str = "", value: int = 0, scope: str = ""
    ) -> Cell:
        if max(abs(span[0]), abs(span[1])) > LARGEST_INTEGER:
            raise NotInColumns(f"中间值可能达到 {max(span, key=abs)}，超出64位整数", remedy="收窄事实的取值范围")
        key = (act, tuple(id(argument) for argument in arguments), name, value)
        if key not in self._made:
            self._made[key] = Cell(act, arguments, *span, name=name, value=value, scope=scope)
        return self._made[key]


def _is(cell: Cell, value: int) -> bool:
    return cell.act is Act.CONSTANT and cell.value == value


def _scope(arguments: Sequence[Cell]) -> str:
    return next((argument.scope for argument in arguments if argument.scope), "")


def _sum_range(value: Cell, fewest: int, most: int) -> Range:
    """Return the range of a sum of `fewest` to `most` values."""
    counts = (fewest, most)
    return min(value.lower * count for count in counts), max(value.upper * count for count in counts)
