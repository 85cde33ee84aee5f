"""Works a case out under a program: what is settled or refused, what the document leaves open, what is missing."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache

from lingxing.engines.rules.domain.answers import (
    Answer,
    Range,
    Reading,
    Result,
    State,
    Status,
    Uncovered,
)
from lingxing.engines.rules.domain.cases import Case
from lingxing.engines.rules.domain.compiling import Compiled, compile_program
from lingxing.engines.rules.domain.estimate import ANY_EVENT
from lingxing.engines.rules.domain.frames import (
    INDEX,
    Evaluate,
    Frame,
    NotCovered,
    Run,
    Unknown,
    Variable,
    event_frames,
    subject_frame,
)
from lingxing.engines.rules.domain.grants import is_granted
from lingxing.engines.rules.domain.overlaps import choices_to_make, compare_own
from lingxing.engines.rules.domain.trace import comparisons, lines, refusals
from lingxing.engines.rules.domain.unknown import Settler, missing_of, range_of
from lingxing.kernel.exact import Exact
from lingxing.language.definitions import Formula, Program
from lingxing.language.nodes import Value

_PROGRAMS_KEPT = 256


class _Same:
    """A program told apart by being itself: its mappings can't be hashed."""

    __slots__ = ("program",)

    def __init__(self, program: Program) -> None:
        self.program = program

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.program is self.program

    def __hash__(self) -> int:
        return id(self.program)


@lru_cache(maxsize=_PROGRAMS_KEPT)
def _compiled(same: _Same) -> Compiled:
    return compile_program(same.program)


def compiled(program: Program) -> Compiled:
    """Return the program ready to run; each program object is compiled once."""
    return _compiled(_Same(program))


def calculate(program: Program, case: Case, *, as_if: bool = False, bounded: Collection[str] | None = None) -> Answer:
    """Return the answer to one case.

    Before the document's first day in force and after its last the answer is not covered; with `as_if` the rules are
    used all the same, and a notice says so. What is possible where facts are missing takes most of the time: with
    `bounded` it is worked out for outputs of these names alone, and the others are just missing.
    """
    notices = _validity(program)
    if notices and not as_if:
        return _out_of_force(program, case, notices)
    return _Calculation(compiled(program), case, notices, bounded).answer()


def work_out(program: Program, case: Case, name: str) -> Result | None:
    """Return one output of the subject as `calculate` has it with `as_if`; None where there is none of that name.

    The other outputs are not worked out, which takes most of the time where a case leaves their facts open.
    """
    ready = compiled(program)
    found = next((output for output in ready.outputs[""] if output[0].name == name), None)
    return _Calculation(ready, case, ()).output(*found) if found else None


def _validity(program: Program) -> tuple[str, ...]:
    policy = program.policy
    if program.on < policy.effective:
        return (f"{program.on.isoformat()} 时本文件尚未施行（{policy.effective.isoformat()} 起施行）",)
    if policy.expires and program.on > policy.expires:
        return (f"{program.on.isoformat()} 时本文件已失效（有效期至 {policy.expires.isoformat()}）",)
    return ()


def _out_of_force(program: Program, case: Case, notices: tuple[str, ...]) -> Answer:
    """Return the answer of a document that is not in force on the day."""
    subject = [formula for formula in program.outputs.values() if not formula.node.scope]
    open_ = tuple(Uncovered(formula.name, formula.label, notices[0], formula.article) for formula in subject)
    outputs = {formula.name: _result(formula, State.NOT_COVERED, None) for formula in subject}
    return Answer(
        program.policy.id, program.on, Status.NOT_COVERED, outputs, {}, (), (), open_, (), (), (), (), case.defaults,
        (), notices,
    )  # fmt: skip


def _result(formula: Formula, state: State, value: Value | None, index: int | None = None) -> Result:
    return Result(
        formula.name,
        formula.label,
        formula.article,
        formula.node.type,
        state,
        value,
        formula.choices,
        formula.node.scope,
        index,
    )


def start(ready: Compiled, case: Case) -> tuple[Run, Frame]:
    """Return a run with the frames of the case, and the subject's frame."""
    run = Run()
    subject = subject_frame(run, case.values, ready.slots[""])
    for name, events in case.lists.items():
        run.frames[name] = event_frames(ready.program.lists[name], subject, events, ready.slots[name])
    return run, subject


