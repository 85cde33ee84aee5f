import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("parties", "0002_organs"),
    ]

    operations = [
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=120, unique=True)),
                ("city", models.CharField(max_length=100)),
                ("title", models.TextField()),
                ("number", models.CharField(max_length=100)),
                ("issuer", models.CharField(max_length=300)),
                ("kind", models.CharField(max_length=50)),
                ("signed_on", models.DateField(null=True)),
                ("effective_on", models.DateField(null=True)),
                ("expires_on", models.DateField(null=True)),
                ("newest_by", models.DateField()),
            ],
            options={
                "ordering": ("-newest_by", "-id"),
                "indexes": [
                    models.Index(fields=["-newest_by", "-id"], name="document_newest"),
                    models.Index(fields=["city", "-newest_by"], name="document_city"),
                    models.Index(fields=["number"], name="document_number"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Gazette",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("city", models.CharField(db_index=True, max_length=100)),
                ("name", models.CharField(max_length=200)),
                ("year", models.PositiveSmallIntegerField(null=True)),
                ("issue", models.CharField(max_length=100)),
                ("serial", models.CharField(max_length=100)),
                ("published", models.CharField(max_length=20)),
                ("source_name", models.CharField(max_length=1000)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("source", models.TextField()),
                ("outside", models.TextField()),
                ("imported_at", models.DateTimeField()),
                ("imported_by", models.CharField(max_length=200)),
            ],
            options={
                "ordering": ("-imported_at", "-id"),
            },
        ),
        migrations.CreateModel(
            name="CorrectionAct",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("correct", "更正"), ("confirm", "确认"), ("withdraw", "撤回")], max_length=10
                    ),
                ),
                ("path", models.CharField(max_length=400)),
                ("value", models.TextField()),
                ("source_value", models.TextField()),
                ("reason", models.TextField()),
                ("actor", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="correction_acts",
                        to="documents.document",
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="DocumentName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(db_index=True, max_length=300)),
                ("is_number", models.BooleanField()),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="names", to="documents.document"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DocumentVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sequence", models.PositiveIntegerField()),
                ("index", models.PositiveIntegerField()),
                ("signed_on", models.DateField(null=True)),
                ("content", models.TextField()),
                ("digest", models.CharField(max_length=64)),
                ("changed_units", models.PositiveIntegerField()),
                ("imported_at", models.DateTimeField()),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="documents.document"
                    ),
                ),
                (
                    "gazette",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="documents.gazette"
                    ),
                ),
            ],
            options={
                "ordering": ("document", "sequence"),
                "constraints": [
                    models.UniqueConstraint(fields=("document", "sequence"), name="one_version_per_sequence")
                ],
            },
        ),
        migrations.AddField(
            model_name="document",
            name="current",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.documentversion"
            ),
        ),
        migrations.CreateModel(
            name="ProblemRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=30)),
                ("message", models.TextField()),
                ("excerpt", models.TextField()),
                ("line", models.PositiveIntegerField(null=True)),
                ("unit_id", models.CharField(max_length=200)),
                ("fingerprint", models.CharField(db_index=True, max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "待处理"), ("resolved", "已处理"), ("gone", "已消失")],
                        db_index=True,
                        max_length=10,
                    ),
                ),
                ("note", models.TextField()),
                ("decided_by", models.CharField(max_length=200)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="problems",
                        to="documents.document",
                    ),
                ),
                (
                    "gazette",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="problems", to="documents.gazette"
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="RelationRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField()),
                ("kind", models.CharField(max_length=20)),
                ("title", models.TextField()),
                ("number", models.CharField(max_length=100)),
                ("target_title", models.CharField(db_index=True, max_length=300)),
                ("target_number", models.CharField(db_index=True, max_length=120)),
                ("where", models.TextField()),
                ("unit_id", models.CharField(max_length=200)),
                ("printed", models.TextField()),
                ("effective_on", models.DateField(null=True)),
                ("deadline", models.DateField(null=True)),
                ("lapses", models.BooleanField()),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="relations_out",
                        to="documents.document",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="relations_in",
                        to="documents.document",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StatusSpan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                ("state", models.CharField(max_length=20)),
                ("since", models.DateField(null=True)),
                ("until", models.DateField(null=True)),
                ("revise_by", models.DateField(null=True)),
                ("ordered_by", models.CharField(max_length=120)),
                ("ordered_where", models.TextField()),
                ("order_kind", models.CharField(max_length=20)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="spans", to="documents.document"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["document", "first_day"], name="span_document")],
            },
        ),
        migrations.CreateModel(
            name="TaskRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("task_id", models.CharField(max_length=200)),
                ("position", models.PositiveIntegerField()),
                ("unit_id", models.CharField(max_length=200)),
                ("place", models.TextField()),
                ("text", models.TextField()),
                ("deadline_kind", models.CharField(max_length=20)),
                ("deadline_text", models.TextField()),
                ("due_on", models.DateField(db_index=True, null=True)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="task_rows", to="documents.document"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["document", "position"], name="task_document")],
            },
        ),
        migrations.CreateModel(
            name="TaskUnit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField()),
                (
                    "role",
                    models.CharField(
                        choices=[("lead", "牵头"), ("responsible", "责任"), ("supporting", "配合")], max_length=20
                    ),
                ),
                ("printed", models.TextField()),
                (
                    "organ",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.organ"
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="units", to="documents.taskrow"
                    ),
                ),
            ],
            options={
                "ordering": ("task", "position"),
            },
        ),
        migrations.CreateModel(
            name="UnitRow",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("unit_id", models.CharField(max_length=200)),
                ("position", models.PositiveIntegerField()),
                ("citation", models.TextField()),
                ("heading", models.TextField()),
                ("text", models.TextField()),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="unit_rows", to="documents.document"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["document", "unit_id"], name="unit_document")],
            },
        ),
    ]
