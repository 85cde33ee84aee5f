"""The database's own refusal to change entries and checkpoints, for those who come past the models."""

from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper

# Table, prefix of its triggers, and what makes a row the same as another.
_TABLES = (
    ("ledger_ledgerentry", "ledger", "id = NEW.id OR (stream = NEW.stream AND sequence = NEW.sequence)"),
    ("ledger_ledgercheckpoint", "checkpoint", "number = NEW.number"),
    ("ledger_checkpointleaf", "checkpoint_leaf", "id = NEW.id OR (stream = NEW.stream AND length = NEW.length)"),
)
_POSTGRESQL_FUNCTION = (
    "CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'ledger entries are never changed'; END $$"
)


def install_guards(connection: BaseDatabaseWrapper) -> None:
    """Create the triggers on those of the ledger's tables that exist, in place of those that are there.

    A migration that rebuilds a table on SQLite calls this again: the rebuild drops them.
    """
    remove_guards(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRESQL_FUNCTION)
        for table, name, statement in _guards(connection):
            del table, name
            cursor.execute(statement)


def remove_guards(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers where they exist: for undoing the migration, and for test databases that are emptied."""
    with connection.cursor() as cursor:
        for table, name, _ in _guards(connection):
            suffix = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{suffix}")


def _guards(connection: BaseDatabaseWrapper) -> Iterator[tuple[str, str, str]]:
    """Yield table, name and statement of every trigger."""
    present = set(connection.introspection.table_names())
    statements = _postgresql if connection.vendor == "postgresql" else _sqlite
    for table, prefix, same in _TABLES:
        if table in present:
            yield from ((table, name, text) for name, text in statements(table, prefix, same))


def _postgresql(table: str, prefix: str, same: str) -> Iterator[tuple[str, str]]:
    del same
    for verb in ("UPDATE", "DELETE", "TRUNCATE"):
        name = f"{prefix}_no_{verb.lower()}"
        yield (
            name,
            (f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()"),
        )


def _sqlite(table: str, prefix: str, same: str) -> Iterator[tuple[str, str]]:
    refusal = "SELECT RAISE(ABORT, 'ledger entries are never changed')"
    for verb in ("UPDATE", "DELETE"):
        name = f"{prefix}_no_{verb.lower()}"
        yield name, f"CREATE TRIGGER {name} BEFORE {verb} ON {table} BEGIN {refusal}; END"
    # INSERT OR REPLACE takes the old row away without a word to the trigger on DELETE.
    name = f"{prefix}_no_replace"
    exists = f"EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608
    yield name, f"CREATE TRIGGER {name} BEFORE INSERT ON {table} WHEN {exists} BEGIN {refusal}; END"
