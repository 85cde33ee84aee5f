"""Controls generated from the fields that a procedure declares. Whether a value fits is judged by the engine alone."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as part
from fractions import Fraction

from lingxing.engines.cases.domain.values import scale
from lingxing.kernel.exact import Exact, decimal_string
from lingxing.language.procedures.definitions import Field, FieldKind, Personal

MOST_RADIOS = 6
LONGEST_RADIOS = 48
"""Characters of all choices together: longer ones are easier read in a list than side by side."""
LONGEST_TEXT = 4000
LONGEST_NAME = 300
"""Characters of an organ's name."""
_WIDGETS = {
    FieldKind.CASE: "select",
    FieldKind.DATE: "date",
    FieldKind.LONG_TEXT: "textarea",
    FieldKind.ORGAN: "organ",
}
_TRUTHS = {"true": "是", "false": "否"}
_NUMBERS = {FieldKind.MONEY, FieldKind.RATE, FieldKind.QUANTITY, FieldKind.COUNT}
_AUTOCOMPLETE = {Personal.NAME: "name", Personal.PHONE: "tel", Personal.ADDRESS: "street-address"}
_SHORT = {
    FieldKind.IDENTITY_NUMBER: "18 位，最后一位可能是字母 X",
    FieldKind.CREDIT_CODE: "18 位数字和大写字母，见营业执照",
    FieldKind.PHONE: "手机号码，或带区号的固定电话",
    FieldKind.ORGAN: "输入名称中的字，从列出的单位中选",
}


@dataclass(frozen=True, slots=True)
class Option:
    """A choice of a control."""

    value: str
    label: str
    chosen: bool
    id: str


@dataclass(frozen=True, slots=True)
class Control:
    """What a person fills in for one field. Named like a Django field where templates read it.

    `name` is the control's name in the form, which for a column of rows holds the row's number. `choices` are those
    of the field, or the cases that may be linked.
    """

    field: Field
    name: str
    text: str = ""
    errors: tuple[str, ...] = ()
    place: str = ""
    """Which row it stands in, in Chinese: 第2行."""
    choices: Mapping[str, str] = part(default_factory=dict)
    known: str = ""
    """Where the value that stands in it was taken from, in Chinese; empty where it was typed."""
    own: bool = True
    """Whether people fill it in about themselves, so that the browser may offer what it remembers."""
    condition: str = ""
    """When it is asked, in Chinese, where the form can't know that yet."""
    lists: bool = False
    """Whether the names of organs, of which a form holds one list, stand with this control."""

    @property
    def widget(self) -> str:
        """Return radios, select, organ, date, textarea, number or text."""
        kind = self.field.kind
        if kind in (FieldKind.CHOICE, FieldKind.BOOL):
            return "radios" if self._few else "select"
        if kind in _NUMBERS:
            return "number"
        return _WIDGETS.get(kind, "text")

    @property
    def _few(self) -> bool:
        labels = self._labels.values()
        return not self.place and len(labels) <= MOST_RADIOS and sum(map(len, labels)) <= LONGEST_RADIOS

    @property
    def _labels(self) -> Mapping[str, str]:
        if self.field.kind is FieldKind.BOOL:
            return _TRUTHS
        return self.choices or self.field.choices

    @property
    def id(self) -> str:
        """Return the id of the control, or of the group of radios."""
        return f"id_{self.name}"

    @property
    def id_for_label(self) -> str:
        """Return the id that a link to the control leads to."""
        return f"{self.id}_0" if self.widget == "radios" else self.id

    @property
    def label(self) -> str:
        """Return the field's label, after the row it stands in."""
        return f"{self.place} {self.field.label}" if self.place else self.field.label

    @property
    def organ_name(self) -> str:
        """Return the name of the organ that was chosen; what was typed, where it is none."""
        return self._labels.get(self.text, self.text)

    @property
    def unit(self) -> str:
        """Return the unit that stands behind a number."""
        if self.field.kind is FieldKind.MONEY:
            return self.field.unit_label or "元"
        return self.field.unit_label if self.widget == "number" else ""

    @property
    def keyboard(self) -> str:
        """Return which keyboard a phone shows."""
        if self.field.kind is FieldKind.PHONE:
            return "tel"
        if self.field.kind is FieldKind.COUNT:
            return "numeric"
        return "decimal" if self.widget == "number" else "text"

    @property
    def most(self) -> int:
        """Return the longest text that the control takes."""
        if self.field.kind in (FieldKind.IDENTITY_NUMBER, FieldKind.CREDIT_CODE):
            return 24
        if self.field.kind is FieldKind.ORGAN:
            return LONGEST_NAME
        return LONGEST_TEXT if self.widget == "textarea" else max(self.field.most, 20)

    @property
    def autocomplete(self) -> str:
        """Return what the browser may offer: what people remember of themselves, nothing at a counter."""
        if not self.own or self.place or self.field.personal is None:
            return "off"
        return _AUTOCOMPLETE.get(self.field.personal, "off")

    @property
    def first_day(self) -> str:
        """Return the earliest day that a date control offers, as in HTML."""
        return str(self.field.lower or "") if self.widget == "date" else ""

    @property
    def last_day(self) -> str:
        """Return the latest day that a date control offers, as in HTML."""
        return str(self.field.upper or "") if self.widget == "date" else ""

    @property
    def hint(self) -> str:
        """Return the help, what the kind of value looks like, and when it is asked."""
        short = "" if self.place else _SHORT.get(self.field.kind, "")
        parts = [self.field.help.rstrip("。"), short]
        if self.field.kind is FieldKind.RATE:
            parts.append("可写 60% 或 0.6")
        if self.condition:
            parts.append(f"{self.condition}时填写")
        return "。".join(part for part in parts if part)

    @property
    def needed(self) -> bool:
        """Return whether it must be filled in for certain."""
        return self.field.required and not self.condition

    @property
    def described_by(self) -> str:
        """Return the ids of hint, origin and error, for aria-describedby."""
        ids = (("hint", self.hint), ("known", self.known), ("error", self.errors))
        return " ".join(f"{self.id}_{name}" for name, there in ids if there)

    @property
    def options(self) -> tuple[Option, ...]:
        """Return the choices in the order declared; a value that is none of them is not shown."""
        listed = list(self._labels.items())
        if not self.field.required and self.widget == "radios":
            listed.append(("", "不填"))
        return tuple(
            Option(value, label, value == self.text, f"{self.id}_{place}")
            for place, (value, label) in enumerate(listed)
        )

    @property
    def said(self) -> str:
        """Return what was filled in, in words."""
        if self._labels:
            return self._labels.get(self.text, self.text)
        return f"{self.text} {self.unit}".strip() if self.text else ""


