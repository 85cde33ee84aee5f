import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("parties", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Organ",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("city", models.CharField(max_length=100)),
                ("name", models.CharField(max_length=300)),
                ("merged_by", models.CharField(max_length=200)),
                ("merged_at", models.DateTimeField(null=True)),
                ("merge_reason", models.TextField()),
                (
                    "merged_into",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged_from",
                        to="parties.organ",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("city", "name"), name="organ_name_once")],
            },
        ),
        migrations.CreateModel(
            name="OrganAlias",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("city", models.CharField(max_length=100)),
                ("name", models.CharField(max_length=300)),
                (
                    "organ",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="aliases", to="parties.organ"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("city", "name"), name="organ_alias_once")],
            },
        ),
    ]
