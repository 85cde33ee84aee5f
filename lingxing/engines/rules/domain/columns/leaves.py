"""Lowering of constants, facts, scalar parameters, and of the names that nodes go by."""

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from math import ceil, floor

from lingxing.engines.rules.domain.columns.context import Context, Rule
from lingxing.engines.rules.domain.columns.plan import Input, NotInColumns, known_column
from lingxing.engines.rules.domain.columns.values import EPOCH, Lowered
from lingxing.kernel.exact import Exact
from lingxing.language.definitions import Fact, FactKind
from lingxing.language.nodes import Kind, Node, Operation, Value


def coefficient(fact: Fact) -> Fraction:
    """Return what one unit of the fact's column is worth in base units: 1 for money, whose column is in fen."""
    return Fraction(Fraction(100) ** (fact.unit.base or 0)) / Fraction(10) ** fact.decimals


def column_value(fact: Fact, value: Value) -> int:
    """Return what stands for the value in the fact's column."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, dt.date):
        return value.toordinal() - EPOCH
    if isinstance(value, str):
        return tuple(fact.choices).index(value)
    return int(Fraction(value) / coefficient(fact))


def column_input(context: Context, fact: Fact) -> Input:
    """Return the column that holds the fact; NotInColumns where no bounds are declared."""
    lower, upper = _bounds(fact)
    default = None if fact.default is None else column_value(fact, fact.default)
    return Input(
        fact.name,
        fact.label,
        fact.kind,
        fact.unit,
        fact.decimals,
        lower,
        upper,
        fact.scope,
        tuple(fact.choices),
        default,
        known_column(fact.name) if fact.name in context.nullable else "",
    )


def _bounds(fact: Fact) -> tuple[int, int]:
    if fact.kind is FactKind.BOOL:
        return 0, 1
    if fact.kind is FactKind.CHOICE:
        return 0, len(fact.choices) - 1
    if fact.lower is None or fact.upper is None:
        raise NotInColumns(f"事实“{fact.label}”没有取值范围", where=fact.where, remedy="在 facts.yaml 里写明 bounds")
    if isinstance(fact.lower, dt.date) or isinstance(fact.upper, dt.date):
        return column_value(fact, fact.lower), column_value(fact, fact.upper)
    return _scaled(fact, fact.lower, up=True), _scaled(fact, fact.upper, up=False)


def _scaled(fact: Fact, bound: Exact, *, up: bool) -> int:
    scaled = Fraction(bound) / coefficient(fact)
    return ceil(scaled) if up else floor(scaled)


def fact_named(context: Context, node: Node) -> Fact:
    """Return the fact that a FACT node names."""
    facts = context.program.lists[node.scope].facts if node.scope else context.program.facts
    return facts[node.name]


def _fact(context: Context, node: Node) -> Lowered:
    fact = fact_named(context, node)
    given = not node.arguments if context.present is None else fact.name in context.present
    if given:
        column = _column(context, fact)
        return _or_computed(context, column, node.arguments[0]) if node.arguments else column
    if node.arguments:
        return context.value(node.arguments[0])
    if fact.default is None:
        raise NotInColumns(f"数据里没有“{fact.label}”这一列（{fact.name}）", remedy=f"补上 {fact.name} 列")
    return context.values.of(fact.default, tuple(fact.choices))


def _or_computed(context: Context, column: Lowered, computed: Node) -> Lowered:
    """Return the column where it is known, what another package computes elsewhere."""
    if column.covered.is_constant:
        return column
    always = context.cells.truth(value=True)
    known = Lowered(Kind.BOOL, always, cell=column.covered)
    held = Lowered(column.kind, always, column.ratio, column.cell, column.choices)
    return context.values.choose(known, held, context.value(computed))


def _column(context: Context, fact: Fact) -> Lowered:
    if fact.scope not in {"", context.rows}:
        raise NotInColumns(f"“{fact.label}”属于另一份清单 {fact.scope}，每行是一项 {context.rows or '主体'}")
    column = column_input(context, fact)
    cells, covered = context.cells, context.cells.truth(value=True)
    if column.known:
        covered = cells.unequal(cells.column(column.known, 0, 1, column.scope), cells.constant(0))
    cell = cells.column(column.name, column.lower, column.upper, column.scope)
    if fact.kind is FactKind.CHOICE:
        return Lowered(Kind.CHOICE, covered, cell=cell, choices=column.choices)
    if fact.kind is FactKind.DATE:
        return Lowered(Kind.DATE, covered, cell=cell)
    if fact.kind is FactKind.BOOL:
        return Lowered(Kind.BOOL, covered, cell=cells.unequal(cell, cells.constant(0)))
    return Lowered(Kind.NUMBER, covered, context.ratios.of(cell, coefficient(fact)))


def _constant(context: Context, node: Node) -> Lowered:
    if node.value is None or not isinstance(node.value, Value):
        raise NotInColumns(f"{node.value!r} 不是常数")
    return context.values.of(node.value, node.type.choices)


def _parameter(context: Context, node: Node) -> Lowered:
    setting = context.setting(node.name)
    if setting is None:
        return context.values.uncovered(node.type.kind, node.type.choices)
    if not isinstance(setting, Value):
        raise NotInColumns(f"参数 {node.name} 不是单个数值")
    return context.values.of(setting, node.type.choices)


def _same(context: Context, node: Node) -> Lowered:
    return context.value(node.arguments[0])


RULES: Mapping[Operation, Rule] = {
    Operation.CONSTANT: _constant,
    Operation.FACT: _fact,
    Operation.PARAMETER: _parameter,
    Operation.FORMULA: _same,
    Operation.STEP: _same,
}
