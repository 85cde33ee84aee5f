"""Lowering of totals over a subject's events and of date reckoning."""

from collections.abc import Mapping

from lingxing.engines.rules.domain.columns.context import Context, Rule
from lingxing.engines.rules.domain.columns.plan import Cell, NotInColumns
from lingxing.engines.rules.domain.columns.ratios import Ratio
from lingxing.engines.rules.domain.columns.values import FIRST_DAY, LAST_DAY, Lowered
from lingxing.language.definitions import Group
from lingxing.language.nodes import Kind, Node, Operation


def _running(context: Context, node: Node) -> Lowered:
    """Return the total with this event, or before it. The value added is this event's own in both."""
    value = context.now.value(node.arguments[0])
    _check_rows(context, node.scope)
    cells, ratio = context.cells, _plain(value.number)
    key = _key(context, context.program.lists[node.scope].groups[node.name], node.scope)
    missed = cells.number_of(cells.negate(value.covered))
    totals = [(added, cells.running(added, key, node.scope)) for added in (ratio.numerator, missed)]
    sums = [cells.subtract(total, added) if context.is_earlier else total for added, total in totals]
    covered = cells.equal(sums[1], cells.constant(0))
    return Lowered(Kind.NUMBER, covered, context.ratios.of(sums[0], ratio.coefficient))


def _check_rows(context: Context, scope: str) -> None:
    if scope != context.rows:
        raise NotInColumns(f"按清单 {scope} 逐项累计，而每行是一项 {context.rows or '主体'}")


def _plain(ratio: Ratio) -> Ratio:
    if ratio.divisor is not None:
        raise NotInColumns("累计的数是逐行不同分母的商", remedy="先取整再累计")
    return ratio


def _key(context: Context, group: Group, scope: str) -> Cell:
    """Return the number that is the same for the events of one run."""
    events = context.program.lists[scope]
    if not group.part:
        return context.cells.constant(0)
    if group.fact != events.ordered_by:
        raise NotInColumns(f"分组 {group.name} 用的日期不是清单排序用的 {events.ordered_by}")
    day = context.now.value(_ordering_node(context, scope)).code
    if group.part == "day":
        return day
    year = context.cells.year(day)
    if group.part == "year":
        return year
    return context.cells.add(context.cells.multiply(year, context.cells.constant(12)), context.cells.month(day))


def _ordering_node(context: Context, scope: str) -> Node:
    fact = context.program.lists[scope].facts[context.program.lists[scope].ordered_by]
    return Node(Operation.FACT, fact.type, name=fact.name, label=fact.label, scope=scope)


def _increment(context: Context, node: Node) -> Lowered:
    value, earlier = (view.value(node.arguments[0]) for view in (context.now, context.earlier))
    covered = context.values.all_covered((value, earlier))
    return Lowered(Kind.NUMBER, covered, context.ratios.subtract(value.number, earlier.number))


def _total(context: Context, node: Node) -> Lowered:
    _check_rows(context, node.name)
    value = context.now.value(node.arguments[0])
    cells, ratio = context.cells, _plain(value.number)
    missed = cells.total(cells.number_of(cells.negate(value.covered)))
    covered = cells.equal(missed, cells.constant(0))
    return Lowered(Kind.NUMBER, covered, context.ratios.of(cells.total(ratio.numerator), ratio.coefficient))


# ---- dates ----


def _days(value: Lowered) -> tuple[int, Cell]:
    """Return a whole number as (factor, cell)."""
    ratio = value.number
    if ratio.divisor is not None or ratio.coefficient.denominator != 1:
        raise NotInColumns("日期只能按整数推移", remedy="先取整")
    return ratio.coefficient.numerator, ratio.numerator


def _moved(context: Context, node: Node) -> Lowered:
    day, distance = context.arguments(node)
    factor, cell = _days(distance)
    cells = context.cells
    steps = cells.multiply(cell, cells.constant(factor))
    move = cells.add if node.operation is Operation.ADD_DAYS else cells.add_months
    moved = move(day.code, steps)
    first, last = cells.constant(FIRST_DAY), cells.constant(LAST_DAY)
    known = cells.both(cells.at_most(first, moved), cells.at_most(moved, last))
    covered = cells.both(context.values.all_covered((day, distance)), known)
    return Lowered(Kind.DATE, covered, cell=cells.greatest(first, cells.least(moved, last)))


def _days_between(context: Context, node: Node) -> Lowered:
    first, last = context.arguments(node)
    days = context.cells.subtract(last.code, first.code)
    return Lowered(Kind.NUMBER, context.values.all_covered((first, last)), context.ratios.of(days))


def _months_between(context: Context, node: Node) -> Lowered:
    first, last = context.arguments(node)
    months = context.cells.months_between(first.code, last.code)
    return Lowered(Kind.NUMBER, context.values.all_covered((first, last)), context.ratios.of(months))


def _part(context: Context, node: Node) -> Lowered:
    day = context.value(node.arguments[0])
    part = context.cells.year if node.operation is Operation.YEAR_OF else context.cells.month
    return Lowered(Kind.NUMBER, day.covered, context.ratios.of(part(day.code)))


RULES: Mapping[Operation, Rule] = {
    Operation.RUNNING: _running,
    Operation.INCREMENT: _increment,
    Operation.TOTAL: _total,
    Operation.ADD_DAYS: _moved,
    Operation.ADD_MONTHS: _moved,
    Operation.DAYS_BETWEEN: _days_between,
    Operation.MONTHS_BETWEEN: _months_between,
    Operation.YEAR_OF: _part,
    Operation.MONTH_OF: _part,
}
