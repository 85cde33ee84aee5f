"""Lots. What happens to one stands in the ledger, stream `lot:<id>`; the row says what the events add up to."""

from django.conf import settings
from django.db import models

from lingxing.engines.auctions.domain.state import Stage


class Lot(models.Model):
    """A land-use right that is offered. `draft` is what its officer typed, as `domain.descriptions` reads it."""

    number = models.CharField(max_length=20, unique=True)
    """The public number, year and serial: 2026-0001."""
    package = models.CharField(max_length=100)
    grantor = models.ForeignKey("parties.Organ", models.PROTECT, related_name="+")
    agency = models.ForeignKey("parties.Organ", models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    draft = models.JSONField(default=dict)
    stage = models.CharField(
        max_length=12, choices=[(stage.value, stage.value) for stage in Stage], default=Stage.DRAFT
    )
    suspended = models.BooleanField(default=False)
    wakes_at = models.DateTimeField(null=True, db_index=True)
    """When time alone next changes something; None where it does not."""
    events = models.BigIntegerField(default=0)
    """Length of the lot's chain."""
    published_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.number


class LotSecret(models.Model):
    """The secret fields of one event with their salts, sealed; opened for everybody once the lot has ended."""

    lot = models.ForeignKey(Lot, models.PROTECT, related_name="+", db_index=False)
    sequence = models.BigIntegerField()
    sealed = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["lot", "sequence"], name="lot_secret_once"),)

    def __str__(self) -> str:
        return f"{self.lot_id} #{self.sequence}"


class BidRequest(models.Model):
    """A request of a bidder under its idempotency key, and what it was answered: nothing a bidder does is lost."""

    lot = models.ForeignKey(Lot, models.PROTECT, related_name="+", db_index=False)
    key = models.CharField(max_length=64)
    paddle = models.IntegerField()
    at = models.DateTimeField()
    asked = models.CharField(max_length=100)
    """What was asked for, in canonical form: the same key with something else is refused."""
    answer = models.JSONField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["lot", "paddle", "key"], name="bid_request_once"),)

    def __str__(self) -> str:
        return f"{self.lot_id} {self.paddle} {self.key}"


class Heartbeat(models.Model):
    """When some process of the installation was last alive: what is missing after it was an outage."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.at}"
