"""Whether a measure is granted for certain while its amount is still open."""

from lingxing.engines.rules.domain.compiling import Compiled
from lingxing.engines.rules.domain.frames import SUBJECT, Frame, Unsettled
from lingxing.language.nodes import Kind, Node, Operation

_THROUGH = frozenset({Operation.FORMULA, Operation.STEP, Operation.ROUND, Operation.LEAST, Operation.MULTIPLY})


def is_granted(ready: Compiled, node: Node, frame: Frame) -> bool:
    """Return whether every condition of the grant that gives the value holds already."""
    if node.operation in _THROUGH:
        return any(is_granted(ready, argument, frame) for argument in node.arguments)
    if node.operation is Operation.WHEN:
        taken = _taken(ready, node, frame)
        return taken is not None and is_granted(ready, taken, frame)
    if node.operation is not Operation.GRANTED or node.type.kind is not Kind.NUMBER:
        return False
    return all(_truth(ready, condition, frame) is True for condition in node.arguments[1:])


def _taken(ready: Compiled, node: Node, frame: Frame) -> Node | None:
    """Return the branch taken, None while that is open."""
    for condition, value in zip(node.arguments[:-1:2], node.arguments[1::2], strict=True):
        truth = _truth(ready, condition, frame)
        if truth is None:
            return None
        if truth:
            return value
    return node.arguments[-1]


def _truth(ready: Compiled, condition: Node, frame: Frame) -> bool | None:
    try:
        return bool(ready.of(condition)(frame if condition.scope else frame[SUBJECT]))
    except Unsettled:
        return None
