"""Closures of the operations that need nothing but their arguments' values."""

import copy
import operator
from collections.abc import Callable, Mapping
from typing import Any

from lingxing.engines.rules.domain.arithmetic import (
    marginal,
    product,
    quotient,
    ratio,
    rounding,
    settled,
    tier_of,
)
from lingxing.engines.rules.domain.date_operations import BUILDERS as DATE_BUILDERS
from lingxing.engines.rules.domain.frames import RUN, UNSET, Evaluate, Frame, NotCovered, Unknown, Unsettled
from lingxing.language.definitions import Program, Setting
from lingxing.language.nodes import Kind, Node, Operation, Rounding

Arguments = tuple[Evaluate, ...]
Builder = Callable[[Program, Node, Arguments], Evaluate]


def nothing(node: Node) -> Any:
    """Return what a refused grant gives: 0, or false."""
    return False if node.type.kind is Kind.BOOL else 0


# ---- leaves ----


def _constant(_program: Program, node: Node, _arguments: Arguments) -> Evaluate:
    value = node.value
    return lambda _frame: value


def setting_of(program: Program, node: Node) -> Setting | Unsettled:
    """Return the value of the parameter that a node names, or why there is none."""
    value = program.settings.get(node.name)
    if value is not None:
        return value
    parameter = program.parameters[node.name]
    if parameter.supplied:
        return Unknown(("parameter", "", None, node.name))
    return NotCovered(f"“{parameter.label}”在 {program.on.isoformat()} 没有规定数值", parameter.article)


def _raises(unsettled: Unsettled) -> Evaluate:
    def fail(_frame: Frame) -> Any:
        raise copy.copy(unsettled)  # a shared one would gather the traceback of every case

    return fail


def _parameter(program: Program, node: Node, _arguments: Arguments) -> Evaluate:
    value = setting_of(program, node)
    if isinstance(value, Unsettled):
        return _raises(value)
    return lambda _frame: value


def _not_covered(_program: Program, node: Node, _arguments: Arguments) -> Evaluate:
    reason, article = node.label, node.article

    def fail(_frame: Frame) -> Any:
        raise NotCovered(reason, article)

    return fail


# ---- numbers ----


def _add(_program: Program, _node: Node, arguments: Arguments) -> Evaluate:
    left, right = arguments

    def add(frame: Frame) -> Any:
        value = left(frame) + right(frame)
        return value if value.__class__ is int else settled(value)

    return add


def _subtract(_program: Program, _node: Node, arguments: Arguments) -> Evaluate:
    left, right = arguments

    def subtract(frame: Frame) -> Any:
        value = left(frame) - right(frame)
        return value if value.__class__ is int else settled(value)

    return subtract


def _multiply(program: Program, node: Node, arguments: Arguments) -> Evaluate:
    left, right = arguments
    factor = _fixed(program, node.arguments[1])
    if factor is None:
        return lambda frame: product(left(frame), right(frame))
    above, below = factor.numerator, factor.denominator

    def scale(frame: Frame) -> Any:
        value = left(frame)
        return ratio(value.numerator * above, value.denominator * below)

    return scale


def _fixed(program: Program, node: Node) -> Any:
    """Return the number that a node always is, None if it depends on the case."""
    if node.operation is Operation.CONSTANT:
        return node.value
    return program.settings.get(node.name) if node.operation is Operation.PARAMETER else None


def _divide(_program: Program, node: Node, arguments: Arguments) -> Evaluate:
    left, right = arguments
    reason = f"“{node.arguments[1].label or '除数'}”为零，无法相除"

    def divide(frame: Frame) -> Any:
        above, below = left(frame), right(frame)
        if not below:
            raise NotCovered(reason, node.article)
        return quotient(above, below)

    return divide


def _negate(_program: Program, _node: Node, arguments: Arguments) -> Evaluate:
    (argument,) = arguments
    return lambda frame: -argument(frame)


def _least(_program: Program, _node: Node, arguments: Arguments) -> Evaluate:
    if len(arguments) == 2:
        left, right = arguments

        def least(frame: Frame) -> Any:
            one, other = left(frame), right(frame)
            return one if one <= other else other

        return least
    return lambda frame: min([argument(frame) for argument in arguments])


def _greatest(_program: Program, _node: Node, arguments: Arguments) -> Evaluate:
    if len(arguments) == 2:
        left, right = arguments

        def greatest(frame: Frame) -> Any:
            one, other = left(frame), right(frame)
            return one if one >= other else other

        return greatest
    return lambda frame: max([argument(frame) for argument in arguments])


def highest_of(node: Node, arguments: Arguments, slot: int, *, record: bool) -> Evaluate:
    """Return the closure of 就高不重复: the greatest; what gives way is noted once."""

    def highest(frame: Frame) -> Any:
        value = frame[slot]
        if value is UNSET:
            value = frame[slot] = max([argument(frame) for argument in arguments])
            if record:
                frame[RUN].compared.append((node, frame))
        return value

    return highest


def _round(_program: Program, node: Node, arguments: Arguments) -> Evaluate:
    (argument,) = arguments
    if not isinstance(node.value, Rounding):
        raise TypeError(f"{node.value!r} is no rounding")
    settle = rounding(node.value)
    return lambda frame: settle(argument(frame))


def _brackets(program: Program, node: Node, arguments: Arguments) -> Evaluate:
    steps: Any = setting_of(program, node)
    if isinstance(steps, Unsettled):
        return _raises(steps)
    (argument,) = arguments
    work_out = marginal(steps)
    return lambda frame: work_out(argument(frame))


