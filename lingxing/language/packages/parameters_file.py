"""parameters.yaml: which numbers, since when, in which article."""

import datetime as dt
import itertools
from dataclasses import dataclass

from lingxing.kernel.exact import Exact
from lingxing.kernel.units import PLAIN, Unit
from lingxing.language.definitions import Parameter, Setting, Shape, Steps
from lingxing.language.nodes import Kind, Value
from lingxing.language.packages.articles import article
from lingxing.language.packages.items import Item, Section
from lingxing.language.packages.values import Sort, read_bounds, read_labels, read_number, read_unit, within

_KEYS = (
    "label",
    "unit",
    "type",
    "article",
    "values",
    "brackets",
    "tiers",
    "table",
    "over",
    "by",
    "bounds",
    "choices",
    "supplied",
    "shape",
)
_SHAPES = {"values": Shape.SCALAR, "brackets": Shape.BRACKETS, "tiers": Shape.TIERS, "table": Shape.TABLE}
_TYPES = {"number": Kind.NUMBER, "choice": Kind.CHOICE, "date": Kind.DATE, "bool": Kind.BOOL}


@dataclass(frozen=True, slots=True)
class Form:
    """How a parameter's value is written: its shape, what its figures are, how deep its table is."""

    shape: Shape
    sort: Sort
    over: Unit = PLAIN
    by: tuple[str, ...] = ()

    def read(self, item: Item) -> Setting:
        """Return the value in base units."""
        if self.shape is Shape.SCALAR:
            return self.sort.read(item)
        if self.shape is Shape.TABLE:
            return dict(self._cells(item, len(self.by)))
        return self._steps(item)

    def _cells(self, item: Item, depth: int) -> list[tuple[tuple[str, ...], Exact]]:
        if depth == 0:
            return [((), read_number(item, self.sort.unit))]
        if not item.is_section:
            raise item.wrong("the table is not deep enough", f"it has the keys of {', then '.join(self.by)}")
        inner = [(key, self._cells(value, depth - 1)) for key, value in item.section().items.items()]
        return [((key, *keys), value) for key, cells in inner for keys, value in cells]

    def _steps(self, item: Item) -> Steps:
        steps = tuple(self._step(member) for member in item.list())
        if not steps:
            raise item.wrong("has no step", "write [[threshold, value], …]")
        for member, (before, after) in zip(item.list()[1:], itertools.pairwise(steps), strict=True):
            if after[0] <= before[0]:
                raise member.wrong("thresholds do not rise", "write the steps from the lowest threshold up")
        return steps

    def _step(self, item: Item) -> tuple[Exact, Value]:
        members = item.list()
        if len(members) != 2:
            raise item.wrong("a step has two values", "write [threshold, value]")
        return read_number(members[0], self.over), self.sort.read(members[1])


def read_parameters(root: Item | None) -> dict[str, Parameter]:
    """Return the parameters by name; none where the file is absent."""
    if root is None:
        return {}
    for name, item in root.section().items.items():
        if not name.isidentifier() or not name.islower():
            raise item.wrong(f"{name!r} can't be a name", "use lower-case English words joined by _")
    return {name: _parameter(name, item) for name, item in root.section().items.items()}


def _parameter(name: str, item: Item) -> Parameter:
    section = item.section(_KEYS)
    shape, dated = _shape(section)
    form = _form(section, shape)
    versions = _versions(dated, form) if dated else ()
    lower, upper = _bounds(section, form, dated)
    return Parameter(
        name=name,
        label=section.text("label"),
        article=article(section),
        shape=shape,
        type=form.sort.type(whole=_is_whole(form, versions)),
        versions=versions,
        by=form.by,
        over=form.over,
        lower=lower,
        upper=upper,
        choices=form.sort.choices,
        supplied=dated is None,
        where=item.where,
    )


def _shape(section: Section) -> tuple[Shape, Item | None]:
    """Return the shape and the dated values; None for them where the installation supplies the value."""
    given = [key for key in _SHAPES if key in section]
    supplied = section.get("supplied")
    if supplied is not None and supplied.truth():
        if given:
            raise section.item(given[0]).wrong("a supplied parameter has no value here", "leave supplied or this away")
        return _supplied_shape(section), None
    if len(given) != 1:
        told = " and ".join(given) or "no value"
        raise section.at.wrong(f"has {told}", f"write one of {', '.join(_SHAPES)}, or supplied: true")
    if "shape" in section:
        raise section.item("shape").wrong("the shape is told by the values", "leave the key away")
    return _SHAPES[given[0]], section.item(given[0])


