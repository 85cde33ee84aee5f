"""What people call a node, and the choices that it may give."""

from collections.abc import Mapping

from lingxing.language.definitions import Program
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
    if node.operation is Operation.FORMULA and node.name in program.formulas:
        return program.formulas[node.name].choices
    return {name: label for below in node.arguments for name, label in choice_labels(program, below).items()}


def named(program: Program, node: Node) -> str:
    """Return what people call a node: its label, or the parameter's, or of the only thing that it is made of."""
    if node.label:
        return node.label
    if node.name in program.parameters and node.operation in {Operation.BRACKETS, Operation.TABLE, Operation.TIERS}:
        return program.parameters[node.name].label
    return named(program, node.arguments[0]) if node.arguments else ""
