"""The words of requests and rulings lie sealed. Rows from before keep their digest, which had no salt."""

from typing import Any

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from lingxing.engines.auctions.queries.stop_words import seal_words


def seal_all(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Seal what lies open."""
    del editor
    rows: Any = apps.get_model("auctions", "StopPaper").objects.all()
    for row in rows:
        row.sealed = seal_words(row.text, "", row.digest)
        row.save(update_fields=["sealed"])


class Migration(migrations.Migration):
    dependencies = [("auctions", "0006_settling")]

    operations = [
        migrations.AddField("stoppaper", "sealed", models.TextField(default=""), preserve_default=False),
        migrations.RunPython(seal_all, elidable=True),
        migrations.RemoveField("stoppaper", "text"),
    ]
