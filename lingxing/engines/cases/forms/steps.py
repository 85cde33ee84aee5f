"""A long form parted into pages: at most six fields each, and what a field's condition asks for on a page before it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from lingxing.engines.cases.domain.values import Unfit, read_value
from lingxing.language.procedures.conditions import UNKNOWN, Condition, Lookup, evaluate, names
from lingxing.language.procedures.definitions import Act, CatalogueList, Field, FieldKind, RequiredPaper, Service

MOST_FIELDS = 6
Pages = tuple[tuple[Field, ...], ...]
Typed = Mapping[str, object]


def pages_of(service: Service, act: Act) -> Pages:
    """Return the fields of an act by page, in the order of the declaration; none where the act has no fields.

    A field that is asked only under a condition comes on a later page than the fields that decide it, so that the
    server knows whether to ask. Rows have a page of their own.
    """
    pages: list[list[Field]] = []
    for name in act.fields:
        one = service.fields[name]
        if not pages or _begins(one, pages[-1]):
            pages.append([])
        pages[-1].append(one)
    return tuple(tuple(page) for page in pages)


def _begins(one: Field, page: Sequence[Field]) -> bool:
    there = {field.name for field in page}
    rows = one.kind is FieldKind.ROWS or any(field.kind is FieldKind.ROWS for field in page)
    return rows or len(page) >= MOST_FIELDS or bool(one.when and there & _asked_names(one.when))


def _asked_names(condition: Condition) -> set[str]:
    return {name.partition(".")[0] for name in names(condition)}


def asked_fields(fields: Sequence[Field], lookup: Lookup) -> tuple[Field, ...]:
    """Return the fields that are asked: those without a condition, and those whose condition holds for certain."""
    return tuple(one for one in fields if _asked(one.when, lookup))


def asked_papers(service: Service, act: Act, lookup: Lookup) -> tuple[RequiredPaper, ...]:
    """Return the papers of an act that are asked, in the order of the declaration."""
    return tuple(service.papers[name] for name in act.papers if _asked(service.papers[name].when, lookup))


def _asked(when: Condition | None, lookup: Lookup) -> bool:
    return when is None or evaluate(when, lookup) is True


def typed_lookup(
    service: Service, catalogue: Mapping[str, CatalogueList], typed: Typed, on: dt.date, beyond: Lookup | None = None
) -> Lookup:
    """Return what names mean while a form is filled in: what was typed where it is sound, else what `beyond` knows."""

    def lookup(name: str) -> Any:
        if name == "today":
            return on
        first, _, column = name.partition(".")
        one = service.fields.get(first)
        if one is None or first not in typed:
            return beyond(name) if beyond else UNKNOWN
        value = _sound(one, typed[first], on)
        if value is UNKNOWN or not column:
            return value
        return _column(one, catalogue, value, column) if one.catalogue else UNKNOWN

    return lookup


def _sound(one: Field, raw: object, on: dt.date) -> Any:
    try:
        value = read_value(one, raw, on)
    except Unfit:
        return UNKNOWN
    return UNKNOWN if value is None else value


def _column(one: Field, catalogue: Mapping[str, CatalogueList], key: Any, column: str) -> Any:
    listed = catalogue.get(one.catalogue)
    item = listed.items.get(key) if listed else None
    return item.values.get(column, UNKNOWN) if item else UNKNOWN


def problems_in(fields: Sequence[Field], typed: Typed, on: dt.date) -> dict[str, list[str]]:
    """Return what is wrong with a page, by field: what does not fit, and what is needed and empty."""
    found: dict[str, list[str]] = {}
    for one in fields:
        wrong = _problem(one, typed.get(one.name), on)
        if wrong:
            found[one.name] = [wrong]
    return found


def _problem(one: Field, raw: object, on: dt.date) -> str:
    try:
        value = read_value(one, raw, on)
    except Unfit as unfit:
        return unfit.expected
    if value is None and one.required:
        return "请选择" if one.kind in (FieldKind.CHOICE, FieldKind.BOOL, FieldKind.CASE) else "请填写"
    return ""
