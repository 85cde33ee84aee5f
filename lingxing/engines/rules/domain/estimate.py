"""What the nodes of a program may be while facts are missing: the exact interpreter's twin over ranges."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from lingxing.engines.rules.domain import possible, possible_dates
from lingxing.engines.rules.domain.arithmetic import marginal, rounding, tier_of
from lingxing.engines.rules.domain.cases import Case
from lingxing.engines.rules.domain.events_unknown import RunningRanges
from lingxing.engines.rules.domain.frames import NotCovered, Unsettled, Variable
from lingxing.engines.rules.domain.operations import nothing, setting_of, table_key
from lingxing.engines.rules.domain.possible import Possible, hull, known, never, pruned, span, strict
from lingxing.engines.rules.domain.unbounded import unbounded, unbounded_days
from lingxing.language.definitions import Fact, Program
from lingxing.language.nodes import Kind, Node, Operation, Rounding, Value

ANY_EVENT = -1
"""Stands for whatever event a list that is not known may hold."""


class At(NamedTuple):
    """Where a node is looked at: an event by its place as given, None for the subject; with it or before it."""

    event: int | None
    before: bool = False


SUBJECT = At(None)


def ordinal(value: Any) -> Any:
    """Return a date as its day number, anything else as it is."""
    return value.toordinal() if isinstance(value, dt.date) else value


class Effort:
    """How many nodes were worked out for a case, all tries together."""

    __slots__ = ("nodes",)

    def __init__(self) -> None:
        self.nodes = 0


class Estimate:
    """Ranges of the nodes for one case.

    With `unbounded` the declared bounds of what is missing count for nothing, so that an end of a range that stays as
    it is comes from the document.
    """

    def __init__(self, program: Program, case: Case, *, unbounded: bool = False) -> None:
        self.program = program
        self.case = case
        self.unbounded = unbounded
        self._parent: Estimate | None = None
        self._tried: Variable | None = None
        self._fixed: Mapping[Variable, Any] = {}
        self._known: dict[tuple[int, At], Possible] = {}
        self._running: dict[int, RunningRanges] = {}
        self.effort = Effort()

    @classmethod
    def trying(cls, parent: "Estimate", variable: Variable, value: Value) -> "Estimate":
        """Return the estimate with one missing value tried out; only what hangs on it is worked out again."""
        estimate = cls(parent.program, parent.case, unbounded=parent.unbounded)
        estimate._parent = parent
        estimate._tried = variable
        estimate._fixed = {**parent._fixed, variable: value}
        estimate.effort = parent.effort
        return estimate

    def of(self, node: Node, at: At) -> Possible:
        """Return what a node may be."""
        at = at if node.scope else SUBJECT
        key = (id(node), at)
        found = self._known.get(key)
        if found is None:
            found = self._inherited(node, at)
            if found is None:
                self.effort.nodes += 1
                found = _WORK[node.operation](self, node, at)
            self._known[key] = found
        return found

    def _inherited(self, node: Node, at: At) -> Possible | None:
        """Return what the node was before the try, if it does not hang on what is tried."""
        if self._parent is None:
            return None
        before = self._parent.of(node, at)
        return before if self._tried not in before.needs else None

    def arguments(self, node: Node, at: At) -> list[Possible]:
        """Return what the arguments may be."""
        return [self.of(argument, at) for argument in node.arguments]

    def fact(self, name: str, scope: str, event: int | None) -> Possible:
        """Return what a fact may be that is not computed."""
        values: Mapping[str, Any] = self.case.values
        if scope and event != ANY_EVENT:
            values = self.case.lists[scope][event or 0]
        elif scope:
            values = {}
        if name in values:
            return known(ordinal(values[name]))
        variable: Variable = ("list", scope, None, scope) if event == ANY_EVENT else ("fact", scope, event, name)
        if variable in self._fixed:
            return known(ordinal(self._fixed[variable]))
        facts = self.program.lists[scope].facts if scope else self.program.facts
        return _open_fact(self, facts[name], variable)

    def is_given(self, node: Node, event: int | None) -> bool:
        """Return whether the case gives a fact that would be computed otherwise."""
        if node.scope and event == ANY_EVENT:
            return False
        values = self.case.lists[node.scope][event or 0] if node.scope else self.case.values
        return node.name in values

    def running(self, node: Node) -> RunningRanges:
        """Return the running totals of a node at every event."""
        if id(node) not in self._running:
            declared = self.program.lists[node.scope]
            ranges = RunningRanges(
                [self.of(node.arguments[0], At(event)) for event in range(len(self.case.lists[node.scope]))],
                self.case.lists[node.scope],
                declared,
                declared.groups[node.name],
            )
            self._running[id(node)] = ranges
        return self._running[id(node)]


def _open_fact(estimate: Estimate, fact: Fact, variable: Variable) -> Possible:
    if fact.type.kind is Kind.BOOL:
        return possible.among((True, False), (variable,))
    if fact.type.kind is Kind.CHOICE:
        return pruned(possible.among(fact.choices, (variable,)))
    lower, upper = ordinal(fact.lower), ordinal(fact.upper)
    if estimate.unbounded:
        lower, upper = (
            unbounded_days(lower, upper) if fact.type.kind is Kind.DATE else unbounded(lower, upper, fact.type)
        )
    return pruned(span(lower, upper, (variable,)))


# ---- leaves and names ----


def _constant(_estimate: Estimate, node: Node, _at: At) -> Possible:
    return known(ordinal(node.value))


def _fact(estimate: Estimate, node: Node, at: At) -> Possible:
    if node.arguments and not estimate.is_given(node, at.event):
        return estimate.of(node.arguments[0], at)
    return estimate.fact(node.name, node.scope, at.event)


def _parameter(estimate: Estimate, node: Node, _at: At) -> Possible:
    value = setting_of(estimate.program, node)
    return _unsupplied(estimate, node, value) if isinstance(value, Unsettled) else known(ordinal(value))


def _unsupplied(estimate: Estimate, node: Node, why: Unsettled) -> Possible:
    """Return what a parameter without a value may turn out to be."""
    if isinstance(why, NotCovered):
        return never(why.reason, why.article)
    parameter = estimate.program.parameters[node.name]
    variable: Variable = ("parameter", "", None, node.name)
    kind = node.type.kind
    if kind is Kind.BOOL:
        return possible.among((True, False), (variable,))
    if kind is Kind.CHOICE:
        return pruned(possible.among(parameter.choices or node.type.choices, (variable,)))
    if kind is Kind.DATE:
        return span(dt.date.min.toordinal(), dt.date.max.toordinal(), (variable,))
    scalar = node.operation is Operation.PARAMETER
    lower, upper = (parameter.lower, parameter.upper) if scalar else (None, None)
    if estimate.unbounded:
        lower, upper = unbounded(lower, upper, node.type)
    return span(lower, upper, (variable,))


def _same(estimate: Estimate, node: Node, at: At) -> Possible:
    return estimate.of(node.arguments[0], at)


def _never(_estimate: Estimate, node: Node, _at: At) -> Possible:
    return never(node.label, node.article)


Work = Callable[[Estimate, Node, At], Possible]


def _by(work_out: Callable[..., Possible]) -> Work:
    """Return the work of an operation that needs nothing but all its arguments."""

    def work(estimate: Estimate, node: Node, at: At) -> Possible:
        return strict(estimate.arguments(node, at), work_out)

    return work


def _swapped(work_out: Callable[[Possible, Possible], Possible]) -> Work:
    return _by(lambda left, right: work_out(right, left))


def _unequal(left: Possible, right: Possible) -> Possible:
    return possible.opposite(possible.equal(left, right))


def _round(estimate: Estimate, node: Node, at: At) -> Possible:
    if not isinstance(node.value, Rounding):
        raise TypeError(f"{node.value!r} is no rounding")
    return strict(estimate.arguments(node, at), possible.rising(rounding(node.value)))


# ---- looking up ----


def _brackets(estimate: Estimate, node: Node, at: At) -> Possible:
    setting: Any = setting_of(estimate.program, node)
    parts = estimate.arguments(node, at)
    if isinstance(setting, Unsettled):
        return strict([*parts, _unsupplied(estimate, node, setting)], lambda *all_: all_[-1])
    work_out = possible.bent(marginal(setting), [threshold for threshold, _ in setting], setting[-1][1])
    return strict(parts, work_out)


def _tiers(estimate: Estimate, node: Node, at: At) -> Possible:
    setting: Any = setting_of(estimate.program, node)
    parts = estimate.arguments(node, at)
    if isinstance(setting, Unsettled):
        return strict([*parts, _unsupplied(estimate, node, setting)], lambda *all_: all_[-1])
    parameter = estimate.program.parameters[node.name]
    below = never(f"“{parameter.label}”没有规定这一档", parameter.article)

    def look_up(amount: Possible) -> Possible:
        inside = [known(ordinal(value)) for low, value in setting if amount.lower < low <= amount.upper]
        first = None if possible.endless(amount.lower) else tier_of(setting, amount.lower)
        return hull([below if first is None else known(ordinal(first)), *inside])

    return strict(parts, look_up)


def _table(estimate: Estimate, node: Node, at: At) -> Possible:
    setting: Any = setting_of(estimate.program, node)
    parts = estimate.arguments(node, at)
    if isinstance(setting, Unsettled):
        return strict([*parts, _unsupplied(estimate, node, setting)], lambda *all_: all_[-1])
    parameter = estimate.program.parameters[node.name]
    absent = never(f"“{parameter.label}”没有规定这一情形", parameter.article)

    def look_up(*keys: Possible) -> Possible:
        wanted = [{table_key(value) for value in key.values or ()} for key in keys]
        found = [value for key, value in setting.items() if all(k in w for k, w in zip(key, wanted, strict=True))]
        combinations = 1
        for names in wanted:
            combinations *= len(names)
        return hull([*map(known, map(ordinal, found)), *([absent] if len(found) < combinations else [])])

    return strict(parts, look_up)


# ---- choosing ----


def _joined(*, decisive: bool) -> Work:
    def work(estimate: Estimate, node: Node, at: At) -> Possible:
        return possible.joined(estimate.arguments(node, at), decisive=decisive)

    return work


def _when(estimate: Estimate, node: Node, at: At) -> Possible:
    outcomes: list[Possible] = []
    conditions: list[Possible] = []
    for test, arm in zip(node.arguments[:-1:2], node.arguments[1::2], strict=True):
        condition = estimate.of(test, at)
        conditions.append(condition)
        if condition.open:
            outcomes.append(never(condition.reason, condition.article))
        if condition.covered and True in (condition.values or ()):
            outcomes.append(estimate.of(arm, at))
        if not condition.covered or condition.values == frozenset((True,)):
            return _chosen(outcomes, conditions)
    return _chosen([*outcomes, estimate.of(node.arguments[-1], at)], conditions)


def _chosen(outcomes: Sequence[Possible], conditions: Sequence[Possible]) -> Possible:
    """Return one of the outcomes, as the conditions decide."""
    result = hull(outcomes)
    needs = result.needs.union(*(condition.needs for condition in conditions))
    return pruned(Possible(*_fields(result), needs, result.reason, result.article))


def _fields(value: Possible) -> tuple[Any, Any, Any, bool, bool]:
    return value.lower, value.upper, value.values, value.covered, value.open


def _granted(estimate: Estimate, node: Node, at: At) -> Possible:
    joint = possible.joined([estimate.of(condition, at) for condition in node.arguments[1:]], decisive=False)
    outcomes = [never(joint.reason, joint.article)] if joint.open else []
    if joint.covered and False in (joint.values or ()):
        outcomes.append(known(nothing(node)))
    if joint.covered and True in (joint.values or ()):
        outcomes.append(estimate.of(node.arguments[0], at))
    return _chosen(outcomes, [joint])


# ---- events ----


def _running(estimate: Estimate, node: Node, at: At) -> Possible:
    if at.event == ANY_EVENT:
        return strict([estimate.of(node.arguments[0], At(ANY_EVENT))], _any_number)
    return estimate.running(node).at(at.event or 0, before=at.before)


def _any_number(part: Possible) -> Possible:
    """Return the sum over a number of events that is not known."""
    return span(0 if part.lower >= 0 else None, 0 if part.upper <= 0 else None)


def _increment(estimate: Estimate, node: Node, at: At) -> Possible:
    (value,) = node.arguments
    return strict([estimate.of(value, At(at.event)), estimate.of(value, At(at.event, before=True))], possible.subtract)


def _total(estimate: Estimate, node: Node, _at: At) -> Possible:
    (value,) = node.arguments
    if node.name in estimate.case.lists:
        events = range(len(estimate.case.lists[node.name]))
        return strict([estimate.of(value, At(event)) for event in events], lambda *parts: possible.sum_of(parts))
    part = estimate.of(value, At(ANY_EVENT))
    needs = part.needs | {("list", node.name, None, node.name)}
    if not part.covered:
        return Possible(0, 0, open=True, needs=needs, reason=part.reason, article=part.article)
    total = strict([part], _any_number)
    return pruned(Possible(*_fields(total), needs, total.reason, total.article))


_WORK: Mapping[Operation, Work] = {
    Operation.CONSTANT: _constant,
    Operation.FACT: _fact,
    Operation.PARAMETER: _parameter,
    Operation.FORMULA: _same,
    Operation.STEP: _same,
    Operation.NOT_COVERED: _never,
    Operation.ADD: _by(possible.add),
    Operation.SUBTRACT: _by(possible.subtract),
    Operation.MULTIPLY: _by(possible.multiply),
    Operation.DIVIDE: _by(possible.divide),
    Operation.NEGATE: _by(possible.negate),
    Operation.LEAST: _by(possible.least),
    Operation.GREATEST: _by(possible.greatest),
    Operation.HIGHEST_OF: _by(possible.greatest),
    Operation.ROUND: _round,
    Operation.BRACKETS: _brackets,
    Operation.TIERS: _tiers,
    Operation.TABLE: _table,
    Operation.EQUAL: _by(possible.equal),
    Operation.UNEQUAL: _by(_unequal),
    Operation.LESS: _by(possible.less),
    Operation.LESS_OR_EQUAL: _by(possible.less_or_equal),
    Operation.GREATER: _swapped(possible.less),
    Operation.GREATER_OR_EQUAL: _swapped(possible.less_or_equal),
    Operation.ALL_OF: _joined(decisive=False),
    Operation.ANY_OF: _joined(decisive=True),
    Operation.NOT: _by(possible.opposite),
    Operation.WHEN: _when,
    Operation.GRANTED: _granted,
    Operation.RUNNING: _running,
    Operation.INCREMENT: _increment,
    Operation.TOTAL: _total,
    Operation.ADD_DAYS: _by(possible_dates.add_days),
    Operation.ADD_MONTHS: _by(possible_dates.add_months),
    Operation.DAYS_BETWEEN: _by(lambda first, last: possible.subtract(last, first)),
    Operation.MONTHS_BETWEEN: _by(possible_dates.months_between_days),
    Operation.YEAR_OF: _by(possible.rising(lambda day: dt.date.fromordinal(day).year)),
    Operation.MONTH_OF: _by(possible_dates.month_of),
}
