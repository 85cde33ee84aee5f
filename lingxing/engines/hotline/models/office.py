"""What the hotline's office keeps: calls of a day, letters taken in, months that were put out."""

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
    """Of its Message-ID, or of the whole of it where it has none."""
    ticket = models.ForeignKey("hotline.Ticket", models.CASCADE, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.digest


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
