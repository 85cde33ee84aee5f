from django.apps.registry import Apps
from django.db import migrations, models

SETTLED = models.Case(
    models.When(
        models.Q(
            ("concluded_on__isnull", False),
            models.Q(
                ("due_on__isnull", True),
                ("reported_on__lte", models.F("due_on")),
                models.Q(("concluded_on__lte", models.F("due_on")), ("reported_on__isnull", True)),
                _connector="OR",
            ),
        ),
        then=models.Value("in_time"),
    ),
    models.When(concluded_on__isnull=False, then=models.Value("late")),
    models.When(closed=True, then=models.Value("dropped")),
    models.When(reported_on__isnull=False, then=models.Value("reported")),
    models.When(due_on__isnull=True, then=models.Value("undated")),
    default=models.Value(""),
)


def settle(apps: Apps, _: object) -> None:
    """Write the standing of what is stored."""
    apps.get_model("supervision", "Item").objects.update(settled=SETTLED)


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0005_fewer_indexes"),
        ("parties", "0008_supervision_officers"),
        ("supervision", "0003_goals"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="item",
            name="item_on_boards",
        ),
        migrations.RemoveIndex(
            model_name="item",
            name="item_concluded",
        ),
        migrations.AddField(
            model_name="item",
            name="settled",
            field=models.CharField(blank=True, editable=False, max_length=10),
        ),
        migrations.RunPython(settle, migrations.RunPython.noop, elidable=True),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(
                fields=["lead", "settled", "due_on", "yellow_on", "plan", "source", "urgent", "major"],
                name="item_unit_standing",
            ),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(
                fields=["plan", "settled", "due_on", "yellow_on", "lead", "source", "urgent", "major"],
                name="item_plan_standing",
            ),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(
                fields=["settled", "due_on", "number", "lead", "plan", "source", "urgent", "major"],
                name="item_standing_list",
            ),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(
                fields=["concluded_on", "settled", "lead", "plan", "source", "urgent", "major"], name="item_concluded"
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "settled",
                        SETTLED,
                    )
                ),
                name="item_settled",
            ),
        ),
    ]
