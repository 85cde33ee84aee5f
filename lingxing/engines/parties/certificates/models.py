"""Tables of certificates, challenges, wrong passwords and locks."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from lingxing.engines.parties.certificates.domain import Status


class Confirmation(models.Model):
    """What a certificate service confirmed of an account's holder, as an officer recorded it (arts. 12 and 34)."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    service = models.CharField(max_length=100)
    """The certificate service that checked the identity."""
    reference = models.CharField(max_length=100)
    """The service's own number of its answer."""
    confirmed_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.service} {self.reference}"


class Certificate(models.Model):
    """A certificate that an account has proved to hold. `confirmation` is what ended its loss report."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    party = models.ForeignKey("parties.Party", models.PROTECT, related_name="+")
    fingerprint = models.CharField(max_length=64, unique=True)
    """SHA-256 of the certificate."""
    serial = models.CharField(max_length=64)
    issuer = models.CharField(max_length=500)
    subject_sealed = models.TextField()
    not_after = models.DateTimeField()
    status = models.CharField(
        max_length=10, choices=[(status.value, status.label) for status in Status], default=Status.ACTIVE
    )
    registered_at = models.DateTimeField()
    suspended_at = models.DateTimeField(null=True)
    confirmation = models.ForeignKey(Confirmation, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = (models.Index(fields=("account", "status"), name="certificate_of_account"),)

    def __str__(self) -> str:
        return self.fingerprint

    @property
    def status_label(self) -> str:
        """Return the status's Chinese name."""
        return Status(self.status).label


class Challenge(models.Model):
    """A number that a browser is to sign: used once, within minutes, in the session that asked for it."""

    nonce = models.CharField(max_length=64, primary_key=True)
    session = models.CharField(max_length=64, unique=True)
    """Keyed digest of the session's key."""
    issued_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.nonce


class WrongPasswords(models.Model):
    """Wrong passwords in a row on one day, of an account that may bid."""

    account = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, primary_key=True, related_name="+")
    day = models.DateField(null=True)
    count = models.IntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.account_id} {self.day} {self.count}"


class BiddingLock(models.Model):
    """The rights to bid of an account, locked after wrong passwords (art. 34) until confirmed and unlocked."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    locked_at = models.DateTimeField()
    confirmation = models.ForeignKey(Confirmation, models.PROTECT, null=True, related_name="+")
    unlocked_at = models.DateTimeField(null=True)
    unlocked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("account",), condition=Q(unlocked_at=None), name="bidding_locked_once"),
        )

    def __str__(self) -> str:
        return f"{self.account_id} {self.locked_at}"
