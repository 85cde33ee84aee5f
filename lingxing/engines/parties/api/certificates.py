"""Certificates of bidders: one's own, and the officer's desk of losses and locks (arts. 12 and 34)."""

import datetime as dt
from typing import Annotated, Any

from django.utils import timezone
from ninja import Field, Path, Router, Schema

from lingxing.engines.parties.access import Permission, Request, account_of, requires
from lingxing.engines.parties.access_api import SIGNED_IN, Done, Given
from lingxing.engines.parties.access_session import SESSION
from lingxing.engines.parties.certificates import queries, services, services_locking
from lingxing.engines.parties.certificates.access import has_certificate
from lingxing.engines.parties.certificates.models import BiddingLock, Certificate
from lingxing.engines.parties.certificates.proving import demanded_certificate, keep_proof
from lingxing.engines.parties.certificates.services_locking import Confirmed
from lingxing.engines.parties.queries import account_named
from lingxing.kernel.errors import NotFound

router = Router(tags=["数字证书"], auth=SESSION)
_Key = Annotated[int, Path(lt=2**63)]
_Long = Annotated[str, Field(max_length=40_000)]


class ChallengeInfo(Schema):
    """A number used once, and the text that the certificate's key is to sign."""

    nonce: str
    text: str


class CertificateProof(Given):
    """The account's password, and the signed challenge; without these the certificate of the TLS connection counts."""

    password: Annotated[str, Field(max_length=200)]
    nonce: Annotated[str, Field(max_length=64)] = ""
    certificate: Annotated[_Long, Field(description="PEM")] = ""
    signature: Annotated[str, Field(max_length=4000, description="Base64")] = ""


class CertificateInfo(Schema):
    """A certificate that an account has registered."""

    id: int
    issuer: str
    not_after: dt.datetime
    status: str
    registered_at: dt.datetime
    suspended_at: dt.datetime | None


class OwnCertificateInfo(CertificateInfo):
    """One's own certificate."""

    subject: str


class OwnCertificatesInfo(Schema):
    """One's certificates; whether this session may bid with one, and since when bidding is locked, if it is."""

    proved: bool
    locked_at: dt.datetime | None
    certificates: list[OwnCertificateInfo]


class DeskCertificateInfo(CertificateInfo):
    """A certificate as its officer sees it."""

    username: str
    serial: str
    confirmed: bool


class BiddingLockInfo(Schema):
    """A lock on the rights to bid; it opens once the certificate service has confirmed who holds the account."""

    id: int
    username: str
    locked_at: dt.datetime
    confirmed: bool


class CertificateDeskInfo(Schema):
    """What an officer has to do: locks in force, and losses that no other certificate has replaced."""

    locks: list[BiddingLockInfo]
    losses: list[DeskCertificateInfo]


class ConfirmationAsked(Given):
    """What the certificate service answered."""

    service: Annotated[str, Field(min_length=1, max_length=100)]
    reference: Annotated[str, Field(min_length=1, max_length=100)]
    day: dt.date


@router.get("/my/certificates", response={200: OwnCertificatesInfo, **SIGNED_IN}, summary="我的数字证书")
@requires(Permission.APPLY)
def own(request: Request, on: dt.date | None = None) -> OwnCertificatesInfo:
    """Return one's certificates, the newest first."""
    del on
    account = account_of(request)
    lock = queries.lock_of(account.pk)
    rows = queries.certificates_of(account.pk)
    found = [OwnCertificateInfo(**_plain(row), subject=queries.opened_subject(row)) for row in rows]
    return OwnCertificatesInfo(
        proved=has_certificate(request), locked_at=lock.locked_at if lock else None, certificates=found
    )


@router.post("/my/certificates/challenge", response={200: ChallengeInfo, **SIGNED_IN}, summary="取得待签名的文本")
@requires(Permission.APPLY)
def challenge(request: Request) -> ChallengeInfo:
    """Return a challenge for this session; the one before it is spent."""
    nonce, text = services.new_challenge(request.session.session_key or "", request.get_host(), timezone.now())
    return ChallengeInfo(nonce=nonce, text=text)


@router.post("/my/certificates", response={200: Done, **SIGNED_IN}, summary="登记数字证书")
@requires(Permission.APPLY)
def register(request: Request, proof: CertificateProof) -> Done:
    """Bind a certificate to the account, once both are proved."""
    certificate = demanded_certificate(request, proof.model_dump())
    keep_proof(request, services.register_certificate(account_of(request), certificate, timezone.now()))
    return Done()


