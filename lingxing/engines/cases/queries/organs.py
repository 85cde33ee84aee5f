"""Names of the organs that fields hold, and the organs among which somebody chooses."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from lingxing.engines.cases.domain.organ_names import has_organs, organ_fields, organs_held, with_names
from lingxing.engines.cases.domain.state import FieldValue
from lingxing.engines.parties.organs.queries import organs_by_name
from lingxing.engines.parties.organs.queries_reform import organ_names_on
from lingxing.engines.parties.organs.queries_standing import standing_in
from lingxing.language.packages import load_package
from lingxing.language.procedures.definitions import Field, FieldKind, Service


def naming(service: Service, values: Iterable[Mapping[str, FieldValue | None]], on: dt.date = dt.date.max) -> Service:
    """Return the service with the names of the organs in the values, to show them by: those they bore on the day, or
    without one those they bear now.

    One query; none where no field of the service holds an organ.
    """
    if not organ_fields(service):
        return service
    return with_names(service, organ_names_on(sorted(organs_held(service, values)), on))


def choosing(service: Service, values: Mapping[str, FieldValue], on: dt.date) -> Service:
    """Return the service with the organs that a form offers: those of the policy's city that stand on the day, by name,
    and those that the values hold. Two queries; none where no field of the service holds an organ."""
    if not organ_fields(service):
        return service
    held = organ_names_on(sorted(organs_held(service, [values])), dt.date.max)
    return with_names(service, {**standing_in(load_package(service.package).policy.city, on), **held})


def with_ids(package: str, fields: Sequence[Field], typed: Mapping[str, object]) -> Mapping[str, object]:
    """Return what was typed with the other names of organs, such as 市水务局, replaced by their ids.

    A name that leads nowhere stays: whoever reads the value refuses it.
    """
    holding = [field for field in fields if has_organs(field) and typed.get(field.name)]
    names = {name for field in holding for name in _names(field, typed[field.name])}
    if not names:
        return typed
    known = {name: str(key) for name, key in organs_by_name(load_package(package).policy.city, names).items()}
    return {**typed, **{field.name: _replaced(field, typed[field.name], known) for field in holding}}


def _names(field: Field, typed: object) -> list[str]:
    cells = [typed] if field.kind is FieldKind.ORGAN else [cell for row in _rows(typed) for cell in _cells(field, row)]
    return [text for text in cells if isinstance(text, str) and text and not text.isdigit()]


def _replaced(field: Field, typed: object, known: Mapping[str, str]) -> object:
    if field.kind is FieldKind.ORGAN:
        return known.get(str(typed), typed)
    columns = {name for name, column in field.columns.items() if column.kind is FieldKind.ORGAN}
    return [
        {name: known.get(str(cell), cell) if name in columns else cell for name, cell in row.items()}
        for row in _rows(typed)
    ]


def _rows(typed: object) -> list[Mapping[str, object]]:
    return [row for row in typed if isinstance(row, Mapping)] if isinstance(typed, list | tuple) else []


def _cells(field: Field, row: Mapping[str, object]) -> list[object]:
    return [row.get(name) for name, column in field.columns.items() if column.kind is FieldKind.ORGAN]
