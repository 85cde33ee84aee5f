import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("auctions", "0001_initial"),
        ("parties", "0005_alter_account_role"),
        ("parties", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="BankDelivery",
            fields=[
                ("signature", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("lines", models.IntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="LotKey",
            fields=[
                (
                    "lot",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="reserve_key",
                        serialize=False,
                        to="auctions.lot",
                    ),
                ),
                ("public", models.CharField(max_length=64)),
                ("private_sealed", models.TextField()),
                ("made_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Application",
            fields=[
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("order_digest", models.CharField(max_length=64, unique=True)),
                ("order_sealed", models.TextField()),
                ("details_sealed", models.TextField()),
                ("paddle", models.IntegerField(null=True)),
                ("applied_at", models.DateTimeField()),
                ("qualified_at", models.DateTimeField(null=True)),
                ("identified_at", models.DateTimeField(null=True)),
                ("identified_sealed", models.TextField(default="")),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "lot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="applications", to="auctions.lot"
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.party"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("lot", "account"), name="application_once_an_account"),
                    models.UniqueConstraint(fields=("lot", "party"), name="application_once_a_party"),
                    models.UniqueConstraint(fields=("lot", "paddle"), name="paddle_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ApplicationFile",
            fields=[
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name_sealed", models.TextField()),
                ("media_type", models.CharField(max_length=100)),
                ("size", models.IntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("content_sealed", models.TextField()),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="auctions.application"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BankLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference_digest", models.CharField(max_length=64, unique=True)),
                ("sealed", models.TextField()),
                ("amount", models.BigIntegerField()),
                ("paid_at", models.DateTimeField()),
                ("source", models.CharField(max_length=10)),
                ("taken_at", models.DateTimeField()),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("counted", "计入保证金"),
                            ("excess", "超过保证金"),
                            ("late", "逾期到账"),
                            ("closed", "到账时已不再收取"),
                            ("unmatched", "订单流水号对不上"),
                        ],
                        max_length=10,
                    ),
                ),
                ("excess", models.BigIntegerField(default=0)),
                ("returned_at", models.DateTimeField(null=True)),
                ("note_sealed", models.TextField(default="")),
                (
                    "application",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="auctions.application",
                    ),
                ),
                (
                    "returned_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Guarantee",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference_digest", models.CharField(max_length=64, unique=True)),
                ("sealed", models.TextField()),
                ("amount", models.BigIntegerField()),
                ("valid_until", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="guarantee", to="auctions.application"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LotFile",
            fields=[
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("boundary", "宗地界址图"),
                            ("guide", "出让须知"),
                            ("planning", "宗地规划指标要求"),
                            ("application", "竞买申请书"),
                            ("confirmation", "成交确认书"),
                            ("contract", "出让合同文本"),
                            ("other", "其他文件"),
                        ],
                        max_length=12,
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("media_type", models.CharField(max_length=100)),
                ("size", models.IntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("content", models.BinaryField()),
                ("uploaded_at", models.DateTimeField()),
                ("replaced", models.BooleanField(default=False)),
                (
                    "lot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="auctions.lot"
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SealedReserve",
            fields=[
                (
                    "lot",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="reserve_file",
                        serialize=False,
                        to="auctions.lot",
                    ),
                ),
                ("file", models.TextField()),
                ("digest", models.CharField(max_length=64)),
                ("commitment", models.CharField(max_length=64)),
                ("has_code", models.BooleanField()),
                ("imported_at", models.DateTimeField()),
                ("opened_sealed", models.TextField(default="")),
                (
                    "imported_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Announcement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("original", "出让公告"),
                            ("supplement", "补充公告"),
                            ("suspension", "中止公告"),
                            ("termination", "终止公告"),
                            ("resumption", "恢复公告"),
                            ("result", "结果公告"),
                        ],
                        max_length=12,
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("county", models.CharField(max_length=40)),
                ("content", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                ("moves_price", models.BooleanField(default=False)),
                ("published_at", models.DateTimeField()),
                (
                    "lot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="announcements", to="auctions.lot"
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("lot", "number"), name="announcement_once")],
            },
        ),
    ]