@router.post("/my/certificates/prove", response={200: Done, **SIGNED_IN}, summary="验证数字证书")
@requires(Permission.BID)
def prove(request: Request, proof: CertificateProof) -> Done:
    """Let this session bid with a registered certificate."""
    certificate = demanded_certificate(request, proof.model_dump())
    keep_proof(request, services.prove_certificate(account_of(request), certificate, timezone.now()))
    return Done()


@router.post("/my/certificates/{int:certificate_id}/loss", response={200: Done, **SIGNED_IN}, summary="挂失")
@requires(Permission.APPLY)
def lose(request: Request, certificate_id: _Key) -> Done:
    """Suspend one's own certificate at once."""
    account = account_of(request)
    services.report_loss(certificate_id, account.actor, timezone.now(), account=account)
    return Done()


@router.get("/certificate-desk", response={200: CertificateDeskInfo, **SIGNED_IN}, summary="锁定和挂失")
@requires(Permission.RUN_LISTINGS)
def desk(request: Request, on: dt.date | None = None) -> CertificateDeskInfo:
    """Return the locks in force and the losses, the oldest first."""
    del request, on
    locks = [_lock(row) for row in queries.locks_in_force()]
    return CertificateDeskInfo(locks=locks, losses=[_desk_certificate(row) for row in queries.losses()])


@router.get(
    "/certificate-desk/accounts/{username}",
    response={200: list[DeskCertificateInfo], **SIGNED_IN},
    summary="一个账号的数字证书",
)
@requires(Permission.RUN_LISTINGS)
def certificates_of(
    request: Request, username: Annotated[str, Path(max_length=60)], on: dt.date | None = None
) -> list[DeskCertificateInfo]:
    """Return the certificates of an account. 404 where it has none."""
    del request, on
    account = account_named(username.strip())
    found = queries.certificates_of(account.pk) if account else []
    if not found:
        raise NotFound("这个用户名没有登记数字证书", where="用户名", remedy="请核对用户名")
    return [_desk_certificate(row) for row in found]


@router.post(
    "/certificate-desk/certificates/{int:certificate_id}/loss", response={200: Done, **SIGNED_IN}, summary="代为挂失"
)
@requires(Permission.RUN_LISTINGS)
def report(request: Request, certificate_id: _Key) -> Done:
    """Suspend a certificate whose loss was reported to the officer."""
    services.report_loss(certificate_id, account_of(request).actor, timezone.now())
    return Done()


@router.post(
    "/certificate-desk/certificates/{int:certificate_id}/confirmation",
    response={200: Done, **SIGNED_IN},
    summary="记下挂失的核实",
)
@requires(Permission.RUN_LISTINGS)
def confirm_loss(request: Request, certificate_id: _Key, asked: ConfirmationAsked) -> Done:
    """Record that the service has checked who lost the certificate."""
    services_locking.confirm_loss(certificate_id, Confirmed(**asked.model_dump()), account_of(request), timezone.now())
    return Done()


@router.post(
    "/certificate-desk/locks/{int:lock_id}/confirmation", response={200: Done, **SIGNED_IN}, summary="记下锁定的核实"
)
@requires(Permission.RUN_LISTINGS)
def confirm_lock(request: Request, lock_id: _Key, asked: ConfirmationAsked) -> Done:
    """Record that the service has checked who holds the locked account; it unlocks nothing by itself."""
    services_locking.confirm_lock(lock_id, Confirmed(**asked.model_dump()), account_of(request), timezone.now())
    return Done()


@router.post("/certificate-desk/locks/{int:lock_id}/unlock", response={200: Done, **SIGNED_IN}, summary="解除锁定")
@requires(Permission.RUN_LISTINGS)
def unlock(request: Request, lock_id: _Key) -> Done:
    """Give the rights to bid back, once the service has confirmed the holder."""
    services_locking.unlock_bidding(lock_id, account_of(request), timezone.now())
    return Done()


def _plain(row: Certificate) -> dict[str, Any]:
    names = ("issuer", "not_after", "status", "registered_at", "suspended_at")
    return {"id": row.pk} | {name: getattr(row, name) for name in names}


def _desk_certificate(row: Certificate) -> DeskCertificateInfo:
    return DeskCertificateInfo(
        **_plain(row),
        username=row.account.username,
        serial=row.serial,
        confirmed=row.confirmation_id is not None,
    )


def _lock(row: BiddingLock) -> BiddingLockInfo:
    return BiddingLockInfo(
        id=row.pk, username=row.account.username, locked_at=row.locked_at, confirmed=row.confirmation_id is not None
    )
