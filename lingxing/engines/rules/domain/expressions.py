"""Writes how a value came about, in Chinese: with the figures put in, or with the names of what they are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from lingxing.engines.rules.domain.arithmetic import bracket_parts
from lingxing.engines.rules.domain.compiling import Compiled
from lingxing.engines.rules.domain.frames import RUN, SUBJECT, Frame, NotCovered, Unknown, Unsettled
from lingxing.engines.rules.domain.names import choice_labels, named
from lingxing.engines.rules.domain.patterns import ATOM, PRODUCT, SUM, pattern, writer
from lingxing.engines.rules.domain.wording import figure_writer, plain_text, value_text
from lingxing.language.nodes import COMPARISONS, Kind, Node, Operation, Rounding, RoundingMode, Type

SYMBOLS: Mapping[Operation, str] = {
    Operation.EQUAL: "=",
    Operation.UNEQUAL: "≠",
    Operation.LESS: "<",
    Operation.LESS_OR_EQUAL: "≤",
    Operation.GREATER: ">",
    Operation.GREATER_OR_EQUAL: "≥",
}
_ROUNDINGS: Mapping[RoundingMode, str] = {
    RoundingMode.HALF_UP: "四舍五入",
    RoundingMode.HALF_AWAY: "四舍五入",
    RoundingMode.HALF_EVEN: "四舍六入五成双",
    RoundingMode.DOWN: "向下取整",
    RoundingMode.UP: "向上取整",
    RoundingMode.TOWARD_ZERO: "去尾",
}
_VALUES = frozenset(
    {
        Operation.CONSTANT,
        Operation.FACT,
        Operation.PARAMETER,
        Operation.FORMULA,
        Operation.STEP,
        Operation.RUNNING,
        Operation.TOTAL,
        Operation.TABLE,
        Operation.TIERS,
    }
)
_MOST_SHOWN = 12


@dataclass(frozen=True, slots=True)
class _View:
    """How a node is looked at: with names or figures, and with or without this event in the totals."""

    compiled: Compiled
    frame: Frame
    words: bool
    before: bool = False

    def value(self, node: Node) -> Any:
        """Return the node's value; Unsettled where it can't be told."""
        evaluate = self.compiled.before(node) if self.before else self.compiled.of(node)
        return evaluate(self.frame if node.scope else self.frame[SUBJECT])


def words_expression(compiled: Compiled, node: Node, frame: Frame) -> str:
    """Return how the named node's value comes about, in names: the same in every case."""
    text = compiled.words[id(node)] = whole_expression(compiled, node, frame, words=True)
    return text


def expression(compiled: Compiled, node: Node, frame: Frame, *, words: bool = False) -> str:
    """Return how the named node's value came about, with the figures put in, or in names."""
    if words:
        return compiled.words.get(id(node)) or words_expression(compiled, node, frame)
    write = compiled.expressions.get(id(node))
    if write is None:
        write = compiled.expressions[id(node)] = _writer(compiled, node)
    try:
        return write(frame)
    except Unsettled:
        return whole_expression(compiled, node, frame, words=False)


def _writer(compiled: Compiled, node: Node) -> Callable[[Frame], str]:
    """Return what writes the expression of a named node; its fixed parts are written once."""
    if node.operation in {Operation.RUNNING, Operation.TOTAL}:
        return lambda frame: whole_expression(compiled, node, frame, words=False)

    def place(part: Node, least: int) -> Callable[[Frame], str]:
        if part.operation in _VALUES:
            return _figure_writer(compiled, part)
        return lambda frame: _bound(_View(compiled, frame, words=False), part, least)

    return writer(pattern(node.arguments[0], place, _rounding))


def whole_expression(compiled: Compiled, node: Node, frame: Frame, *, words: bool) -> str:
    """Return the expression worked out part by part: where parts are open, and to hold the quick way against."""
    view = _View(compiled, frame, words)
    if node.operation is Operation.RUNNING:
        return _running_line(view, node)
    if node.operation is Operation.TOTAL:
        return _total_line(view, node)
    return _text(view, node.arguments[0])


