"""facts.yaml: what must be known."""

import datetime as dt
import keyword
from dataclasses import dataclass

from lingxing.kernel.exact import Exact
from lingxing.kernel.units import CNY, PLAIN, SHARE, Unit
from lingxing.language.definitions import Fact, FactKind, FactList, Group
from lingxing.language.nodes import Kind, Value
from lingxing.language.packages.articles import article
from lingxing.language.packages.errors import WrongPackage
from lingxing.language.packages.items import Item, Section
from lingxing.language.packages.values import Bounds, Sort, read_bounds, read_labels, read_unit, within

_KEYS = (
    "label",
    "type",
    "unit",
    "decimals",
    "bounds",
    "choices",
    "default",
    "help",
    "article",
    "record",
    "effort",
    "from",
)
_LIST_KEYS = ("label", "item", "ordered_by", "groups", "facts")
_UNITS = {FactKind.MONEY: CNY, FactKind.RATE: SHARE, FactKind.COUNT: PLAIN}
_DECIMALS = {FactKind.MONEY: 2, FactKind.COUNT: 0}
_NUMBERS = (FactKind.MONEY, FactKind.RATE, FactKind.QUANTITY, FactKind.COUNT)
_KINDS = {FactKind.CHOICE: Kind.CHOICE, FactKind.DATE: Kind.DATE, FactKind.BOOL: Kind.BOOL}
_MOST_DECIMALS = 9


@dataclass(frozen=True, slots=True)
class Facts:
    """What facts.yaml declares."""

    subject_label: str
    facts: dict[str, Fact]
    """The subject's own."""
    lists: dict[str, FactList]

    def all(self) -> dict[str, Fact]:
        """Return the facts of the subject and of its lists."""
        return self.facts | {name: fact for held in self.lists.values() for name, fact in held.facts.items()}


def read_facts(root: Item | None) -> Facts:
    """Return what facts.yaml says; nothing where the file is absent."""
    if root is None:
        return Facts("", {}, {})
    section = root.section(("subject", "facts", "lists"))
    facts = _facts(section.get("facts"), "")
    lists = {name: _list(name, item) for name, item in _named(section.get("lists"))}
    _refuse_twice(section, facts, lists)
    return Facts(section.item("subject").section(("label",)).text("label"), facts, lists)


def _named(item: Item | None) -> list[tuple[str, Item]]:
    """Return the entries of a section whose keys are names."""
    if item is None:
        return []
    entries = item.section().items
    for name, entry in entries.items():
        if not name.isidentifier() or not name.islower() or keyword.iskeyword(name) or name == "p":
            raise entry.wrong(f"{name!r} can't be a name", "use lower-case English words joined by _; p is taken")
    return list(entries.items())


def _facts(item: Item | None, scope: str) -> dict[str, Fact]:
    return {name: _fact(name, entry, scope) for name, entry in _named(item)}


def _refuse_twice(section: Section, facts: dict[str, Fact], lists: dict[str, FactList]) -> None:
    """A formula's argument names one thing: facts of all lists, and the lists, share one set of names."""
    seen = {name: fact.where for name, fact in facts.items()}
    for name, held in lists.items():
        at = section.item("lists").section().item(name).where
        for inner, where in [(name, at), *((fact.name, fact.where) for fact in held.facts.values())]:
            if inner in seen:
                raise WrongPackage(f"the name {inner!r} is taken", where=where, remedy=f"it is used at {seen[inner]}")
            seen[inner] = where


def _fact(name: str, item: Item, scope: str) -> Fact:
    section = item.section(_KEYS)
    kind = FactKind(section.item("type").word(tuple(FactKind)))
    sort = read_sort(section, kind)
    bounds = read_fact_bounds(section, kind, sort)
    lower, upper = bounds or (None, None)
    return Fact(
        name=name,
        label=section.text("label"),
        kind=kind,
        type=sort.type(whole=_is_whole(sort)),
        unit=sort.unit,
        decimals=sort.decimals or 0,
        lower=lower,
        upper=upper,
        choices=sort.choices,
        default=_default(section, sort, bounds),
        help=section.text("help", ""),
        article=article(section, required=False),
        record=section.text("record", ""),
        effort=_small(section, "effort", 1, 3),
        source=_source(section),
        scope=scope,
        where=item.where,
    )


