"""A document's tasks taken up, as a person confirms and corrects them before anything is assigned."""

import uuid

from django.db import models


class Plan(models.Model):
    """A document whose tasks are supervised. One document is taken up once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    document_key = models.CharField(max_length=120, unique=True)
    title = models.TextField()
    number = models.CharField(max_length=100, blank=True)
    city = models.CharField(max_length=100)
    """Whose organs its units are matched to."""
    package = models.CharField(max_length=100, blank=True)
    """The policy package of the document, whose catalogue holds its indicators and corrections; or none."""
    procedure = models.CharField(max_length=100)
    """The package whose procedure its items run by."""
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=100)
    confirmed_at = models.DateTimeField(null=True)
    """When a person confirmed what had been extracted; changes afterwards ask for it again."""
    confirmed_by = models.CharField(max_length=100, blank=True)
    revision = models.IntegerField(default=0)
    """Counts the changes of its tasks, so that two people don't write over each other."""

    def __str__(self) -> str:
        return self.title


class PlanTask(models.Model):
    """A task of a plan as it is to be assigned. What the document's extraction said stays with the document."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="tasks")
    position = models.IntegerField()
    sources = models.JSONField(default=list)
    """The ids of the document's tasks that it comes from: several when merged, shared where one was split."""
    place = models.TextField(blank=True)
    """Where it stands in the document, as it is cited."""
    heading = models.CharField(max_length=200)
    text = models.TextField()
    due_text = models.TextField(blank=True)
    """The deadline as printed."""
    due_on = models.DateField(null=True)
    units = models.JSONField(default=list)
    """`{"role": "lead" | "joint", "printed": …, "organ": id or null}`, leads first."""
    dropped = models.BooleanField(default=False)
    marks = models.JSONField(default=list)
    """What was changed against the extraction: `{"kind": …, "by": "package" | an actor, "note": …}`."""
    item = models.OneToOneField("supervision.Item", models.PROTECT, null=True, related_name="task")
    """The matter it became once it was registered."""

    class Meta:
        indexes = (models.Index(fields=["plan", "position"], name="plan_task_order"),)

    def __str__(self) -> str:
        return self.heading
