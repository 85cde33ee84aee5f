"""The graph read once more, one subject at a time, in fractions: what the column back-ends are held against.

It shares no code with the lowering. A value that the document leaves open, or for which
a fact is missing, is OPEN.
"""

import calendar
import datetime as dt
from fractions import Fraction
from math import floor
from typing import Any

from lingxing.language.nodes import Operation, RoundingMode

OPEN = object()
_COMPARISONS = {
    Operation.EQUAL: lambda a, b: a == b,
    Operation.UNEQUAL: lambda a, b: a != b,
    Operation.LESS: lambda a, b: a < b,
    Operation.LESS_OR_EQUAL: lambda a, b: a <= b,
    Operation.GREATER: lambda a, b: a > b,
    Operation.GREATER_OR_EQUAL: lambda a, b: a >= b,
}
_STRICT: dict[Operation, Any] = {
    Operation.ADD: lambda a, b: a + b,
    Operation.SUBTRACT: lambda a, b: a - b,
    Operation.MULTIPLY: lambda a, b: a * b,
    Operation.DIVIDE: lambda a, b: OPEN if b == 0 else Fraction(a) / b,
    Operation.NEGATE: lambda a: -a,
    Operation.LEAST: lambda *values: min(values),
    Operation.GREATEST: lambda *values: max(values),
    Operation.HIGHEST_OF: lambda *values: max(values),
    Operation.NOT: lambda a: not a,
    Operation.FORMULA: lambda a: a,
    Operation.STEP: lambda a: a,
    Operation.DAYS_BETWEEN: lambda a, b: (b - a).days,
    Operation.YEAR_OF: lambda day: day.year,
    Operation.MONTH_OF: lambda day: day.month,
    **_COMPARISONS,
}


class Oracle:
    """Answers for one subject: its facts, and its events in order."""

    def __init__(self, program, facts, events=()):
        self.program = program
        self.facts = facts
        self.events = list(events)

    def value(self, node, index=None, *, before=False):
        """Return the node's value on the event `index`."""
        rule = getattr(self, f"_{node.operation.value}", None)
        if rule is not None:
            return rule(node, index, before)
        values = [self.value(argument, index, before=before) for argument in node.arguments]
        if any(value is OPEN for value in values):
            return OPEN
        if node.operation in _STRICT:
            return _STRICT[node.operation](*values)
        return getattr(self, f"settle_{node.operation.value}")(node, *values)

    def _constant(self, node, index, before):
        return node.value

    def _parameter(self, node, index, before):
        value = self.program.settings[node.name]
        return OPEN if value is None else value

    def _fact(self, node, index, before):
        given = self.events[index] if node.scope else self.facts
        if node.name in given:
            return given[node.name]
        return self.value(node.arguments[0], index, before=before) if node.arguments else OPEN

    def _not_covered(self, node, index, before):
        return OPEN

    def _all(self, values):
        return False if False in values else OPEN if OPEN in values else True

    def _all_of(self, node, index, before):
        return self._all([self.value(part, index, before=before) for part in node.arguments])

    def _any_of(self, node, index, before):
        values = [self.value(part, index, before=before) for part in node.arguments]
        return True if True in values else OPEN if OPEN in values else False

    def _granted(self, node, index, before):
        holds = self._all([self.value(part, index, before=before) for part in node.arguments[1:]])
        if holds is True:
            return self.value(node.arguments[0], index, before=before)
        return OPEN if holds is OPEN else False if node.type.kind == "bool" else 0

    def _when(self, node, index, before):
        arms = list(node.arguments)
        while len(arms) > 1:
            condition = self.value(arms[0], index, before=before)
            if condition is OPEN:
                return OPEN
            if condition:
                return self.value(arms[1], index, before=before)
            arms = arms[2:]
        return self.value(arms[0], index, before=before)

    def _run_of(self, node, index):
        group = self.program.lists[node.scope].groups[node.name]
        size = {"": 0, "year": 1, "month": 2, "day": 3}[group.part]

        def key(place):
            day = self.events[place].get(group.fact, dt.date.min)
            return (day.year, day.month, day.day)[:size]

        return [place for place in range(index + 1) if key(place) == key(index)]

    def _sum(self, values):
        return OPEN if any(value is OPEN for value in values) else sum(values)

    def _running(self, node, index, before):
        places = self._run_of(node, index)
        return self._sum([self.value(node.arguments[0], place) for place in (places[:-1] if before else places)])

    def _increment(self, node, index, before):
        with_it, before_it = (self.value(node.arguments[0], index, before=when) for when in (False, True))
        return OPEN if OPEN in (with_it, before_it) else with_it - before_it

    def _total(self, node, index, before):
        return self._sum([self.value(node.arguments[0], place) for place in range(len(self.events))])

    def settle_round(self, node, value):
        return rounded(Fraction(value) / node.value.step, node.value.mode) * node.value.step

    def settle_brackets(self, node, value):
        steps = self.program.settings[node.name]
        ends = [threshold for threshold, _ in steps[1:]] + [max(value, steps[-1][0])]
        parts = zip(steps, ends, strict=True)
        return sum((min(value, end) - first) * Fraction(rate) for (first, rate), end in parts if value > first)

    def settle_tiers(self, node, value):
        reached = [held for threshold, held in self.program.settings[node.name] if threshold <= value]
        return reached[-1] if reached else OPEN

    def settle_table(self, node, *keys):
        names = tuple(str(key).lower() if isinstance(key, bool) else key for key in keys)
        return self.program.settings[node.name].get(names, OPEN)

    def settle_add_days(self, node, day, count):
        try:
            return day + dt.timedelta(days=int(count))
        except OverflowError:
            return OPEN

    def settle_add_months(self, node, day, count):
        return months_later(day, int(count))

    def settle_months_between(self, node, first, last):
        months = (last.year - first.year) * 12 + last.month - first.month
        return months - (months_later(first, months) > last)


def months_later(day, count):
    """Return the same day so many months later, or the month's last."""
    index = day.year * 12 + day.month - 1 + count
    year, month = index // 12, index % 12 + 1
    if not 1 <= year <= 9999:
        return OPEN
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def rounded(value, mode):
    """Return the fraction as a whole number, by the mode's definition."""
    below, above = floor(value), floor(value) + (value != floor(value))
    if mode is RoundingMode.DOWN:
        return below
    if mode is RoundingMode.UP:
        return above
    if mode is RoundingMode.TOWARD_ZERO:
        return below if value >= 0 else above
    if value - below != above - value or below == above:
        return below if value - below < above - value else above
    if mode is RoundingMode.HALF_UP:
        return above
    if mode is RoundingMode.HALF_AWAY:
        return above if value >= 0 else below
    return below if below % 2 == 0 else above
