"""`python -m tests.tables` prints what an installation's database holds: columns, what holds between them, triggers."""

import json
import sys
from typing import Any

import django
from django.db import connection


def tables() -> dict[str, dict[str, Any]]:
    """Return for each table its columns with type and whether they may be empty, its indexes, and what it refers to."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            columns = connection.introspection.get_table_description(cursor, table)
            held = connection.introspection.get_constraints(cursor, table).values()
            found[table] = {
                "columns": sorted([one.name, str(one.type_code), bool(one.null_ok)] for one in columns),
                "held": sorted(
                    json.dumps([one["columns"], one["primary_key"], one["unique"], one["foreign_key"], one["check"]])
                    for one in held
                ),
            }
    return found


_DEFINED = {
    "sqlite": "SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL",
    "postgresql": """
        SELECT 'index', named, replace(pg_get_indexdef(indexrelid), relname, named) FROM pg_index
            JOIN pg_class ON pg_class.oid = indexrelid, regexp_replace(relname, '.*_[0-9a-f]{8}(_.*)?$', '') AS named
            WHERE relnamespace = 'public'::regnamespace AND NOT indisprimary
        UNION ALL SELECT 'trigger', tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
        UNION ALL SELECT 'constraint', conname, pg_get_constraintdef(oid) FROM pg_constraint
            WHERE connamespace = 'public'::regnamespace AND contype IN ('c', 'u')
    """,
}


def definitions() -> list[list[str]]:
    """Return kind, name and text of every index and trigger, and on PostgreSQL of every constraint, in order.

    Keys are left to `tables`, and so are the names that Django makes up for indexes: on PostgreSQL both keep what their
    table was once called.
    """
    with connection.cursor() as cursor:
        cursor.execute(_DEFINED[connection.vendor])
        return sorted([list(row) for row in cursor.fetchall()])


if __name__ == "__main__":
    django.setup()
    json.dump({"tables": tables(), "definitions": definitions()}, sys.stdout)
