"""Backing up and restoring PostgreSQL: every table by COPY in one snapshot, without any program beside this one."""

import json
from collections.abc import Iterator, Mapping
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
_COUNTERS = """
    SELECT t.relname || '.' || a.attname, p.last_value FROM pg_sequences p
    JOIN pg_class s ON s.relname = p.sequencename AND s.relnamespace = current_schema()::regnamespace
    JOIN pg_depend d ON d.objid = s.oid AND d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
    JOIN pg_class t ON t.oid = d.refobjid
    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
    WHERE p.schemaname = current_schema() AND p.last_value > 0
"""
_COLUMNS = "columns.json"
"""The member that says in which order each table's columns stand: an installation whose tables were changed step by
step has them in another order than one that began with all of them."""
_FUNCTIONS = """
    SELECT p.oid::regprocedure::text FROM pg_proc p LEFT JOIN pg_depend d ON d.objid = p.oid AND d.deptype = 'e'
    WHERE p.pronamespace = current_schema()::regnamespace AND d.objid IS NULL
"""


def back_up(writer: Writer) -> dict[str, int]:
    """Add every table in one snapshot, nobody else waiting; return where the counters stand, by table and column."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute(_TABLES)
        tables = dict(cursor.fetchall())
        writer.add(_COLUMNS, [json.dumps(tables).encode()])
        for table, columns in tables.items():
            writer.add(f"tables/{table}", _copied_out(table, columns))
        cursor.execute(_COUNTERS)
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
        _copy_in(reader, as_backed_up(reader, columns))
        for name, value in reader.manifest.sequences.items():
            _set_counter(cursor, name, value)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        install_guards(connection)
        if faults := queries.verify_all():
            remedy = "请换另一份备份；数据库未改动"
            raise LingxingError(f"备份中的台账不完整（{faults[0]}）", where="台账", remedy=remedy)


def _set_counter(cursor: CursorWrapper, name: str, value: int) -> None:
    """Let a column's counter go on; backups of before 2026-12 name the counter itself."""
    table, _, column = name.rpartition(".")
    if table:
        told = (connection.ops.quote_name(table), column, value)
        cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s)::regclass, %s)", told)
        if cursor.fetchone() == (None,):
            raise _unfit(name)
    else:
        cursor.execute("SELECT setval(%s::regclass, %s)", [connection.ops.quote_name(name), value])


def as_backed_up(reader: Reader, columns: Mapping[str, list[str]]) -> Mapping[str, list[str]]:
    """Return the tables' columns in the backup's order, which older backups don't tell: theirs were made in steps.

    A table that has other columns there is left out, so that its rows are refused. LingxingError where it tells none.
    """
    member = next((one for one in reader.manifest.members if one.name == _COLUMNS), None)
    if member is None:
        return columns
    try:
        told = json.loads(b"".join(reader.chunks(member)))
        return {table: told[table] for table, own in columns.items() if sorted(told.get(table, ())) == sorted(own)}
    except (ValueError, TypeError, AttributeError) as error:
        raise _unfit(_COLUMNS) from error


def _unfit(where: str) -> LingxingError:
    return LingxingError("备份中的表与本程序的不符", where=where, remedy="请换另一份备份；数据库未改动")


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


def _copy_in(reader: Reader, columns: Mapping[str, list[str]]) -> None:
    for member in reader.manifest.members:
        if not member.name.startswith("tables/"):
            continue
        try:
            _fill(member.name.removeprefix("tables/"), columns, reader.chunks(member))
        except (KeyError, psycopg.Error) as error:
            raise _unfit(member.name) from error


def _fill(table: str, columns: Mapping[str, list[str]], chunks: Iterator[bytes]) -> None:
    statement = _statement("COPY {} ({}) FROM STDIN", table, columns[table])
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for chunk in chunks:
            copy.write(chunk)


def _statement(form: LiteralString, table: str, columns: list[str]) -> sql.Composed:
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    return sql.SQL(form).format(sql.Identifier(table), names)
