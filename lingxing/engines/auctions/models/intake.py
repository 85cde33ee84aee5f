"""Who applies for a lot, and the money that comes in. Everything that names somebody is sealed."""

import uuid

from django.conf import settings
from django.db import models

from lingxing.engines.auctions.models.lot import Lot


class Application(models.Model):
    """An application for a lot (arts. 13 to 15). In the lot's chain it goes by `key` alone."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lot = models.ForeignKey(Lot, models.PROTECT, related_name="applications")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    party = models.ForeignKey("parties.Party", models.PROTECT, related_name="+")
    order_digest = models.CharField(max_length=64, unique=True)
    """The keyed digest of the order number, by which money finds its application."""
    order_sealed = models.TextField()
    details_sealed = models.TextField()
    paddle = models.IntegerField(null=True)
    applied_at = models.DateTimeField()
    qualified_at = models.DateTimeField(null=True)
    identified_at = models.DateTimeField(null=True)
    """When the agency had proof of who applied, where it could not tell at first (art. 41)."""
    identified_sealed = models.TextField(default="")
    """What was seen as proof, with the salt of its commitment."""

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["lot", "account"], name="application_once_an_account"),
            models.UniqueConstraint(fields=["lot", "party"], name="application_once_a_party"),
            models.UniqueConstraint(fields=["lot", "paddle"], name="paddle_once"),
        )

    def __str__(self) -> str:
        return f"{self.key}"


class ApplicationFile(models.Model):
    """A supporting file of an application, sealed."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, models.PROTECT, related_name="files")
    name_sealed = models.TextField()
    media_type = models.CharField(max_length=100)
    size = models.IntegerField()
    digest = models.CharField(max_length=64)
    content_sealed = models.TextField()
    """Base64 of the content, sealed."""

    def __str__(self) -> str:
        return f"{self.key}"


class Standing(models.TextChoices):
    """What became of a line of a bank statement."""

    COUNTED = "counted", "计入保证金"
    EXCESS = "excess", "超过保证金"
    LATE = "late", "逾期到账"
    CLOSED = "closed", "到账时已不再收取"
    UNMATCHED = "unmatched", "订单流水号对不上"


class BankLine(models.Model):
    """Money that came in on the deposit account. Payer, order number and the bank's reference lie sealed."""

    reference_digest = models.CharField(max_length=64, unique=True)
    """SHA-256 of account and bank's reference: a line that comes again is the same line."""
    sealed = models.TextField()
    amount = models.BigIntegerField()
    paid_at = models.DateTimeField()
    source = models.CharField(max_length=10)
    """`file` or `bank`."""
    taken_at = models.DateTimeField()
    application = models.ForeignKey(Application, models.PROTECT, null=True, related_name="lines")
    standing = models.CharField(max_length=10, choices=Standing.choices)
    excess = models.BigIntegerField(default=0)
    """How much of it is beyond the deposit, in fen."""
    returned_at = models.DateTimeField(null=True)
    returned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    note_sealed = models.TextField(default="")

    def __str__(self) -> str:
        return f"{self.pk}"


class BankDelivery(models.Model):
    """A message of the bank under its signature: the same message is taken once."""

    signature = models.CharField(max_length=64, primary_key=True)
    at = models.DateTimeField()
    lines = models.IntegerField()

    def __str__(self) -> str:
        return self.signature


class Guarantee(models.Model):
    """A bank guarantee in place of a deposit (art. 17). The issuing bank and the number lie sealed."""

    application = models.OneToOneField(Application, models.PROTECT, related_name="guarantee")
    reference_digest = models.CharField(max_length=64, unique=True)
    sealed = models.TextField()
    amount = models.BigIntegerField()
    valid_until = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.application_id}"
