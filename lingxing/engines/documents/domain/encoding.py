"""A document as JSON text and back, and the digest of its words."""

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter

from lingxing.engines.documents.domain.model import Document

_Value = TypeVar("_Value")
_WHERE_IT_STOOD = frozenset({"line", "first_line", "last_line", "line_ranges", "index", "repairs", "problems"})


def adapter(kind: type[_Value]) -> TypeAdapter[_Value]:
    """Return the reader and writer of values of `kind`."""
    found: TypeAdapter[_Value] = _adapter(kind)  # type: ignore[arg-type]
    return found


@cache
def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    """Building one takes milliseconds, so each is built once."""
    return TypeAdapter(kind)


def encode(kind: type[_Value], value: _Value) -> str:
    """Return `value` as JSON text that holds no NUL character, which PostgreSQL's text does not take."""
    return adapter(kind).dump_json(value).decode()


def decode(kind: type[_Value], text: str) -> _Value:
    """Return the value that `encode` wrote."""
    return adapter(kind).validate_json(text)


def words_digest(document: Document) -> str:
    """Return the SHA-256 of all that the document says, apart from where it stood and how it was repaired.

    A gazette whose lines have shifted brings the same digests, so that no version is made of a moved page break.
    """
    said = _said(adapter(Document).dump_python(document, mode="json"))
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _said(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _said(inner) for key, inner in value.items() if key not in _WHERE_IT_STOOD}
    if isinstance(value, list | tuple):
        return [_said(inner) for inner in value]
    return value
