"""Which outputs a grant or a comparison inside a formula speaks for."""

from collections.abc import Iterator, Mapping

from lingxing.language.definitions import Program
from lingxing.language.nodes import Node, Operation

_OWNED = frozenset({Operation.GRANTED, Operation.HIGHEST_OF})
_KEEPS_GRANTS = frozenset(
    {
        Operation.STEP,
        Operation.FORMULA,
        Operation.ROUND,
        Operation.WHEN,
        Operation.LEAST,
        Operation.GREATEST,
        Operation.HIGHEST_OF,
        Operation.ADD,
        Operation.TOTAL,
    }
)
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
    """Return the names of the outputs that are granted on conditions: to the audience, or to anybody.

    What is left after a grant (a person's own burden) or worked out from one otherwise is none.
    """
    return frozenset(
        formula.name
        for formula in program.outputs.values()
        if audience in ("", formula.audience or program.policy.audience)
        and _is_grant(formula.node.arguments[0], program)
    )


def _is_grant(node: Node, program: Program) -> bool:
    """Return whether the value is a grant, or bounded, rounded, chosen or added up from grants."""
    if node.operation is Operation.GRANTED:
        return True
    if node.operation not in _KEEPS_GRANTS or _is_output(node, program):
        return False
    values = (*node.arguments[1::2], node.arguments[-1]) if node.operation is Operation.WHEN else node.arguments
    return any(_is_grant(value, program) for value in values)


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
