import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("parties", "0008_supervision_officers"),
        ("supervision", "0005_year_of_units"),
    ]

    operations = [
        migrations.CreateModel(
            name="TakenIndicator",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("package", models.CharField(max_length=100)),
                ("name", models.CharField(max_length=100)),
                ("definition", models.JSONField()),
                ("stated", models.JSONField()),
                ("taken_at", models.DateTimeField()),
                ("taken_by", models.CharField(max_length=100)),
                ("ledger_sequence", models.BigIntegerField()),
                (
                    "organ",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.organ"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("package", "name"), name="taken_indicator_once")],
            },
        ),
    ]
