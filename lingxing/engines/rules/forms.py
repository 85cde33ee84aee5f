"""Forms that are generated from the facts a package declares: one control a fact, rows for lists of events.

Whether a value fits is judged by `domain.read_case` alone; a form brings its findings to the controls.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lingxing.engines.rules.entry import typed_value
from lingxing.engines.rules.shown import TRUTHS, fact_text, is_number, plain_text
from lingxing.language.definitions import Fact, FactKind, FactList, Parameter, Program, Shape

MOST_ROWS = 60
MOST_RADIOS = 5
LONGEST_RADIOS = 30
"""Characters of all choices together: longer ones are easier read in a list than side by side."""
SET = "set."
"""Begins the names of controls that set parameters."""
Errors = Mapping[str, list[str]]
"""Name of a control → what is wrong with it, in Chinese."""


@dataclass(frozen=True, slots=True)
class Option:
    """A choice of a control."""

    value: str
    label: str
    chosen: bool
    id: str


@dataclass(frozen=True, slots=True)
class Control:
    """What a person fills in for one fact. Named like a Django field where templates read it."""

    fact: Fact
    name: str
    text: str
    errors: tuple[str, ...] = ()
    place: str = ""
    """Which event of a list it is of, in Chinese: 第2次就医."""
    focused: bool = False
    prefix: str = "id"
    """Begins the ids, so that a fact can be asked for in two forms of one page."""

    @property
    def widget(self) -> str:
        """Return radios, select, date or number."""
        if self.fact.kind is FactKind.BOOL or (self.fact.kind is FactKind.CHOICE and self._few):
            return "radios"
        return {FactKind.CHOICE: "select", FactKind.DATE: "date"}.get(self.fact.kind, "number")

    @property
    def _few(self) -> bool:
        labels = self.fact.choices.values()
        return len(labels) <= (3 if self.place else MOST_RADIOS) and sum(map(len, labels)) <= LONGEST_RADIOS

    @property
    def id(self) -> str:
        """Return the id of the control, or of the group of radios."""
        return f"{self.prefix}_{self.name}".replace("/", "-").replace(".", "-").replace(":", "-")

    @property
    def id_for_label(self) -> str:
        """Return the id that a link to the control leads to."""
        return f"{self.id}_0" if self.widget == "radios" else self.id

    @property
    def label(self) -> str:
        """Return the fact's label, after the event it is of."""
        return f"{self.place} · {self.fact.label}" if self.place else self.fact.label

    @property
    def unit(self) -> str:
        """Return the unit that stands beside the control, empty for what is no number."""
        return self.fact.unit.label if is_number(self.fact) else ""

    @property
    def keyboard(self) -> str:
        """Return which keyboard a phone shows."""
        signed = isinstance(self.fact.lower, int) and self.fact.lower < 0
        return "text" if signed else "numeric" if self.fact.kind is FactKind.COUNT else "decimal"

    @property
    def first_day(self) -> str:
        """Return the earliest day that a date control offers, as in HTML."""
        return str(self.fact.lower or "")

    @property
    def last_day(self) -> str:
        """Return the latest day that a date control offers, as in HTML."""
        return str(self.fact.upper or "")

    @property
    def hint(self) -> str:
        """Return the help, where the fact may be on record, and what holds where nothing is filled in."""
        parts = [self.fact.help.rstrip("。")]
        if self.fact.record:
            parts.append(f"可在{self.fact.record}查到")
        if self.fact.unit.share and is_number(self.fact):
            parts.append("可写 60% 或 0.6")
        if self.absent and not self.placeholder and self.widget not in ("radios", "select"):
            parts.append(self.absent)
        return "。".join(part for part in parts if part)

    @property
    def placeholder(self) -> str:
        """Return the default of a number, which stands in the empty control."""
        default = self.fact.default
        return plain_text(default, self.fact) if default is not None and is_number(self.fact) else ""

    @property
    def absent(self) -> str:
        """Return what holds where nothing is filled in, empty where the fact is then unknown."""
        if self.fact.default is not None:
            return f"不填按{fact_text(self.fact.default, self.fact)}计算"
        return "不填则由其他情况推算" if self.fact.source else ""

    @property
    def said(self) -> str:
        """Return what was filled in, in words."""
        if self.fact.kind in (FactKind.CHOICE, FactKind.BOOL):
            return next((option.label for option in self.options if option.chosen and option.value), "")
        return f"{self.text} {self.unit}".strip() if self.text else ""

    @property
    def folded(self) -> bool:
        """Return whether it may be left aside by most: it is computed, or is no number and has a default."""
        return self.fact.source is not None or (self.fact.default is not None and not is_number(self.fact))

    @property
    def described_by(self) -> str:
        """Return the ids of the hint and the error, for aria-describedby."""
        return " ".join(
            part for part in (f"{self.id}_hint" if self.hint else "", f"{self.id}_error" if self.errors else "") if part
        )

    @property
    def options(self) -> tuple[Option, ...]:
        """Return the choices, the empty one last: a person may not know."""
        labels = TRUTHS if self.fact.kind is FactKind.BOOL else self.fact.choices
        listed = [*labels.items(), ("", self.absent or "还不清楚")]
        if self.text not in labels and self.text:
            listed.insert(0, (self.text, self.text))
        return tuple(
            Option(value, label, value == self.text, f"{self.id}_{place}")
            for place, (value, label) in enumerate(listed)
        )


