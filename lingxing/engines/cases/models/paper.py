"""Papers: what applicants hand in and what organs issue."""

import uuid

from django.conf import settings
from django.db import models

from lingxing.engines.cases.models.case import Case, Draft


class Attachment(models.Model):
    """A file that was handed in. The bytes lie sealed outside the web root, under their digest."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="attachments")
    draft = models.ForeignKey(Draft, models.SET_NULL, null=True, related_name="attachments")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    paper = models.CharField(max_length=60)
    name_sealed = models.TextField()
    media_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    """SHA-256 of the file's own bytes."""
    stored_as = models.CharField(max_length=100)
    at = models.DateTimeField()
    event_sequence = models.IntegerField(null=True)
    """The act that it was handed in with."""
    original_seen_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.paper} {self.pk}"


class IssuedDocument(models.Model):
    """A paper that an organ issued. Its content is the sealed values; the file is printed from them on demand."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="documents", db_index=False)
    name = models.CharField(max_length=60)
    number = models.CharField(max_length=80)
    """Given once in its organ: several organs may number by one pattern."""
    organ = models.ForeignKey("parties.Organ", models.PROTECT, null=True, related_name="+")
    event_sequence = models.IntegerField()
    issued_at = models.DateTimeField()
    sealed = models.TextField()
    digest = models.CharField(max_length=64)
    """SHA-256 of the canonical values, as the ledger holds it."""
    code = models.CharField(max_length=40, unique=True)
    """What the printed QR code leads to: whoever holds the paper may check it."""
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)
    downloaded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["organ", "number"], name="document_number_once"),)
        indexes = (models.Index(fields=["case", "issued_at"], name="document_by_case"),)

    def __str__(self) -> str:
        return self.number


class NumberSeries(models.Model):
    """The last number given in a series: cases of a service, papers of an organ, each by year."""

    key = models.CharField(max_length=160)
    year = models.IntegerField()
    last = models.IntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["key", "year"], name="number_series_once"),)

    def __str__(self) -> str:
        return f"{self.key} {self.year}: {self.last}"
