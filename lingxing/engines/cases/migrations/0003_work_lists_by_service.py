from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0002_continuation"),
    ]

    operations = [
        migrations.AddField(
            model_name="publicationorder",
            name="withdrawn_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name="turn",
            index=models.Index(fields=["organ", "duty", "package", "service", "due_on"], name="turn_by_service"),
        ),
    ]
