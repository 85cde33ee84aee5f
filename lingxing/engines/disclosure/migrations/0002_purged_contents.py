from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("disclosure", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="publication",
            name="purged_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(condition=models.Q(("purged_at", None)), fields=["last_day"], name="publication_lapsed"),
        ),
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(
                condition=models.Q(("purged_at", None), ("withdrawn_at__isnull", False)),
                fields=["withdrawn_at"],
                name="publication_withdrawn",
            ),
        ),
    ]
