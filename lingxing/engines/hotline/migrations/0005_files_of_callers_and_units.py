from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("hotline", "0004_what_knowledge_rests_on"),
    ]

    operations = [
        migrations.RenameModel(old_name="LetterFile", new_name="TicketFile"),
        migrations.AddField(
            model_name="ticketfile",
            name="source",
            field=models.CharField(default="caller", max_length=10),
        ),
    ]
