"""A long form parted into pages: at most six fields each, and what a field's condition asks for on a page before it."""

import datetime as dt
from collections.abc import Mapping, Sequence

from lingxing.engines.cases.domain.state import FieldValue
from lingxing.engines.cases.domain.values import Unfit, read_value
from lingxing.language.procedures.conditions import Condition, names
from lingxing.language.procedures.definitions import Act, Field, FieldKind, Service

MOST_FIELDS = 6
Typed = Mapping[str, object]
_CHOSEN = (FieldKind.CHOICE, FieldKind.BOOL, FieldKind.CASE, FieldKind.ORGAN)


def field_pages(service: Service, act: Act) -> tuple[tuple[Field, ...], ...]:
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
    return {part for name in names(condition) for part in name.split(".")}


def sound_values(fields: Sequence[Field], typed: Typed, on: dt.date) -> dict[str, FieldValue | None]:
    """Return what was typed where it fits its field; what does not is left out."""
    found: dict[str, FieldValue | None] = {}
    for one in fields:
        if one.name in typed:
            try:
                found[one.name] = read_value(one, typed[one.name], on)
            except Unfit:
                continue
    return found


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
        return "请选择" if one.kind in _CHOSEN else "请填写"
    return ""
