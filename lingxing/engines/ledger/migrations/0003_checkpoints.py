"""Checkpoints, their leaves, and the database's own refusal to change them."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from lingxing.engines.ledger.guards import install_guards


def install(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers on the new tables; undoing the migration drops them with the tables."""
    del apps
    install_guards(schema_editor.connection)


class Migration(migrations.Migration):
    """Two tables."""

    dependencies = [("ledger", "0002_guards")]

    operations = [
        migrations.CreateModel(
            name="LedgerCheckpoint",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("root", models.CharField(max_length=64)),
                ("streams", models.BigIntegerField()),
                ("entries", models.BigIntegerField()),
                ("previous", models.CharField(max_length=64)),
                ("key", models.CharField(max_length=64)),
                ("former", models.CharField(blank=True, max_length=64)),
                ("signature", models.CharField(max_length=128)),
                ("endorsement", models.CharField(blank=True, max_length=128)),
            ],
        ),
        migrations.CreateModel(
            name="CheckpointLeaf",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.BigIntegerField()),
                ("stream", models.CharField(max_length=200)),
                ("length", models.BigIntegerField()),
                ("head", models.CharField(max_length=64)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("stream", "length"), name="checkpoint_leaf_once")],
            },
        ),
        migrations.RunPython(install, migrations.RunPython.noop, elidable=False),
    ]
