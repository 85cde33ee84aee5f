"""`python -m tests.tables` prints the tables of an installation's database: columns and what holds between them."""

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


if __name__ == "__main__":
    django.setup()
    json.dump(tables(), sys.stdout)
