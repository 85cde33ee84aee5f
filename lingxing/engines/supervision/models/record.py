"""What supervision itself does on a matter (art. 8), and what the system proposes about it (arts. 8(6), 11)."""

import uuid

from django.conf import settings
from django.db import models

from lingxing.engines.supervision.models.item import Item


class RecordKind(models.TextChoices):
    """The ways of supervision of art. 8 that are no act of the procedure, and looking on the spot of art. 6(4)."""

    VISIT = "visit", "暗访督查"
    RANDOM = "random", "随机督查"
    MEDIA = "media", "媒体督查"
    EXCERPT = "excerpt", "微信督查"
    INSPECTION = "inspection", "现场查勘"


class Draw(models.Model):
    """A random choice of whom to look at and who goes (art. 8(4)), which an outsider can work out again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=200)
    organ = models.ForeignKey("parties.Organ", models.PROTECT, related_name="+")
    """The office that draws."""
    commitment = models.CharField(max_length=64)
    """SHA-256 of the seed, in the ledger with the lists before anybody knows the result."""
    seed_sealed = models.TextField()
    """The seed: sealed until it is shown with the result."""
    objects_list = models.JSONField(default=list)
    people_list = models.JSONField(default=list)
    wanted_objects = models.IntegerField()
    wanted_people = models.IntegerField()
    result = models.JSONField(null=True)
    """`{"seed": …, "objects": […], "people": […]}` once drawn."""
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=100)
    drawn_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.title


class Record(models.Model):
    """One look at a matter: who went, where, when, what was found. The words lie sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Item, models.PROTECT, related_name="records")
    kind = models.CharField(max_length=20, choices=RecordKind.choices)
    at = models.DateTimeField()
    """When it took place."""
    place = models.CharField(max_length=200, blank=True)
    sealed = models.TextField()
    """Team, whom one spoke to, findings, conclusion; and the salts of the ledger's commitments."""
    draw = models.ForeignKey(Draw, models.PROTECT, null=True, related_name="records")
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=100)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    shared = models.BooleanField(default=False)
    """Whether the units of the matter see it; unannounced visits stay with the office until it says so."""
    ledger_sequence = models.BigIntegerField()

    class Meta:
        indexes = (models.Index(fields=["item", "at"], name="record_by_item"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class RecordFile(models.Model):
    """A photo or a paper of a record, sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.ForeignKey(Record, models.PROTECT, related_name="files")
    name_sealed = models.TextField()
    media_type = models.CharField(max_length=100)
    size = models.IntegerField()
    digest = models.CharField(max_length=64)
    """SHA-256 of the file's own bytes."""
    content_sealed = models.TextField()
    """Base64 of the content, sealed."""

    def __str__(self) -> str:
        return str(self.pk)


class Finding(models.Model):
    """What the system proposes when the conditions are met: listing on the board, referral for accountability."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="findings")
    act = models.CharField(max_length=60)
    """The act of the procedure that is proposed."""
    ground = models.CharField(max_length=40)
    """Which condition is met, by its name in `domain.grounds`."""
    found_on = models.DateField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=100, blank=True)
    taken = models.BooleanField(null=True)
    """Whether it was done; none while nobody has decided."""
    reason_sealed = models.TextField(blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["item", "act", "ground"], name="finding_once"),)
        indexes = (models.Index(fields=["found_on"], name="finding_open", condition=models.Q(taken__isnull=True)),)

    def __str__(self) -> str:
        return f"{self.act} {self.ground}"
