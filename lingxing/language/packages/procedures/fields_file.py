"""The fields of a service: what is filled in, of which sort, within which bounds."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lingxing.kernel.units import CNY
from lingxing.language.definitions import Fact, FactKind
from lingxing.language.packages.articles import article
from lingxing.language.packages.facts_file import Facts, read_fact_bounds, read_sort
from lingxing.language.packages.items import Item, Section
from lingxing.language.packages.procedures.entries import FIELDS, condition, named, truth, whole, words
from lingxing.language.procedures.definitions import CatalogueList, Field, FieldKind, Personal, Role
from lingxing.language.procedures.parsing import Scope

_COMMON = ("label", "type", "article", "help", "required", "when", "personal", "prefill")
_OF_KIND: Mapping[FieldKind, tuple[str, ...]] = {
    FieldKind.TEXT: ("most",),
    FieldKind.LONG_TEXT: ("most",),
    FieldKind.MONEY: ("unit", "bounds"),
    FieldKind.RATE: ("unit", "decimals", "bounds"),
    FieldKind.QUANTITY: ("unit", "decimals", "bounds"),
    FieldKind.COUNT: ("unit", "bounds"),
    FieldKind.CHOICE: ("choices", "catalogue"),
    FieldKind.DATE: ("bounds",),
    FieldKind.BOOL: (),
    FieldKind.IDENTITY_NUMBER: (),
    FieldKind.CREDIT_CODE: (),
    FieldKind.PHONE: (),
    FieldKind.ROWS: ("most", "columns"),
    FieldKind.CASE: ("service", "states", "own"),
    FieldKind.ORGAN: (),
}
_FROM_FACT = ("fact", "label", "article", "help", "required", "when", "personal", "prefill", "most")
_FACT_KINDS = frozenset(FactKind)
_PERSONAL = {FieldKind.IDENTITY_NUMBER: Personal.IDENTITY, FieldKind.PHONE: Personal.PHONE}
_LONGEST = {FieldKind.TEXT: 200, FieldKind.LONG_TEXT: 2000, FieldKind.ROWS: 50}
_MOST = {FieldKind.TEXT: 500, FieldKind.LONG_TEXT: 10_000, FieldKind.ROWS: 500}


@dataclass(frozen=True, slots=True)
class Known:
    """What a package's other files declare."""

    package: str
    facts: Facts
    formulas: Mapping[str, str]
    """Name → label."""
    roles: Mapping[str, Role]
    marks: Mapping[str, str]
    catalogue: Mapping[str, CatalogueList]
    services: tuple[str, ...]


def read_fields(item: Item | None, known: Known) -> Mapping[str, Field]:
    """Return the fields without their conditions, which may speak of other fields."""
    return {name: _field(name, entry, known) for name, entry in named(item, FIELDS)}


def with_conditions(fields: Mapping[str, Field], item: Item | None, scope: Scope) -> Mapping[str, Field]:
    """Return the fields with the conditions under which they are asked."""
    entries = dict(named(item))
    return {name: _conditional(held, entries[name], scope) for name, held in fields.items()}


def _conditional(held: Field, item: Item, scope: Scope) -> Field:
    when = condition(item.section().get("when"), scope)
    return dataclasses.replace(held, when=when) if when else held


def _field(name: str, item: Item, known: Known) -> Field:
    if "fact" in item.section():
        return _from_fact(name, item.section(_FROM_FACT), known)
    kind = _kind(item, tuple(FieldKind))
    section = item.section((*_common(kind), *_OF_KIND[kind]))
    if kind is FieldKind.ROWS:
        columns = {column: _column(column, entry, known) for column, entry in named(section.item("columns"))}
        if not columns:
            raise section.item("columns").wrong("names no column", "write at least one")
        return _made(name, section, kind, columns=columns)
    if kind is FieldKind.CASE:
        return _link(name, section, known)
    return _made(name, section, kind, **_values(section, kind, known))


def _kind(item: Item, kinds: tuple[FieldKind, ...]) -> FieldKind:
    """Return the kind before the keys are held against it, so that a key that doesn't fit is named."""
    every = dict.fromkeys(key for keys in _OF_KIND.values() for key in keys)
    return FieldKind(item.section((*_COMMON, *every)).item("type").word(kinds))