@dataclass(frozen=True, slots=True)
class Row:
    """The controls of one event; those that most leave empty apart."""

    number: int
    title: str
    controls: tuple[Control, ...]

    @property
    def asked(self) -> tuple[Control, ...]:
        """Return the controls that stand open."""
        return tuple(control for control in self.controls if not control.folded)

    @property
    def optional(self) -> tuple[Control, ...]:
        """Return the controls that are folded away."""
        return tuple(control for control in self.controls if control.folded)

    @property
    def unfolded(self) -> bool:
        """Return whether the folded controls hold something, or nothing else is asked."""
        return not self.asked or any(control.text or control.errors for control in self.optional)


@dataclass(frozen=True, slots=True)
class ListRows:
    """The events of one list as the form shows them."""

    declared: FactList
    rows: tuple[Row, ...]

    @property
    def name(self) -> str:
        """Return the list's name."""
        return self.declared.name

    @property
    def is_full(self) -> bool:
        """Return whether no more events may be added here."""
        return len(self.rows) >= MOST_ROWS


@dataclass(frozen=True, slots=True)
class SuppliedControl:
    """A number that the document leaves to a later decision, written as a package writes it."""

    parameter: Parameter
    place: int
    text: str
    errors: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Return the control's name."""
        return f"{SET}{self.parameter.name}"

    @property
    def id_for_label(self) -> str:
        """Return the control's id."""
        return f"set-{self.place}"

    @property
    def label(self) -> str:
        """Return the parameter's label."""
        return self.parameter.label

    @property
    def unit(self) -> str:
        """Return the unit beside the control, empty for shares, which are typed as plain numbers."""
        unit = self.parameter.type.unit
        return "" if unit.share or self.parameter.shape is not Shape.SCALAR else unit.label


