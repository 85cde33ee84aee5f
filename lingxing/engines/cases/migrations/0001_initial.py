import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("parties", "0003_people_and_duties"),
        ("parties", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Heartbeat",
            fields=[
                ("name", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("held", models.CharField(blank=True, max_length=300)),
            ],
        ),
        migrations.CreateModel(
            name="OutboxMessage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("channel", models.CharField(max_length=10)),
                ("sealed", models.TextField()),
                ("created_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(db_index=True, null=True)),
                ("attempts", models.IntegerField(default=0)),
                ("sent_at", models.DateTimeField(null=True)),
                ("failure", models.CharField(blank=True, max_length=300)),
            ],
        ),
        migrations.CreateModel(
            name="CalendarChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("working", models.BooleanField()),
                ("reason", models.CharField(max_length=200)),
                ("source", models.CharField(max_length=200)),
                ("by", models.CharField(max_length=100)),
                ("at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at__isnull", True)), fields=("day",), name="calendar_change_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Case",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.CharField(max_length=40, unique=True)),
                ("code_digest", models.CharField(max_length=64)),
                ("package", models.CharField(max_length=100)),
                ("service", models.CharField(max_length=60)),
                ("definition", models.CharField(max_length=64)),
                ("title", models.CharField(blank=True, max_length=200)),
                ("state", models.CharField(max_length=60)),
                ("closed", models.BooleanField(default=False)),
                ("outcome", models.CharField(blank=True, max_length=20)),
                ("revision", models.IntegerField(default=0)),
                ("snapshot", models.JSONField(default=dict)),
                ("plain", models.JSONField(default=dict)),
                ("sealed", models.TextField(blank=True)),
                ("opened_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
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
                    "organ",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.organ"
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.party"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["package", "service", "state", "opened_at"], name="case_by_state"),
                    models.Index(fields=["party", "-opened_at"], name="case_by_party"),
                    models.Index(fields=["account", "-opened_at"], name="case_by_account"),
                    models.Index(fields=["organ", "closed", "-opened_at"], name="case_by_organ"),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseClock",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60)),
                ("ordinal", models.IntegerField()),
                ("run", models.JSONField()),
                ("state", models.CharField(max_length=10)),
                ("due_on", models.DateField(null=True)),
                ("next_at", models.DateTimeField(null=True)),
                ("calendar", models.CharField(max_length=64)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="clocks", to="cases.case"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("next_at__isnull", False)), fields=["next_at"], name="clock_next"),
                    models.Index(fields=["state", "calendar"], name="clock_calendar"),
                ],
                "constraints": [models.UniqueConstraint(fields=("case", "name", "ordinal"), name="clock_once")],
            },
        ),
        migrations.CreateModel(
            name="CaseEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sequence", models.IntegerField()),
                ("at", models.DateTimeField()),
                ("act", models.CharField(max_length=60)),
                ("actor", models.CharField(max_length=100)),
                ("role", models.CharField(max_length=60)),
                ("standing_in_for", models.CharField(blank=True, max_length=100)),
                ("target", models.CharField(max_length=60)),
                ("plain", models.JSONField(default=dict)),
                ("sealed", models.TextField(blank=True)),
                ("ledger_sequence", models.BigIntegerField()),
                ("annuls", models.IntegerField(null=True)),
                ("key", models.CharField(max_length=64, null=True, unique=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="events", to="cases.case"
                    ),
                ),
                (
                    "organ",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.organ"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("case", "sequence"), name="case_event_once")],
            },
        ),
        migrations.CreateModel(
            name="CaseLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="links", to="cases.case"
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="linked_from", to="cases.case"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("case", "name"), name="case_link_once")],
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("package", models.CharField(max_length=100)),
                ("service", models.CharField(max_length=60)),
                ("act", models.CharField(max_length=60)),
                ("sealed", models.TextField()),
                ("updated_at", models.DateTimeField(db_index=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="parties.party"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("paper", models.CharField(max_length=60)),
                ("name_sealed", models.TextField()),
                ("media_type", models.CharField(max_length=100)),
                ("size", models.BigIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("stored_as", models.CharField(max_length=100)),
                ("at", models.DateTimeField()),
                ("event_sequence", models.IntegerField(null=True)),
                ("original_seen_at", models.DateTimeField(null=True)),
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
                    "case",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="cases.case",
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="attachments",
                        to="cases.draft",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Firing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rung", models.CharField(max_length=60)),
                ("at", models.DateTimeField()),
                (
                    "clock",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="firings", to="cases.caseclock"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("clock", "rung"), name="firing_once")],
            },
        ),
        migrations.CreateModel(
            name="IssuedDocument",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=60)),
                ("number", models.CharField(max_length=80)),
                ("event_sequence", models.IntegerField()),
                ("issued_at", models.DateTimeField()),
                ("sealed", models.TextField()),
                ("digest", models.CharField(max_length=64)),
                ("code", models.CharField(max_length=40, unique=True)),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                ("downloaded_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="documents", to="cases.case"
                    ),
                ),
                (
                    "organ",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.organ"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["case", "issued_at"], name="document_by_case")],
                "constraints": [models.UniqueConstraint(fields=("organ", "number"), name="document_number_once")],
            },
        ),
        migrations.CreateModel(
            name="Mark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60)),
                ("city", models.CharField(max_length=60)),
                ("event_sequence", models.IntegerField()),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                ("lifted_by_sequence", models.IntegerField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="marks", to="cases.case"
                    ),
                ),
                (
                    "lifted_by_case",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
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
                "indexes": [models.Index(fields=["party", "name"], name="mark_by_party")],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("text", models.CharField(max_length=300)),
                ("at", models.DateTimeField()),
                ("read_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["account", "-at"], name="notice_by_account")],
            },
        ),
        migrations.CreateModel(
            name="NumberSeries",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=160)),
                ("year", models.IntegerField()),
                ("last", models.IntegerField(default=0)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("key", "year"), name="number_series_once")],
            },
        ),
        migrations.CreateModel(
            name="Objection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("sealed", models.TextField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("upheld", models.BooleanField(null=True)),
                ("reason_sealed", models.TextField(blank=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="objections", to="cases.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PublicationOrder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60)),
                ("event_sequence", models.IntegerField()),
                ("ordered_at", models.DateTimeField()),
                ("due_on", models.DateField()),
                ("released_at", models.DateTimeField(null=True)),
                ("dropped_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="publication_orders", to="cases.case"
                    ),
                ),
                (
                    "organ",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.organ"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("dropped_at__isnull", True), ("released_at__isnull", True)),
                        fields=["organ", "due_on"],
                        name="publication_order_open",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "name", "event_sequence"), name="publication_order_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Rating",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("grade", models.IntegerField()),
                ("sealed", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rating", to="cases.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ServiceBinding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("package", models.CharField(max_length=100)),
                ("service", models.CharField(blank=True, max_length=60)),
                ("role", models.CharField(max_length=60)),
                (
                    "organ",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.organ"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("package", "service", "role", "organ"), name="service_binding_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Turn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(max_length=60)),
                ("duty", models.CharField(max_length=20)),
                ("since", models.DateTimeField()),
                ("clock", models.CharField(blank=True, max_length=60)),
                ("due_on", models.DateField(null=True)),
                ("yellow_on", models.DateField(null=True)),
                ("paused", models.BooleanField(default=False)),
                ("package", models.CharField(max_length=100)),
                ("service", models.CharField(max_length=60)),
                (
                    "assignee",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="turns", to="cases.case"
                    ),
                ),
                (
                    "organ",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.organ"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organ", "duty", "due_on"], name="turn_by_organ"),
                    models.Index(fields=["assignee", "due_on"], name="turn_by_assignee"),
                ],
                "constraints": [models.UniqueConstraint(fields=("case", "role"), name="turn_once")],
            },
        ),
    ]
