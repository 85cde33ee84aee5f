"""Which outputs a grant or a comparison inside a formula speaks for."""

from collections.abc import Iterator, Mapping

from lingxing.language.definitions import Program
from lingxing.language.nodes import Node, Operation

_OWNED = frozenset({Operation.GRANTED, Operation.HIGHEST_OF})
Owner = tuple[str, str]
"""Name and article of an output."""


def owners_of(program: Program) -> Mapping[int, tuple[Owner, ...]]:
    """Return the outputs whose own reckoning holds each GRANTED and HIGHEST_OF node, by the node's id.

    Internal formulas are part of the outputs that use them; an output used by another one answers for itself.
    """
    found: dict[int, tuple[Owner, ...]] = {}
    for formula in program.outputs.values():
        for node in _own(formula.node, program):
            found[id(node)] = (*found.get(id(node), ()), (formula.name, formula.article))
    return found


def measures_of(program: Program, audience: str = "") -> frozenset[str]:
    """Return the names of the outputs that are granted on conditions: to the audience, or to anybody."""
    return frozenset(
        formula.name
        for formula in program.outputs.values()
        if audience in ("", formula.audience or program.policy.audience)
        and any(node.operation is Operation.GRANTED for node in _own(formula.node, program))
    )


def _own(root: Node, program: Program) -> Iterator[Node]:
    """Yield the grants and comparisons below a formula, not those of other outputs."""
    pending, seen = list(root.arguments), set()
    while pending:
        node = pending.pop()
        if id(node) in seen or _is_output(node, program):
            continue
        seen.add(id(node))
        pending += node.arguments
        if node.operation in _OWNED:
            yield node


def _is_output(node: Node, program: Program) -> bool:
    formula = program.formulas.get(node.name) if node.operation is Operation.FORMULA else None
    return formula is not None and formula.node is node and not formula.internal