def words_of(compiled: Compiled, node: Node, frame: Frame) -> str:
    """Return what a node is, in names."""
    return _text(_View(compiled, frame, words=True), node)


def _text(view: _View, node: Node) -> str:
    return _render(view, node)[0]


def _render(view: _View, node: Node) -> tuple[str, int]:
    """Return the text and how closely it binds. A part that nothing hung on may be open or not known."""
    try:
        if node.operation in _VALUES:
            return (_words if view.words else _figure)(view, node), ATOM
        return _WRITERS[node.operation](view, node)
    except NotCovered as uncovered:
        return f"未规定（{uncovered.reason}）", ATOM
    except Unknown:
        return f"{named(view.compiled.program, node)}（未知）", ATOM


def _figure(view: _View, node: Node) -> str:
    """Return the node's value as it stands in an expression; one below zero in brackets."""
    if view.before:
        kind = view.compiled.types.get(id(node), node.type)
        return _signed(kind, choice_labels(view.compiled.program, node))(view.value(node))
    write = view.compiled.figures.get(id(node))
    if write is None:
        write = view.compiled.figures[id(node)] = _figure_writer(view.compiled, node)
    return write(view.frame)


def _figure_writer(compiled: Compiled, node: Node) -> Callable[[Frame], str]:
    """Return what writes the figure of a node in a frame of its own scope or of an event."""
    labels = compiled.choices.get(id(node)) or choice_labels(compiled.program, node)
    evaluate, write = compiled.of(node), _signed(compiled.types.get(id(node), node.type), labels)
    if node.operation is Operation.CONSTANT:
        fixed = write(node.value)
        return lambda _frame: fixed
    if node.scope:
        return lambda frame: write(evaluate(frame))
    return lambda frame: write(evaluate(frame[SUBJECT]))


def _signed(kind: Type, labels: Mapping[str, str]) -> Callable[[Any], str]:
    """Return what writes values of the type, numbers below zero in brackets."""
    write = figure_writer(kind, labels)
    if kind.kind is not Kind.NUMBER:
        return write
    return lambda value: f"({write(value)})" if value < 0 else write(value)


def _words(view: _View, node: Node) -> str:
    if node.operation is Operation.CONSTANT:
        return _figure(view, node)
    label = named(view.compiled.program, node)
    if node.label or node.operation not in {Operation.RUNNING, Operation.TOTAL}:
        return label
    return f"{'累计' if node.operation is Operation.RUNNING else '合计'}（{_text(view, node.arguments[0])}）"


def _bound(view: _View, node: Node, least: int) -> str:
    text, binding = _render(view, node)
    return text if binding >= least else f"({text})"


def _sum_of(sign: str) -> "Writer":
    def write(view: _View, node: Node) -> tuple[str, int]:
        left, right = node.arguments
        after = PRODUCT if sign == "−" else SUM
        return f"{_bound(view, left, SUM)} {sign} {_bound(view, right, after)}", SUM

    return write


def _product(view: _View, node: Node) -> tuple[str, int]:
    factors = [argument for argument in node.arguments if not _is_one(argument)]
    if len(factors) < len(node.arguments):
        return _render(view, factors[0] if factors else node.arguments[0])
    return " × ".join(_bound(view, factor, PRODUCT) for factor in factors), PRODUCT


def _is_one(node: Node) -> bool:
    return node.operation is Operation.CONSTANT and node.value == 1


def _quotient(view: _View, node: Node) -> tuple[str, int]:
    left, right = node.arguments
    return f"{_bound(view, left, PRODUCT)} ÷ {_bound(view, right, ATOM)}", PRODUCT


def _negated(view: _View, node: Node) -> tuple[str, int]:
    return f"−{_bound(view, node.arguments[0], ATOM)}", PRODUCT


