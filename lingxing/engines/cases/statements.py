"""The few statements of every act, their text worked out once: building it anew each time costs more than running it.

Values pass through the fields of the models in both directions where the database takes or gives another form than the
program has; texts, whole numbers and truth values have one form everywhere.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import (
    AutoField,
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    Field,
    GeneratedField,
    IntegerField,
    Model,
    TextField,
    UUIDField,
)

from lingxing.engines.ledger.services import Together

_Row = TypeVar("_Row", bound=Model)
_Fields = tuple["Field[Any, Any]", ...]
_Adapter = Callable[[Any, Any], Any]

_SAME_EVERYWHERE = (CharField, TextField, IntegerField, BooleanField)
_BOUND = (
    "SELECT binding.role, binding.organ_id, organ.parent_id FROM cases_servicebinding binding "
    "JOIN parties_organ organ ON organ.id = binding.organ_id "
    "WHERE binding.package = %s AND binding.service IN ('', %s) ORDER BY binding.organ_id"
)
_CHANGES = "SELECT day, working, reason, source FROM cases_calendarchange WHERE revoked_at IS NULL ORDER BY day"


def run(text: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Run a statement and return the rows that it answers with; none where it answers with none."""
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        return cursor.fetchall() if cursor.description else []


def bound_rows(package: str, service: str) -> list[tuple[str, int, int | None]]:
    """Return role, organ and the organ above it, of every binding that holds for the service, by organ."""
    return run(_BOUND, [package, service])


def calendar_rows() -> tuple[tuple[dt.date, bool, str, str], ...]:
    """Return day, working, reason and source of the changes of the calendar in force, by day."""
    return tuple((_day(day), bool(working), reason, source) for day, working, reason, source in run(_CHANGES))


def fetch(model: type[_Row], column: str, value: object, *, lock: bool = False) -> list[_Row]:
    """Return the rows whose column has the value, in no order; with `lock` they stay locked until commit."""
    for_update = " FOR UPDATE" if lock and connection.features.has_select_for_update else ""
    rows = run(_select(model, column) + for_update, [adapted(model, column, value)])
    if not rows:
        return []
    names, converters = [field.attname for field in _fields(model)], _converters(model, connection.vendor)
    return [model.from_db(connection.alias, names, _converted(row, converters)) for row in rows]


def insert(
    rows: Sequence[Model],
    *,
    conflict: tuple[str, ...] = (),
    update: tuple[str, ...] = (),
    together: Together | None = None,
) -> None:
    """Add rows of one model, which get their keys; those that meet `conflict` change the columns in `update`.

    With `together` they are added when that is sent, and keys that the database gives stay unknown.
    """
    if not rows:
        return
    model = type(rows[0])
    values = [value for row in rows for value in written(row)]
    text = _insert(model, len(rows), conflict, update)
    if together is None:
        for row, (key,) in zip(rows, run(text + _returning(model), values), strict=True):
            row.pk = row._meta.pk.to_python(key)
    else:
        together.add(text, values)
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def update(row: Model, columns: tuple[str, ...], together: Together | None = None) -> None:
    """Write some columns of a row, now or when `together` is sent."""
    model = type(row)
    _run_or_add(together, _update(model, columns), [*written(row, columns), adapted(model, "pk", row.pk)])


def remove(model: type[Model], keys: Sequence[object], together: Together | None = None) -> None:
    """Delete rows that nothing refers to, now or when `together` is sent."""
    if keys:
        meta = model._meta
        marks = ", ".join(["%s"] * len(keys))
        text = f'DELETE FROM "{meta.db_table}" WHERE "{meta.pk.column}" IN ({marks})'  # noqa: S608 - names of our models
        _run_or_add(together, text, [adapted(model, "pk", key) for key in keys])


def _run_or_add(together: Together | None, text: str, values: Sequence[Any]) -> None:
    if together is None:
        run(text, values)
    else:
        together.add(text, values)


def written(row: Model, columns: tuple[str, ...] = ()) -> list[Any]:
    """Return the row's values as the database takes them: those of the columns, or all that it does not give itself."""
    held, place = vars(row), connections[DEFAULT_DB_ALIAS]
    adapters = _adapters(type(row), columns, place.vendor)
    return [adapt(held[name], place) if adapt else held[name] for name, adapt in adapters]


def adapted(model: type[Model], column: str, value: object) -> Any:
    """Return a value as the database takes it for the column."""
    ((_, adapt),) = _adapters(model, (column,), connection.vendor)
    return adapt(value, connection) if adapt else value


def columns_of(model: type[Model]) -> str:
    """Return the names of the columns that `written` has values for, in its order."""
    return ", ".join(f'"{field.column}"' for field in _written(model))


