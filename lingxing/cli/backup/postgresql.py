"""Backing up and restoring PostgreSQL: every table by COPY in one snapshot, without any program beside this one."""

from collections.abc import Iterator
from typing import LiteralString

import psycopg
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.migrations.executor import MigrationExecutor
from psycopg import sql

from lingxing.cli.backup.archive import Manifest, Reader, Writer
from lingxing.engines.ledger import queries
from lingxing.engines.ledger.guards import install_guards, remove_guards
from lingxing.kernel.errors import LingxingError

_TABLES = """
    SELECT c.relname, array_agg(a.attname ORDER BY a.attnum) FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' GROUP BY c.relname ORDER BY c.relname
"""
_SEQUENCES = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = current_schema() AND last_value > 0"
_FUNCTIONS = """
    SELECT p.oid::regprocedure::text FROM pg_proc p LEFT JOIN pg_depend d ON d.objid = p.oid AND d.deptype = 'e'
    WHERE p.pronamespace = current_schema()::regnamespace AND d.objid IS NULL
"""


def back_up(writer: Writer) -> dict[str, int]:
    """Add every table in one snapshot, nobody else waiting; return where the counters stand."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute(_TABLES)
        for table, columns in cursor.fetchall():
            writer.add(f"tables/{table}", _copied_out(table, columns))
        cursor.execute(_SEQUENCES)
        return dict(cursor.fetchall())


def restore(reader: Reader) -> None:
    """Put the backup's state in place of the database's, in one transaction: all of it, with a whole ledger, or none.

    LingxingError leaves the database as it was.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        _clear(cursor)
        _build(reader.manifest)
        remove_guards(connection)
        cursor.execute(_TABLES)
        columns = dict(cursor.fetchall())
        cursor.execute(sql.SQL("TRUNCATE {}").format(sql.SQL(", ").join(map(sql.Identifier, columns))))
        _copy_in(reader, columns)
        for name, value in reader.manifest.sequences.items():
            cursor.execute("SELECT setval(%s::regclass, %s)", [connection.ops.quote_name(name), value])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        install_guards(connection)
        if faults := queries.verify_all():
            remedy = "请换另一份备份；数据库未改动"
            raise LingxingError(f"备份中的台账不完整（{faults[0]}）", where="台账", remedy=remedy)


def _clear(cursor: CursorWrapper) -> None:
    cursor.execute(_TABLES)
    for table, _ in cursor.fetchall():
        cursor.execute(sql.SQL("DROP TABLE {} CASCADE").format(sql.Identifier(table)))
    cursor.execute(_FUNCTIONS)
    for (function,) in cursor.fetchall():
        cursor.execute(sql.SQL("DROP FUNCTION {} CASCADE").format(sql.SQL(function)))


def _build(manifest: Manifest) -> None:
    """Make the tables as they were when the backup was made."""
    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    state = set(manifest.migrations)
    leaves = [node for node in state if not any(child.key in state for child in graph.node_map[node].children)]
    executor.migrate(sorted(leaves))


def _copied_out(table: str, columns: list[str]) -> Iterator[memoryview]:
    with connection.cursor() as cursor, cursor.copy(_statement("COPY {} ({}) TO STDOUT", table, columns)) as copy:
        yield from copy


def _copy_in(reader: Reader, columns: dict[str, list[str]]) -> None:
    for member in reader.manifest.members:
        if not member.name.startswith("tables/"):
            continue
        try:
            _fill(member.name.removeprefix("tables/"), columns, reader.chunks(member))
        except (KeyError, psycopg.Error) as error:
            remedy = "请换另一份备份；数据库未改动"
            raise LingxingError("备份中的表与本程序的不符", where=member.name, remedy=remedy) from error


def _fill(table: str, columns: dict[str, list[str]], chunks: Iterator[bytes]) -> None:
    statement = _statement("COPY {} ({}) FROM STDIN", table, columns[table])
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for chunk in chunks:
            copy.write(chunk)


def _statement(form: LiteralString, table: str, columns: list[str]) -> sql.Composed:
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    return sql.SQL(form).format(sql.Identifier(table), names)
