"""Lowering of arithmetic, comparisons, rounding, brackets, tiers and tables."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import reduce

from lingxing.engines.rules.domain.columns.context import Context, Rule
from lingxing.engines.rules.domain.columns.plan import Cell, NotInColumns
from lingxing.engines.rules.domain.columns.ratios import Ratio
from lingxing.engines.rules.domain.columns.values import Lowered
from lingxing.language.definitions import Setting, Table
from lingxing.language.nodes import COMPARISONS, Kind, Node, Operation, Rounding, Value


def _numbers(context: Context, arguments: Sequence[Lowered], ratio: Ratio) -> Lowered:
    return Lowered(Kind.NUMBER, context.values.all_covered(arguments), ratio)


def _folded(act: Callable[[Context], Callable[[Ratio, Ratio], Ratio]]) -> Rule:
    """Return the rule that joins the arguments from the left."""

    def rule(context: Context, node: Node) -> Lowered:
        arguments = context.arguments(node)
        return _numbers(context, arguments, reduce(act(context), [argument.number for argument in arguments]))

    return rule


def _divide(context: Context, node: Node) -> Lowered:
    arguments = context.arguments(node)
    ratio, nonzero = context.ratios.divide(arguments[0].number, arguments[1].number)
    return context.values.where(_numbers(context, arguments, ratio), nonzero)


def _negate(context: Context, node: Node) -> Lowered:
    value = context.value(node.arguments[0])
    return Lowered(Kind.NUMBER, value.covered, context.ratios.negate(value.number))


def _round(context: Context, node: Node) -> Lowered:
    value = context.value(node.arguments[0])
    if not isinstance(node.value, Rounding):
        raise NotInColumns("取整没有写明方式")
    return Lowered(Kind.NUMBER, value.covered, context.ratios.round(value.number, node.value))


def _comparison(context: Context, node: Node) -> Lowered:
    left, right = context.arguments(node)
    covered = context.values.all_covered((left, right))
    return Lowered(Kind.BOOL, covered, cell=_compared(context, node.operation, left, right))


def _compared(context: Context, operation: Operation, left: Lowered, right: Lowered) -> Cell:
    cells = context.cells
    if left.kind is Kind.NUMBER:
        return context.ratios.compare(operation, left.number, right.number)
    if left.kind is Kind.CHOICE:
        same = _same_choice(context, left, right)
        return same if operation is Operation.EQUAL else cells.negate(same)
    if left.kind is Kind.BOOL:
        same = cells.select(left.code, right.code, cells.negate(right.code))
        return same if operation is Operation.EQUAL else cells.negate(same)
    acts = {
        Operation.EQUAL: cells.equal,
        Operation.UNEQUAL: cells.unequal,
        Operation.LESS: cells.less,
        Operation.LESS_OR_EQUAL: cells.at_most,
    }
    if operation in acts:
        return acts[operation](left.code, right.code)
    return (cells.less if operation is Operation.GREATER else cells.at_most)(right.code, left.code)


def _same_choice(context: Context, left: Lowered, right: Lowered) -> Cell:
    for one, other in ((left, right), (right, left)):
        if other.code.is_constant:
            return context.values.is_choice(one, other.choices[other.code.value])
    choices = tuple(dict.fromkeys((*left.choices, *right.choices)))
    return context.cells.equal(context.values.code(left, choices), context.values.code(right, choices))


def _brackets(context: Context, node: Node) -> Lowered:
    value = context.value(node.arguments[0])
    steps = _steps(context.setting(node.name))
    if steps is None:
        return context.values.uncovered(Kind.NUMBER)
    ratios, total = context.ratios, context.ratios.known(0)
    for place, (threshold, rate) in enumerate(steps):
        part = value.number
        if place + 1 < len(steps):
            part = ratios.least(part, ratios.known(Fraction(steps[place + 1][0])))
        part = ratios.greatest(ratios.subtract(part, ratios.known(threshold)), ratios.known(0))
        total = ratios.add(total, ratios.multiply(part, ratios.known(_fraction(rate))))
    return Lowered(Kind.NUMBER, value.covered, total)


def _tiers(context: Context, node: Node) -> Lowered:
    value = context.value(node.arguments[0])
    chosen = context.values.uncovered(node.type.kind, node.type.choices)
    for threshold, held in _steps(context.setting(node.name)) or ():
        reached = context.ratios.compare(
            Operation.GREATER_OR_EQUAL, value.number, context.ratios.known(Fraction(threshold))
        )
        condition = Lowered(Kind.BOOL, context.cells.truth(value=True), cell=reached)
        chosen = context.values.choose(condition, context.values.of(held, node.type.choices), chosen)
    return context.values.where(chosen, value.covered)


def _steps(setting: Setting | None) -> tuple[tuple[Fraction, Value], ...] | None:
    if setting is None:
        return None
    if not isinstance(setting, tuple):
        raise NotInColumns("参数不是分段")
    return tuple((Fraction(threshold), value) for threshold, value in setting)


def _fraction(value: Value) -> Fraction:
    if isinstance(value, (int, Fraction)):
        return Fraction(value)
    raise NotInColumns(f"{value!r} 不是比例")


def _lookup(context: Context, node: Node) -> Lowered:
    arguments = context.arguments(node)
    setting = context.setting(node.name)
    if setting is None:
        return context.values.uncovered(node.type.kind)
    if not isinstance(setting, Mapping):
        raise NotInColumns(f"参数 {node.name} 不是表")
    chosen = _entries(context, arguments, setting, node)
    return context.values.where(chosen, context.values.all_covered(arguments))


def _entries(context: Context, keys: Sequence[Lowered], table: Table, node: Node) -> Lowered:
    """Return the entry at the keys: a choice by the first key, of tables by the others."""
    if not keys:
        return context.values.of(table[()], node.type.choices) if table else context.values.uncovered(node.type.kind)
    names = dict.fromkeys(key[0] for key in table)
    complete = set(names) >= ({"true", "false"} if keys[0].kind is Kind.BOOL else set(keys[0].choices))
    chosen: Lowered | None = None if complete else context.values.uncovered(node.type.kind, node.type.choices)
    for name in names:
        below = {key[1:]: value for key, value in table.items() if key[0] == name}
        entry = _entries(context, keys[1:], below, node)
        condition = Lowered(Kind.BOOL, context.cells.truth(value=True), cell=context.values.is_choice(keys[0], name))
        chosen = entry if chosen is None else context.values.choose(condition, entry, chosen)
    return chosen or context.values.uncovered(node.type.kind, node.type.choices)


RULES: Mapping[Operation, Rule] = {
    Operation.ADD: _folded(lambda context: context.ratios.add),
    Operation.SUBTRACT: _folded(lambda context: context.ratios.subtract),
    Operation.MULTIPLY: _folded(lambda context: context.ratios.multiply),
    Operation.LEAST: _folded(lambda context: context.ratios.least),
    Operation.GREATEST: _folded(lambda context: context.ratios.greatest),
    Operation.HIGHEST_OF: _folded(lambda context: context.ratios.greatest),
    Operation.DIVIDE: _divide,
    Operation.NEGATE: _negate,
    Operation.ROUND: _round,
    Operation.BRACKETS: _brackets,
    Operation.TIERS: _tiers,
    Operation.TABLE: _lookup,
    **dict.fromkeys(COMPARISONS, _comparison),
}