@dataclass(slots=True)
class CaseForm:
    """The form of a program's facts over what was posted (nothing for a fresh one)."""

    program: Program
    data: Mapping[str, str] = field(default_factory=dict)
    problems: Errors = field(default_factory=dict)
    general: tuple[str, ...] = ()
    """What is wrong with the case as a whole."""
    focus: str = ""
    """Name of the control that has the focus once the page is loaded."""
    undecided: Iterable[Parameter] = ()
    """The parameters that the installation must supply."""

    def __iter__(self) -> Iterator[Control | SuppliedControl]:
        yield from self.every_control
        yield from self.supplied

    @property
    def every_control(self) -> Iterator[Control]:
        """Yield the controls of all facts, the subject's first."""
        yield from self.controls
        for events in self.lists:
            for row in events.rows:
                yield from row.controls

    @property
    def supplied(self) -> list[SuppliedControl]:
        """Return the controls of the numbers that are left to a later decision."""
        return [
            SuppliedControl(
                parameter,
                place,
                self.data.get(f"{SET}{parameter.name}", ""),
                tuple(self.problems.get(f"{SET}{parameter.name}", ())),
            )
            for place, parameter in enumerate(self.undecided)
        ]

    @property
    def errors(self) -> bool:
        """Return whether anything is wrong."""
        return bool(self.problems or self.general)

    @property
    def non_field_errors(self) -> tuple[str, ...]:
        """Return what is wrong with no single control."""
        known = {control.name for control in self}
        return (*self.general, *(text for name, found in self.problems.items() if name not in known for text in found))

    @property
    def controls(self) -> list[Control]:
        """Return the controls of the subject's facts, in the order of the declaration."""
        return [self._control(fact, fact.name) for fact in self.program.facts.values() if not fact.scope]

    @property
    def asked(self) -> list[Control]:
        """Return the subject's controls that stand open."""
        return [control for control in self.controls if not control.folded]

    @property
    def optional(self) -> list[Control]:
        """Return the subject's controls that are folded away."""
        return [control for control in self.controls if control.folded]

    @property
    def unfolded(self) -> bool:
        """Return whether a folded control of the subject holds something, or nothing else is asked."""
        empty = not self.asked and not self.program.lists
        return empty or any(control.text or control.errors for control in self.optional)

    @property
    def lists(self) -> list[ListRows]:
        """Return the lists with their events, at least one row each on a fresh form."""
        return [
            ListRows(events, tuple(self._row(events, number) for number in range(row_count(self.data, events.name))))
            for events in self.program.lists.values()
        ]

    def given(self) -> dict[str, Any]:
        """Return what was filled in, as `read_case` takes it; rows without anything are left out.

        A list that has rows and nothing in them is not known; one whose rows were all removed is known to be empty.
        """
        found = dict(self._values(fact for fact in self.program.facts.values() if not fact.scope))
        for events in self.program.lists.values():
            rows = [values for _, values in self.filled_rows(events)]
            if rows or not row_count(self.data, events.name):
                found[events.name] = rows
        return found

    def filled_rows(self, events: FactList) -> list[tuple[int, dict[str, Any]]]:
        """Return the rows that hold something, with their place in the form."""
        rows = (
            (number, dict(self._values(events.facts.values(), f"{events.name}-{number}-")))
            for number in range(row_count(self.data, events.name))
        )
        return [(number, values) for number, values in rows if values]

    def _values(self, facts: Iterable[Fact], prefix: str = "") -> Iterator[tuple[str, Any]]:
        for fact in facts:
            value = typed_value(self.data.get(prefix + fact.name, ""), fact)
            if value is not None:
                yield fact.name, value

    def _row(self, events: FactList, number: int) -> Row:
        title = f"第{number + 1}{events.item}"
        prefix = f"{events.name}-{number}-"
        controls = (self._control(fact, prefix + fact.name, title) for fact in events.facts.values())
        return Row(number, title, tuple(controls))

    def _control(self, fact: Fact, name: str, place: str = "") -> Control:
        errors = tuple(self.problems.get(name, ()))
        return Control(fact, name, self.data.get(name, ""), errors, place, name == self.focus)


def with_row_added(data: Mapping[str, str], events: FactList) -> tuple[dict[str, str], str]:
    """Return what was posted with an empty row more, and the name of its first control."""
    count = row_count(data, events.name)
    changed = {**data, f"{events.name}-rows": str(min(count + 1, MOST_ROWS))}
    return changed, f"{events.name}-{min(count, MOST_ROWS - 1)}-{next(iter(events.facts))}"


def with_row_removed(data: Mapping[str, str], events: FactList, number: int) -> tuple[dict[str, str], str]:
    """Return what was posted without the row, those after it moved up, and the control that takes the focus."""
    count = row_count(data, events.name)
    changed = {key: text for key, text in data.items() if not key.startswith(f"{events.name}-")}
    kept = [row for row in range(count) if row != number]
    for place, row in enumerate(kept):
        for name in events.facts:
            if text := data.get(f"{events.name}-{row}-{name}"):
                changed[f"{events.name}-{place}-{name}"] = text
    changed[f"{events.name}-rows"] = str(len(kept))
    focus = f"{events.name}-{max(min(number, len(kept) - 1), 0)}-{next(iter(events.facts))}"
    return changed, focus if kept else ""


def row_count(data: Mapping[str, str], name: str) -> int:
    """Return how many rows a posted list has, at most MOST_ROWS; 1 where no number that can be read was posted."""
    text = data.get(f"{name}-rows", "1")
    return min(int(text), MOST_ROWS) if text.isascii() and text.isdecimal() and len(text) < 4 else 1
