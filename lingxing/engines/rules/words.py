"""Formulas in words: how each is worked out and on which conditions, without a case."""

from collections.abc import Iterator
from typing import Any

from lingxing.engines.rules.domain.calculation import compiled
from lingxing.engines.rules.domain.expressions import expression, words_of
from lingxing.engines.rules.domain.frames import FIRST_SLOT, SUBJECT
from lingxing.language.definitions import Formula, Program
from lingxing.language.nodes import Node, Operation


def formula_words(program: Program, formula: Formula) -> str:
    """Return how the formula is worked out, with the names of what it uses."""
    return expression(compiled(program), formula.node, _no_case(), words=True)


def formula_conditions(program: Program, formula: Formula) -> tuple[str, ...]:
    """Return the conditions on which the formula grants something, in words, each once."""
    ready, frame = compiled(program), _no_case()
    found = (words_of(ready, condition, frame) for condition in _conditions(formula.node.arguments[0]))
    return tuple(dict.fromkeys(found))


def _conditions(node: Node) -> Iterator[Node]:
    """Yield the conditions of what is granted within the formula itself, not within others that it uses."""
    if node.operation is Operation.GRANTED:
        yield from node.arguments[1:]
        yield from _conditions(node.arguments[0])
    elif node.operation is not Operation.FORMULA:
        for argument in node.arguments:
            yield from _conditions(argument)


def _no_case() -> list[Any]:
    """Return a frame that holds nothing: only constants are read from it."""
    frame: list[Any] = [None] * FIRST_SLOT
    frame[SUBJECT] = frame
    return frame
