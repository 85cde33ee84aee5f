"""What follows a sale: its cases, and the money that goes back."""

from django.conf import settings
from django.db import models

from lingxing.engines.auctions.models.intake import BankLine
from lingxing.engines.auctions.models.lot import Lot


class Settlement(models.Model):
    """The cases that a sale which is over has opened: what the winner owes, and what all others are owed."""

    lot = models.OneToOneField(Lot, models.PROTECT, primary_key=True, related_name="settlement")
    confirmation = models.ForeignKey("cases.Case", models.PROTECT, null=True, related_name="+")
    """None where the lot was not sold."""
    conclusion = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    confirmation_seen = models.IntegerField(default=0)
    """How many events of the case the lot's chain has followed."""
    conclusion_seen = models.IntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.lot_id}"


class PaymentFile(models.Model):
    """An order to the bank to send deposits back, as one file."""

    lot = models.ForeignKey(Lot, models.PROTECT, related_name="payment_files")
    number = models.PositiveSmallIntegerField()
    pay_on = models.DateField()
    """The day until which interest is worked out."""
    digest = models.CharField(max_length=64)
    """The SHA-256 of the file as CSV, which is the same whenever it is downloaded."""
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["lot", "number"], name="payment_file_once"),)

    def __str__(self) -> str:
        return f"{self.lot_id} {self.number}"


class Refund(models.Model):
    """Money that goes back to the account that one line of the bank's statement came from."""

    file = models.ForeignKey(PaymentFile, models.PROTECT, related_name="refunds")
    line = models.ForeignKey(BankLine, models.PROTECT, related_name="refunds")
    reference = models.CharField(max_length=40, unique=True)
    """By which the bank says what became of it."""
    principal = models.BigIntegerField()
    interest = models.BigIntegerField()
    late_days = models.PositiveIntegerField()
    paid_on = models.DateField(null=True)
    failed_on = models.DateField(null=True)
    """When the bank could not carry it out; the money is then still to be sent back."""
    told_at = models.DateTimeField(null=True)
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return self.reference
