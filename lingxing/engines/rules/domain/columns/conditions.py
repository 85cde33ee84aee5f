"""Lowering of conditions and of what hangs on them: truths, branches, grants, and what the document leaves open."""

from collections.abc import Mapping, Sequence
from functools import reduce

from lingxing.engines.rules.domain.columns.context import Context, Rule
from lingxing.engines.rules.domain.columns.plan import Cell
from lingxing.engines.rules.domain.columns.values import Lowered
from lingxing.language.nodes import Kind, Node, Operation


def conjunction(context: Context, conditions: Sequence[Lowered]) -> Lowered:
    """Return whether all hold. One that is covered and false settles it, whatever the others are."""
    cells = context.cells
    truth = reduce(cells.both, [condition.code for condition in conditions])
    settled = [cells.both(condition.covered, cells.negate(condition.code)) for condition in conditions]
    return Lowered(Kind.BOOL, _covered(context, conditions, settled), cell=truth)


def _disjunction(context: Context, conditions: Sequence[Lowered]) -> Lowered:
    cells = context.cells
    truth = reduce(cells.either, [condition.code for condition in conditions])
    settled = [cells.both(condition.covered, condition.code) for condition in conditions]
    return Lowered(Kind.BOOL, _covered(context, conditions, settled), cell=truth)


def _covered(context: Context, conditions: Sequence[Lowered], settled: Sequence[Cell]) -> Cell:
    covered = context.values.all_covered(conditions)
    return covered if covered.is_constant and covered.value else reduce(context.cells.either, settled, covered)


def _all_of(context: Context, node: Node) -> Lowered:
    return conjunction(context, context.arguments(node))


def _any_of(context: Context, node: Node) -> Lowered:
    return _disjunction(context, context.arguments(node))


def _not(context: Context, node: Node) -> Lowered:
    value = context.value(node.arguments[0])
    return Lowered(Kind.BOOL, value.covered, cell=context.cells.negate(value.code))


def _when(context: Context, node: Node) -> Lowered:
    arguments = context.arguments(node)
    chosen = arguments[-1]
    for place in range(len(arguments) - 3, -1, -2):
        chosen = context.values.choose(arguments[place], arguments[place + 1], chosen)
    return chosen


def _granted(context: Context, node: Node) -> Lowered:
    amount, *conditions = context.arguments(node)
    nothing = context.values.of(False if amount.kind is Kind.BOOL else 0)
    return context.values.choose(conjunction(context, conditions), amount, nothing)


def _not_covered(context: Context, node: Node) -> Lowered:
    return context.values.uncovered(node.type.kind, node.type.choices)


RULES: Mapping[Operation, Rule] = {
    Operation.ALL_OF: _all_of,
    Operation.ANY_OF: _any_of,
    Operation.NOT: _not,
    Operation.WHEN: _when,
    Operation.GRANTED: _granted,
    Operation.NOT_COVERED: _not_covered,
}
