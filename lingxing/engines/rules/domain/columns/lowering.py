"""From a program to the plan that every column back-end reads."""

from collections.abc import Collection, Mapping

from lingxing.engines.rules.domain.columns import conditions, events, leaves, numbers
from lingxing.engines.rules.domain.columns.context import Context, Rule
from lingxing.engines.rules.domain.columns.plan import MOST_EVENTS, Act, Cell, Input, NotInColumns, Output, Plan, walk
from lingxing.engines.rules.domain.columns.values import Lowered
from lingxing.language import nodes
from lingxing.language.definitions import Formula, Program
from lingxing.language.nodes import Kind, Node, Operation

_RULES: Mapping[Operation, Rule] = {**leaves.RULES, **numbers.RULES, **conditions.RULES, **events.RULES}
_TRANSPARENT = {Operation.FORMULA, Operation.STEP, Operation.ROUND}


def lower(
    program: Program,
    present: Collection[str] | None = None,
    *,
    rows: str | None = None,
    nullable: Collection[str] = (),
    most_events: int = MOST_EVENTS,
) -> Plan:
    """Return the plan of a program's outputs.

    `present` are the facts that the data have columns for; without it every fact has one that is not computed. `rows`
    is the list whose events are the rows ("": subjects); without it the first list that an output needs, if any.
    `nullable` facts are known on some rows only, as their truth column `<fact>.known` says: an output is covered where
    what it reaches is known. The date that events are ordered by is always known.
    A subject has at most `most_events` events. What columns can't express is in `Plan.left_out`; NotInColumns is
    raised, naming the first formula, where nothing is left.
    """
    chosen = _rows(program) if rows is None else rows
    order = program.lists[chosen].ordered_by if chosen else ""
    context = Context(program, _RULES, chosen, present, frozenset(nullable) - {order}, most_events)
    outputs: list[Output] = []
    left_out: dict[str, NotInColumns] = {}
    for name, formula in program.outputs.items():
        try:
            outputs.append(_output(context, formula))
        except NotInColumns as reason:
            left_out[name] = NotInColumns(reason.what, where=f"{formula.label}（{name}）", remedy=reason.remedy)
    if left_out and not outputs:
        raise next(iter(left_out.values()))
    inputs = _inputs(context, outputs, chosen, order)
    return Plan(program.policy.id, chosen, order, inputs, tuple(outputs), left_out, most_events)


def _rows(program: Program) -> str:
    roots = [formula.node for formula in program.outputs.values()]
    needed = (node.name if node.operation is Operation.TOTAL else node.scope for node in nodes.walk(*roots))
    return next((name for name in needed if name), "")


def _output(context: Context, formula: Formula) -> Output:
    if formula.node.scope not in {"", context.rows}:
        raise NotInColumns(f"结果属于清单 {formula.node.scope} 的各项，而每行是一项 {context.rows or '主体'}")
    lowered = context.value(formula.node)
    value, denominator = _whole(context, lowered)
    return Output(
        formula.name,
        formula.label,
        lowered.kind,
        formula.node.type.unit,
        _blanked(context, lowered.covered, value),
        lowered.covered,
        denominator,
        _eligible(context, formula.node, lowered.covered),
        lowered.choices,
        {name: formula.choices.get(name, name) for name in lowered.choices},
        formula.node.scope,
    )


def _whole(context: Context, lowered: Lowered) -> tuple[Cell, int]:
    if lowered.kind is not Kind.NUMBER:
        return lowered.code, 1
    ratio = lowered.number
    if ratio.divisor is not None:
        raise NotInColumns("结果是逐行不同分母的商，整数列写不下", remedy="在公式里取整")
    value = context.cells.multiply(ratio.numerator, context.cells.constant(ratio.coefficient.numerator))
    return value, ratio.coefficient.denominator


def _blanked(context: Context, covered: Cell, value: Cell) -> Cell:
    """Return the value where it is covered, 0 elsewhere."""
    cells = context.cells
    blank = cells.truth(value=False) if value.is_truth else cells.constant(0)
    return cells.select(covered, value, blank)


def _eligible(context: Context, node: Node, covered: Cell) -> Cell | None:
    """Return whether a measure is covered and its conditions hold; None where the formula is no measure."""
    while node.operation in _TRANSPARENT:
        node = node.arguments[0]
    if node.operation is not Operation.GRANTED:
        return None
    holds = conditions.conjunction(context, [context.value(condition) for condition in node.arguments[1:]])
    return context.cells.both(covered, context.cells.both(holds.covered, holds.code))


def _inputs(context: Context, outputs: Collection[Output], rows: str, order: str) -> tuple[Input, ...]:
    """Return the columns that the outputs read, and the one that events are ordered by, in the order of the facts."""
    roots = [cell for output in outputs for cell in output.cells.values()]
    read = {cell.name for cell in walk(*roots) if cell.act is Act.COLUMN}
    events_facts = context.program.lists[rows].facts if rows else {}
    facts = [*context.program.facts.values(), *events_facts.values()]
    return tuple(leaves.column_input(context, fact) for fact in facts if fact.name in read | {order})
