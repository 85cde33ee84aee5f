"""The words of the language beyond operators: choosing, bounding, looking up, rounding, totals, dates."""

import datetime as dt
from fractions import Fraction
from typing import Any

from lingxing.kernel.units import DAY, MONTH, PLAIN, YEAR
from lingxing.language.definitions import Parameter, Shape
from lingxing.language.expressions import (
    Bool,
    Choice,
    Date,
    Expression,
    Literal,
    Number,
    RuleError,
    constant,
    lift,
    make,
    number,
    same_unit,
    wrap,
)
from lingxing.language.nodes import BOOL, DATE, Kind, Node, Operation, Rounding, RoundingMode, Type


class Branches:
    """The branches of a choice so far; `otherwise` ends it."""

    def __init__(self, arms: tuple[tuple[Node, Expression | Literal], ...]) -> None:
        self._arms = arms

    def when(self, condition: Bool, value: Expression | Literal) -> "Branches":
        """Return the branches with one more, tried after those before it."""
        return Branches((*self._arms, (_condition(condition), value)))

    def otherwise(self, value: Expression | Literal) -> Any:
        """Return the value of the first branch whose condition holds, `value` if none does."""
        values = [value for _, value in self._arms] + [value]
        nodes = _alike(values)
        pairs = [node for (condition, _), held in zip(self._arms, nodes, strict=False) for node in (condition, held)]
        return wrap(make(Operation.WHEN, _joint_type(nodes), *pairs, nodes[-1]))


def when(condition: Bool, value: Expression | Literal) -> Branches:
    """Return a choice whose first branch is `value` where the condition holds."""
    return Branches(()).when(condition, value)


def _condition(value: Bool) -> Node:
    if not isinstance(value, Bool):
        raise RuleError(f"{value!r} is no condition")
    return value.node


def _alike(values: "list[Expression | Literal]") -> list[Node]:
    """Return the nodes of values that must have one type; literal zeros take the type of the others."""
    given = [value.node.type for value in values if isinstance(value, Expression)]
    known = [kind for kind in given if kind.kind is not Kind.NUMBER or kind.unit.powers] or given
    return [lift(value, known[0] if known else None) for value in values]


def _joint_type(nodes: list[Node]) -> Type:
    told = [node for node in nodes if node.operation is not Operation.NOT_COVERED] or nodes
    kinds = {node.type.kind for node in told}
    if len(kinds) > 1:
        raise RuleError(f"the branches differ: {', '.join(sorted(kinds))}")
    if kinds == {Kind.NUMBER}:
        unit = told[0].type.unit
        for node in told[1:]:
            unit = same_unit(told[0], node, "choose between")
        return number(unit, *told)
    if kinds == {Kind.CHOICE}:
        return Type(Kind.CHOICE, choices=tuple(dict.fromkeys(name for node in told for name in node.type.choices)))
    return told[0].type


def not_covered(reason: str, like: Expression | None = None) -> Expression:
    """Return the value of a case that the document leaves open; `reason` says in Chinese what it does not set.

    Give `like` where it stands alone; among the branches of a choice the others settle its type.
    """
    kind = like.node.type if like is not None else Type(Kind.NUMBER, PLAIN, whole=True)
    return wrap(Node(Operation.NOT_COVERED, kind, label=reason))


def granted(value: Number | Bool, *conditions: Bool) -> Any:
    """Return `value` where every condition holds, else nothing, with the conditions that fail and by how much.

    Name a condition by `step` or by writing it as a formula of its own.
    """
    if not conditions:
        raise RuleError("granted() needs at least one condition")
    return wrap(make(Operation.GRANTED, value.node.type, value.node, *(_condition(c) for c in conditions)))


def entitled(*conditions: Bool) -> Bool:
    """Return a right without an amount: whether every condition holds, with those that fail and by how much."""
    return granted(Bool(Node(Operation.CONSTANT, BOOL, value=True)), *conditions)  # type: ignore[no-any-return]


def all_of(*conditions: Bool) -> Bool:
    """Return whether every condition holds."""
    return Bool(make(Operation.ALL_OF, BOOL, *(_condition(c) for c in conditions)))


def any_of(*conditions: Bool) -> Bool:
    """Return whether at least one condition holds."""
    return Bool(make(Operation.ANY_OF, BOOL, *(_condition(c) for c in conditions)))


def negate(condition: Bool) -> Bool:
    """Return whether the condition does not hold."""
    return ~condition