def _called(word: str) -> "Writer":
    def write(view: _View, node: Node) -> tuple[str, int]:
        return f"{word}({', '.join(_text(view, argument) for argument in node.arguments)})", ATOM

    return write


def _highest(view: _View, node: Node) -> tuple[str, int]:
    program = view.compiled.program
    parts = [named(program, a) if view.words else f"{named(program, a)} {_figure(view, a)}" for a in node.arguments]
    return f"就高({', '.join(parts)})", ATOM


def _rounded(view: _View, node: Node) -> tuple[str, int]:
    return f"{_rounding(node)}({_text(view, node.arguments[0])})", ATOM


def _rounding(node: Node) -> str:
    how = node.value
    if not isinstance(how, Rounding):
        raise TypeError(f"{how!r} is no rounding")
    return f"{_ROUNDINGS[how.mode]}{_to(how.step, node)}"


def _to(step: Fraction, node: Node) -> str:
    if step == 1:
        return ""
    value = step.numerator if step.denominator == 1 else step
    return f"到 {value_text(value, node.type)}"


def _brackets(view: _View, node: Node) -> tuple[str, int]:
    program = view.compiled.program
    (amount,) = node.arguments
    if view.words:
        return f"分段({_text(view, amount)}, {named(program, node)})", ATOM
    parameter = program.parameters[node.name]
    setting: Any = program.settings[node.name]
    parts = [
        f"{plain_text(part, amount.type)} × {plain_text(rate, parameter.type)}"
        for part, rate in bracket_parts(setting, view.value(amount))
    ]
    return f"分段({' + '.join(parts) or '0'})", ATOM


def _comparison(view: _View, node: Node) -> tuple[str, int]:
    left, right = node.arguments
    return f"{_bound(view, left, SUM)} {SYMBOLS[node.operation]} {_side(view, right, left)}", 0


def _side(view: _View, node: Node, other: Node) -> str:
    """Return the right side; a bare choice takes its label from the left."""
    if node.operation is Operation.CONSTANT and isinstance(node.value, str):
        return choice_labels(view.compiled.program, other).get(node.value, node.value)
    return _bound(view, node, SUM)


def _joined(word: str) -> "Writer":
    def write(view: _View, node: Node) -> tuple[str, int]:
        return f" {word} ".join(_bound(view, argument, 0) for argument in node.arguments), -1

    return write


def _not(view: _View, node: Node) -> tuple[str, int]:
    return f"非({_text(view, node.arguments[0])})", ATOM


def _when(view: _View, node: Node) -> tuple[str, int]:
    if view.words:
        return _all_branches(view, node), ATOM
    for condition, value in zip(node.arguments[:-1:2], node.arguments[1::2], strict=True):
        if view.value(condition):
            return f"{_bound(view, value, ATOM)}（{reason(view.compiled, condition, view.frame)}）", ATOM
    return _render(view, node.arguments[-1])


def _all_branches(view: _View, node: Node) -> str:
    arms = [
        f"{_text(view, condition)}时 {_text(view, value)}"
        for condition, value in zip(node.arguments[:-1:2], node.arguments[1::2], strict=True)
    ]
    return f"分情形({'；'.join([*arms, '其他 ' + _text(view, node.arguments[-1])])})"


def reason(compiled: Compiled, condition: Node, frame: Frame) -> str:
    """Return a condition in words, with the actual values of what it compares: 就医类别为住院."""
    view = _View(compiled, frame, words=True)
    if condition.operation is Operation.EQUAL and condition.arguments[1].type.kind is Kind.CHOICE:
        left, right = condition.arguments
        return f"{_text(view, left)}为{_side(view, right, left)}"
    if condition.operation in COMPARISONS:
        left, right = condition.arguments
        actual = _View(compiled, frame, words=False)
        found = f"{_text(view, left)} {_bound(actual, left, SUM)}"
        return f"{found} {SYMBOLS[condition.operation]} {_side(actual, right, left)}"
    if condition.operation is Operation.ANY_OF:
        holding = [part for part in condition.arguments if _holds(compiled, part, frame)]
        return reason(compiled, holding[0], frame) if holding else _text(view, condition)
    if condition.operation is Operation.ALL_OF:
        return "，".join(reason(compiled, part, frame) for part in condition.arguments)
    return _text(view, condition)


