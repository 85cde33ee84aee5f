import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0003_work_lists_by_service"),
        ("parties", "0005_alter_account_role"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="case",
            name="case_by_organ",
        ),
        migrations.RemoveIndex(
            model_name="turn",
            name="turn_by_organ",
        ),
        migrations.RemoveIndex(
            model_name="turn",
            name="turn_by_assignee",
        ),
        migrations.RemoveIndex(
            model_name="turn",
            name="turn_by_service",
        ),
        migrations.AlterField(
            model_name="turn",
            name="assignee",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="turn",
            name="case",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="turns", to="cases.case"
            ),
        ),
        migrations.AlterField(
            model_name="turn",
            name="organ",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="parties.organ",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("settled_at__isnull", False)),
                fields=["settled_at", "organ", "package", "service", "opened_at", "id"],
                name="case_by_decision",
            ),
        ),
        migrations.AddIndex(
            model_name="turn",
            index=models.Index(fields=["organ", "duty", "due_on", "id", "yellow_on", "paused"], name="turn_by_organ"),
        ),
        migrations.AddIndex(
            model_name="turn",
            index=models.Index(fields=["organ", "duty", "package", "service", "due_on", "id"], name="turn_by_service"),
        ),
        migrations.AddIndex(
            model_name="turn",
            index=models.Index(
                fields=["organ", "duty", "package", "service", "assignee", "due_on", "yellow_on", "paused"],
                name="turn_counted",
            ),
        ),
        migrations.AddIndex(
            model_name="turn",
            index=models.Index(
                condition=models.Q(("assignee__isnull", True)),
                fields=["organ", "duty", "due_on", "id"],
                name="turn_free",
            ),
        ),
        migrations.AddIndex(
            model_name="turn",
            index=models.Index(
                condition=models.Q(("paused", True)), fields=["organ", "duty", "id"], name="turn_paused"
            ),
        ),
        migrations.AddIndex(
            model_name="turn",
            index=models.Index(
                condition=models.Q(("assignee__isnull", False)),
                fields=["assignee", "organ", "duty", "due_on", "id"],
                name="turn_by_assignee",
            ),
        ),
    ]
