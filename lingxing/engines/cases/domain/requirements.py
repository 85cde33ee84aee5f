"""What an act asks to be filled in and handed in, and what of it is missing."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace

from lingxing.engines.cases.domain.lookups import lookup_for
from lingxing.engines.cases.domain.state import CaseState, Command, Completion, FieldValue, RefusedCheck
from lingxing.engines.cases.domain.surroundings import Surroundings
from lingxing.engines.cases.domain.values import Unfit, read_value
from lingxing.language.procedures.conditions import Condition, Lookup, evaluate
from lingxing.language.procedures.definitions import Act, Field, FieldKind, RequiredPaper, Service

Given = dict[str, FieldValue | None]
MOST_FILES = 20
"""How many files one paper may consist of."""
_WORDS = Field("words", "说明", FieldKind.LONG_TEXT, most=2000)


def filled_state(state: CaseState, given: Mapping[str, FieldValue | None]) -> CaseState:
    """Return the state with the values of a form laid over, as the form's own conditions read them."""
    if not given:
        return state
    values = {**state.values, **given}
    return replace(state, values={name: value for name, value in values.items() if value is not None})


def asked_fields(
    service: Service, act: Act, state: CaseState, given: Mapping[str, FieldValue | None], world: Surroundings
) -> list[Field]:
    """Return the fields that the form of the act asks for, in its order.

    One whose condition is false or not known yet isn't asked; what was typed into such a field counts for nothing.
    """
    asked, known = [], dict(given)
    for name in act.fields:
        field = service.fields[name]
        # Most fields are asked always: what they would be held against is not put together for them.
        if field.when is None or _is_asked(field.when, lookup_for(service, filled_state(state, known), world)):
            asked.append(field)
        else:
            known[name] = None
    return asked


def asked_papers(service: Service, act: Act, state: CaseState, world: Surroundings) -> list[RequiredPaper]:
    """Return the papers that the act asks for, in its order; `state` has the form's values laid over."""
    lookup = lookup_for(service, state, world)
    papers = (service.papers[name] for name in act.papers)
    return [paper for paper in papers if _is_asked(paper.when, lookup)]


def is_due(service: Service, act: Act, paper: RequiredPaper) -> bool:
    """Return whether the act can't be done without the paper.

    A promised paper is due only in an act that takes nothing but promised papers.

    Reading: 承诺后补交的材料，只在专门用于补交的动作中必须提交。
    """
    if not paper.required:
        return False
    return not paper.promised or all(service.papers[name].promised for name in act.papers)


def _is_asked(condition: Condition | None, lookup: Lookup) -> bool:
    return condition is None or evaluate(condition, lookup) is True


def settle_fields(
    service: Service, act: Act, state: CaseState, given: Given, world: Surroundings
) -> tuple[Given, list[RefusedCheck]]:
    """Return what the act's fields come to, emptied where they aren't asked, and which of them are missing."""
    asked = {field.name: field for field in asked_fields(service, act, state, given, world)}
    settled = {name: value for name, value in given.items() if name in asked}
    held = {} if act.each_role else state.values
    settled.update(dict.fromkeys((name for name in act.fields if name not in asked and name in held), None))
    wanted = _asked_for(act, state.completion).fields
    missing = [
        RefusedCheck(f"请填写{field.label}", field.article, name)
        for name, field in asked.items()
        if _is_missing(field, settled, held) or (name in wanted and settled.get(name) is None)
    ]
    return settled, missing


def _is_missing(field: Field, given: Mapping[str, FieldValue | None], held: Mapping[str, FieldValue]) -> bool:
    value = given[field.name] if field.name in given else held.get(field.name)
    return field.required and value is None


def missing_papers(
    service: Service, act: Act, state: CaseState, command: Command, world: Surroundings
) -> list[RefusedCheck]:
    """Return the papers that the act can't be done without, and those that nobody asks for."""
    asked = asked_papers(service, act, state, world)
    wanted = _asked_for(act, state.completion).papers
    return [
        *_strange_papers(act, command),
        *(
            RefusedCheck(f"请提交{paper.label}", paper.article, paper.name)
            for paper in asked
            if not command.papers.get(paper.name)
            and (paper.name in wanted or (is_due(service, act, paper) and not state.papers.get(paper.name)))
        ),
    ]


def _strange_papers(act: Act, command: Command) -> Iterator[RefusedCheck]:
    for name, files in command.papers.items():
        if name not in act.papers:
            yield RefusedCheck(f"办理“{act.label}”时不收名为“{name[:60]}”的材料", field=name[:60])
        elif len(files) > MOST_FILES:
            yield RefusedCheck(f"一项材料最多 {MOST_FILES} 个文件", field=name)


def _asked_for(act: Act, completion: Completion | None) -> Completion:
    """Return what a completion in force asks of this act: nothing of acts that ask for completion themselves."""
    return completion if completion and not act.asks_completion else Completion()


def missing_words(
    service: Service, act: Act, state: CaseState, command: Command, day: dt.date
) -> Iterator[RefusedCheck]:
    """Yield what is wrong with reason, originals and completion list."""
    yield from wrong_words(command.reason, "理由", "reason", day, needed=act.needs_reason, article=act.article)
    if act.verifies_originals and not command.originals_seen and _holds_originals(service, state, command):
        yield RefusedCheck("请核对原件，并确认与提交的材料一致", act.article, "originals_seen")
    if act.asks_completion:
        yield from _wrong_completion(service, act, command.completion, day)


def _holds_originals(service: Service, state: CaseState, command: Command) -> bool:
    held = {name for papers in (state.papers, command.papers) for name, files in papers.items() if files}
    return any(name in held and paper.original for name, paper in service.papers.items())


def _wrong_completion(
    service: Service, act: Act, completion: Completion | None, day: dt.date
) -> Iterator[RefusedCheck]:
    if completion is None or not (completion.papers or completion.fields):
        yield RefusedCheck("请一次列明需要补正的全部内容", act.article, "completion")
        return
    strange = [name for name in completion.papers if name not in service.papers]
    strange += [name for name in completion.fields if name not in service.fields]
    for name in strange:
        yield RefusedCheck(f"没有名为“{name[:60]}”的材料或填写项", field="completion")
    yield from wrong_words(completion.note, "补正说明", "completion", day, needed=False)


def wrong_words(
    text: str, label: str, name: str, day: dt.date, *, needed: bool, article: str = ""
) -> Iterator[RefusedCheck]:
    """Yield what is wrong with words that somebody writes to an act: too long, not storable, missing though needed."""
    try:
        found = read_value(_WORDS, text, day)
    except Unfit as unfit:
        yield RefusedCheck(f"{label}：{unfit.expected}", article, name)
        return
    if needed and found is None:
        yield RefusedCheck(f"请填写{label}", article, name)
