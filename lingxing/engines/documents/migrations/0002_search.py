"""The search index, in the form of the database at hand; `search.embedded` and `search.postgresql` read it."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_CREATE = {
    "sqlite": (
        "CREATE VIRTUAL TABLE documents_unitsearch USING fts5(title, heading, text, tokenize='ascii')",
        """CREATE TRIGGER documents_unitsearch_forget AFTER DELETE ON documents_unitrow BEGIN
            DELETE FROM documents_unitsearch WHERE rowid = old.id;
        END""",
    ),
    "postgresql": (
        "ALTER TABLE documents_unitrow ADD COLUMN tokens tsvector",
        "CREATE INDEX documents_unitrow_tokens ON documents_unitrow USING gin (tokens)",
    ),
}
_DROP = {
    "sqlite": ("DROP TRIGGER documents_unitsearch_forget", "DROP TABLE documents_unitsearch"),
    "postgresql": ("ALTER TABLE documents_unitrow DROP COLUMN tokens",),
}


def create(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the index."""
    for statement in _CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def _drop(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in _DROP[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = (("documents", "0001_initial"),)
    operations = (migrations.RunPython(create, _drop),)