def _tiers(program: Program, node: Node, arguments: Arguments) -> Evaluate:
    steps: Any = setting_of(program, node)
    if isinstance(steps, Unsettled):
        return _raises(steps)
    (argument,) = arguments
    parameter = program.parameters[node.name]

    def tier(frame: Frame) -> Any:
        value = tier_of(steps, argument(frame))
        if value is None:
            raise NotCovered(f"“{parameter.label}”没有规定这一档", parameter.article)
        return value

    return tier


def table_key(value: Any) -> str:
    """Return a choice or truth as tables write it."""
    return value if isinstance(value, str) else ("true" if value else "false")


def _table(program: Program, node: Node, arguments: Arguments) -> Evaluate:
    table: Any = setting_of(program, node)
    if isinstance(table, Unsettled):
        return _raises(table)
    parameter = program.parameters[node.name]

    def look_up(frame: Frame) -> Any:
        value = table.get(tuple([table_key(argument(frame)) for argument in arguments]))
        if value is None:
            raise NotCovered(f"“{parameter.label}”没有规定这一情形", parameter.article)
        return value

    return look_up


# ---- truth ----

COMPARE: Mapping[Operation, Callable[[Any, Any], bool]] = {
    Operation.EQUAL: operator.eq,
    Operation.UNEQUAL: operator.ne,
    Operation.LESS: operator.lt,
    Operation.LESS_OR_EQUAL: operator.le,
    Operation.GREATER: operator.gt,
    Operation.GREATER_OR_EQUAL: operator.ge,
}


def _compare(_program: Program, node: Node, arguments: Arguments) -> Evaluate:
    left, right = arguments
    holds = COMPARE[node.operation]
    if node.arguments[1].operation is Operation.CONSTANT:
        fixed = node.arguments[1].value
        return lambda frame: holds(left(frame), fixed)
    return lambda frame: holds(left(frame), right(frame))


def _joined(*, decisive: bool) -> Builder:
    """Return the builder of ALL_OF (decided by a false part) or ANY_OF (by a true one)."""

    def build(_program: Program, _node: Node, arguments: Arguments) -> Evaluate:
        def joined(frame: Frame) -> Any:
            try:
                for argument in arguments:
                    if argument(frame) is decisive:
                        return decisive
            except Unsettled as unsettled:
                return _despite(unsettled, frame, arguments, decisive=decisive)
            return not decisive

        return joined

    return build


def _despite(held: Unsettled, frame: Frame, arguments: Arguments, *, decisive: bool) -> Any:
    """Return the deciding truth if a part has it; else raise what can't be told, missing facts before the rest."""
    for argument in arguments:
        try:
            if argument(frame) is decisive:
                return decisive
        except Unsettled as unsettled:
            held = stronger(held, unsettled)
    raise held


def stronger(held: Unsettled | None, other: Unsettled) -> Unsettled:
    """Return the one to report: a missing fact may still decide, so it goes before what is not covered."""
    if held is None or (isinstance(other, Unknown) and not isinstance(held, Unknown)):
        return other
    return held


def _not(_program: Program, _node: Node, arguments: Arguments) -> Evaluate:
    (argument,) = arguments
    return lambda frame: not argument(frame)


# ---- choosing ----


def _when(_program: Program, _node: Node, arguments: Arguments) -> Evaluate:
    arms = tuple(zip(arguments[:-1:2], arguments[1::2], strict=True))
    otherwise = arguments[-1]
    if len(arms) == 1:
        ((condition, taken),) = arms
        return lambda frame: taken(frame) if condition(frame) else otherwise(frame)

    def when(frame: Frame) -> Any:
        for condition, value in arms:
            if condition(frame):
                return value(frame)
        return otherwise(frame)

    return when


def granted(node: Node, arguments: Arguments, slot: int, *, record: bool) -> Evaluate:
    """Return the closure of a grant: nothing where a condition fails, and every condition that does is noted."""
    amount, *conditions = arguments
    none = nothing(node)
    pairs = tuple(zip(node.arguments[1:], conditions, strict=True))

    def grant(frame: Frame) -> Any:
        value = frame[slot]
        if value is UNSET:
            failed, held = _failing(pairs, frame)
            if failed and record:
                frame[RUN].refused.append((node, tuple(failed), frame))
            if held and not failed:
                raise held
            value = frame[slot] = none if failed else amount(frame)
        return value

    return grant


def _failing(pairs: tuple[tuple[Node, Evaluate], ...], frame: Frame) -> tuple[list[Node], Unsettled | None]:
    failed: list[Node] = []
    held: Unsettled | None = None
    for node, condition in pairs:
        try:
            if not condition(frame):
                failed.append(node)
        except Unsettled as unsettled:
            held = stronger(held, unsettled)
    return failed, held


BUILDERS: Mapping[Operation, Builder] = {
    Operation.CONSTANT: _constant,
    Operation.PARAMETER: _parameter,
    Operation.NOT_COVERED: _not_covered,
    Operation.ADD: _add,
    Operation.SUBTRACT: _subtract,
    Operation.MULTIPLY: _multiply,
    Operation.DIVIDE: _divide,
    Operation.NEGATE: _negate,
    Operation.LEAST: _least,
    Operation.GREATEST: _greatest,
    Operation.ROUND: _round,
    Operation.BRACKETS: _brackets,
    Operation.TIERS: _tiers,
    Operation.TABLE: _table,
    **dict.fromkeys(COMPARE, _compare),
    Operation.ALL_OF: _joined(decisive=False),
    Operation.ANY_OF: _joined(decisive=True),
    Operation.NOT: _not,
    Operation.WHEN: _when,
    **DATE_BUILDERS,
}
