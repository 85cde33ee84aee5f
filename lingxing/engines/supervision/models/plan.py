"""A document's tasks taken up, as a person confirms and corrects them before anything is assigned."""

import uuid

from django.db import models

from lingxing.engines.supervision.models.item import Source


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
    organ = models.ForeignKey("parties.Organ", models.PROTECT, null=True, related_name="+")
    """The office that took it up."""
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
    """A matter as it is to be proposed: a task of a plan, or one typed in or imported, which belongs to none.

    What the document's extraction said stays with the document.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, null=True, related_name="tasks")
    organ = models.ForeignKey("parties.Organ", models.PROTECT, related_name="+")
    """For which office it was entered."""
    position = models.IntegerField()
    sources = models.JSONField(default=list)
    """The ids of the document's tasks that it comes from: several when merged, shared where one was split."""
    source = models.CharField(max_length=20, choices=Source.choices, default=Source.DOCUMENT)
    origin = models.CharField(max_length=300, blank=True)
    """The document, the meeting, the instruction."""
    place = models.TextField(blank=True)
    """Where it stands in the document, as it is cited."""
    heading = models.CharField(max_length=200)
    text = models.TextField()
    due_text = models.TextField(blank=True)
    """The deadline as printed."""
    due_on = models.DateField(null=True)
    every = models.CharField(max_length=20, blank=True)
    """How often progress is due (a key of EVERY); empty where it is done once."""
    goals = models.JSONField(default=list)
    """`{"label": …, "unit": …, "value": …, "due": … or null}`, in the order of the document."""
    units = models.JSONField(default=list)
    """`{"role": "lead" | "joint", "printed": …, "organ": id or null}`, leads first."""
    split = models.BooleanField(default=False)
    """Whether its units each answer for a part of their own (分办), not all for the whole (合办)."""
    urgent = models.BooleanField(default=False)
    major = models.BooleanField(default=False)
    person_sealed = models.TextField(blank=True)
    """Who answers for it (主要责任人), where a person was named."""
    dropped = models.BooleanField(default=False)
    marks = models.JSONField(default=list)
    """What was changed against the extraction: `{"kind": …, "by": "package" | an actor, "note": …}`."""
    case = models.OneToOneField("cases.Case", models.PROTECT, null=True, related_name="+")
    """The case it became once it was proposed."""

    class Meta:
        indexes = (models.Index(fields=["plan", "position"], name="plan_task_order"),)

    def __str__(self) -> str:
        return self.heading
