"""What a request proves: by a challenge that its browser signed, by TLS at the server, or by a trusted proxy's word."""

from collections.abc import Mapping
from typing import Any

from cryptography import x509
from django.utils import timezone

from lingxing.engines.parties.access import Permission, Request, account_of, may
from lingxing.engines.parties.access_presented import presented_certificate
from lingxing.engines.parties.certificates.access import SESSION_KEY
from lingxing.engines.parties.certificates.challenges import SignedChallenge
from lingxing.engines.parties.certificates.models import Certificate
from lingxing.engines.parties.certificates.queries import wrong_passwords_on
from lingxing.engines.parties.certificates.reading import CertificateRefused
from lingxing.engines.parties.certificates.services import prove_certificate, prove_signed
from lingxing.engines.parties.models import Account
from lingxing.engines.parties.services import prove_password
from lingxing.kernel.errors import LingxingError


def proven_certificate(request: Request, values: Mapping[str, Any]) -> x509.Certificate | None:
    """Return the certificate that the request proves to be held, None where it shows none. `values` are those of
    `ProofFields`. CertificateRefused where what it shows proves nothing; a challenge is spent by that."""
    if not (values["certificate"] or values["signature"] or values["nonce"]):
        return presented_certificate(request)
    signed = SignedChallenge(values["nonce"], values["certificate"], values["signature"])
    return prove_signed(signed, request.session.session_key or "", request.get_host(), timezone.now())


def demanded_certificate(request: Request, values: Mapping[str, Any]) -> x509.Certificate:
    """Return the certificate that is proved, the password being right. LingxingError names what is missing. `values`
    are those of `ProofForm`."""
    account, now = account_of(request), timezone.now()
    certificate = proven_certificate(request, values)
    if certificate is None:
        raise CertificateRefused("没有出示证书", where="数字证书", remedy="请选择证书文件和私钥文件")
    if prove_password(account.username, values["password"], request.META.get("REMOTE_ADDR", ""), now) != account:
        most = wrong_passwords_on(timezone.localdate(now))
        raise LingxingError("密码不对", where="密码", remedy=f"请重新输入；一天内连续输错 {most} 次将锁定竞买权限")
    return certificate


def enter_with(request: Request, account: Account, certificate: x509.Certificate) -> None:
    """Let the session, just signed in to, bid with the certificate. CertificateRefused where it is not the account's;
    nothing happens for an account that may not bid anyway."""
    if may(account, Permission.BID):
        keep_proof(request, prove_certificate(account, certificate, timezone.now()))


def keep_proof(request: Request, certificate: Certificate) -> None:
    """Keep in the session, under a new key, with which certificate it was proved."""
    request.session.cycle_key()
    request.session[SESSION_KEY] = certificate.fingerprint