def step(label: str, value: Any, article: str = "") -> Any:
    """Return the value under a Chinese label, as a line of its own in the trace."""
    node = lift(value)
    return wrap(Node(Operation.STEP, node.type, (node,), label=label, article=article, scope=node.scope))


def least(*values: Number | int) -> Number:
    """Return the smallest of the values."""
    return _extreme(Operation.LEAST, values)


def greatest(*values: Number | int) -> Number:
    """Return the largest of the values."""
    return _extreme(Operation.GREATEST, values)


def cap(value: Number, ceiling: Number) -> Number:
    """Return the value, at most the ceiling (封顶)."""
    return least(value, ceiling)


def highest_of(*values: Number) -> Number:
    """Return the largest of named values (就高不重复); the trace shows the ones that give way."""
    for value in values:
        if value.node.operation not in {Operation.STEP, Operation.FORMULA}:
            raise RuleError("each value of highest_of() is a formula or a step(): people must see what gives way")
    return _extreme(Operation.HIGHEST_OF, values)


def _extreme(operation: Operation, values: tuple[Number | int, ...]) -> Number:
    nodes = _alike(list(values))
    return Number(make(operation, _joint_type(nodes), *nodes))


# ---- rounding ----

FEN = Fraction(1)
YUAN = Fraction(100)


def rounded(value: Number, mode: RoundingMode, to: Fraction | int = FEN) -> Number:
    """Return the value rounded to a multiple of `to` base units (1: a fen, or one whole unit of a quantity)."""
    step_size = Fraction(to)
    kind = number(value.node.type.unit, whole=step_size.denominator == 1)
    node = value.node
    return Number(Node(Operation.ROUND, kind, (node,), value=Rounding(mode, step_size), scope=node.scope))


def half_up(value: Number, to: Fraction | int = FEN) -> Number:
    """Return the value to the nearest step, ties up (toward +∞)."""
    return rounded(value, RoundingMode.HALF_UP, to)


def half_away(value: Number, to: Fraction | int = FEN) -> Number:
    """Return the value to the nearest step, ties away from zero: a refund is rounded as its charge was."""
    return rounded(value, RoundingMode.HALF_AWAY, to)


def round_down(value: Number, to: Fraction | int = FEN) -> Number:
    """Return the value cut down to a step (toward −∞)."""
    return rounded(value, RoundingMode.DOWN, to)


def round_up(value: Number, to: Fraction | int = FEN) -> Number:
    """Return the value raised to a step (toward +∞)."""
    return rounded(value, RoundingMode.UP, to)


# ---- parameters ----


class Schedule:
    """A parameter with brackets or tiers, for `brackets` and `tier`."""

    def __init__(self, parameter: Parameter) -> None:
        self.parameter = parameter


class Lookup:
    """A parameter that is a table: index it with the choices that its `by` names, in that order."""

    def __init__(self, parameter: Parameter) -> None:
        self.parameter = parameter

    def __getitem__(self, keys: Any) -> Any:
        given = keys if isinstance(keys, tuple) else (keys,)
        nodes = [lift(key) for key in given]
        if len(nodes) != len(self.parameter.by):
            raise RuleError(f"{self.parameter.name} is looked up by {', '.join(self.parameter.by)}")
        if any(node.type.kind not in {Kind.CHOICE, Kind.BOOL} for node in nodes):
            raise RuleError(f"{self.parameter.name} is looked up by choices and truths")
        kind = self.parameter.type
        return wrap(make(Operation.TABLE, kind, *nodes, name=self.parameter.name, label=self.parameter.label))


def brackets(amount: Number, schedule: Schedule) -> Number:
    """Return the sum over the marginal brackets: each rate on the part of the amount above its threshold.

    The part above the last threshold has the last rate; below the first there is nothing.
    """
    parameter = _of_shape(schedule, Shape.BRACKETS, amount)
    unit = amount.node.type.unit * parameter.type.unit
    return Number(make(Operation.BRACKETS, number(unit, whole=False), amount.node, name=parameter.name))


def tier(amount: Number, schedule: Schedule) -> Any:
    """Return the value of the last tier whose threshold is at most the amount (no marginal reckoning)."""
    parameter = _of_shape(schedule, Shape.TIERS, amount)
    return wrap(make(Operation.TIERS, parameter.type, amount.node, name=parameter.name, label=parameter.label))


