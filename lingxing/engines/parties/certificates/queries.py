"""Reading certificates and locks."""

import datetime as dt
from uuid import UUID

from lingxing.engines.parties.access_sealing import unseal_text
from lingxing.engines.parties.certificates.domain import WRONG_PASSWORDS, Status
from lingxing.engines.parties.certificates.models import BiddingLock, Certificate
from lingxing.language.packages import find_packages, load_package


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


def wrong_passwords_on(day: dt.date) -> int:
    """Return how many wrong passwords in a row within the day lock the rights to bid, by the rules that are installed.

    Reading: 权限是账号的，不分宗地；装有几套挂牌规则的，从严，取次数最少的一套。
    """
    with_listing = [name for name, found in find_packages().items() if (found.folder / "listing.yaml").is_file()]
    declared = [listing for name in with_listing if (listing := load_package(name).listing)]
    return min((one.figures["wrong_passwords"].on(day) for one in declared), default=WRONG_PASSWORDS)


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