def read_sort(section: Section, kind: FactKind) -> Sort:
    """Return the sort of value that the keys type, unit, decimals and choices name."""
    if kind not in _NUMBERS:
        _refuse(section, ("unit", "decimals"), kind)
        if kind is FactKind.CHOICE:
            return Sort(Kind.CHOICE, choices=read_labels(section.item("choices")))
        _refuse(section, ("choices",), kind)
        return Sort(_KINDS[kind])
    _refuse(section, ("choices",), kind)
    unit = read_unit(section, _UNITS.get(kind))
    _check_unit(section, kind, unit)
    if kind in _DECIMALS:
        _refuse(section, ("decimals",), kind)
        return Sort(Kind.NUMBER, unit, decimals=_DECIMALS[kind])
    section.item("decimals")
    return Sort(Kind.NUMBER, unit, decimals=_small(section, "decimals", 0, _MOST_DECIMALS))


def _refuse(section: Section, keys: tuple[str, ...], kind: FactKind) -> None:
    for key in keys:
        if key in section:
            raise section.item(key).wrong(f"a {kind} has no {key}", "leave the key away")


def _check_unit(section: Section, kind: FactKind, unit: Unit) -> None:
    if kind is FactKind.MONEY and unit.powers != CNY.powers:
        raise section.item("unit").wrong(f"money is in CNY, not {unit}", "write CNY, or type: quantity")
    if kind is FactKind.RATE and unit.powers:
        raise section.item("unit").wrong(f"a rate is a share or ratio, not {unit}", "write share, or type: quantity")


def _is_whole(sort: Sort) -> bool:
    """Return whether a value holds no fraction of the base unit: CNY with two decimals is whole fen."""
    return (sort.decimals or 0) <= 2 * (sort.unit.base or 0)


def read_fact_bounds(section: Section, kind: FactKind, sort: Sort) -> Bounds | None:
    """Return the bounds that numbers and dates must have; None for choices and truths, which have none."""
    if kind in (FactKind.CHOICE, FactKind.BOOL):
        _refuse(section, ("bounds",), kind)
        return None
    return read_bounds(section.item("bounds"), sort)


def _default(section: Section, sort: Sort, bounds: tuple[Exact | dt.date, Exact | dt.date] | None) -> Value | None:
    item = section.get("default")
    if item is None:
        return None
    value = sort.read(item)
    if bounds is not None:
        within(item, value, bounds)
    return value


def _small(section: Section, key: str, default: int, most: int) -> int:
    item = section.get(key)
    if item is None:
        return default
    value = item.number()
    if not isinstance(value, int) or not 0 <= value <= most:
        raise item.wrong(f"{item.raw} is no whole number from 0 to {most}")
    return value


def _source(section: Section) -> tuple[str, str] | None:
    item = section.get("from")
    if item is None:
        return None
    package, _, formula = item.raw.rpartition(".")
    if package.count("/") != 1 or not formula.isidentifier():
        raise item.wrong(f"{item.raw!r} names no formula of a package", "write <city>/<subject>_<year>.<formula>")
    return package, formula


def _list(name: str, item: Item) -> FactList:
    section = item.section(_LIST_KEYS)
    facts = _facts(section.item("facts"), name)
    ordered = section.item("ordered_by")
    _require_date(ordered, ordered.raw, facts)
    groups = {group: _group(group, entry, facts) for group, entry in _named(section.get("groups"))}
    return FactList(name, section.text("label"), section.text("item"), ordered.raw, groups, facts)


def _require_date(item: Item, name: str, facts: dict[str, Fact]) -> None:
    if name not in facts or facts[name].kind is not FactKind.DATE:
        dates = ", ".join(fact.name for fact in facts.values() if fact.kind is FactKind.DATE) or "none"
        raise item.wrong(f"{name!r} is no date of this list", f"its dates are: {dates}")


def _group(name: str, item: Item, facts: dict[str, Fact]) -> Group:
    if item.raw == "all":
        return Group(name)
    part, joined, fact = (*item.raw.split(" "), "", "")[:3]
    if joined != "of" or part not in ("day", "month", "year"):
        raise item.wrong(f"{item.raw!r} is no group", "write all, or day of / month of / year of a date fact")
    _require_date(item, fact, facts)
    return Group(name, fact, part)