def _holds(compiled: Compiled, condition: Node, frame: Frame) -> bool:
    try:
        return bool(_View(compiled, frame, words=False).value(condition))
    except Unsettled:
        return False


def _granted(view: _View, node: Node) -> tuple[str, int]:
    if view.words:
        return f"{_bound(view, node.arguments[0], ATOM)}（须符合条件）", ATOM
    refused = [
        conditions for grant, conditions, frame in view.frame[RUN].refused if grant is node and frame is view.frame
    ]
    if not refused:
        return _render(view, node.arguments[0])
    labels = "、".join(dict.fromkeys(named(view.compiled.program, condition) for condition in refused[0]))
    return f"{plain_text(view.value(node), node.type)}（不符合：{labels}）", ATOM


def _uncovered(_view: _View, node: Node) -> tuple[str, int]:
    return f"未规定（{node.label}）", ATOM


def _increment(view: _View, node: Node) -> tuple[str, int]:
    (value,) = node.arguments
    without = _View(view.compiled, view.frame, view.words, before=True)
    before = f"此前的{_bound(without, value, ATOM)}" if view.words else _bound(without, value, PRODUCT)
    return f"{_bound(view, value, SUM)} − {before}", SUM


def _dates(pattern: str) -> "Writer":
    def write(view: _View, node: Node) -> tuple[str, int]:
        return pattern.format(*(_bound(view, argument, ATOM) for argument in node.arguments)), SUM

    return write


def _running_line(view: _View, node: Node) -> str:
    if view.words:
        return f"此前累计 + {_text(view, node.arguments[0])}"
    before = _View(view.compiled, view.frame, words=False, before=True)
    return f"{_figure(before, node)} + {_figure(view, node.arguments[0])}"


def _total_line(view: _View, node: Node) -> str:
    if view.words:
        return f"各次之和（{_text(view, node.arguments[0])}）"
    frames = view.frame[RUN].frames[node.name]
    shown = [_figure(_View(view.compiled, frame, words=False), node.arguments[0]) for frame in frames[:_MOST_SHOWN]]
    return " + ".join([*shown, "…"] if len(frames) > _MOST_SHOWN else shown) or "0"


Writer = Callable[[_View, Node], tuple[str, int]]
_WRITERS: Mapping[Operation, Writer] = {
    Operation.ADD: _sum_of("+"),
    Operation.SUBTRACT: _sum_of("−"),
    Operation.MULTIPLY: _product,
    Operation.DIVIDE: _quotient,
    Operation.NEGATE: _negated,
    Operation.LEAST: _called("取低"),
    Operation.GREATEST: _called("取高"),
    Operation.HIGHEST_OF: _highest,
    Operation.ROUND: _rounded,
    Operation.BRACKETS: _brackets,
    **dict.fromkeys(COMPARISONS, _comparison),
    Operation.ALL_OF: _joined("且"),
    Operation.ANY_OF: _joined("或"),
    Operation.NOT: _not,
    Operation.WHEN: _when,
    Operation.GRANTED: _granted,
    Operation.NOT_COVERED: _uncovered,
    Operation.INCREMENT: _increment,
    Operation.ADD_DAYS: _dates("{} + {} 天"),
    Operation.ADD_MONTHS: _dates("{} + {} 个月"),
    Operation.DAYS_BETWEEN: _dates("{} 至 {} 的天数"),
    Operation.MONTHS_BETWEEN: _dates("{} 至 {} 的整月数"),
    Operation.YEAR_OF: _dates("{} 的年份"),
    Operation.MONTH_OF: _dates("{} 的月份"),
}