def _day(value: Any) -> dt.date:
    return value if isinstance(value, dt.date) else dt.date.fromisoformat(value)


def _field(model: type[Model], name: str) -> Any:
    return model._meta.pk if name == "pk" else model._meta.get_field(name)


@lru_cache(maxsize=128)
def _adapters(model: type[Model], columns: tuple[str, ...], vendor: str) -> tuple[tuple[str, _Adapter | None], ...]:
    """Return attribute and what brings its value into the database's form, None for what has the same everywhere."""
    fields = [_field(model, name) for name in columns] or _written(model)
    return tuple((field.attname, _adapter(field, vendor)) for field in fields)


def _adapter(field: Any, vendor: str) -> _Adapter | None:
    if _is_same_everywhere(field):
        return None
    target = field.target_field if field.is_relation else field
    quick = _ON_SQLITE.get(type(target)) if vendor == "sqlite" else None
    return _quick(*quick, field.get_db_prep_save) if quick else field.get_db_prep_save


def _quick(kind: type, adapt: Callable[[Any], Any], usual: _Adapter) -> _Adapter:
    """Return what brings a value of that very kind into the database's form at once; any other goes the usual way."""

    def adapted_value(value: Any, place: Any) -> Any:
        if type(value) is kind:
            return adapt(value)
        return None if value is None else usual(value, place)

    return adapted_value


def _moment(value: dt.datetime) -> str:
    """Return the instant as SQLite holds it: in UTC, without a zone."""
    return str(value.astimezone(dt.UTC).replace(tzinfo=None) if value.tzinfo else value)


_ON_SQLITE: Mapping[type, tuple[type, Callable[[Any], Any]]] = {
    DateTimeField: (dt.datetime, _moment),
    DateField: (dt.date, dt.date.isoformat),
    UUIDField: (UUID, lambda value: value.hex),
}
"""What the models' own fields give there, without their way to it."""


def _is_same_everywhere(field: Any) -> bool:
    return isinstance(field.target_field if field.is_relation else field, _SAME_EVERYWHERE)


@lru_cache(maxsize=32)
def _fields(model: type[Model]) -> _Fields:
    return tuple(model._meta.concrete_fields)


@lru_cache(maxsize=32)
def _written(model: type[Model]) -> _Fields:
    return tuple(field for field in _fields(model) if not isinstance(field, (AutoField, GeneratedField)))


@lru_cache(maxsize=64)
def _select(model: type[Model], column: str) -> str:
    columns = ", ".join(f'"{field.column}"' for field in _fields(model))
    where = _field(model, column).column
    return f'SELECT {columns} FROM "{model._meta.db_table}" WHERE "{where}" = %s'  # noqa: S608 - names of our models


@lru_cache(maxsize=128)
def _insert(model: type[Model], count: int, conflict: tuple[str, ...], changed: tuple[str, ...]) -> str:
    meta = model._meta
    row = f"({', '.join(['%s'] * len(_written(model)))})"
    told = ""
    if conflict:
        met = ", ".join(f'"{_field(model, name).column}"' for name in conflict)
        names = [_field(model, name).column for name in changed]
        told = f" ON CONFLICT ({met}) DO UPDATE SET " + ", ".join(f'"{name}" = EXCLUDED."{name}"' for name in names)
    rows = ", ".join([row] * count)
    return f'INSERT INTO "{meta.db_table}" ({columns_of(model)}) VALUES {rows}{told}'  # noqa: S608 - names of our models


def _returning(model: type[Model]) -> str:
    return f' RETURNING "{model._meta.pk.column}"'


@lru_cache(maxsize=32)
def _update(model: type[Model], columns: tuple[str, ...]) -> str:
    meta = model._meta
    changed = ", ".join(f'"{_field(model, name).column}" = %s' for name in columns)
    return f'UPDATE "{meta.db_table}" SET {changed} WHERE "{meta.pk.column}" = %s'  # noqa: S608


@lru_cache(maxsize=32)
def _converters(model: type[Model], vendor: str) -> tuple[tuple[int, tuple[Any, ...], Any], ...]:
    """Return place, converters and expression of the columns whose values the database gives in another form."""
    del vendor
    found = []
    for place, field in enumerate(_fields(model)):
        column: Any = field.get_col(model._meta.db_table)
        made = (*connection.ops.get_db_converters(column), *column.get_db_converters(connection))
        if made:
            found.append((place, tuple(made), column))
    return tuple(found)


def _converted(row: Sequence[Any], converters: tuple[tuple[int, tuple[Any, ...], Any], ...]) -> list[Any]:
    values = list(row)
    for place, made, column in converters:
        for convert in made:
            values[place] = convert(values[place], column, connection)
    return values
