import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cases", "0001_initial"),
        ("parties", "0003_people_and_duties"),
    ]

    operations = [
        migrations.CreateModel(
            name="DeclinedOrder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=100)),
                ("sealed", models.TextField()),
                (
                    "order",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.publicationorder"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.CharField(max_length=20, null=True, unique=True)),
                ("kind", models.CharField(max_length=20)),
                ("package", models.CharField(blank=True, max_length=100)),
                ("service", models.CharField(blank=True, max_length=60)),
                ("name", models.CharField(blank=True, max_length=60)),
                ("title", models.CharField(max_length=200)),
                ("basis", models.CharField(blank=True, max_length=200)),
                ("article", models.CharField(blank=True, max_length=200)),
                ("city", models.CharField(blank=True, max_length=60)),
                ("contact", models.CharField(blank=True, max_length=200)),
                ("drafted_at", models.DateTimeField()),
                ("drafted_by", models.CharField(max_length=100)),
                ("sealed_draft", models.TextField(blank=True)),
                ("ordered_on", models.DateField()),
                ("due_on", models.DateField(null=True)),
                ("lasts", models.CharField(blank=True, max_length=60)),
                ("rule", models.CharField(blank=True, max_length=20)),
                ("released_at", models.DateTimeField(null=True)),
                ("last_day", models.DateField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_reason", models.CharField(blank=True, max_length=500)),
                ("versions_count", models.IntegerField(default=0)),
                (
                    "organ",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.organ"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["-released_at"], name="publication_newest"),
                    models.Index(fields=["organ", "due_on"], name="publication_by_organ"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PublicationVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sequence", models.IntegerField()),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=100)),
                ("content", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                ("sealed", models.TextField()),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("concealed", models.BooleanField(default=False)),
                ("ledger_sequence", models.BigIntegerField()),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="disclosure.publication",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("publication", "sequence"), name="publication_version_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="PublishedOrder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.IntegerField()),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
                ),
                (
                    "order",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.publicationorder"
                    ),
                ),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="orders", to="disclosure.publication"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["case"], name="published_order_by_case")],
            },
        ),
    ]
