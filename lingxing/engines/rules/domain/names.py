"""What people call a node, and the choices that it may give."""

from collections.abc import Mapping

from lingxing.language.definitions import Formula, Program
from lingxing.language.nodes import Kind, Node, Operation


def choice_labels(program: Program, node: Node) -> Mapping[str, str]:
    """Return the Chinese labels of the choices that a node may give."""
    if node.type.kind is not Kind.CHOICE:
        return {}
    if node.operation is Operation.FACT:
        facts = program.lists[node.scope].facts if node.scope in program.lists else program.facts
        return facts[node.name].choices if node.name in facts else {}
    if node.operation in {Operation.PARAMETER, Operation.TABLE, Operation.TIERS}:
        return program.parameters[node.name].choices if node.name in program.parameters else {}
    if node.operation is Operation.FORMULA and (formula := formula_of(program, node)):
        return formula.choices
    return {name: label for below in node.arguments for name, label in choice_labels(program, below).items()}


def formula_of(program: Program, node: Node) -> Formula | None:
    """Return the formula whose node it is, the program's own or a borrowed one; None where it is unknown."""
    own = program.formulas.get(node.name)
    if own is not None and own.node is node:
        return own
    return next((formula for formula in program.borrowed.values() if formula.node is node), own)


def named(program: Program, node: Node) -> str:
    """Return what people call a node: its label, or the parameter's, or of the only thing that it is made of."""
    if node.label:
        return node.label
    if node.name in program.parameters and node.operation in {Operation.BRACKETS, Operation.TABLE, Operation.TIERS}:
        return program.parameters[node.name].label
    return named(program, node.arguments[0]) if node.arguments else ""
