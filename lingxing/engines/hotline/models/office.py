"""What the hotline's office keeps: calls of a day, letters taken in, months that were put out."""

import uuid

from django.db import models


class CallDay(models.Model):
    """How many calls came in on a day and how many were put through, by the telephone exchange's own count."""

    package = models.CharField(max_length=100)
    service = models.CharField(max_length=60)
    day = models.DateField()
    offered = models.IntegerField()
    connected = models.IntegerField()
    source = models.CharField(max_length=200)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["package", "service", "day"], name="call_day_once"),)

    def __str__(self) -> str:
        return f"{self.package} {self.day}"


class LetterTaken(models.Model):
    """A letter (an e-mail) that became a ticket: taken once, however often it is read."""

    digest = models.CharField(max_length=64, primary_key=True)
    """Of its Message-ID, sender and words; of the whole of it where it has no Message-ID."""
    ticket = models.ForeignKey("hotline.Ticket", models.CASCADE, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.digest


class LetterSeen(models.Model):
    """A letter in a mailbox on a mail server, and what came of it: by its UID, which the server never gives again as
    long as UIDVALIDITY stays the same."""

    mailbox = models.CharField(max_length=64)
    """Digest of server, user and folder."""
    validity = models.BigIntegerField()
    uid = models.BigIntegerField()
    package = models.CharField(max_length=100)
    service = models.CharField(max_length=60)
    outcome = models.CharField(max_length=20)
    """taken, known, refused or passed_over."""
    reason = models.CharField(max_length=200, blank=True)
    """Why it is no ticket; without anything that the letter says."""
    at = models.DateTimeField()
    put_away_at = models.DateTimeField(null=True)
    """When the server moved or marked it."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=["mailbox", "validity", "uid"], name="letter_seen_once"),)
        indexes = (models.Index(fields=["package", "service", "-at"], name="letter_seen_newest"),)

    def __str__(self) -> str:
        return f"{self.mailbox[:8]} {self.validity}.{self.uid} {self.outcome}"


class TicketFile(models.Model):
    """A file of a ticket, of the types that are taken from applicants too: it came with a letter, or was added."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    ticket = models.ForeignKey("hotline.Ticket", models.CASCADE, related_name="files")
    place = models.IntegerField()
    """Its place among the ticket's files, from 0."""
    source = models.CharField(max_length=10, default="caller")
    """From whom it is: caller, centre (the hotline) or unit."""
    name_sealed = models.TextField()
    content_sealed = models.TextField()
    """Base64, sealed."""
    media_type = models.CharField(max_length=100)
    size = models.IntegerField()
    digest = models.CharField(max_length=64)
    """SHA-256 of the content."""
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.media_type}"


class FiguresOut(models.Model):
    """A month or year whose figures were made into a publication."""

    package = models.CharField(max_length=100)
    service = models.CharField(max_length=60)
    period = models.CharField(max_length=7)
    """2026-03, or 2026."""
    publication = models.ForeignKey("disclosure.Publication", models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["package", "service", "period", "publication"], name="figures_out_once"),
        )

    def __str__(self) -> str:
        return f"{self.package} {self.period}"