def _common(kind: FieldKind) -> tuple[str, ...]:
    """Return the keys that every field has; an organ is no personal data, and nothing of the party's record."""
    if kind is not FieldKind.ORGAN:
        return _COMMON
    return tuple(key for key in _COMMON if key not in ("personal", "prefill"))


def _column(name: str, item: Item, known: Known) -> Field:
    simple = tuple(kind for kind in FieldKind if kind not in (FieldKind.ROWS, FieldKind.CASE))
    kind = _kind(item, simple)
    keys = tuple(key for key in _common(kind) if key not in ("when", "prefill"))
    section = item.section((*keys, *_OF_KIND[kind]))
    return _made(name, section, kind, **_values(section, kind, known))


def _values(section: Section, kind: FieldKind, known: Known) -> dict[str, Any]:
    if kind is FieldKind.CHOICE and "catalogue" in section:
        if "choices" in section:
            raise section.item("choices").wrong(
                "the choices come from the catalogue", "leave choices or catalogue away"
            )
        listed = section.item("catalogue").word(tuple(known.catalogue))
        items = known.catalogue[listed].items
        return {"catalogue": listed, "choices": {key: held.label for key, held in items.items()}}
    if kind.value not in _FACT_KINDS:
        return {}
    sort = read_sort(section, FactKind(kind.value))
    lower, upper = read_fact_bounds(section, FactKind(kind.value), sort) or (None, None)
    return {
        "lower": lower,
        "upper": upper,
        "decimals": sort.decimals or 0,
        "unit": sort.unit,
        "unit_label": CNY.label if kind is FieldKind.MONEY else sort.unit.label,
        "choices": sort.choices,
    }


def _made(name: str, section: Section, kind: FieldKind, label: str | None = None, **values: Any) -> Field:
    personal = section.item("personal").word(tuple(Personal)) if "personal" in section else _PERSONAL.get(kind)
    if kind in _LONGEST:
        values["most"] = whole(section, "most", _LONGEST[kind], _MOST[kind])
    return Field(
        name=name,
        label=section.text("label", label),
        kind=kind,
        article=article(section, required=False),
        help=section.text("help", ""),
        required=truth(section, "required", default=True),
        personal=Personal(personal) if personal else None,
        prefill=section.text("prefill", ""),
        where=section.at.where,
        **values,
    )


def _link(name: str, section: Section, known: Known) -> Field:
    service = section.item("service").word(known.services)
    states = tuple(item.raw for item in section.item("states").list()) if "states" in section else ()
    own = truth(section, "own", default=True)
    return _made(name, section, FieldKind.CASE, service=service, states=states, own=own)


def check_links(fields: Mapping[str, Field], item: Item | None, states: Mapping[str, tuple[str, ...]]) -> None:
    """Hold the states of links against those of the linked services: service → states."""
    entries = dict(named(item))
    for name, held in fields.items():
        if held.kind is FieldKind.CASE:
            words(entries[name].section(), "states", states[held.service])


def _from_fact(name: str, section: Section, known: Known) -> Field:
    facts, lists = known.facts.all(), known.facts.lists
    fact = section.item("fact").word((*facts, *lists))
    if fact in lists:
        columns = {column: field_of_fact(held) for column, held in lists[fact].facts.items()}
        made = _made(name, section, FieldKind.ROWS, lists[fact].label, columns=columns)
        return dataclasses.replace(made, fact_list=fact)
    base = field_of_fact(facts[fact])
    own = _made(name, section, base.kind, base.label)
    texts = {key: getattr(own, key) or getattr(base, key) for key in ("article", "help", "prefill")}
    kept = {key: getattr(own, key) for key in ("name", "label", "required", "personal", "where")}
    return dataclasses.replace(base, **texts, **kept)


def field_of_fact(fact: Fact) -> Field:
    """Return the field that asks for a fact: its words, sort and bounds."""
    return Field(
        name=fact.name,
        label=fact.label,
        kind=FieldKind(fact.kind.value),
        article=fact.article,
        help=fact.help,
        fact=fact,
        choices=fact.choices,
        lower=fact.lower,
        upper=fact.upper,
        decimals=fact.decimals,
        unit=fact.unit,
        unit_label=CNY.label if fact.kind is FactKind.MONEY else fact.unit.label,
        where=fact.where,
    )
