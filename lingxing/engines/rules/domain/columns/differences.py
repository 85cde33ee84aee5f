"""How far two cells can lie apart that are worked out alike: an event adds less than the totals may come to.

least(total, cap) with an event and before it differ by no more than the event does, however large the total.
"""

from lingxing.engines.rules.domain.columns.plan import Act, Cell

Span = tuple[int, int]


class Differences:
    """Bounds of differences, each pair of cells looked at once."""

    def __init__(self) -> None:
        self._known: dict[tuple[Cell, Cell], Span] = {}

    def bounds(self, a: Cell, b: Cell) -> Span:
        """Return bounds of a − b: those of the ranges, narrowed where both are worked out by the same steps."""
        key = (a, b)
        if key not in self._known:
            apart = (a.lower - b.upper, a.upper - b.lower)
            alike = self._alike(a, b)
            self._known[key] = apart if alike is None else (max(apart[0], alike[0]), min(apart[1], alike[1]))
        return self._known[key]

    def _alike(self, a: Cell, b: Cell) -> Span | None:
        """Return bounds of a − b from the steps they share; None where they share none."""
        if a is b:
            return 0, 0
        if b.act is Act.SUBTRACT and b.arguments[0] is a:
            return b.arguments[1].lower, b.arguments[1].upper
        if a.act is not b.act or len(a.arguments) < 2:
            return None
        if a.act is Act.SELECT:
            return self._joined(a.arguments[1:], b.arguments[1:]) if a.arguments[0] is b.arguments[0] else None
        if a.act in {Act.LEAST, Act.GREATEST}:
            return self._joined(a.arguments, b.arguments)
        return self._reckoned(a, b)

    def _joined(self, mine: tuple[Cell, ...], others: tuple[Cell, ...]) -> Span:
        """Return bounds where either pair may be the one taken, or the smaller (larger) of both sides is."""
        spans = [self.bounds(one, other) for one, other in zip(mine, others, strict=True)]
        return min(span[0] for span in spans), max(span[1] for span in spans)

    def _reckoned(self, a: Cell, b: Cell) -> Span | None:
        if a.act in {Act.ADD, Act.SUBTRACT}:
            first, second = (self.bounds(one, other) for one, other in zip(a.arguments, b.arguments, strict=True))
            if a.act is Act.ADD:
                return first[0] + second[0], first[1] + second[1]
            return first[0] - second[1], first[1] - second[0]
        factor = a.arguments[1]
        if a.act not in {Act.MULTIPLY, Act.FLOOR_DIVIDE} or factor is not b.arguments[1] or not factor.is_constant:
            return None
        lower, upper = self.bounds(a.arguments[0], b.arguments[0])
        if a.act is Act.FLOOR_DIVIDE:
            return lower // factor.value, -(-upper // factor.value)
        return min(lower * factor.value, upper * factor.value), max(lower * factor.value, upper * factor.value)
