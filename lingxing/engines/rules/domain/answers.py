"""What a calculation answers: outputs, the way they were worked out, what is refused, open or still to be asked."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from lingxing.engines.rules.domain.wording import json_value, value_text
from lingxing.kernel.exact import Exact
from lingxing.language.definitions import Overlap
from lingxing.language.nodes import Type, Value


class Status(StrEnum):
    """How far a calculation came."""

    ANSWERED = "answered"
    NOT_COVERED = "not_covered"
    MISSING = "missing"


class State(StrEnum):
    """How one output stands. A refused output has a value too: nothing (0 or false)."""

    SETTLED = "settled"
    REFUSED = "refused"
    NOT_COVERED = "not_covered"
    MISSING = "missing"


@dataclass(slots=True, unsafe_hash=True)  # not frozen: a case has many, and freezing triples what one costs
class Result:
    """One output. `value` is in base units, None where it is not covered or facts are missing.

    `scope` and `index` name the event of a list that it belongs to (index as given, from 0); "" and None otherwise.
    """

    name: str
    label: str
    article: str
    type: Type
    state: State
    value: Value | None
    choices: Mapping[str, str] = field(default_factory=dict, hash=False)
    scope: str = ""
    index: int | None = None

    @property
    def unit(self) -> str:
        """Return the unit in Chinese, "" for what has none."""
        return self.type.unit.label

    @property
    def text(self) -> str:
        """Return the value with its unit as people read it, "" where there is none."""
        return "" if self.value is None else value_text(self.value, self.type, self.choices)


@dataclass(slots=True, unsafe_hash=True)  # not frozen: a case has many, and freezing triples what one costs
class Line:
    """A line of the working-out: 起付标准 600.00 元 = 600.00（第十八条）.

    `expression` has the figures put in, `words` the names; both in Chinese. `name` is "" for a step.
    """

    name: str
    label: str
    value: Value
    type: Type
    text: str
    expression: str
    words: str
    article: str
    scope: str = ""
    index: int | None = None

    @property
    def unit(self) -> str:
        """Return the unit in Chinese."""
        return self.type.unit.label


@dataclass(frozen=True, slots=True)
class Refusal:
    """A condition that failed. `label` names it most closely, `condition` is the named condition it is part of.

    `actual`, `required` and `distance` are texts: 62 分, ≥ 70 分, 差 8 分. `distance` is "" where nothing can be
    measured; `amount` is the distance in base units (days for dates), None likewise.
    """

    output: str
    label: str
    condition: str
    actual: str
    required: str
    distance: str
    article: str
    amount: Exact | None = None
    scope: str = ""
    index: int | None = None


@dataclass(frozen=True, slots=True)
class Uncovered:
    """An output that the document leaves open in this case, and why."""

    output: str
    label: str
    reason: str
    article: str
    scope: str = ""
    index: int | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that must be known to settle the outputs named.

    `kind` is fact, list or parameter (one that the installation must supply). `field` is where it goes in the case:
    area, claims[2].date. `share` is how much it decides, from 0 to 1.
    """

    kind: str
    name: str
    label: str
    field: str
    outputs: tuple[str, ...]
    effort: int
    share: Exact
    scope: str = ""
    index: int | None = None


@dataclass(frozen=True, slots=True)
class Range:
    """What is still possible of an output: numbers and dates from `lower` to `upper`, or one of `values`.

    An end that is None is open. `open_below` and `open_above` mark an end that the document does not set: it is None,
    or moves with the bounds that something missing is declared with. `open` says that the document may turn out not
    to cover the case.
    """

    output: str
    label: str
    type: Type
    lower: Value | None
    upper: Value | None
    values: tuple[Value, ...]
    open: bool
    text: str
    scope: str = ""
    index: int | None = None
    granted: bool = False
    """Every condition of the measure holds; only the amount is open."""
    open_below: bool = False
    open_above: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """A comparison under 就高不重复 within a formula: the value kept and those that give way, by label."""

    formula: str
    kept: str
    value: Value
    gives_way: tuple[tuple[str, Value], ...]
    type: Type
    scope: str = ""
    index: int | None = None


@dataclass(frozen=True, slots=True)
class GivesWay:
    """A measure that is not paid beside another one (policy.overlaps), and the reason in Chinese."""

    measure: str
    kept: str
    reason: str
    overlap: Overlap


