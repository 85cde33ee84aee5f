from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0005_fewer_indexes"),
        ("parties", "0008_supervision_officers"),
        ("supervision", "0004_settled"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="item",
            name="item_by_lead",
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(
                fields=[
                    "lead",
                    "concluded_on",
                    "due_on",
                    "closed",
                    "reported_on",
                    "returns",
                    "urged_on",
                    "listed_on",
                    "referred_on",
                ],
                name="item_year_of_unit",
            ),
        ),
    ]
