import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("hotline", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="LetterSeen",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mailbox", models.CharField(max_length=64)),
                ("validity", models.BigIntegerField()),
                ("uid", models.BigIntegerField()),
                ("package", models.CharField(max_length=100)),
                ("service", models.CharField(max_length=60)),
                ("outcome", models.CharField(max_length=20)),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
                ("put_away_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("mailbox", "validity", "uid"), name="letter_seen_once")
                ],
                "indexes": [models.Index(fields=["package", "service", "-at"], name="letter_seen_newest")],
            },
        ),
        migrations.CreateModel(
            name="LetterFile",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("place", models.IntegerField()),
                ("name_sealed", models.TextField()),
                ("content_sealed", models.TextField()),
                ("media_type", models.CharField(max_length=100)),
                ("size", models.IntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                (
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="files", to="hotline.ticket"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="ticket",
            name="told_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(
                condition=models.Q(("main__isnull", False), ("open", True)), fields=["main"], name="ticket_joined_open"
            ),
        ),
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(
                condition=models.Q(
                    ("reachable", True),
                    models.Q(
                        models.Q(
                            ("open", True),
                            ("replied_at__isnull", False),
                            models.Q(("told_at", None), ("told_at__lt", models.F("replied_at")), _connector="OR"),
                        ),
                        models.Q(("state", "declined"), ("told_at", None)),
                        _connector="OR",
                    ),
                ),
                fields=["replied_at"],
                name="ticket_to_tell",
            ),
        ),
    ]
