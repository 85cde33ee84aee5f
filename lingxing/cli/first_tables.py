"""The tables of a new installation, made of the models at once instead of in the steps that led there.

Steps are for installations that hold data: each works out the state of all models before and after it, which takes most
of the time of a first start. That both ways lead to the same is tested in web/tests/test_migrations.py.
"""

from typing import cast

from django.apps import apps
from django.core.management.sql import emit_post_migrate_signal
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import StateApps


def make_first_tables(executor: MigrationExecutor) -> bool:
    """Make everything in one transaction where the database has no table yet, and return whether it was so."""
    with connection.schema_editor() as editor:
        if connection.introspection.table_names():
            return False
        make_tables(editor)
        make_what_no_model_says(editor, executor)
        executor.recorder.ensure_schema()
        for app, name in executor.loader.graph.nodes:
            executor.recorder.record_applied(app, name)
    emit_post_migrate_signal(verbosity=0, interactive=False, db=DEFAULT_DB_ALIAS)
    return True


def make_tables(editor: BaseDatabaseSchemaEditor) -> None:
    """Make a table of every model."""
    for model in apps.get_models():
        if model._meta.can_migrate(connection):
            editor.create_model(model)


def make_what_no_model_says(editor: BaseDatabaseSchemaEditor, executor: MigrationExecutor) -> None:
    """Carry out the steps in code that must not be left out: the others only change rows, of which there are none."""
    for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes(), clean_start=True):
        for step in migration.operations:
            if isinstance(step, RunPython) and not step.elidable:
                step.code(cast(StateApps, apps), editor)
