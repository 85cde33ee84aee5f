"""Running a package's worked examples: what comes out, and how it differs from what was worked out by hand."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from lingxing.engines.rules.domain.answers import Answer, Result, State
from lingxing.engines.rules.domain.calculation import calculate, compiled, start
from lingxing.engines.rules.domain.cases import Case, WrongCase, read_case
from lingxing.engines.rules.domain.frames import Evaluate, Frame, NotCovered, Unknown
from lingxing.engines.rules.domain.wording import json_value
from lingxing.kernel.exact import exact
from lingxing.language.definitions import Program, Setting
from lingxing.language.nodes import Kind, Operation, Type, Value, walk
from lingxing.language.packages import Example, Package

Overrides = Mapping[str, Setting]
Outcome = Value | State
"""What an output comes to where only its value is asked for."""
LOOKUPS = frozenset({Operation.PARAMETER, Operation.BRACKETS, Operation.TIERS, Operation.TABLE})


class Bench:
    """A package with its examples; each case is read once, each answer under the package's own parameters kept."""

    def __init__(self, package: Package, examples: tuple[Example, ...]) -> None:
        self.package = package
        self.examples = examples
        self._cases: dict[str, Case] = {}
        self._answers: dict[str, Answer] = {}
        self._outcomes: dict[str, Sequence[Outcome]] = {}
        self._reach: dict[tuple[tuple[str, ...], int], frozenset[str]] = {}
        self._breaking: dict[frozenset[str], set[str]] = {}

    def answer(self, example: Example) -> Answer:
        """Return what the rules say of the example, see `_answer`. WrongCase if its facts are wrong."""
        if example.name not in self._answers:
            program = self.package.program(example.on, None, example.settings)
            self._answers[example.name] = _answer(program, self._case(example, program), example)
        return self._answers[example.name]

    def differences(self, example: Example) -> list[str]:
        """Return in Chinese how the answer differs from the example; nothing where it is right."""
        try:
            return list(_differences(example, self.answer(example)))
        except WrongCase as error:
            return [str(error)]

    def broken_by(self, overrides: Overrides, examples: Iterable[Example]) -> bool:
        """Return whether one of the examples, all right by themselves, no longer holds with other parameters.

        Examples that held against an earlier change of the same parameters come last, those that take long too.
        """
        programs: dict[str, Program] = {}
        names = frozenset(overrides)
        for example in sorted(examples, key=lambda example: self._rank(example, names)):
            if self._is_broken(example, overrides, programs):
                self._breaking.setdefault(names, set()).add(example.name)
                return True
        return False

    def parameters_of(self, example: Example) -> frozenset[str]:
        """Return the parameters that the outputs which the example names can depend on."""
        named = tuple(sorted(_named(example)))
        key = (named, id(self.package.rules(example.on)))
        if key not in self._reach:
            formulas = self.package.rules(example.on).formulas
            roots = [formula.node for name, formula in formulas.items() if name in named or example.missing]
            self._reach[key] = frozenset(node.name for node in walk(*roots) if node.operation in LOOKUPS)
        return self._reach[key]

    def _rank(self, example: Example, names: frozenset[str]) -> tuple[bool, bool]:
        return _needs_answer(example, self._before(example)), example.name not in self._breaking.get(names, ())

    def _before(self, example: Example) -> Sequence[Outcome]:
        if example.name not in self._outcomes:
            program = self.package.program(example.on, None, example.settings)
            self._outcomes[example.name] = outcomes(program, self._case(example, program), example)
        return self._outcomes[example.name]

    def _is_broken(self, example: Example, overrides: Overrides, programs: dict[str, Program]) -> bool:
        key = f"{example.on} {sorted(example.settings.items())}"
        program = programs.get(key) or self.package.program(example.on, overrides, example.settings)
        programs[key] = program
        case, before = self._case(example, program), self._before(example)
        if _needs_answer(example, before):
            return next(_differences(example, _answer(program, case, example)), None) is not None
        return outcomes(program, case, example) != before

    def _case(self, example: Example, program: Program) -> Case:
        if example.name not in self._cases:
            self._cases[example.name] = read_case(program, example.given)
        return self._cases[example.name]


def _answer(program: Program, case: Case, example: Example) -> Answer:
    """Return the answer; where facts are missing, what is possible for the outputs alone that the example names."""
    return calculate(program, case, bounded=None if example.missing else _named(example))


