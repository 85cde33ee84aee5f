"""One writer at a time: what the library's services share when they write."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db import connection, models, transaction

_ONE_WRITER = 0x6C78_0001
_BATCH = 400
_Row = TypeVar("_Row", bound=models.Model)


@contextmanager
def one_writer() -> Iterator[None]:
    """Open a transaction in which nobody else writes to the library.

    SQLite lets one transaction write anyway; PostgreSQL holds an advisory lock until the transaction ends. Imports
    are rare and touch each other's documents through repeals, so one at a time costs nothing and needs no retries.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_WRITER])
        yield


def insert(model: type[_Row], rows: Iterable[_Row]) -> list[_Row]:
    """Insert many rows and return them with their ids."""
    return model._default_manager.bulk_create(list(rows), batch_size=_BATCH)


def storable(text: str, length: int | None = None) -> str:
    """Return `text` as both databases store it: without NUL and lone surrogates, at most `length` characters."""
    clean = text.replace("\x00", "").encode("utf-8", "replace").decode()
    return clean[:length]
