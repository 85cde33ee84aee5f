"""The lines of a working-out, the refusals and the comparisons of one run. Texts are written when they are read."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Generic, TypeVar, overload

from lingxing.engines.rules.domain.answers import Kept, Line, Refusal
from lingxing.engines.rules.domain.compiling import Compiled, Head
from lingxing.engines.rules.domain.conditions import failures
from lingxing.engines.rules.domain.expressions import expression, words_expression
from lingxing.engines.rules.domain.frames import INDEX, SUBJECT, Frame, Run
from lingxing.engines.rules.domain.names import choice_labels, named
from lingxing.engines.rules.domain.wording import text_writer
from lingxing.language.nodes import Node, Operation, Type

Written = TypeVar("Written")


class Lazy(Sequence[Written], Generic[Written]):
    """A sequence that is written out the first time it is read."""

    __slots__ = ("_write", "_written")

    def __init__(self, write: Callable[[], Iterable[Written]]) -> None:
        self._write: Callable[[], Iterable[Written]] | None = write
        self._written: tuple[Written, ...] = ()

    def _all(self) -> tuple[Written, ...]:
        if self._write is not None:
            self._written, self._write = tuple(self._write()), None
        return self._written

    @overload
    def __getitem__(self, index: int) -> Written: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Written]: ...
    def __getitem__(self, index: int | slice) -> Written | Sequence[Written]:
        return self._all()[index]

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[Written]:
        return iter(self._all())

    def __eq__(self, other: object) -> bool:
        return self._all() == (other._all() if isinstance(other, Lazy) else other)

    def __hash__(self) -> int:
        return hash(self._all())

    def __repr__(self) -> str:
        return repr(self._all())


def lines(compiled: Compiled, run: Run) -> Sequence[Line]:
    """Return the lines in the order in which the values came about."""
    records = tuple(run.trace)
    return Lazy(lambda: _once(_line(compiled, node, frame) for node, frame in records))


def _once(written: Iterable[Line]) -> Iterator[Line]:
    """Yield the lines without those that say the same again: formulas may share a step that each makes anew."""
    told: set[tuple[Any, ...]] = set()
    for line in written:
        said = (line.label, line.text, line.expression, line.scope, line.index)
        if line.name or said not in told:
            told.add(said)
            yield line


def _line(compiled: Compiled, node: Node, frame: Frame) -> Line:
    name, label, evaluate, write = compiled.heads.get(id(node)) or _head(compiled, node)
    value = evaluate(frame)
    return Line(
        name,
        label,
        value,
        _type(compiled, node),
        write(value),
        expression(compiled, node, frame),
        compiled.words.get(id(node)) or words_expression(compiled, node, frame),
        node.article,
        node.scope,
        frame[INDEX],
    )


def _type(compiled: Compiled, node: Node) -> Type:
    """Return the type that a node's values are shown in."""
    return compiled.types.get(id(node), node.type)


def _head(compiled: Compiled, node: Node) -> Head:
    """Return what the lines of a node share in every case, kept once it is known."""
    name = compiled.formulas.get(id(node), node.name) if node.operation is Operation.FORMULA else ""
    labels = compiled.choices.get(id(node)) or choice_labels(compiled.program, node)
    head = (name, named(compiled.program, node), compiled.of(node), text_writer(_type(compiled, node), labels))
    compiled.heads[id(node)] = head
    return head


def refusals(compiled: Compiled, run: Run) -> Sequence[Refusal]:
    """Return every condition that failed, for each output that it refuses."""
    records = tuple(run.refused)
    return Lazy(lambda: _refusals(compiled, records))


def _refusals(compiled: Compiled, records: Sequence[tuple[Node, tuple[Node, ...], Frame]]) -> Iterator[Refusal]:
    for grant, conditions, frame in records:
        for output, article in compiled.owners.get(id(grant), ()):
            for condition in conditions:
                yield from _refusal(compiled, output, article, grant.scope, condition, frame)


def _refusal(
    compiled: Compiled, output: str, article: str, scope: str, condition: Node, frame: Frame
) -> Iterator[Refusal]:
    home = frame if scope else frame[SUBJECT]
    for failure in failures(compiled, condition, home, article):
        yield Refusal(
            output=output,
            label=failure.label,
            condition=failure.condition,
            actual=failure.actual,
            required=failure.required,
            distance=failure.distance,
            article=failure.article,
            amount=failure.amount,
            scope=scope,
            index=frame[INDEX] if scope else None,
        )


def comparisons(compiled: Compiled, run: Run) -> Sequence[Kept]:
    """Return what was kept and what gave way wherever a formula keeps the highest."""
    records = tuple(run.compared)
    return Lazy(lambda: (_kept(compiled, node, frame) for node, frame in records))


def _kept(compiled: Compiled, node: Node, frame: Frame) -> Kept:
    def value(argument: Node) -> Any:
        return compiled.of(argument)(frame if argument.scope else frame[SUBJECT])

    values = [(named(compiled.program, argument), value(argument)) for argument in node.arguments]
    best = max(range(len(values)), key=lambda place: values[place][1])
    owners = compiled.owners.get(id(node), ())
    return Kept(
        owners[0][0] if owners else "",
        *values[best],
        tuple(pair for place, pair in enumerate(values) if place != best),
        node.type,
        node.scope,
        frame[INDEX] if node.scope else None,
    )
