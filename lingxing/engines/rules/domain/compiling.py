"""Turns a program's graph into closures, once: each takes a frame and gives a node's exact value.

Inside an INCREMENT a node may be asked for its value *before* the event: then running totals are those without it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from lingxing.engines.rules.domain import events, operations
from lingxing.engines.rules.domain.answers import Reading
from lingxing.engines.rules.domain.frames import FIRST_SLOT, RUN, SUBJECT, UNSET, Evaluate, Frame, Unsettled
from lingxing.engines.rules.domain.ownership import Owner, owners_of
from lingxing.kernel.units import PLAIN, SHARE
from lingxing.language.definitions import Formula, Program
from lingxing.language.nodes import COMPARISONS, Kind, Node, Operation, Type, walk

_FREE = frozenset({Operation.CONSTANT, Operation.PARAMETER})
_NAMED = frozenset({Operation.FORMULA, Operation.STEP})
_OF_THEIR_OWN = frozenset({Operation.FORMULA, Operation.FACT, Operation.PARAMETER, Operation.TABLE, Operation.TIERS})
"""Values whose choices have labels of their own."""
_FIXED = frozenset({Operation.INCREMENT, Operation.TOTAL})
"""Values of the event as it is, whatever is asked of the totals below them."""


class Compiler:
    """Makes closures for nodes, and hands out the slots of frames."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.slots: dict[str, int] = {}
        self.kept: dict[int, Any] = {}
        self._made: dict[tuple[int, bool], Evaluate] = {}
        self._moving: dict[int, bool] = {}
        roots = [formula.node for formula in program.formulas.values()]
        for node in walk(*roots):
            self._moving[id(node)] = self._moves(node)
            self.of(node)

    def _moves(self, node: Node) -> bool:
        """Return whether the value differs with and without the event in the running totals."""
        if node.operation in _FIXED:
            return False
        return node.operation is Operation.RUNNING or any(self._moving[id(below)] for below in node.arguments)

    def slot(self, scope: str) -> int:
        """Return a new slot in the frames of the list, or of the subject."""
        self.slots[scope] = self.slots.get(scope, 0) + 1
        return self.slots[scope] + FIRST_SLOT - 1

    def of(self, node: Node, *, before: bool = False) -> Evaluate:
        """Return the closure of a node; with `before`, of its value without this event in the running totals."""
        before = before and self._moving[id(node)]
        key = (id(node), before)
        if key not in self._made:
            self._made[key] = self._make(node, before=before)
        return self._made[key]

    def _make(self, node: Node, *, before: bool) -> Evaluate:
        if node.operation in _NAMED:
            return self._named(node, self.below(node, node.arguments[0], before=before), before=before)
        if node.operation in events.BUILDERS:
            return events.BUILDERS[node.operation](self, node, before=before)
        arguments = tuple(self.below(node, argument, before=before) for argument in node.arguments)
        if node.operation is Operation.GRANTED:
            return operations.granted(node, arguments, self.slot(node.scope), record=not before)
        if node.operation is Operation.HIGHEST_OF:
            return operations.highest_of(node, arguments, self.slot(node.scope), record=not before)
        return operations.BUILDERS[node.operation](self.program, node, arguments)

    def below(self, node: Node, argument: Node, *, before: bool = False) -> Evaluate:
        """Return the closure of an argument, as it is called with the frame of the node."""
        evaluate = self.of(argument, before=before)
        if node.scope and not argument.scope and argument.operation not in _FREE:
            return lambda frame: evaluate(frame[SUBJECT])
        return evaluate

    def _named(self, node: Node, body: Evaluate, *, before: bool) -> Evaluate:
        """Return the closure of a FORMULA or STEP: worked out once, and a line of the trace."""
        slot = self.slot(node.scope)

        def named(frame: Frame) -> object:
            value = frame[slot]
            if value is UNSET:
                run = frame[RUN]
                if run.failed and (slot, id(frame)) in run.failed:
                    raise run.failed[slot, id(frame)]
                try:
                    value = frame[slot] = body(frame)
                except Unsettled as unsettled:
                    run.failed[slot, id(frame)] = unsettled
                    raise
                if not before:
                    run.trace.append((node, frame))
            return value

        return named


