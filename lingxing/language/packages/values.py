"""Values in declared units, read into base units."""

import datetime as dt
from dataclasses import dataclass, field

from lingxing.kernel.exact import Exact, exact
from lingxing.kernel.units import PLAIN, Unit, parse_unit
from lingxing.language.nodes import BOOL, DATE, Kind, Type, Value
from lingxing.language.packages.items import Item, Section


def scale_of(unit: Unit) -> Exact:
    """Return what one declared unit is in base units: 100 for CNY, 1 where there is no money."""
    return unit.scale


def read_unit(section: Section, default: Unit | None = None) -> Unit:
    """Return the unit that the section declares."""
    if default is not None and "unit" not in section:
        return default
    item = section.item("unit")
    try:
        return parse_unit(item.raw)
    except ValueError as error:
        raise item.wrong(str(error)) from error


def read_number(item: Item, unit: Unit, decimals: int | None = None) -> Exact:
    """Return the number in base units; at most so many decimals of the declared unit, if said."""
    value = item.number()
    if decimals is not None and not isinstance(value, int) and (value * 10**decimals).denominator != 1:
        raise item.wrong(f"{item.raw} has more than {decimals} decimals")
    scaled = value * scale_of(unit)
    return scaled if isinstance(scaled, int) else exact(scaled)


def read_labels(item: Item) -> dict[str, str]:
    """Return choices: name → Chinese label."""
    section = item.section()
    if not section.items:
        raise item.wrong("names no choice")
    for name, label in section.items.items():
        Item(label.node, label.file, label.name).text()
        if not name.isidentifier():
            raise label.wrong(f"{name!r} is no name of a choice", "use English words joined by _")
    return {name: label.text() for name, label in section.items.items()}


@dataclass(frozen=True, slots=True)
class Sort:
    """What sort of value is expected: its type, and its unit for numbers."""

    kind: Kind
    unit: Unit = PLAIN
    choices: dict[str, str] = field(default_factory=dict)
    decimals: int | None = None

    def read(self, item: Item) -> Value:
        """Return the value in base units."""
        if self.kind is Kind.NUMBER:
            return read_number(item, self.unit, self.decimals)
        if self.kind is Kind.DATE:
            return item.date()
        if self.kind is Kind.BOOL:
            return item.truth()
        return item.word(self.choices)

    def type(self, *, whole: bool) -> Type:
        """Return the type in the graph."""
        if self.kind is Kind.NUMBER:
            return Type(Kind.NUMBER, self.unit, whole)
        if self.kind is Kind.CHOICE:
            return Type(Kind.CHOICE, choices=tuple(self.choices))
        return DATE if self.kind is Kind.DATE else BOOL


Bounds = tuple[Exact | dt.date, Exact | dt.date]


def read_bounds(item: Item, sort: Sort) -> Bounds:
    """Return [lowest, highest] of numbers or dates, in base units."""
    members = item.list()
    if len(members) != 2:
        raise item.wrong(f"has {len(members)} values", "write [lowest, highest]")
    if sort.kind is Kind.DATE:
        first, last = members[0].date(), members[1].date()
        if first > last:
            raise item.wrong("the first date is later than the last", "write [first, last]")
        return first, last
    lower, upper = (read_number(member, sort.unit, sort.decimals) for member in members)
    if lower > upper:
        raise item.wrong("the lowest value is above the highest", "write [lowest, highest]")
    return lower, upper


def within(item: Item, value: Value, bounds: Bounds) -> None:
    """Refuse a value outside the bounds."""
    lower, upper = bounds
    if not (lower <= value <= upper):  # type: ignore[operator]
        raise item.wrong(f"{item.raw} lies outside the bounds")
