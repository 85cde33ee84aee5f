import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cases", "0004_work_lists_by_index"),
        ("disclosure", "0002_purged_contents"),
        ("parties", "0007_hotline_operators"),
    ]

    operations = [
        migrations.CreateModel(
            name="Ticket",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="cases.case",
                    ),
                ),
                ("package", models.CharField(max_length=100)),
                ("service", models.CharField(max_length=60)),
                ("number", models.CharField(max_length=40, unique=True)),
                ("matter", models.CharField(max_length=200)),
                ("kind", models.CharField(max_length=60)),
                ("channel", models.CharField(max_length=60)),
                ("topic", models.CharField(blank=True, max_length=60)),
                ("state", models.CharField(max_length=60)),
                ("open", models.BooleanField(default=True)),
                ("month", models.DateField()),
                ("taken_at", models.DateTimeField()),
                ("due_on", models.DateField(null=True)),
                ("replied_at", models.DateTimeField(null=True)),
                ("hides_caller", models.BooleanField(default=False)),
                ("anonymous", models.BooleanField(default=False)),
                ("caller", models.CharField(blank=True, max_length=64)),
                ("place", models.CharField(blank=True, max_length=64)),
                ("reachable", models.BooleanField(default=False)),
                ("handled", models.BooleanField(default=False)),
                ("counts", models.CharField(default=",", max_length=300)),
                ("reminded", models.IntegerField(default=0)),
                ("supervised", models.IntegerField(default=0)),
                ("revision", models.IntegerField(default=0)),
                (
                    "main",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="joined",
                        to="hotline.ticket",
                    ),
                ),
                (
                    "organ",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organ",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["package", "service", "month", "organ", "case"], name="ticket_by_month"),
                    models.Index(fields=["package", "service", "-taken_at"], name="ticket_newest"),
                    models.Index(
                        condition=models.Q(("open", True)),
                        fields=["package", "service", "state", "taken_at"],
                        name="ticket_open",
                    ),
                    models.Index(
                        condition=models.Q(("due_on__isnull", False)),
                        fields=["package", "service", "month", "organ", "due_on"],
                        name="ticket_due",
                    ),
                    models.Index(
                        condition=models.Q(("caller", ""), _negated=True),
                        fields=["package", "caller", "-taken_at"],
                        name="ticket_by_caller",
                    ),
                    models.Index(
                        condition=models.Q(("open", True)),
                        fields=["package", "topic", "-taken_at"],
                        name="ticket_by_topic",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Following",
            fields=[
                ("name", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("event", models.BigIntegerField(default=0)),
                ("at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Article",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("package", models.CharField(max_length=100)),
                ("topic", models.CharField(blank=True, max_length=60)),
                ("title", models.CharField(max_length=200)),
                ("public", models.BooleanField(default=True)),
                ("versions", models.IntegerField(default=0)),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("review_on", models.DateField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "organ",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.organ"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["package", "review_on"], name="article_by_review")],
            },
        ),
        migrations.CreateModel(
            name="ArticleVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sequence", models.IntegerField()),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=100)),
                ("title", models.CharField(max_length=200)),
                ("text", models.TextField()),
                ("source", models.CharField(blank=True, max_length=300)),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("review_on", models.DateField()),
                ("change", models.CharField(blank=True, max_length=300)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="texts", to="hotline.article"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("article", "sequence"), name="article_version_once")],
            },
        ),
        migrations.CreateModel(
            name="ArticleWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(max_length=64)),
                ("weight", models.IntegerField()),
                (
                    "article",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="words",
                        to="hotline.article",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["word", "article", "weight"], name="article_by_word")],
                "constraints": [models.UniqueConstraint(fields=("article", "word"), name="article_word_once")],
            },
        ),
        migrations.CreateModel(
            name="CallDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("package", models.CharField(max_length=100)),
                ("service", models.CharField(max_length=60)),
                ("day", models.DateField()),
                ("offered", models.IntegerField()),
                ("connected", models.IntegerField()),
                ("source", models.CharField(max_length=200)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("package", "service", "day"), name="call_day_once")],
            },
        ),
        migrations.CreateModel(
            name="Caller",
            fields=[
                (
                    "ticket",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="who_called",
                        serialize=False,
                        to="hotline.ticket",
                    ),
                ),
                ("sealed", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="FiguresOut",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("package", models.CharField(max_length=100)),
                ("service", models.CharField(max_length=60)),
                ("period", models.CharField(max_length=7)),
                ("at", models.DateTimeField()),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="disclosure.publication"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("package", "service", "period", "publication"), name="figures_out_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LetterTaken",
            fields=[
                ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                (
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="hotline.ticket"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("package", models.CharField(max_length=100)),
                ("service", models.CharField(max_length=60)),
                ("month", models.DateField()),
                ("organ", models.IntegerField()),
                ("kind", models.CharField(max_length=60)),
                ("channel", models.CharField(max_length=60)),
                ("received", models.IntegerField(default=0)),
                ("declined", models.IntegerField(default=0)),
                ("withdrawn", models.IntegerField(default=0)),
                ("joined", models.IntegerField(default=0)),
                ("anonymous", models.IntegerField(default=0)),
                ("emergency", models.IntegerField(default=0)),
                ("forwarded", models.IntegerField(default=0)),
                ("at_once", models.IntegerField(default=0)),
                ("concluded", models.IntegerField(default=0)),
                ("handled", models.IntegerField(default=0)),
                ("on_time", models.IntegerField(default=0)),
                ("returned", models.IntegerField(default=0)),
                ("redone", models.IntegerField(default=0)),
                ("to_call", models.IntegerField(default=0)),
                ("called", models.IntegerField(default=0)),
                ("rated", models.IntegerField(default=0)),
                ("satisfied", models.IntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("package", "service", "month", "organ", "kind", "channel"), name="tally_once"
                    )
                ],
            },
        ),
    ]