Head = tuple[str, str, Evaluate, Callable[[Any], str]]
"""Name and label of a line, its value and what writes the value with its unit."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A program ready to run. `outputs` holds each scope's outputs with their closures, "" for the subject's."""

    program: Program
    outputs: Mapping[str, tuple[tuple[Formula, Evaluate], ...]]
    slots: Mapping[str, int]
    of: Callable[[Node], Evaluate]
    before: Callable[[Node], Evaluate]
    owners: Mapping[int, tuple[Owner, ...]]
    """The outputs that a grant or comparison speaks for, by node id."""
    readings: Mapping[int, tuple[Reading, ...]]
    """What each formula reads into the text, by node id."""
    choices: Mapping[int, Mapping[str, str]]
    """What the choices are called that a formula's own parts give, by node id."""
    formulas: Mapping[int, str]
    """What each formula is called, a borrowed one with its package, by node id."""
    types: Mapping[int, Type]
    """The types of quotients that are shown in percent, because they are compared with a share, by node id."""
    words: dict[int, str] = field(default_factory=dict)
    """The expressions of named nodes in words, kept once they are written, by node id."""
    expressions: dict[int, Callable[[Frame], str]] = field(default_factory=dict)
    """What writes the expression of a named node with the figures put in, by node id."""
    figures: dict[int, Callable[[Frame], str]] = field(default_factory=dict)
    """What writes the figure of a node, by node id."""
    heads: dict[int, Head] = field(default_factory=dict)
    """What the lines of a node share in every case, by node id."""


def compile_program(program: Program) -> Compiled:
    """Return the program as closures."""
    compiler = Compiler(program)
    outputs: dict[str, tuple[tuple[Formula, Evaluate], ...]] = dict.fromkeys(("", *program.lists), ())
    for formula in program.outputs.values():
        outputs[formula.node.scope] += ((formula, compiler.of(formula.node)),)
    return Compiled(
        program,
        outputs,
        {scope: compiler.slots.get(scope, 0) for scope in outputs},
        compiler.of,
        lambda node: compiler.of(node, before=True),
        owners_of(program),
        {id(formula.node): _readings(name, formula) for name, formula in _every(program) if formula.readings},
        _choices(program),
        {id(formula.node): name for name, formula in _every(program)},
        _shares(program),
    )


def _choices(program: Program) -> dict[int, Mapping[str, str]]:
    found: dict[int, Mapping[str, str]] = {}
    for _, formula in _every(program):
        pending = list(formula.node.arguments) if formula.choices else []
        while pending:
            node = pending.pop()
            if node.type.kind is Kind.CHOICE and node.operation not in _OF_THEIR_OWN and id(node) not in found:
                found[id(node)] = formula.choices
                pending += node.arguments
    return found


def _shares(program: Program) -> dict[int, Type]:
    """Return the types of named quotients without a unit that the document holds against a share."""
    found: dict[int, Type] = {}
    for node in walk(*(formula.node for formula in program.formulas.values())):
        if node.operation in COMPARISONS:
            left, right = node.arguments
            for one, other in ((left, right), (right, left)):
                named = _named_quotients(one) if other.type.unit.share else []
                found |= {id(part): replace(part.type, unit=SHARE) for part in named if part.type.unit == PLAIN}
    return found


def _named_quotients(node: Node) -> list[Node]:
    """Return the names that a quotient stands under, rounded or not; none for what is no quotient."""
    names: list[Node] = []
    while node.operation in _NAMED or node.operation is Operation.ROUND:
        names += [node] if node.operation in _NAMED else []
        node = node.arguments[0]
    return names if node.operation is Operation.DIVIDE else []


def _every(program: Program) -> Iterator[tuple[str, Formula]]:
    """Yield the formulas by name, the borrowed ones by <package id>.<formula>."""
    yield from program.formulas.items()
    yield from program.borrowed.items()


def _readings(name: str, formula: Formula) -> tuple[Reading, ...]:
    return tuple(Reading(name, formula.label, text, formula.article) for text in formula.readings)
