import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0004_work_lists_by_index"),
        ("parties", "0006_certificates"),
        ("parties", "__first__"),
        ("supervision", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Bulletin",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("procedure", models.CharField(max_length=100)),
                ("year", models.IntegerField()),
                ("month", models.IntegerField(null=True)),
                ("title", models.CharField(max_length=200)),
                ("snapshot", models.JSONField()),
                ("text", models.TextField()),
                ("revision", models.IntegerField(default=0)),
                ("drafted_at", models.DateTimeField()),
                ("drafted_by", models.CharField(max_length=100)),
                ("number", models.CharField(blank=True, max_length=80)),
                ("released_at", models.DateTimeField(null=True)),
                ("released_by", models.CharField(blank=True, max_length=100)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("publication", models.UUIDField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["-year", "-month"], name="bulletin_by_time")],
            },
        ),
        migrations.CreateModel(
            name="MeasuredValue",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("package", models.CharField(max_length=100)),
                ("indicator", models.CharField(max_length=100)),
                ("area", models.CharField(max_length=100)),
                ("on", models.DateField()),
                ("value", models.CharField(max_length=60)),
                ("source", models.CharField(max_length=300)),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("superseded", models.BooleanField(default=False)),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=100)),
                ("ledger_sequence", models.BigIntegerField()),
            ],
            options={
                "indexes": [models.Index(fields=["package", "indicator", "on"], name="measured_by_day")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded", False)),
                        fields=("package", "indicator", "area", "on"),
                        name="measured_value_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OwnAssessment",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("procedure", models.CharField(max_length=100)),
                ("definition", models.TextField()),
                ("first_year", models.IntegerField()),
                ("reason", models.CharField(max_length=500)),
                ("source", models.CharField(blank=True, max_length=200)),
                ("set_at", models.DateTimeField()),
                ("set_by", models.CharField(max_length=100)),
                ("ledger_sequence", models.BigIntegerField()),
            ],
            options={
                "indexes": [models.Index(fields=["procedure", "first_year", "set_at"], name="own_assessment_by_year")],
            },
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(
                fields=[
                    "lead",
                    "plan",
                    "source",
                    "closed",
                    "due_on",
                    "yellow_on",
                    "reported_on",
                    "concluded_on",
                    "registered_on",
                    "urgent",
                    "major",
                ],
                name="item_on_boards",
            ),
        ),
        migrations.AddField(
            model_name="bulletin",
            name="organ",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.organ"),
        ),
        migrations.CreateModel(
            name="MeasuredFile",
            fields=[
                (
                    "value",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="file",
                        serialize=False,
                        to="supervision.measuredvalue",
                    ),
                ),
                ("name_sealed", models.TextField()),
                ("media_type", models.CharField(max_length=100)),
                ("size", models.IntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("content_sealed", models.TextField()),
            ],
        ),
        migrations.AddField(
            model_name="measuredvalue",
            name="account",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="measuredvalue",
            name="corrects",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrected_by",
                to="supervision.measuredvalue",
            ),
        ),
        migrations.AddField(
            model_name="measuredvalue",
            name="organ",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.organ"),
        ),
        migrations.AddField(
            model_name="ownassessment",
            name="organ",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.organ"),
        ),
        migrations.AddConstraint(
            model_name="bulletin",
            constraint=models.UniqueConstraint(
                condition=models.Q(("number", ""), _negated=True),
                fields=("organ", "number"),
                name="bulletin_number_once",
            ),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(
                fields=["concluded_on", "due_on", "reported_on", "lead", "plan", "source", "urgent", "major"],
                name="item_concluded",
            ),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(fields=["due_on", "lead", "plan", "source", "urgent", "major"], name="item_due"),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(
                fields=["registered_on", "lead", "plan", "source", "urgent", "major"], name="item_registered"
            ),
        ),
    ]
