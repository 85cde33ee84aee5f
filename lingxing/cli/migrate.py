"""`lingxing migrate`: making and upgrading the tables."""

import click
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from lingxing.cli.first_tables import make_first_tables

# Any number will do, as long as every process of this program takes the same.
_LOCK = 20_261_121


@click.command()
def migrate() -> None:
    """建立数据库表，或升级到本版本所需的结构。可重复执行。"""
    count = migrate_tables()
    click.echo(f"数据库已升级，执行了 {count} 步。" if count else "数据库已是最新。")


def pending_migrations() -> int:
    """Return how many steps the database is behind this version."""
    return _behind(MigrationExecutor(connection))


def _behind(executor: MigrationExecutor) -> int:
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def migrate_tables() -> int:
    """Bring the tables up to date and return how many steps that took; one process at a time does it."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
    try:
        executor = MigrationExecutor(connection)
        count = _behind(executor)
        if count and not make_first_tables(executor):
            call_command("migrate", verbosity=0, interactive=False)
    finally:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
    return count