@dataclass(frozen=True, slots=True)
class Row:
    """The controls of one row."""

    number: int
    title: str
    controls: tuple[Control, ...]


@dataclass(frozen=True, slots=True)
class RowsControl:
    """A list of rows, such as the members of a family."""

    field: Field
    rows: tuple[Row, ...]
    errors: tuple[str, ...] = ()
    condition: str = ""

    widget = "rows"

    @property
    def name(self) -> str:
        """Return the field's name."""
        return self.field.name

    @property
    def id_for_label(self) -> str:
        """Return the id that a link to the rows leads to."""
        return f"id_{self.field.name}"

    @property
    def label(self) -> str:
        """Return the field's label."""
        return self.field.label

    @property
    def needed(self) -> bool:
        """Return whether there must be a row for certain."""
        return self.field.required and not self.condition

    @property
    def is_full(self) -> bool:
        """Return whether no more rows may be added."""
        return len(self.rows) >= self.field.most

    @property
    def said(self) -> tuple[tuple[str, ...], ...]:
        """Return the rows that were filled in, a text a column."""
        found = (tuple(control.said for control in row.controls) for row in self.rows)
        return tuple(row for row in found if any(row))


AnyControl = Control | RowsControl


@dataclass(frozen=True, slots=True)
class FieldForm:
    """The controls of a page over what was typed or is known. Read by templates like a Django form."""

    controls: tuple[AnyControl, ...]
    non_field_errors: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Control]:
        for control in self.controls:
            if isinstance(control, RowsControl):
                yield from (cell for row in control.rows for cell in row.controls)
            else:
                yield control

    @property
    def rows_errors(self) -> list[tuple[str, str, str]]:
        """Return what is wrong with lists of rows as a whole: id, label, error."""
        lists = (control for control in self.controls if isinstance(control, RowsControl))
        return [(rows.id_for_label, rows.label, error) for rows in lists for error in rows.errors]

    @property
    def errors(self) -> bool:
        """Return whether anything is wrong."""
        return bool(self.non_field_errors or self.rows_errors or any(control.errors for control in self))