def _supplied_shape(section: Section) -> Shape:
    if "shape" in section:
        return Shape(section.item("shape").word(tuple(Shape)))
    return Shape.TABLE if "by" in section else Shape.SCALAR


def _form(section: Section, shape: Shape) -> Form:
    kind = _TYPES[section.item("type").word(_TYPES)] if "type" in section else Kind.NUMBER
    _check_keys(section, shape, kind)
    stepped = shape in (Shape.BRACKETS, Shape.TIERS)
    over = read_unit(Section(section.at, {"unit": section.item("over")})) if stepped else PLAIN
    by = tuple(item.identifier() for item in section.item("by").list()) if shape is Shape.TABLE else ()
    if kind is Kind.NUMBER:
        return Form(shape, Sort(kind, read_unit(section)), over, by)
    choices = read_labels(section.item("choices")) if kind is Kind.CHOICE else {}
    return Form(shape, Sort(kind, choices=choices), over, by)


def _check_keys(section: Section, shape: Shape, kind: Kind) -> None:
    """Refuse keys that say nothing for this shape and type."""
    silent: dict[str, bool] = {
        "over": shape not in (Shape.BRACKETS, Shape.TIERS),
        "by": shape is not Shape.TABLE,
        "bounds": shape is not Shape.SCALAR or kind is not Kind.NUMBER,
        "choices": kind is not Kind.CHOICE,
        "unit": kind is not Kind.NUMBER,
    }
    for key, is_silent in silent.items():
        if is_silent and key in section:
            raise section.item(key).wrong(f"has no meaning for {shape} of {kind}", "leave the key away")
    if kind is not Kind.NUMBER and shape in (Shape.TABLE, Shape.BRACKETS):
        raise section.item("type").wrong(f"a {shape} holds numbers", "leave the type away")


def _versions(dated: Item, form: Form) -> tuple[tuple[dt.date, Setting], ...]:
    versions = [(_first_day(key, value), form.read(value)) for key, value in dated.section().items.items()]
    if not versions:
        raise dated.wrong("has no dated value", "write {YYYY-MM-DD: value}")
    return tuple(sorted(versions, key=lambda version: version[0]))


def _first_day(key: str, value: Item) -> dt.date:
    try:
        return dt.date.fromisoformat(key)
    except ValueError as error:
        raise value.wrong(f"{key!r} is no date", "write the value under its first day, YYYY-MM-DD") from error


def _bounds(section: Section, form: Form, dated: Item | None) -> tuple[Exact | None, Exact | None]:
    item = section.get("bounds")
    if item is None:
        return None, None
    lower, upper = read_bounds(item, form.sort)
    if isinstance(lower, dt.date) or isinstance(upper, dt.date):
        raise item.wrong("bounds of a number are numbers")
    for value in dated.section().items.values() if dated else ():
        within(value, form.sort.read(value), (lower, upper))
    return lower, upper


def _is_whole(form: Form, versions: tuple[tuple[dt.date, Setting], ...]) -> bool:
    """Return whether the parameter holds whole base units, now and in any simulation.

    A share or factor may be tried with any decimals, so it is never whole; what is counted or paid is as whole as its
    values. Where the installation supplies the value, an amount or a count is whole, a price by unit is not.
    """
    unit = form.sort.unit
    if form.sort.kind is not Kind.NUMBER or not unit.powers:
        return False
    if not versions:
        return len(unit.powers) == 1 and unit.powers[0][1] == 1
    return all(isinstance(value, int) for _, setting in versions for value in _figures(setting))


def _figures(setting: Setting) -> list[Value]:
    if isinstance(setting, tuple):
        return [value for _, value in setting]
    return list(setting.values()) if isinstance(setting, dict) else [setting]  # type: ignore[list-item]


def form_of(parameter: Parameter) -> Form:
    """Return how a value of the parameter is written, to read one that people give."""
    kind = parameter.type
    sort = Sort(kind.kind, kind.unit, dict(parameter.choices))
    return Form(parameter.shape, sort, parameter.over, parameter.by)
