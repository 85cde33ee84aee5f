"""A second, slow reading of the graph: plain recursion on fractions, written apart from the interpreter."""

import calendar
import datetime as dt
import math
from fractions import Fraction
from typing import Any

from lingxing.engines.rules.domain.cases import Case
from lingxing.language.definitions import Program
from lingxing.language.nodes import Kind, Node, RoundingMode

OPEN = "not covered"
HALF = Fraction(1, 2)


class _Open(Exception):
    pass


def fraction(value: Any) -> Any:
    """Return a number as a fraction, anything else as it is."""
    return Fraction(value) if type(value) in (int, Fraction) else value


class Oracle:
    """Values of a case's nodes; OPEN where the document leaves them open."""

    def __init__(self, program: Program, case: Case) -> None:
        self.program = program
        self.case = case

    def output(self, name: str, event: int | None = None) -> Any:
        """Return the value of a formula, at an event of its list where it has one."""
        try:
            value = self.value(self.program.formulas[name].node, event, without=False)
        except _Open:
            return OPEN
        return value

    def value(self, node: Node, event: int | None, *, without: bool) -> Any:
        return getattr(self, f"do_{node.operation.value}")(node, event, without)

    def setting(self, node: Node) -> Any:
        return self.program.settings[node.name]

    def all(self, node: Node, event: int | None, without: bool) -> list[Any]:
        return [self.value(argument, event, without=without) for argument in node.arguments]

    def truth(self, node: Node, event: int | None, without: bool) -> Any:
        try:
            return self.value(node, event, without=without)
        except _Open:
            return None

    def order(self, name: str) -> list[int]:
        events = self.case.lists[name]
        return sorted(range(len(events)), key=lambda i: (events[i][self.program.lists[name].ordered_by], i))

    # leaves

    def do_constant(self, node, event, without):
        return fraction(node.value)

    def do_fact(self, node, event, without):
        facts = self.case.lists[node.scope][event] if node.scope else self.case.values
        if node.name not in facts and node.arguments:
            return self.value(node.arguments[0], event, without=without)
        found = facts[node.name]
        return fraction(found)

    def do_parameter(self, node, event, without):
        found = self.setting(node)
        if found is None:
            raise _Open
        return fraction(found)

    def do_formula(self, node, event, without):
        return self.value(node.arguments[0], event, without=without)

    do_step = do_formula

    def do_not_covered(self, node, event, without):
        raise _Open

    # numbers

    def do_add(self, node, event, without):
        left, right = self.all(node, event, without)
        return left + right

    def do_subtract(self, node, event, without):
        left, right = self.all(node, event, without)
        return left - right

    def do_multiply(self, node, event, without):
        left, right = self.all(node, event, without)
        return left * right

    def do_divide(self, node, event, without):
        left, right = self.all(node, event, without)
        if right == 0:
            raise _Open
        return left / right

    def do_negate(self, node, event, without):
        return -self.all(node, event, without)[0]

    def do_least(self, node, event, without):
        return min(self.all(node, event, without))

    def do_greatest(self, node, event, without):
        return max(self.all(node, event, without))

    do_highest_of = do_greatest

    def do_round(self, node, event, without):
        (value,) = self.all(node, event, without)
        units = value / node.value.step
        mode = node.value.mode
        if mode is RoundingMode.HALF_UP:
            whole = math.floor(units + HALF)
        elif mode is RoundingMode.HALF_AWAY:
            whole = math.floor(units + HALF) if units >= 0 else math.ceil(units - HALF)
        elif mode is RoundingMode.HALF_EVEN:
            whole = round(units)
        elif mode is RoundingMode.DOWN:
            whole = math.floor(units)
        elif mode is RoundingMode.UP:
            whole = math.ceil(units)
        else:
            whole = math.trunc(units)
        return whole * node.value.step

    def do_brackets(self, node, event, without):
        (amount,) = self.all(node, event, without)
        steps = self.setting(node)
        sum_ = Fraction(0)
        for place, (low, rate) in enumerate(steps):
            top = steps[place + 1][0] if place + 1 < len(steps) else amount
            sum_ += max(Fraction(0), min(amount, top) - low) * rate
        return sum_

    def do_tiers(self, node, event, without):
        (amount,) = self.all(node, event, without)
        reached = [value for low, value in self.setting(node) if low <= amount]
        if not reached:
            raise _Open
        return reached[-1]

    def do_table(self, node, event, without):
        keys = [{True: "true", False: "false"}.get(k, k) for k in self.all(node, event, without)]
        found = self.setting(node).get(tuple(keys))
        if found is None:
            raise _Open
        return Fraction(found)

    # truth

    def do_equal(self, node, event, without):
        left, right = self.all(node, event, without)
        return left == right

    def do_unequal(self, node, event, without):
        left, right = self.all(node, event, without)
        return left != right

    def do_less(self, node, event, without):
        left, right = self.all(node, event, without)
        return left < right

    def do_less_or_equal(self, node, event, without):
        left, right = self.all(node, event, without)
        return left <= right

    def do_greater(self, node, event, without):
        left, right = self.all(node, event, without)
        return left > right

    def do_greater_or_equal(self, node, event, without):
        left, right = self.all(node, event, without)
        return left >= right

    def do_all_of(self, node, event, without):
        truths = [self.truth(argument, event, without) for argument in node.arguments]
        if False in truths:
            return False
        if None in truths:
            raise _Open
        return True

    def do_any_of(self, node, event, without):
        truths = [self.truth(argument, event, without) for argument in node.arguments]
        if True in truths:
            return True
        if None in truths:
            raise _Open
        return False

    def do_not(self, node, event, without):
        return not self.all(node, event, without)[0]

    # choosing

    def do_when(self, node, event, without):
        *arms, otherwise = node.arguments
        for condition, value in zip(arms[::2], arms[1::2], strict=True):
            if self.value(condition, event, without=without):
                return self.value(value, event, without=without)
        return self.value(otherwise, event, without=without)

    def do_granted(self, node, event, without):
        truths = [self.truth(argument, event, without) for argument in node.arguments[1:]]
        if False in truths:
            return False if node.type.kind is Kind.BOOL else Fraction(0)
        if None in truths:
            raise _Open
        return self.value(node.arguments[0], event, without=without)

    # events

    def do_running(self, node, event, without):
        listed = self.program.lists[node.scope]
        group = listed.groups[node.name]
        order = self.order(node.scope)
        upto = order[: order.index(event) + (0 if without else 1)]
        same = [i for i in upto if self.key(node.scope, group, i) == self.key(node.scope, group, event)]
        return sum((self.value(node.arguments[0], i, without=False) for i in same), Fraction(0))

    def key(self, name, group, event):
        if not group.fact:
            return ""
        day = self.case.lists[name][event][group.fact]
        return day.isoformat()[: {"year": 4, "month": 7, "day": 10}[group.part]]

    def do_increment(self, node, event, without):
        (argument,) = node.arguments
        return self.value(argument, event, without=False) - self.value(argument, event, without=True)

    def do_total(self, node, event, without):
        events = range(len(self.case.lists[node.name]))
        return sum((self.value(node.arguments[0], i, without=False) for i in events), Fraction(0))

    # dates

    def do_add_days(self, node, event, without):
        day, days = self.all(node, event, without)
        if not 1 <= day.toordinal() + days <= dt.date.max.toordinal():
            raise _Open
        return dt.date.fromordinal(int(day.toordinal() + days))

    def do_add_months(self, node, event, without):
        day, months = self.all(node, event, without)
        return _months_on(day, int(months))

    def do_days_between(self, node, event, without):
        first, last = self.all(node, event, without)
        return Fraction(last.toordinal() - first.toordinal())

    def do_months_between(self, node, event, without):
        first, last = self.all(node, event, without)
        months = -12 * 40
        while _months_on(first, months + 1) <= last:
            months += 1
        return Fraction(months)

    def do_year_of(self, node, event, without):
        return Fraction(self.all(node, event, without)[0].year)

    def do_month_of(self, node, event, without):
        return Fraction(self.all(node, event, without)[0].month)


def _months_on(day: dt.date, months: int) -> dt.date:
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    if not 1 <= year <= 9999:
        raise _Open
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
