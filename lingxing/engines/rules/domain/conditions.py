"""Says of a condition that failed what it asked for, what was found and how far apart they are."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from lingxing.engines.rules.domain.arithmetic import settled
from lingxing.engines.rules.domain.compiling import Compiled
from lingxing.engines.rules.domain.expressions import SYMBOLS, words_of
from lingxing.engines.rules.domain.frames import SUBJECT, Frame, Unsettled
from lingxing.engines.rules.domain.names import choice_labels, named
from lingxing.engines.rules.domain.wording import value_text
from lingxing.kernel.exact import Exact, decimal_string
from lingxing.language.nodes import COMPARISONS, Kind, Node, Operation, Type

_OPPOSITE: Mapping[Operation, Operation] = {
    Operation.EQUAL: Operation.UNEQUAL,
    Operation.UNEQUAL: Operation.EQUAL,
    Operation.LESS: Operation.GREATER_OR_EQUAL,
    Operation.LESS_OR_EQUAL: Operation.GREATER,
    Operation.GREATER: Operation.LESS_OR_EQUAL,
    Operation.GREATER_OR_EQUAL: Operation.LESS,
}
_FLIPPED: Mapping[Operation, Operation] = {
    Operation.EQUAL: Operation.EQUAL,
    Operation.UNEQUAL: Operation.UNEQUAL,
    Operation.LESS: Operation.GREATER,
    Operation.LESS_OR_EQUAL: Operation.GREATER_OR_EQUAL,
    Operation.GREATER: Operation.LESS,
    Operation.GREATER_OR_EQUAL: Operation.LESS_OR_EQUAL,
}
_MINIMA = frozenset({Operation.GREATER, Operation.GREATER_OR_EQUAL})
_FIXED = frozenset({Operation.CONSTANT, Operation.PARAMETER, Operation.TABLE, Operation.TIERS})
_NAMES = frozenset({Operation.STEP, Operation.FORMULA})


@dataclass(frozen=True, slots=True)
class Failure:
    """A part of a condition that failed. `condition` is the outermost name that it stands under."""

    label: str
    actual: str
    required: str
    distance: str
    amount: Exact | None
    article: str
    condition: str = ""


def failures(compiled: Compiled, condition: Node, frame: Frame, article: str) -> list[Failure]:
    """Return what failed of a condition that is false, part by part; alternatives (或) are told as one."""
    outermost = condition.label if condition.operation in _NAMES else ""
    found = _Explainer(compiled, frame).explain(condition, wanted=True, name="", article=article)
    return [replace(failure, condition=outermost or failure.label) for failure in found]


class _Explainer:
    """Explains within one frame."""

    def __init__(self, compiled: Compiled, frame: Frame) -> None:
        self.compiled = compiled
        self.program = compiled.program
        self.frame = frame

    def value(self, node: Node) -> Any:
        return self.compiled.of(node)(self.frame if node.scope else self.frame[SUBJECT])

    def explain(self, node: Node, *, wanted: bool, name: str, article: str) -> list[Failure]:
        """Return why the node is not the truth that is wanted. `name` is the label that it stands under."""
        operation = node.operation
        if operation in _NAMES:
            return self.explain(node.arguments[0], wanted=wanted, name=node.label, article=node.article or article)
        if operation is Operation.NOT:
            return self.explain(node.arguments[0], wanted=not wanted, name=name, article=article)
        if operation in {Operation.ALL_OF, Operation.ANY_OF}:
            return self._parts(node, wanted=wanted, name=name, article=article)
        if operation is Operation.WHEN:
            return self.explain(self._taken(node), wanted=wanted, name=name, article=article)
        if operation is Operation.GRANTED and wanted:
            return self._refused(node, name, article)
        if operation in COMPARISONS:
            return [self._compared(node, wanted=wanted, name=name, article=article)]
        return [self._truth(node, wanted=wanted, name=name, article=article)]

    def _parts(self, node: Node, *, wanted: bool, name: str, article: str) -> list[Failure]:
        failing = [part for part in node.arguments if self._is(part, truth=not wanted)]
        inner = name if len(node.arguments) == 1 else ""
        found = [f for part in failing for f in self.explain(part, wanted=wanted, name=inner, article=article)]
        if wanted is (node.operation is Operation.ALL_OF):
            return found
        if wanted and self._is_membership(node):
            return [self._one_of(node, name, article)]
        return [_either(found, name)]

    def _is(self, node: Node, *, truth: bool) -> bool:
        try:
            return self.value(node) is truth
        except Unsettled:
            return False

    def _is_membership(self, node: Node) -> bool:
        """Return whether the alternatives are choices of one and the same thing."""
        return (
            all(part.operation is Operation.EQUAL for part in node.arguments)
            and all(part.arguments[0] is node.arguments[0].arguments[0] for part in node.arguments)
            and all(isinstance(part.arguments[1].value, str) for part in node.arguments)
        )

    def _one_of(self, node: Node, name: str, article: str) -> Failure:
        left = node.arguments[0].arguments[0]
        labels = choice_labels(self.program, left)
        wanted = [labels.get(str(part.arguments[1].value), str(part.arguments[1].value)) for part in node.arguments]
        return Failure(name or self._called(left), self._shown(left), f"为 {'、'.join(wanted)} 之一", "", None, article)

    def _taken(self, node: Node) -> Node:
        for condition, value in zip(node.arguments[:-1:2], node.arguments[1::2], strict=True):
            if self.value(condition):
                return value
        return node.arguments[-1]

    def _refused(self, node: Node, name: str, article: str) -> list[Failure]:
        failing = [part for part in node.arguments[1:] if self._is(part, truth=False)]
        if not failing:
            return self.explain(node.arguments[0], wanted=True, name=name, article=article)
        return [found for part in failing for found in self.explain(part, wanted=True, name="", article=article)]

    def _truth(self, node: Node, *, wanted: bool, name: str, article: str) -> Failure:
        words = ("是", "否")
        actual, required = words[wanted], words[not wanted]
        return Failure(name or self._called(node), actual, required, "", None, _nearest(node.article, article))

    def _compared(self, node: Node, *, wanted: bool, name: str, article: str) -> Failure:
        left, right = node.arguments
        operation = node.operation if wanted else _OPPOSITE[node.operation]
        if left.operation in _FIXED and right.operation not in _FIXED:
            left, right, operation = right, left, _FLIPPED[operation]
        amount = _difference(self.value(left), self.value(right))
        return Failure(
            name or self._called(left),
            self._shown(left, like=right),
            f"{_asks(operation, left)} {self._shown(right, like=left)}",
            _distance(amount, right.type if right.type.unit.share else left.type, operation),
            _size_of(amount),
            article,
        )

    def _called(self, node: Node) -> str:
        return node.label or words_of(self.compiled, node, self.frame) or named(self.program, node)

    def _shown(self, node: Node, like: Node | None = None) -> str:
        labels = {**choice_labels(self.program, like or node), **choice_labels(self.program, node)}
        kind = like.type if like and like.type.unit.label and not node.type.unit.powers else node.type
        return value_text(self.value(node), kind, labels)


def _asks(operation: Operation, left: Node) -> str:
    if left.type.kind is Kind.CHOICE:
        return "为" if operation is Operation.EQUAL else "不是"
    return SYMBOLS[operation]


def _either(found: list[Failure], name: str) -> Failure:
    """Return the alternatives as one: each of them would do."""
    if len(found) == 1:
        return replace(found[0], label=name or found[0].label)
    return Failure(
        name or " 或 ".join(dict.fromkeys(failure.label for failure in found)),
        "；".join(f"{failure.label} {failure.actual}" for failure in found),
        " 或 ".join(f"{failure.label} {failure.required}" for failure in found),
        " 或 ".join(dict.fromkeys(failure.distance for failure in found if failure.distance)),
        None,
        next(iter(_articles(found)), ""),
    )


def _nearest(place: str, article: str) -> str:
    """Return where a fact's condition stands: a fact is shared by articles, so only a part of the measure's counts."""
    return place if not article or place.startswith((f"{article}第", f"{article}（")) else article


def _articles(found: list[Failure]) -> Iterator[str]:
    return (failure.article for failure in found if failure.article)


def _difference(left: Any, right: Any) -> Exact | None:
    """Return what the left is above the right, in base units or days; None for what can't be measured."""
    if isinstance(left, (bool, str)):
        return None
    return (left - right).days if isinstance(left, dt.date) else settled(left - right)


def _distance(amount: Exact | None, kind: Type, operation: Operation) -> str:
    if amount is None or operation is Operation.UNEQUAL:
        return ""
    if amount == 0:
        return "恰在界限上"
    if kind.kind is Kind.DATE:
        return f"{'晚' if amount > 0 else '早'} {abs(amount)} 天"
    word = "相差" if operation is Operation.EQUAL else "差" if operation in _MINIMA else "超出"
    return f"{word} {_size(-amount if amount < 0 else amount, kind)}"


def _size_of(amount: Exact | None) -> Exact | None:
    return -amount if amount is not None and amount < 0 else amount


def _size(amount: Exact, kind: Type) -> str:
    if kind.unit.share and not kind.unit.powers:
        return f"{decimal_string(amount * 100)} 个百分点"
    return value_text(amount, kind)
