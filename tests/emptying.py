"""What a test's PostgreSQL need not do: make every commit safe from a failing machine, and every empty table anew."""

from collections.abc import Sequence

from django.core.management.color import Style
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

WITHOUT_WAITING = sql.SQL("ALTER DATABASE {} SET synchronous_commit = off")
"""A commit no longer waits for the disk. Killed processes lose nothing by it, only a server that falls does."""


def hasten(connection: BaseDatabaseWrapper) -> None:
    """Let commits not wait for the disk, and what a test has committed be deleted instead of all tables made anew."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(WITHOUT_WAITING.format(sql.Identifier(connection.settings_dict["NAME"])))
        cursor.execute("SET synchronous_commit = off")
    quoted, truncated = connection.ops.quote_name, connection.ops.sql_flush

    def deleted(
        style: Style, tables: Sequence[str], *, reset_sequences: bool = False, allow_cascade: bool = False
    ) -> list[str]:
        if reset_sequences or not tables:
            return truncated(style, tables, reset_sequences=reset_sequences, allow_cascade=allow_cascade)
        holding = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT FROM {quoted(name)})" for name in tables)
        with connection.cursor() as cursor:
            cursor.execute(holding)
            return [f"DELETE FROM {quoted(name)}" for (name,) in cursor.fetchall()]

    connection.ops.sql_flush = deleted  # type: ignore[method-assign]
