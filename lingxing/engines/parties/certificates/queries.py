"""Reading certificates and locks."""

import datetime as dt
from uuid import UUID

from lingxing.engines.parties.access_sealing import unseal_text
from lingxing.engines.parties.certificates.domain import Status
from lingxing.engines.parties.certificates.models import BiddingLock, Certificate


def certificates_of(account_id: UUID) -> list[Certificate]:
    """Return the certificates that the account has registered, the newest first."""
    return list(Certificate.objects.filter(account=account_id).order_by("-registered_at", "-pk"))


def certificate_with(fingerprint: str) -> Certificate | None:
    """Return the registered certificate of that fingerprint, or None."""
    return Certificate.objects.filter(fingerprint=fingerprint).first()


def proving_certificate(account_id: UUID, fingerprint: str, at: dt.datetime) -> Certificate | None:
    """Return the account's own certificate of that fingerprint if it still proves something at `at`, else None."""
    found = Certificate.objects.filter(account=account_id, fingerprint=fingerprint, status=Status.ACTIVE)
    return found.filter(not_after__gt=at).first()


def lock_of(account_id: UUID) -> BiddingLock | None:
    """Return the lock on the account's rights to bid that is in force, or None."""
    return BiddingLock.objects.select_related("confirmation").filter(account=account_id, unlocked_at=None).first()


def locks_in_force() -> list[BiddingLock]:
    """Return all locks in force, the oldest first."""
    found = BiddingLock.objects.select_related("account", "confirmation").filter(unlocked_at=None)
    return list(found.order_by("locked_at", "pk"))


def losses() -> list[Certificate]:
    """Return the certificates reported lost that no other has replaced, the oldest first."""
    found = Certificate.objects.select_related("account", "confirmation").filter(status=Status.SUSPENDED)
    return list(found.order_by("suspended_at", "pk"))


def unconfirmed_loss(account_id: UUID) -> bool:
    """Return whether the account lost a certificate and no service has confirmed its holder since."""
    return Certificate.objects.filter(account=account_id, status=Status.SUSPENDED, confirmation=None).exists()


def opened_subject(certificate: Certificate) -> str:
    """Return the certificate's subject in the clear."""
    return unseal_text(certificate.subject_sealed, subject_context(certificate.fingerprint))


def subject_context(fingerprint: str) -> str:
    """Return the context in which the subject of a certificate is sealed."""
    return f"certificate:{fingerprint}:subject"
