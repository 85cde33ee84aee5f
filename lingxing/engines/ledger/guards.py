"""The database's own refusal to change entries, for those who come past the models."""

from django.db.backends.base.base import BaseDatabaseWrapper

_SQLITE = {
    f"ledger_no_{verb.lower()}": f"CREATE TRIGGER ledger_no_{verb.lower()} BEFORE {verb} ON ledger_ledgerentry "
    "BEGIN SELECT RAISE(ABORT, 'ledger entries are never changed'); END"
    for verb in ("UPDATE", "DELETE")
} | {
    # INSERT OR REPLACE takes the old row away without a word to the trigger on DELETE.
    "ledger_no_replace": "CREATE TRIGGER ledger_no_replace BEFORE INSERT ON ledger_ledgerentry WHEN EXISTS "
    "(SELECT 1 FROM ledger_ledgerentry WHERE id = NEW.id OR (stream = NEW.stream AND sequence = NEW.sequence)) "
    "BEGIN SELECT RAISE(ABORT, 'ledger entries are never changed'); END"
}
_POSTGRESQL_FUNCTION = (
    "CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'ledger entries are never changed'; END $$"
)
_POSTGRESQL = {
    f"ledger_no_{verb.lower()}": f"CREATE TRIGGER ledger_no_{verb.lower()} BEFORE {verb} ON ledger_ledgerentry "
    "FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()"
    for verb in ("UPDATE", "DELETE", "TRUNCATE")
}


def install_guards(connection: BaseDatabaseWrapper) -> None:
    """Create the triggers. A migration that rebuilds the table on SQLite calls this again: the rebuild drops them."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRESQL_FUNCTION)
        for statement in (_POSTGRESQL if connection.vendor == "postgresql" else _SQLITE).values():
            cursor.execute(statement)


def remove_guards(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers where they exist: for undoing the migration, and for test databases that are emptied."""
    with connection.cursor() as cursor:
        for name in _POSTGRESQL if connection.vendor == "postgresql" else _SQLITE:
            suffix = " ON ledger_ledgerentry" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{suffix}")
