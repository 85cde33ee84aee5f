from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("parties", "0003_people_and_duties")]

    operations = [
        migrations.AddField(
            model_name="partyaccount",
            name="confirmed_at",
            field=models.DateTimeField(null=True),
        ),
    ]