class _Calculation:
    """One case being answered."""

    def __init__(
        self, ready: Compiled, case: Case, notices: tuple[str, ...], bounded: Collection[str] | None = None
    ) -> None:
        self.ready = ready
        self.bounded = bounded
        self.program = ready.program
        self.case = case
        self.notices = notices
        self.run, self.subject = start(ready, case)
        self.uncovered: list[Uncovered] = []
        self.ranges: list[Range] = []
        self.asked: dict[Variable, list[tuple[str, Exact]]] = {}

    @cached_property
    def settler(self) -> Settler:
        """Return what settles the outputs of this case that lack facts."""
        return Settler(self.program, self.case)

    def answer(self) -> Answer:
        """Return the answer."""
        outputs = self._outputs(self.ready.outputs[""], self.subject)
        items = {name: self._events(name) for name in self.case.lists if self.ready.outputs[name]}
        self._ask_for_lists()
        return Answer(
            policy=self.program.policy.id,
            on=self.program.on,
            status=self._status(),
            outputs=outputs,
            items=items,
            lines=lines(self.ready, self.run),
            refusals=refusals(self.ready, self.run) if self.run.refused else (),
            not_covered=tuple(self.uncovered),
            missing=missing_of(self.program, self.asked) if self.asked else (),
            ranges=tuple(self.ranges),
            kept=comparisons(self.ready, self.run) if self.run.compared else (),
            gives_way=compare_own(self.program, outputs, self.ranges) if self.program.policy.overlaps else (),
            defaults=self.case.defaults,
            readings=self._readings() if self.ready.readings else (),
            notices=(*self.notices, *choices_to_make(self.program, outputs)),
        )

    def output(self, formula: Formula, evaluate: Evaluate) -> Result:
        """Return one output of the subject."""
        return self._output(formula, evaluate, self.subject)

    def _outputs(self, wanted: Sequence[tuple[Formula, Evaluate]], frame: Frame) -> dict[str, Result]:
        return {formula.name: self._output(formula, evaluate, frame) for formula, evaluate in wanted}

    def _output(self, formula: Formula, evaluate: Evaluate, frame: Frame) -> Result:
        try:
            value = evaluate(frame)
        except NotCovered as uncovered:
            return self._uncovered(formula, frame[INDEX], uncovered.reason, uncovered.article)
        except Unknown:
            return self._open(formula, frame)
        refused = not value and self.run.refused and self._is_refused(formula, frame)
        return self._result(formula, State.REFUSED if refused else State.SETTLED, value, frame[INDEX])

    def _result(self, formula: Formula, state: State, value: Value | None, index: int | None) -> Result:
        """Return a result in the type that it is shown in."""
        result = _result(formula, state, value, index)
        result.type = self.ready.types.get(id(formula.node), result.type)
        return result

    def _is_refused(self, formula: Formula, frame: Frame) -> bool:
        return any(
            (where is frame or where is self.subject)
            and any(name == formula.name for name, _ in self.ready.owners.get(id(grant), ()))
            for grant, _, where in self.run.refused
        )

    def _events(self, scope: str) -> list[dict[str, Result]]:
        """Return the outputs of a list's events, as given; they are worked out in order."""
        frames = self.run.frames[scope]
        done = {frame[INDEX]: self._outputs(self.ready.outputs[scope], frame) for frame in frames}
        return [done[index] for index in range(len(frames))]

    def _is_bounded(self, formula: Formula) -> bool:
        """Return whether it is worked out what is possible for the output where facts are missing."""
        return self.bounded is None or formula.name in self.bounded

    def _uncovered(self, formula: Formula, index: int | None, reason: str, article: str) -> Result:
        place = (formula.node.scope, index)
        self.uncovered.append(Uncovered(formula.name, formula.label, reason, article or formula.article, *place))
        return self._result(formula, State.NOT_COVERED, None, index)

    def _open(self, formula: Formula, frame: Frame) -> Result:
        """Return an output for which facts are missing; it may be settled all the same."""
        index = frame[INDEX]
        if not self._is_bounded(formula):
            return self._result(formula, State.MISSING, None, index)
        outcome = self.settler.settle(formula, index)
        possible = outcome.possible
        if not possible.covered:
            return self._uncovered(formula, index, possible.reason, possible.article)
        if possible.certain:
            return self._result(formula, State.SETTLED, outcome.value, index)
        granted = is_granted(self.ready, formula.node, frame)
        self.ranges.append(replace(range_of(self.program, formula, index, outcome), granted=granted))
        for variable, share in outcome.shares.items():
            self._ask(variable, formula, share)
        return self._result(formula, State.MISSING, None, index)

    def _ask(self, variable: Variable, formula: Formula, share: Exact) -> None:
        self.asked.setdefault(variable, []).append((formula.name, share))

    def _ask_for_lists(self) -> None:
        """Ask for the lists that are not given and whose events have outputs of their own."""
        for scope, outputs in self.ready.outputs.items():
            if scope and scope not in self.case.lists:
                for formula in (formula for formula, _ in outputs if self._is_bounded(formula)):
                    self._ask(("list", scope, None, scope), formula, 0)
                    for variable in self.settler.settle(formula, ANY_EVENT).shares:
                        self._ask(variable, formula, 0)

    def _status(self) -> Status:
        if self.asked or self.ranges:
            return Status.MISSING
        return Status.NOT_COVERED if self.uncovered else Status.ANSWERED

    def _readings(self) -> tuple[Reading, ...]:
        taken = self.ready.readings
        return tuple(dict.fromkeys(one for node, _ in self.run.trace for one in taken.get(id(node), ())))
