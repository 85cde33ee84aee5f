"""Values of indicators, bulletins, and an office's own definition of the yearly assessment."""

import uuid

from django.conf import settings
from django.db import models


class MeasuredValue(models.Model):
    """A value of an indicator. It is corrected by another one and never erased."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    package = models.CharField(max_length=100)
    indicator = models.CharField(max_length=100)
    """Its name in the package's catalogue."""
    area = models.CharField(max_length=100)
    on = models.DateField()
    """The day that it speaks of."""
    value = models.CharField(max_length=60)
    """Exact, as a decimal or a fraction, in the indicator's unit."""
    source = models.CharField(max_length=300)
    reason = models.CharField(max_length=500, blank=True)
    """Why it replaces the one before."""
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")
    superseded = models.BooleanField(default=False)
    """Whether another one has replaced it."""
    organ = models.ForeignKey("parties.Organ", models.PROTECT, related_name="+")
    """For which organ it was entered."""
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=100)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ledger_sequence = models.BigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["package", "indicator", "area", "on"],
                condition=models.Q(superseded=False),
                name="measured_value_once",
            ),
        )
        indexes = (models.Index(fields=["package", "indicator", "on"], name="measured_by_day"),)

    def __str__(self) -> str:
        return f"{self.package} {self.indicator} {self.on}"


class TakenIndicator(models.Model):
    """A number of a document that its package does not know, taken over as an indicator by a person."""

    package = models.CharField(max_length=100)
    name = models.CharField(max_length=100)
    definition = models.JSONField()
    """See `domain.taking.definition_of`."""
    stated = models.JSONField()
    """What the document prints: place, name, number, text, due_on."""
    organ = models.ForeignKey("parties.Organ", models.PROTECT, related_name="+")
    """The office that took it over, or corrected its definition last."""
    taken_at = models.DateTimeField()
    """Since when it is defined so."""
    taken_by = models.CharField(max_length=100)
    ledger_sequence = models.BigIntegerField()
    withdrawn_at = models.DateTimeField(null=True)
    """When the office took it back, as one that should not have been taken over or reads otherwise, or corrected it."""
    withdrawn_reason = models.CharField(max_length=500, blank=True)
    """Why; its digest stands in the ledger."""
    corrected = models.ForeignKey("self", models.PROTECT, null=True, related_name="former")
    """The indicator that was defined so until it was corrected; none for one that holds or was taken back."""

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["package", "name"],
                name="taken_indicator_once",
                condition=models.Q(withdrawn_at=None),
            ),
        )

    def __str__(self) -> str:
        return f"{self.package} {self.name}"


class MeasuredFile(models.Model):
    """The paper that a value was taken from, sealed."""

    value = models.OneToOneField(MeasuredValue, models.PROTECT, primary_key=True, related_name="file")
    name_sealed = models.TextField()
    media_type = models.CharField(max_length=100)
    size = models.IntegerField()
    digest = models.CharField(max_length=64)
    """SHA-256 of the file's own bytes."""
    content_sealed = models.TextField()
    """Base64 of the content, sealed."""

    def __str__(self) -> str:
        return str(self.pk)


class Bulletin(models.Model):
    """A bulletin of a month or year: the figures as they were when drawn up, and the text that a person edits."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    procedure = models.CharField(max_length=100)
    """The package whose office issues it."""
    organ = models.ForeignKey("parties.Organ", models.PROTECT, related_name="+")
    year = models.IntegerField()
    month = models.IntegerField(null=True)
    """None for that of a year."""
    title = models.CharField(max_length=200)
    snapshot = models.JSONField()
    """What tables and charts are drawn from: see `domain.snapshots`."""
    text = models.TextField()
    """Paragraphs, one a line; a line that is a mark places a table or chart."""
    revision = models.IntegerField(default=0)
    """Counts the changes of the text, so that two people don't write over each other."""
    drafted_at = models.DateTimeField()
    drafted_by = models.CharField(max_length=100)
    number = models.CharField(max_length=80, blank=True)
    released_at = models.DateTimeField(null=True)
    released_by = models.CharField(max_length=100, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    """SHA-256 of title, text and snapshot as they were released, as the ledger holds it."""
    publication = models.UUIDField(null=True)
    """The draft of disclosure that was made of it."""

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["organ", "number"], condition=~models.Q(number=""), name="bulletin_number_once"
            ),
        )
        indexes = (models.Index(fields=["-year", "-month"], name="bulletin_by_time"),)

    def __str__(self) -> str:
        return self.title


class OwnAssessment(models.Model):
    """How an office assesses from a year on, where the document leaves that to it. A later one replaces it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    procedure = models.CharField(max_length=100)
    organ = models.ForeignKey("parties.Organ", models.PROTECT, related_name="+")
    definition = models.TextField()
    """As it is written in catalogue.yaml."""
    first_year = models.IntegerField()
    reason = models.CharField(max_length=500)
    source = models.CharField(max_length=200, blank=True)
    """The paper that says so."""
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=100)
    ledger_sequence = models.BigIntegerField()

    class Meta:
        indexes = (models.Index(fields=["procedure", "first_year", "set_at"], name="own_assessment_by_year"),)

    def __str__(self) -> str:
        return f"{self.procedure} {self.first_year}"