@dataclass(frozen=True, slots=True)
class Taken:
    """A default that was taken because the case says nothing."""

    field: str
    label: str
    value: Value
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """How an ambiguous text was read, by the formula that reads it so."""

    formula: str
    label: str
    text: str
    article: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the rules say of one case.

    `outputs` holds the subject's outputs by name, `items` those of each list's events, in the order given.
    """

    policy: str
    on: dt.date
    status: Status
    outputs: Mapping[str, Result]
    items: Mapping[str, Sequence[Mapping[str, Result]]]
    lines: Sequence[Line]
    refusals: Sequence[Refusal]
    not_covered: tuple[Uncovered, ...]
    missing: tuple[Missing, ...]
    ranges: tuple[Range, ...]
    kept: Sequence[Kept]
    gives_way: tuple[GivesWay, ...]
    defaults: tuple[Taken, ...]
    readings: tuple[Reading, ...]
    notices: tuple[str, ...]

    def results(self) -> Iterator[Result]:
        """Yield every output, the subject's first, then event by event."""
        yield from self.outputs.values()
        for events in self.items.values():
            for event in events:
                yield from event.values()


def answer_json(answer: Answer) -> dict[str, Any]:
    """Return the answer for JSON: numbers as decimal strings in the declared unit (money in CNY), dates in ISO form."""
    return {
        "policy": answer.policy,
        "on": answer.on.isoformat(),
        "status": answer.status.value,
        "outputs": {name: _result(result) for name, result in answer.outputs.items()},
        "items": {
            scope: [{name: _result(result) for name, result in event.items()} for event in events]
            for scope, events in answer.items.items()
        },
        "trace": [_line(line) for line in answer.lines],
        "refusals": [_refusal(refusal) for refusal in answer.refusals],
        "not_covered": [_placed(u, output=u.output, label=u.label, reason=u.reason) for u in answer.not_covered],
        "missing": [_missing(missing) for missing in answer.missing],
        "ranges": [_range(still) for still in answer.ranges],
        "kept": [_kept(kept) for kept in answer.kept],
        "gives_way": [_gives_way(one) for one in answer.gives_way],
        "defaults": [{"field": one.field, "label": one.label, "text": one.text} for one in answer.defaults],
        "readings": [_reading(one) for one in answer.readings],
        "notices": list(answer.notices),
    }


def _placed(thing: Any, **more: Any) -> dict[str, Any]:
    """Return the entries with the article and the event, where there are any."""
    entries = dict(more)
    if article := getattr(thing, "article", ""):
        entries["article"] = article
    if thing.scope:
        entries |= {"list": thing.scope, "index": thing.index}
    return entries


def _result(result: Result) -> dict[str, Any]:
    return {
        "label": result.label,
        "state": result.state.value,
        "value": json_value(result.value, result.type),
        "unit": str(result.type.unit),
        "text": result.text,
        "article": result.article,
    }


def _line(line: Line) -> dict[str, Any]:
    return _placed(
        line,
        name=line.name,
        label=line.label,
        value=json_value(line.value, line.type),
        unit=str(line.type.unit),
        text=line.text,
        expression=line.expression,
        words=line.words,
    )


def _refusal(refusal: Refusal) -> dict[str, Any]:
    return _placed(
        refusal,
        output=refusal.output,
        label=refusal.label,
        condition=refusal.condition,
        actual=refusal.actual,
        required=refusal.required,
        distance=refusal.distance,
    )


def _missing(missing: Missing) -> dict[str, Any]:
    return _placed(
        missing,
        kind=missing.kind,
        field=missing.field,
        name=missing.name,
        label=missing.label,
        outputs=list(missing.outputs),
        effort=missing.effort,
    )


def _range(still: Range) -> dict[str, Any]:
    return _placed(
        still,
        output=still.output,
        label=still.label,
        lower=None if still.open_below else json_value(still.lower, still.type),
        upper=None if still.open_above else json_value(still.upper, still.type),
        open_below=still.open_below,
        open_above=still.open_above,
        values=[json_value(value, still.type) for value in still.values],
        open=still.open,
        granted=still.granted,
        text=still.text,
    )


def _kept(kept: Kept) -> dict[str, Any]:
    return _placed(
        kept,
        formula=kept.formula,
        kept=kept.kept,
        value=json_value(kept.value, kept.type),
        gives_way=[{"label": label, "value": json_value(value, kept.type)} for label, value in kept.gives_way],
    )


def _gives_way(one: GivesWay) -> dict[str, Any]:
    return {"measure": one.measure, "kept": one.kept, "reason": one.reason, "article": one.overlap.article}


def _reading(one: Reading) -> dict[str, Any]:
    return {"formula": one.formula, "label": one.label, "text": one.text, "article": one.article}
