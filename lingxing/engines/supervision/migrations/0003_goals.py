from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("supervision", "0002_boards")]

    operations = [
        migrations.AddField(
            model_name="plantask",
            name="every",
            field=models.CharField(blank=True, max_length=20, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="plantask",
            name="goals",
            field=models.JSONField(default=list),
        ),
    ]
