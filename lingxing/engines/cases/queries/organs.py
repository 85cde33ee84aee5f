"""Names of the organs that fields hold, and the organs among which somebody chooses."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from lingxing.engines.cases.domain.organ_names import has_organs, organ_fields, organs_held, with_names
from lingxing.engines.cases.domain.state import FieldValue
from lingxing.engines.cases.models import ServiceBinding
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
    """Return the service with the organs that a form offers: those of the cities that work by its package and stand on
    the day, by name, and those that the values hold. Three queries; none where no field of it holds an organ."""
    if not organ_fields(service):
        return service
    held = organ_names_on(sorted(organs_held(service, [values])), dt.date.max)
    offered = {key: name for city in _cities(service.package) for key, name in standing_in(city, on).items()}
    return with_names(service, {**offered, **held})


def _cities(package: str) -> list[str]:
    """Return the cities whose organs work by the package, as its roles are bound; the policy's own before any is. One
    query.

    An installation may run supervision by the procedure of another city: its forms name its own organs.
    """
    bound = ServiceBinding.objects.filter(package=package).values_list("organ__city", flat=True)
    return list(bound.order_by("organ__city").distinct()) or [load_package(package).policy.city]


def with_ids(package: str, fields: Sequence[Field], typed: Mapping[str, object]) -> Mapping[str, object]:
    """Return what was typed with the other names of organs, such as 市水务局, replaced by their ids.

    A name that leads nowhere stays: whoever reads the value refuses it.
    """
    holding = [field for field in fields if has_organs(field) and typed.get(field.name)]
    names = {name for field in holding for name in _names(field, typed[field.name])}
    if not names:
        return typed
    found = [organs_by_name(city, names) for city in _cities(package)]
    known = {name: str(key) for named in reversed(found) for name, key in named.items()}
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
