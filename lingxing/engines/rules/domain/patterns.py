"""Expressions whose shape is the same in every case: fixed text with places for figures, made once per node."""

from collections.abc import Callable, Mapping
from typing import Any

from lingxing.engines.rules.domain.frames import Frame
from lingxing.language.nodes import Node, Operation

Part = str | Callable[[Frame], str]
Place = Callable[[Node, int], Part]
"""Gives what writes a node whose shape differs from case to case, or that is a figure, bound at least so closely."""

LOOSE, SUM, PRODUCT, ATOM = -1, 1, 2, 3
"""How closely a text binds: what binds less than it must is put in brackets."""
_BETWEEN: Mapping[Operation, tuple[str, int, int, int]] = {
    Operation.ADD: (" + ", SUM, SUM, SUM),
    Operation.SUBTRACT: (" − ", SUM, SUM, PRODUCT),
    Operation.MULTIPLY: (" × ", PRODUCT, PRODUCT, PRODUCT),
    Operation.DIVIDE: (" ÷ ", PRODUCT, PRODUCT, ATOM),
}
"""The sign, how closely the whole binds, and how closely its sides must."""
_CALLS: Mapping[Operation, str] = {Operation.LEAST: "取低", Operation.GREATEST: "取高"}


def pattern(node: Node, place: Place, called: Callable[[Node], str], least: int = LOOSE) -> list[Part]:
    """Return the parts of a node's expression; `called` gives the word before the brackets of a rounding."""
    operation = node.operation
    if operation in _BETWEEN and not (operation is Operation.MULTIPLY and any(map(_is_one, node.arguments))):
        sign, binding, before, after = _BETWEEN[operation]
        left, right = node.arguments
        parts = [*pattern(left, place, called, before), sign, *pattern(right, place, called, after)]
        return parts if binding >= least else ["(", *parts, ")"]
    if operation in _CALLS or operation is Operation.ROUND:
        inner: list[Part] = []
        for argument in node.arguments:
            inner += [", ", *pattern(argument, place, called)] if inner else pattern(argument, place, called)
        return [_CALLS[operation] if operation in _CALLS else called(node), "(", *inner, ")"]
    return [place(node, least)]


def _is_one(node: Node) -> bool:
    return node.operation is Operation.CONSTANT and node.value == 1


def writer(parts: list[Part]) -> Callable[[Frame], str]:
    """Return what writes the parts one behind the other."""
    merged: list[Any] = []
    for part in parts:
        if isinstance(part, str) and merged and isinstance(merged[-1], str):
            merged[-1] += part
        else:
            merged.append(part)
    if len(merged) == 1 and not isinstance(merged[0], str):
        only: Callable[[Frame], str] = merged[0]
        return only
    return lambda frame: "".join([part if part.__class__ is str else part(frame) for part in merged])
