"""Events as the ledger holds them: the name of the act, the public payload, the secret values. An exact round trip.

Moments are written as the ledger writes them, durations in whole seconds, runs as [first, second, steps].
"""

import dataclasses
import datetime as dt
import re
import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any, TypeAlias, get_args, get_origin, get_type_hints

from lingxing.engines.auctions.domain.events import Event, Happening, Run
from lingxing.kernel.canonical import Json
from lingxing.kernel.moments import format_moment, read_moment

Encoder: TypeAlias = Callable[[Any], Json]
Decoder: TypeAlias = Callable[[Json], Any]

FIELDS = "fields"
"""The member of a payload that holds the commitments of the secret fields."""
_SECOND = dt.timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    encode: Encoder
    decode: Decoder
    secret: bool


def kind(event: Event) -> str:
    """Return the act of an event's entry: bid_placed."""
    return _KINDS[type(event)]


def payload(event: Event) -> dict[str, Json]:
    """Return the public fields; the writer adds the commitments of the others under FIELDS."""
    return {field.name: field.encode(getattr(event, field.name)) for field in _PUBLIC[type(event)]}


def secrets(event: Event) -> dict[str, Json]:
    """Return the values of the secret fields, by name."""
    return {field.name: field.encode(getattr(event, field.name)) for field in _SECRET[type(event)]}


def is_public(event: Event) -> bool:
    """Return whether the hall shows the event before the end."""
    return event.PUBLIC


def decode(act: str, values: Mapping[str, Json], opened: Mapping[str, Json], at: dt.datetime) -> Event:
    """Return the event of an entry. `opened` holds what is known of its secret fields.

    A secret text that is not opened is "", a secret object empty: nothing follows from those. ValueError for an act or
    a field that there is not, for a value of another type, and for a figure that is needed but closed.
    """
    found = _CLASSES.get(act)
    if found is None:
        raise ValueError(f"no such act: {act}")
    public, hidden = _PUBLIC[found], _SECRET[found]
    expected = {field.name for field in public} | ({FIELDS} if hidden else set())
    if set(values) != expected:
        raise ValueError(f"{act}: fields are missing or foreign")
    if hidden and set(_object(values[FIELDS])) != {field.name for field in hidden}:
        raise ValueError(f"{act}: commitments are missing or foreign")
    read = {field.name: field.decode(values[field.name]) for field in public}
    read |= {field.name: _opened(field, opened) for field in hidden}
    event: Event = found(at=at, **read)
    return event


def _opened(field: _Field, opened: Mapping[str, Json]) -> Any:
    if field.name in opened:
        return field.decode(opened[field.name])
    if field.decode is _text:
        return ""
    if field.decode is _object:
        return {}
    raise ValueError(f"{field.name} is not opened")


def _plain(value: Any) -> Any:
    return value


def _whole(value: Json) -> int:
    if type(value) is not int:
        raise ValueError("no whole number")
    return value


def _text(value: Json) -> str:
    if not isinstance(value, str):
        raise ValueError("no text")
    return value


def _truth(value: Json) -> bool:
    if not isinstance(value, bool):
        raise ValueError("neither true nor false")
    return value


def _object(value: Json) -> Mapping[str, Json]:
    if not isinstance(value, Mapping):
        raise ValueError("no object")
    return value


def _moment(value: Json) -> dt.datetime:
    return read_moment(_text(value))


def _day(value: Json) -> dt.date:
    day = dt.date.fromisoformat(_text(value))
    if day.isoformat() != value:
        raise ValueError("a date in another form")
    return day


def _seconds(value: dt.timedelta) -> int:
    if value % _SECOND:
        raise ValueError("a duration has whole seconds")
    return value // _SECOND


def _duration(value: Json) -> dt.timedelta:
    return dt.timedelta(seconds=_whole(value))


def _runs_as_json(runs: tuple[Run, ...]) -> Json:
    return [[run.first, run.second, run.steps] for run in runs]


def _runs(value: Json) -> tuple[Run, ...]:
    if not isinstance(value, list | tuple):
        raise ValueError("no list of runs")
    return tuple(_run(run) for run in value)


def _run(value: Json) -> Run:
    if not isinstance(value, list | tuple) or len(value) != 3:
        raise ValueError("no run")
    first, second, steps = value
    return Run(_whole(first), None if second is None else _whole(second), _whole(steps))


def _record_as_json(fields: tuple[_Field, ...], value: Any) -> Json:
    return {field.name: field.encode(getattr(value, field.name)) for field in fields}


def _record(record: type, fields: tuple[_Field, ...], value: Json) -> Any:
    values = _object(value)
    if set(values) != {field.name for field in fields}:
        raise ValueError(f"{record.__name__}: fields are missing or foreign")
    return record(**{field.name: field.decode(values[field.name]) for field in fields})


def _choice(choices: type[StrEnum], value: Json) -> StrEnum:
    return choices(_text(value))


def _or_none(decode_value: Decoder, value: Json) -> Any:
    return None if value is None else decode_value(value)


def _none_or(encode_value: Encoder, value: Any) -> Json:
    return None if value is None else encode_value(value)


_FORMS: Mapping[Any, tuple[Encoder, Decoder]] = {
    int: (_plain, _whole),
    str: (_plain, _text),
    bool: (_plain, _truth),
    dt.datetime: (format_moment, _moment),
    dt.date: (dt.date.isoformat, _day),
    dt.timedelta: (_seconds, _duration),
    tuple[Run, ...]: (_runs_as_json, _runs),
}


def _form(hint: Any) -> tuple[Encoder, Decoder]:
    """Return how a field of that type is written and read."""
    if hint in _FORMS:
        return _FORMS[hint]
    if get_origin(hint) is types.UnionType:
        encode_value, decode_value = _form(next(part for part in get_args(hint) if part is not types.NoneType))
        return partial(_none_or, encode_value), partial(_or_none, decode_value)
    if get_origin(hint) is Mapping:
        return dict, _object
    if issubclass(hint, StrEnum):
        return str, partial(_choice, hint)
    fields = _fields(hint)
    return partial(_record_as_json, fields), partial(_record, hint, fields)


def _fields(record: Any) -> tuple[_Field, ...]:
    hints, secret = get_type_hints(record), getattr(record, "SECRET", ())
    names = [field.name for field in dataclasses.fields(record)]
    return tuple(_Field(name, *_form(hints[name]), name in secret) for name in names if name != "at")


_EVENTS: tuple[type[Happening], ...] = get_args(Event)
_KINDS: Mapping[type, str] = {event: re.sub(r"(?<!^)(?=[A-Z])", "_", event.__name__).lower() for event in _EVENTS}
_CLASSES: Mapping[str, Any] = {name: event for event, name in _KINDS.items()}
_ALL = {event: _fields(event) for event in _EVENTS}
_PUBLIC = {event: tuple(field for field in fields if not field.secret) for event, fields in _ALL.items()}
_SECRET = {event: tuple(field for field in fields if field.secret) for event, fields in _ALL.items()}
KINDS: tuple[str, ...] = tuple(_CLASSES)
"""The acts of a lot's chain."""