@dataclass(frozen=True, slots=True)
class Filling:
    """What a form shows: typed values, mistakes by control, choices of linked cases, where known values come from."""

    values: Mapping[str, object] = part(default_factory=dict)
    problems: Mapping[str, Sequence[str]] = part(default_factory=dict)
    cases: Mapping[str, Mapping[str, str]] = part(default_factory=dict)
    """Field → case → its label, for fields that link a case."""
    known: Mapping[str, str] = part(default_factory=dict)
    own: bool = True
    conditions: Mapping[str, str] = part(default_factory=dict)
    general: Sequence[str] = ()


def field_form(fields: Sequence[Field], filling: Filling) -> FieldForm:
    """Return the form of `fields`; problems that belong to none of them stand above it."""
    controls = _listing([_control(one, filling) for one in fields])
    names = {control.name for control in controls}
    names |= {
        cell.name
        for control in controls
        if isinstance(control, RowsControl)
        for r in control.rows
        for cell in r.controls
    }
    other = (text for name, texts in filling.problems.items() if name not in names for text in texts)
    return FieldForm(controls, (*filling.general, *other))


def _listing(controls: Sequence[AnyControl]) -> tuple[AnyControl, ...]:
    """Return the controls, the first that asks for an organ with the list of organs."""
    found: list[AnyControl] = []
    listed = False
    for control in controls:
        new = control if listed else _with_list(control)
        listed = listed or new is not control
        found.append(new)
    return tuple(found)


def _with_list(control: AnyControl) -> AnyControl:
    if isinstance(control, Control):
        return replace(control, lists=True) if control.widget == "organ" else control
    for row in control.rows[:1]:
        cells = _listing(row.controls)
        if any(new is not old for new, old in zip(cells, row.controls, strict=True)):
            first = replace(row, controls=tuple(cell for cell in cells if isinstance(cell, Control)))
            return replace(control, rows=(first, *control.rows[1:]))
    return control


def _control(one: Field, filling: Filling) -> AnyControl:
    if one.kind is FieldKind.ROWS:
        return _rows_control(one, filling)
    value = filling.values.get(one.name)
    return Control(
        one,
        one.name,
        as_typed(one, value),
        tuple(filling.problems.get(one.name, ())),
        choices=filling.cases.get(one.name, {}),
        known=filling.known.get(one.name, ""),
        own=filling.own,
        condition=filling.conditions.get(one.name, ""),
    )


def _rows_control(one: Field, filling: Filling) -> RowsControl:
    given = filling.values.get(one.name)
    rows = [row for row in given if isinstance(row, Mapping)] if isinstance(given, list | tuple) else []
    shown = tuple(_row(one, number, row, filling) for number, row in enumerate(rows or [{}]))
    problems = tuple(filling.problems.get(one.name, ()))
    return RowsControl(one, shown, problems, filling.conditions.get(one.name, ""))


def _row(one: Field, number: int, values: Mapping[str, object], filling: Filling) -> Row:
    title = f"第{number + 1}行"
    cells = []
    for column in one.columns.values():
        name = f"{one.name}-{number}-{column.name}"
        text, wrong = as_typed(column, values.get(column.name)), tuple(filling.problems.get(name, ()))
        cells.append(Control(column, name, text, wrong, place=title, own=False))
    return Row(number, title, tuple(cells))


def as_typed(one: Field, value: object) -> str:
    """Return a value as a person types it: fen as yuan, truth as true or false; what was typed stays as it is."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and one.kind is FieldKind.MONEY:
        return decimal_string(Fraction(value, 100), 2)
    return str(value)


def bound_text(one: Field, bound: Exact | dt.date | None) -> str:
    """Return a bound as people write it: money in yuan, dates as 2026-01-05; empty without one."""
    if bound is None:
        return ""
    if isinstance(bound, dt.date):
        return bound.isoformat()
    return decimal_string(Fraction(bound) / scale(one))
