"""Canonical JSON (RFC 8785, without numbers that have a fraction): one value, one text, one hash."""

import json
from collections.abc import Mapping
from typing import TypeAlias

Json: TypeAlias = "str | int | bool | list[Json] | tuple[Json, ...] | Mapping[str, Json] | None"

_LARGEST = 2**53 - 1
_SORTED = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False, sort_keys=True)
_AS_IS = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def canonical_json(value: object) -> str:
    """Return the one text of `value`: members sorted by UTF-16 code units, no spaces, no needless escapes.

    ValueError where a value has no exact common form: floats, integers beyond ±(2⁵³-1), lone surrogates, names that
    are no strings.
    """
    return _SORTED.encode(value) if _is_plain(value) else _AS_IS.encode(_checked(value))


def _is_plain(value: object) -> bool:
    """Return whether the value has an exact form as it stands, and its names Python's own order. False says nothing.

    Most values are so, and whoever acts waits for their text: it is had in half the time this way.
    """
    if type(value) is str:
        return value.isascii()
    if type(value) is int:
        return -_LARGEST <= value <= _LARGEST
    if type(value) is dict:
        for name, part in value.items():
            if type(name) is not str or not name.isascii() or not _is_plain(part):
                return False
        return True
    if type(value) is list or type(value) is tuple:
        return all(map(_is_plain, value))
    return value is None or value is True or value is False


def _checked(value: object) -> Json:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _encodable(value)
    if isinstance(value, int):
        if abs(value) > _LARGEST:
            raise ValueError(f"{value} has no exact form in JSON; write it as a string")
        return int(value)
    if isinstance(value, Mapping):
        return {_name(name): _checked(value[name]) for name in _ordered(value)}
    if isinstance(value, list | tuple):
        return [_checked(part) for part in value]
    raise ValueError(f"{type(value).__name__} has no canonical form; write it as a string")


def _ordered(value: Mapping[str, object]) -> list[str]:
    """Return the names in the order of their UTF-16 code units; among ASCII names that is the order of strings."""
    plain = all(isinstance(name, str) and name.isascii() for name in value)
    return sorted(value) if plain else sorted(value, key=_utf16)


def _encodable(text: str) -> str:
    text.encode("utf-8")
    return str(text)


def _name(name: object) -> str:
    if not isinstance(name, str):
        raise ValueError(f"{name!r} is no member name")
    return _encodable(name)


def _utf16(name: object) -> bytes:
    return _name(name).encode("utf-16-be")
