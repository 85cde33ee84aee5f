"""An answer as rows for a template."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, TypeVar

from lingxing.engines.rules.citations import Citations
from lingxing.engines.rules.domain.answers import Answer, Line, Missing, Range, Refusal, Result, State, Uncovered
from lingxing.engines.rules.forms import CaseForm, Control
from lingxing.engines.rules.shown import parted, range_text, result_text
from lingxing.engines.rules.views.places import Place, place
from lingxing.language.definitions import Program

MOST_QUESTIONS = 6
_Key = tuple[str, str, int | None]
_Placed = TypeVar("_Placed", Refusal, Uncovered, Range)


@dataclass(frozen=True, slots=True)
class ShownRefusal:
    """A condition that failed: what it is, what is, what would have to be."""

    label: str
    actual: str
    required: str
    distance: str
    place: Place


@dataclass(frozen=True, slots=True)
class ShownResult:
    """One output. `text` is the amount, or what is still possible; `reason` why the document leaves it open."""

    name: str
    label: str
    state: str
    text: str
    place: Place
    refusals: tuple[ShownRefusal, ...] = ()
    reason: str = ""
    truth: bool | None = None
    gives_way: bool = False


@dataclass(frozen=True, slots=True)
class ShownEvent:
    """The outputs of one event of a list."""

    title: str
    results: tuple[ShownResult, ...]


@dataclass(frozen=True, slots=True)
class ShownList:
    """The outputs of a list's events: a column an output."""

    label: str
    columns: tuple[str, ...]
    events: tuple[ShownEvent, ...]


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line of the working-out."""

    label: str
    words: str
    expression: str
    text: str
    place: Place
    is_result: bool


@dataclass(frozen=True, slots=True)
class Working:
    """The lines of the subject (`title` empty) or of one event."""

    title: str
    lines: tuple[ShownLine, ...]


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """An answer as its page shows it."""

    status: str
    notices: tuple[str, ...]
    results: tuple[ShownResult, ...] = ()
    lists: tuple[ShownList, ...] = ()
    lines: tuple[Working, ...] = ()
    questions: tuple[Control, ...] = ()
    more_questions: int = 0
    asked_lists: tuple[str, ...] = ()
    asked_parameters: tuple[str, ...] = ()
    kept: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    gives_way: tuple[tuple[str, str, Place], ...] = ()
    defaults: tuple[tuple[str, str], ...] = ()
    readings: tuple[tuple[str, str, Place], ...] = ()


def shown_answer(answer: Answer, program: Program, form: CaseForm, citations: Citations) -> ShownAnswer:
    """Return the answer as its page shows it; `form` is what the case was filled in with."""
    maker = _Maker(answer, program, form, citations)
    if answer.not_covered and {one.reason for one in answer.not_covered} <= set(answer.notices):
        return ShownAnswer(status=answer.status.value, notices=answer.notices)  # not in force: nothing more to say
    questions = list(maker.questions())
    return ShownAnswer(
        status=answer.status.value,
        results=tuple(maker.result(result) for result in answer.outputs.values()),
        lists=tuple(maker.lists()),
        lines=tuple(maker.workings()),
        questions=tuple(questions[:MOST_QUESTIONS]),
        more_questions=max(len(questions) - MOST_QUESTIONS, 0),
        asked_lists=tuple(missing.label for missing in answer.missing if missing.kind == "list"),
        asked_parameters=tuple(missing.label for missing in answer.missing if missing.kind == "parameter"),
        kept=tuple(
            (kept.kept, tuple((label, result_text(value, kept.type)) for label, value in kept.gives_way))
            for kept in answer.kept
            if kept.gives_way
        ),
        gives_way=tuple(
            (maker.label(way.measure), way.reason, place(way.overlap.article, citations)) for way in answer.gives_way
        ),
        defaults=tuple(_defaults(answer)),
        readings=tuple((one.label, one.text, place(one.article, citations)) for one in answer.readings),
        notices=answer.notices,
    )


def _defaults(answer: Answer) -> Iterator[tuple[str, str]]:
    """Yield each default once, however many events took it."""
    yield from dict.fromkeys((taken.label, taken.text) for taken in answer.defaults)


class _Maker:
    """Puts together what an answer says of one output in several places."""

    def __init__(self, answer: Answer, program: Program, form: CaseForm, citations: Citations) -> None:
        self._answer, self._program, self._form, self._citations = answer, program, form, citations
        self._refusals = _by_output(answer.refusals)
        self._uncovered = _by_output(answer.not_covered)
        self._ranges = _by_output(answer.ranges)
        self._rows = {
            name: [number for number, _ in form.filled_rows(events)] for name, events in program.lists.items()
        }

    def label(self, name: str) -> str:
        """Return the label of a formula."""
        formula = self._program.formulas.get(name)
        return formula.label if formula else name

    def result(self, result: Result) -> ShownResult:
        """Return one output with all that is said of it."""
        key = (result.name, result.scope, result.index)
        uncovered = next(iter(self._uncovered[key]), None)
        return ShownResult(
            name=result.name,
            label=result.label,
            state=result.state.value,
            text=self._text(result, key),
            place=place(result.article, self._citations),
            refusals=tuple(self._refusal(refusal) for refusal in self._refusals[key]),
            reason=uncovered.reason if uncovered else "",
            truth=result.value if isinstance(result.value, bool) else None,
            gives_way=any(way.measure == result.name for way in self._answer.gives_way),
        )

    def _text(self, result: Result, key: _Key) -> str:
        if result.state is State.MISSING:
            return next((range_text(still, result.choices) for still in self._ranges[key]), "")
        return result_text(result.value, result.type, result.choices)

    def _refusal(self, refusal: Refusal) -> ShownRefusal:
        label = refusal.condition or refusal.label
        found = place(refusal.article, self._citations)
        return ShownRefusal(label, refusal.actual, refusal.required, refusal.distance, found)

    def event(self, scope: str, index: int | None) -> str:
        """Return how an event is called, by its place in the form."""
        if not scope or index is None:
            return ""
        rows = self._rows.get(scope, [])
        number = rows[index] if index < len(rows) else index
        return f"第{number + 1}{self._program.lists[scope].item}"

    def lists(self) -> Iterator[ShownList]:
        """Yield the outputs of each list that has any."""
        for scope, events in self._answer.items.items():
            if not events or not events[0]:
                continue
            columns = tuple(result.label for result in events[0].values())
            shown = tuple(
                ShownEvent(self.event(scope, index), tuple(self.result(result) for result in event.values()))
                for index, event in enumerate(events)
            )
            yield ShownList(self._program.lists[scope].label, columns, shown)

    def workings(self) -> Iterator[Working]:
        """Yield the lines, the events' apart, in the order in which they were worked out."""
        for (scope, index), lines in _grouped(self._answer.lines):
            yield Working(self.event(scope, index), tuple(self._line(line) for line in lines))

    def _line(self, line: Line) -> ShownLine:
        outputs = self._program.outputs
        return ShownLine(
            label=line.label,
            words=line.words if line.words != line.expression else "",
            expression=parted(line.expression),
            text=parted(line.text),
            place=place(line.article, self._citations),
            is_result=line.name in outputs,
        )

    def questions(self) -> Iterator[Control]:
        """Yield the controls of the facts that are missing, those that settle most for least effort first."""
        controls = {control.name: control for control in self._form.every_control}
        for missing in self._answer.missing:
            name = self._control(missing)
            if missing.kind == "fact" and name in controls:
                yield replace(controls[name], prefix="ask", focused=False)

    def _control(self, missing: Missing) -> str:
        if not missing.scope or missing.index is None:
            return missing.name
        rows = self._rows.get(missing.scope, [])
        number = rows[missing.index] if missing.index < len(rows) else missing.index
        return f"{missing.scope}-{number}-{missing.name}"


def _by_output(things: Iterable[_Placed]) -> Mapping[_Key, list[_Placed]]:
    found: dict[_Key, list[_Placed]] = defaultdict(list)
    for thing in things:
        found[thing.output, thing.scope, thing.index].append(thing)
    return found


def _grouped(lines: Sequence[Line]) -> Iterator[tuple[tuple[str, int | None], list[Line]]]:
    """Yield the lines of the subject and of each event together, in the order in which each is first met."""
    order: dict[Hashable, int] = {}
    for line in lines:
        order.setdefault((line.scope, line.index), len(order))

    def key(line: Line) -> tuple[str, int | None]:
        return (line.scope, line.index)

    ranked: list[Line] = sorted(lines, key=lambda line: order[key(line)])
    for group, members in groupby(ranked, key=key):
        yield group, list(members)


def hidden_inputs(data: Mapping[str, Any], shown: Iterable[Control]) -> list[tuple[str, str]]:
    """Return what a form must carry along beside the controls it shows."""
    names = {control.name for control in shown} | {"act", "csrfmiddlewaretoken"}
    return [(name, str(text)) for name, text in data.items() if name not in names and text]
