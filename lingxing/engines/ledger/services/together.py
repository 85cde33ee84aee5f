"""Statements by which one act adds its rows, sent to the database together: each way there costs more than a row."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db import connection


class Together:
    """Statements that need no answer. Nothing of them stands in the database before `send`.

    PostgreSQL is given all as one, in which none sees what another writes: no two may write to the same row. SQLite,
    which lies in the same process, runs them one after the other.
    """

    def __init__(self) -> None:
        """Begin without any."""
        self._texts: list[str] = []
        self._values: list[Sequence[Any]] = []

    def add(self, text: str, values: Sequence[Any]) -> None:
        """Add an INSERT, UPDATE or DELETE with its values, without WITH of its own."""
        self._texts.append(text)
        self._values.append(values)

    def send(self) -> None:
        """Run what was added since the last time, within a transaction. Errors are those of the database."""
        texts, values = tuple(self._texts), self._values
        self._texts, self._values = [], []
        if not texts:
            return
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                for text, given in zip(texts, values, strict=True):
                    cursor.execute(text, given)
            else:
                cursor.execute(_as_one(texts), [value for given in values for value in given])


@lru_cache(maxsize=256)
def _as_one(texts: tuple[str, ...]) -> str:
    *before, last = texts
    named = ", ".join(f"added_{place} AS ({text})" for place, text in enumerate(before))
    return f"WITH {named} {last}" if named else last
