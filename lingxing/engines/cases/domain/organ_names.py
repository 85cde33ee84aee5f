"""Names of organs laid into the fields that hold organs, so that what shows choices by their labels shows these too."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from lingxing.engines.cases.domain.state import FieldValue
from lingxing.engines.cases.domain.values import organs_in
from lingxing.language.procedures.definitions import Field, FieldKind, Service


def has_organs(field: Field) -> bool:
    """Return whether the field, or a column of its rows, holds an organ."""
    return field.kind is FieldKind.ORGAN or any(column.kind is FieldKind.ORGAN for column in field.columns.values())


def organ_fields(service: Service) -> list[Field]:
    """Return the fields of the service that hold organs."""
    return [field for field in service.fields.values() if has_organs(field)]


def organs_held(service: Service, values: Iterable[Mapping[str, FieldValue | None]]) -> set[int]:
    """Return the organs that any of the values name."""
    fields = organ_fields(service)
    return {organ for held in values for field in fields for organ in organs_in(field, held.get(field.name))}


def with_names(service: Service, names: Mapping[int, str]) -> Service:
    """Return the service with these organs, id → name, as the choices of its fields that hold organs."""
    choices = {str(organ): name for organ, name in names.items()}
    named = {field.name: _named(field, choices) for field in organ_fields(service)}
    return replace(service, fields={**service.fields, **named}) if named else service


def _named(field: Field, choices: Mapping[str, str]) -> Field:
    if field.kind is FieldKind.ORGAN:
        return replace(field, choices=choices)
    columns = {name: _named(column, choices) for name, column in _holding(field)}
    return replace(field, columns={**field.columns, **columns})


def _holding(field: Field) -> Iterator[tuple[str, Field]]:
    return ((name, column) for name, column in field.columns.items() if column.kind is FieldKind.ORGAN)