def _of_shape(schedule: Schedule, shape: Shape, amount: Number) -> Parameter:
    if not isinstance(schedule, Schedule) or schedule.parameter.shape is not shape:
        raise RuleError(f"{shape.value} needs a parameter with {shape.value}")
    if not amount.node.type.unit.fits(schedule.parameter.over):
        raise RuleError(f"{schedule.parameter.name} runs over {schedule.parameter.over}, not {amount.node.type.unit}")
    return schedule.parameter


# ---- ordered events ----


def running(value: Number, within: str, label: str = "") -> Number:
    """Return the total of the value over the events up to and with this one, within the group of the list."""
    if not value.node.scope:
        raise RuleError("running() totals a value of a list's events")
    return Number(make(Operation.RUNNING, value.node.type, value.node, name=within, label=label))


def increment(value: Number) -> Number:
    """Return what this event adds to a value of running totals: f(totals with it) − f(totals before it).

    The increments of a group add up to f of the group's total exactly, if f is 0 at 0, and depends on nothing else
    that changes from event to event.
    """
    if not any(node.operation is Operation.RUNNING for node in _below(value.node)):
        raise RuleError("increment() needs a value of running totals")
    return Number(make(Operation.INCREMENT, value.node.type, value.node))


def _below(node: Node) -> list[Node]:
    return [node] + [inner for argument in node.arguments for inner in _below(argument)]


def total(value: Number, label: str = "") -> Number:
    """Return the sum of a value over the subject's events."""
    if not value.node.scope:
        raise RuleError("total() sums a value of a list's events")
    return Number(Node(Operation.TOTAL, value.node.type, (value.node,), name=value.node.scope, label=label))


def count(condition: Bool, label: str = "") -> Number:
    """Return how many of the subject's events meet the condition."""
    return total(when(condition, 1).otherwise(0), label)


# ---- dates ----


def days_later(day: Date, days: Number | int) -> Date:
    """Return the date so many days later."""
    return Date(make(Operation.ADD_DAYS, DATE, day.node, _whole(days)))


def months_later(day: Date, months: Number | int) -> Date:
    """Return the same day so many months later, or that month's last day."""
    return Date(make(Operation.ADD_MONTHS, DATE, day.node, _whole(months)))


def _whole(value: Number | int) -> Node:
    node = lift(value)
    if node.type.kind is not Kind.NUMBER or not node.type.whole:
        raise RuleError("dates move by whole numbers")
    return node


def days_between(first: Date | dt.date, last: Date | dt.date) -> Number:
    """Return the days from the first date to the last; negative if it is earlier."""
    return Number(make(Operation.DAYS_BETWEEN, Type(Kind.NUMBER, DAY, whole=True), lift(first), lift(last)))


def months_between(first: Date | dt.date, last: Date | dt.date) -> Number:
    """Return the complete months from the first date to the last, rounded down."""
    return Number(make(Operation.MONTHS_BETWEEN, Type(Kind.NUMBER, MONTH, whole=True), lift(first), lift(last)))


def year_of(day: Date) -> Number:
    """Return the calendar year."""
    return Number(make(Operation.YEAR_OF, Type(Kind.NUMBER, YEAR, whole=True), day.node))


def month_of(day: Date) -> Number:
    """Return the month, 1 to 12."""
    return Number(make(Operation.MONTH_OF, Type(Kind.NUMBER, PLAIN, whole=True), day.node))


_CALENDAR_START = dt.date(2000, 1, 1)


def new_year(year: Number | int) -> Date:
    """Return 1 January of the calendar year: the start of an insurance or budget year worked out by year_of()."""
    counted = Number(lift(year))
    months = plain(counted) * 12 - _CALENDAR_START.year * 12
    return months_later(Date(lift(_CALENDAR_START)), months)


def plain(value: Number) -> Number:
    """Return the number without its unit: for figures that a document multiplies without regard to units."""
    if value.node.type.unit.base:
        raise RuleError("an amount of money keeps its unit: divide it by an amount")
    return value * constant(1, PLAIN / value.node.type.unit)


def parameter_value(parameter: Parameter) -> Expression | Schedule | Lookup:
    """Return what a formula sees of a parameter."""
    if parameter.shape is Shape.TABLE:
        return Lookup(parameter)
    if parameter.shape is not Shape.SCALAR:
        return Schedule(parameter)
    return wrap(
        Node(Operation.PARAMETER, parameter.type, name=parameter.name, label=parameter.label, article=parameter.article)
    )


def choice_of(name: str) -> Choice:
    """Return the named choice as a value, for results such as grades."""
    return Choice(lift(name))
