"""Supervised matters. Each is a case; what is kept here is what lists and boards are found and counted by."""

import uuid

from django.db import models
from django.db.models import Case, F, Q, Value, When

from lingxing.engines.supervision.domain.boards import Days, Standing, settled


class Source(models.TextChoices):
    """Where a matter comes from (art. 4); `domain.sources` says under what a procedure files it."""

    DOCUMENT = "document", "文件任务"
    SUPERIOR = "superior", "上级交办"
    WORK_REPORT = "work_report", "《政府工作报告》"
    MEETING = "meeting", "会议决定"
    KEY_WORK = "key_work", "重点工作和项目"
    LEADER = "leader", "领导批示"
    PROPOSAL = "proposal", "建议提案"
    PETITION = "petition", "信访积案"
    COMPLAINT = "complaint", "查实的投诉"
    OTHER = "other", "其他"


class UnitRole(models.TextChoices):
    """What a unit does in a matter (art. 6(1))."""

    LEAD = "lead", "主办"
    JOINT = "joint", "会办"


_FILTERS = ("lead", "plan", "source", "urgent", "major")
"""What boards are asked for by; the days of their trend are counted without reading rows."""
_OWN = ("source", "urgent", "major")
"""The same without unit and plan, by which boards group."""
_LIT = ("due_on", "yellow_on")
"""The days by which a light changes."""
_YEARLY = (
    *("concluded_on", "due_on", "closed", "reported_on"),
    *("returns", "urged_on", "listed_on", "referred_on"),
)
"""What yearly scores count by."""
_IN_TIME = Q(due_on__isnull=True) | Q(reported_on__lte=F("due_on"))
_IN_TIME |= Q(reported_on__isnull=True, concluded_on__lte=F("due_on"))
_SETTLED = Case(
    When(Q(concluded_on__isnull=False) & _IN_TIME, then=Value(Standing.IN_TIME.value)),
    When(concluded_on__isnull=False, then=Value(Standing.LATE.value)),
    When(closed=True, then=Value(Standing.DROPPED.value)),
    When(reported_on__isnull=False, then=Value(Standing.REPORTED.value)),
    When(due_on__isnull=True, then=Value(Standing.UNDATED.value)),
    default=Value(""),
)
"""What `domain.boards.settled` returns, proved equal by a test."""


def settled_of(item: "Item") -> str:
    """Return what `settled` of the row is to say, as its days stand."""
    found = settled(Days(item.closed, item.due_on, item.yellow_on, item.reported_on, item.concluded_on))
    return found.value if found else ""


class Item(models.Model):
    """A supervised matter. All but the first lines repeats its case, as of `revision`: see `services.following`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="+")
    plan = models.ForeignKey("supervision.Plan", models.PROTECT, null=True, related_name="items", db_index=False)
    task_id = models.CharField(max_length=200, blank=True)
    """The document's task that it comes from, the first where several were merged."""
    place = models.TextField(blank=True)
    source = models.CharField(max_length=20, choices=Source.choices)
    origin = models.CharField(max_length=300, blank=True)
    """The document, the meeting, the instruction."""
    number = models.CharField(max_length=40)
    """The case's number."""
    heading = models.CharField(max_length=200)
    lead = models.ForeignKey("parties.Organ", models.PROTECT, null=True, related_name="+", db_index=False)
    urgent = models.BooleanField(default=False)
    major = models.BooleanField(default=False)
    state = models.CharField(max_length=60)
    """The case's state, by its name in the procedure."""
    closed = models.BooleanField(default=False)
    """Whether it is over: concluded and archived, or dropped."""
    registered_on = models.DateField()
    assigned_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    """The last day to finish and report, extensions included."""
    yellow_on = models.DateField(null=True)
    """The first day on which a fifth of the time or less is left."""
    reported_on = models.DateField(null=True)
    """The day of the report that it is done; none again while that is sent back."""
    concluded_on = models.DateField(null=True)
    """The day on which the report was found right: the matter is done."""
    urged_on = models.DateField(null=True)
    """The first supervision notice."""
    listed_on = models.DateField(null=True)
    """When it was put on the public board."""
    referred_on = models.DateField(null=True)
    """When it was referred for accountability."""
    calls = models.IntegerField(default=0)
    """How often somebody telephoned."""
    returns = models.IntegerField(default=0)
    """How often a report was sent back."""
    revision = models.IntegerField(default=0)
    """The case's revision that this row repeats."""

    settled = models.CharField(max_length=10, blank=True, editable=False)
    """The standing that no day changes, written where the row is; empty while a light shows it. The database refuses a
    row whose days say otherwise: no column of its own making, which SQLite would not count by from an index."""

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(settled=_SETTLED), name="item_settled"),)
        indexes = (
            models.Index(fields=["plan", "closed", "due_on"], name="item_by_plan"),
            models.Index(fields=["closed", "due_on"], name="item_by_due"),
            models.Index(fields=["concluded_on", "lead"], name="item_by_conclusion"),
            models.Index(fields=["registered_on"], name="item_by_day"),
            # All that boards group, filter and count by, so that none of the rows is read.
            models.Index(fields=["lead", "settled", *_LIT, "plan", *_OWN], name="item_unit_standing"),
            models.Index(fields=["plan", "settled", *_LIT, "lead", *_OWN], name="item_plan_standing"),
            models.Index(fields=["settled", "due_on", "number", *_FILTERS], name="item_standing_list"),
            models.Index(fields=["concluded_on", "settled", *_FILTERS], name="item_concluded"),
            models.Index(fields=["due_on", *_FILTERS], name="item_due"),
            models.Index(fields=["registered_on", *_FILTERS], name="item_registered"),
            # All that yearly scores count by, unit by unit.
            models.Index(fields=["lead", *_YEARLY], name="item_year_of_unit"),
        )

    def __str__(self) -> str:
        return self.number


class ItemUnit(models.Model):
    """A unit that a matter was given to, leading or joint; a joint one has a case of its own."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="units")
    organ = models.ForeignKey("parties.Organ", models.PROTECT, related_name="+")
    role = models.CharField(max_length=10, choices=UnitRole.choices)
    position = models.IntegerField(default=0)
    case = models.OneToOneField("cases.Case", models.PROTECT, null=True, related_name="+")
    """The joint unit's own case, linked to the matter's."""

    class Meta:
        ordering = ("item", "position")
        constraints = (models.UniqueConstraint(fields=["item", "organ"], name="item_unit_once"),)

    def __str__(self) -> str:
        return f"{self.role} {self.organ_id}"


class Watermark(models.Model):
    """How far the cases' events have been followed."""

    name = models.CharField(max_length=40, primary_key=True)
    event = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return self.name