def _needs_answer(example: Example, before: Sequence[Outcome]) -> bool:
    """Return whether values alone don't tell if the example holds: facts are missing, or a step is expected."""
    return State.MISSING in before or bool(example.missing) or not before


def outcomes(program: Program, case: Case, example: Example) -> Sequence[Outcome]:
    """Return what the outputs that the example names come to, without explanation; nothing where one is a mere step."""
    ready = compiled(program)
    run, subject = start(ready, case)
    named = _named(example)
    if any(name in program.formulas and name not in program.outputs for name in named):
        return ()
    frames = {"": [subject], **run.frames}
    return [
        _outcome(evaluate, frame)
        for scope, held in frames.items()
        for frame in held
        for formula, evaluate in ready.outputs[scope]
        if formula.name in named
    ]


def _named(example: Example) -> set[str]:
    named = {*example.expect, *example.refused, *example.not_covered}
    return named | {
        name for wanted in example.expect.values() if isinstance(wanted, list) for one in wanted for name in one
    }


def _outcome(evaluate: Evaluate, frame: Frame) -> Outcome:
    try:
        value: Value = evaluate(frame)
    except NotCovered:
        return State.NOT_COVERED
    except Unknown:
        return State.MISSING
    return value


def _differences(example: Example, answer: Answer) -> Iterator[str]:
    for name, expected in example.expect.items():
        if name in answer.items:
            yield from _events(name, expected, answer)
        else:
            yield from _one(name, expected, answer.outputs.get(name), _working(answer, name, None))
    for name, label in example.refused.items():
        yield from _refused(name, label, answer)
    for name in example.not_covered:
        if not any(result.name == name and result.state is State.NOT_COVERED for result in answer.results()):
            yield f"{name} 应为“未作规定”，实际{_told(answer, name)}"
    asked = {missing.field for missing in answer.missing} | {missing.name for missing in answer.missing}
    for name in example.missing:
        if name not in asked:
            yield f"应缺少事项 {name}，实际缺少：{'、'.join(sorted(asked)) or '无'}"


def _events(scope: str, expected: object, answer: Answer) -> Iterator[str]:
    events = answer.items[scope]
    if not isinstance(expected, list) or len(expected) != len(events):
        yield f"{scope} 应写成 {len(events)} 项的列表"
        return
    for index, (wanted, event) in enumerate(zip(expected, events, strict=True)):
        for name, value in (wanted if isinstance(wanted, dict) else {}).items():
            at = f"{scope}[{index}].{name}"
            yield from _one(at, value, event.get(name), _working(answer, name, index))


def _working(answer: Answer, name: str, index: int | None) -> tuple[Value, Type] | None:
    """Return the value of an internal formula, which stands in the trace alone."""
    found = next((line for line in answer.lines if line.name == name and line.index == index), None)
    return (found.value, found.type) if found else None


def _one(at: str, expected: object, result: Result | None, working: tuple[Value, Type] | None) -> Iterator[str]:
    if result is None and working is None:
        yield f"{at}：没有这项结果"
        return
    if result is not None and result.value is None:
        yield f"{at} 应为 {expected}，实际{_STATES[result.state]}"
        return
    value, kind = (result.value, result.type) if result is not None else working or (None, None)
    if kind is not None and value is not None and not _equal(expected, value, kind):
        yield f"{at} 应为 {expected}，实际为 {json_value(value, kind)}"


def _equal(expected: object, value: Value, kind: Type) -> bool:
    if kind.kind is not Kind.NUMBER:
        return expected == json_value(value, kind) and isinstance(expected, bool) == isinstance(value, bool)
    if isinstance(expected, bool) or not isinstance(expected, (int, Decimal)):
        return False
    return exact(exact(expected) * exact(100) ** (kind.unit.base or 0)) == value


_STATES = {
    State.SETTLED: "已有结果",
    State.REFUSED: "不予支持",
    State.NOT_COVERED: "未作规定",
    State.MISSING: "缺少事项",
}


def _refused(name: str, label: str, answer: Answer) -> Iterator[str]:
    labels = [
        word for refusal in answer.refusals if refusal.output == name for word in (refusal.label, refusal.condition)
    ]
    if label not in labels:
        told = "、".join(dict.fromkeys(filter(None, labels))) or "没有不予支持的条件"
        yield f"{name} 应因“{label}”不予支持，实际：{told}"


def _told(answer: Answer, name: str) -> str:
    states: Sequence[State] = [result.state for result in answer.results() if result.name == name]
    return "、".join(dict.fromkeys(_STATES[state] for state in states)) or "没有这项结果"
