import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cases", "0004_work_lists_by_index"),
        ("parties", "0006_certificates"),
        ("parties", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Watermark",
            fields=[
                ("name", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("event", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Draw",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("title", models.CharField(max_length=200)),
                ("commitment", models.CharField(max_length=64)),
                ("seed_sealed", models.TextField()),
                ("objects_list", models.JSONField(default=list)),
                ("people_list", models.JSONField(default=list)),
                ("wanted_objects", models.IntegerField()),
                ("wanted_people", models.IntegerField()),
                ("result", models.JSONField(null=True)),
                ("opened_at", models.DateTimeField()),
                ("opened_by", models.CharField(max_length=100)),
                ("drawn_at", models.DateTimeField(null=True)),
                (
                    "organ",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.organ"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("document_key", models.CharField(max_length=120, unique=True)),
                ("title", models.TextField()),
                ("number", models.CharField(blank=True, max_length=100)),
                ("city", models.CharField(max_length=100)),
                ("package", models.CharField(blank=True, max_length=100)),
                ("procedure", models.CharField(max_length=100)),
                ("opened_at", models.DateTimeField()),
                ("opened_by", models.CharField(max_length=100)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("confirmed_by", models.CharField(blank=True, max_length=100)),
                ("revision", models.IntegerField(default=0)),
                (
                    "organ",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.organ"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Item",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("task_id", models.CharField(blank=True, max_length=200)),
                ("place", models.TextField(blank=True)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("document", "文件任务"),
                            ("superior", "上级交办"),
                            ("work_report", "《政府工作报告》"),
                            ("meeting", "会议决定"),
                            ("key_work", "重点工作和项目"),
                            ("leader", "领导批示"),
                            ("proposal", "建议提案"),
                            ("petition", "信访积案"),
                            ("complaint", "查实的投诉"),
                            ("other", "其他"),
                        ],
                        max_length=20,
                    ),
                ),
                ("origin", models.CharField(blank=True, max_length=300)),
                ("number", models.CharField(max_length=40)),
                ("heading", models.CharField(max_length=200)),
                ("urgent", models.BooleanField(default=False)),
                ("major", models.BooleanField(default=False)),
                ("state", models.CharField(max_length=60)),
                ("closed", models.BooleanField(default=False)),
                ("registered_on", models.DateField()),
                ("assigned_on", models.DateField(null=True)),
                ("due_on", models.DateField(null=True)),
                ("yellow_on", models.DateField(null=True)),
                ("reported_on", models.DateField(null=True)),
                ("concluded_on", models.DateField(null=True)),
                ("urged_on", models.DateField(null=True)),
                ("listed_on", models.DateField(null=True)),
                ("referred_on", models.DateField(null=True)),
                ("calls", models.IntegerField(default=0)),
                ("returns", models.IntegerField(default=0)),
                ("revision", models.IntegerField(default=0)),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organ",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="supervision.plan",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["plan", "closed", "due_on"], name="item_by_plan"),
                    models.Index(fields=["lead", "closed", "due_on"], name="item_by_lead"),
                    models.Index(fields=["closed", "due_on"], name="item_by_due"),
                    models.Index(fields=["concluded_on", "lead"], name="item_by_conclusion"),
                    models.Index(fields=["registered_on"], name="item_by_day"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanTask",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.IntegerField()),
                ("sources", models.JSONField(default=list)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("document", "文件任务"),
                            ("superior", "上级交办"),
                            ("work_report", "《政府工作报告》"),
                            ("meeting", "会议决定"),
                            ("key_work", "重点工作和项目"),
                            ("leader", "领导批示"),
                            ("proposal", "建议提案"),
                            ("petition", "信访积案"),
                            ("complaint", "查实的投诉"),
                            ("other", "其他"),
                        ],
                        default="document",
                        max_length=20,
                    ),
                ),
                ("origin", models.CharField(blank=True, max_length=300)),
                ("place", models.TextField(blank=True)),
                ("heading", models.CharField(max_length=200)),
                ("text", models.TextField()),
                ("due_text", models.TextField(blank=True)),
                ("due_on", models.DateField(null=True)),
                ("units", models.JSONField(default=list)),
                ("split", models.BooleanField(default=False)),
                ("urgent", models.BooleanField(default=False)),
                ("major", models.BooleanField(default=False)),
                ("person_sealed", models.TextField(blank=True)),
                ("dropped", models.BooleanField(default=False)),
                ("marks", models.JSONField(default=list)),
                (
                    "case",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "organ",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.organ"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tasks",
                        to="supervision.plan",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["plan", "position"], name="plan_task_order")],
            },
        ),
        migrations.CreateModel(
            name="Record",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("visit", "暗访督查"),
                            ("random", "随机督查"),
                            ("media", "媒体督查"),
                            ("excerpt", "微信督查"),
                            ("inspection", "现场查勘"),
                        ],
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("place", models.CharField(blank=True, max_length=200)),
                ("sealed", models.TextField()),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=100)),
                ("shared", models.BooleanField(default=False)),
                ("ledger_sequence", models.BigIntegerField()),
                (
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "draw",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="records",
                        to="supervision.draw",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="records", to="supervision.item"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["item", "at"], name="record_by_item")],
            },
        ),
        migrations.CreateModel(
            name="RecordFile",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name_sealed", models.TextField()),
                ("media_type", models.CharField(max_length=100)),
                ("size", models.IntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("content_sealed", models.TextField()),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="supervision.record"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("act", models.CharField(max_length=60)),
                ("ground", models.CharField(max_length=40)),
                ("found_on", models.DateField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by", models.CharField(blank=True, max_length=100)),
                ("taken", models.BooleanField(null=True)),
                ("reason_sealed", models.TextField(blank=True)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="findings", to="supervision.item"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("taken__isnull", True)), fields=["found_on"], name="finding_open")
                ],
                "constraints": [models.UniqueConstraint(fields=("item", "act", "ground"), name="finding_once")],
            },
        ),
        migrations.CreateModel(
            name="ItemUnit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(choices=[("lead", "主办"), ("joint", "会办")], max_length=10)),
                ("position", models.IntegerField(default=0)),
                (
                    "case",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="units", to="supervision.item"
                    ),
                ),
                (
                    "organ",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.organ"
                    ),
                ),
            ],
            options={
                "ordering": ("item", "position"),
                "constraints": [models.UniqueConstraint(fields=("item", "organ"), name="item_unit_once")],
            },
        ),
    ]
