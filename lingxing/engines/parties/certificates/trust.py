"""Whether a certificate is to be trusted: chain, days, use and revocation lists, under the bundles at hand."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID
from cryptography.x509.verification import (
    Criticality,
    ExtensionPolicy,
    Policy,
    PolicyBuilder,
    Store,
    VerificationError,
)

from lingxing.engines.parties.certificates.reading import CertificateRefused
from lingxing.kernel.errors import LingxingError

_WHERE = "数字证书"
_BUNDLES = (".pem", ".crt", ".cer")
_LISTS = ".crl"
_SIGNING_USES = {ExtendedKeyUsageOID.CLIENT_AUTH, ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE}


@dataclass(frozen=True, slots=True)
class Authorities:
    """The certificates that are trusted to issue others, and their lists of revoked certificates."""

    certificates: tuple[x509.Certificate, ...] = ()
    revocations: tuple[x509.CertificateRevocationList, ...] = ()


def read_authorities(path: Path | None) -> Authorities:
    """Return what the bundle, a file or every .pem, .crt, .cer and .crl of a folder, holds; none without a path.

    LingxingError names the file that can't be read: with a broken bundle nobody is trusted.
    """
    if path is None:
        return Authorities()
    certificates: list[x509.Certificate] = []
    revocations: list[x509.CertificateRevocationList] = []
    for file in _files(path):
        try:
            content = file.read_bytes()
            if file.suffix == _LISTS:
                revocations.append(_revocations(content))
            else:
                certificates += x509.load_pem_x509_certificates(content)
        except (OSError, ValueError) as error:
            remedy = "请放入 PEM 格式的 CA 证书（.pem、.crt、.cer）或吊销列表（.crl）"
            raise LingxingError(f"读不出 {file.name}（{error}）", where="可信的 CA", remedy=remedy) from error
    return Authorities(tuple(certificates), tuple(revocations))


def _files(path: Path) -> Sequence[Path]:
    if path.is_dir():
        return sorted(file for file in path.iterdir() if file.suffix in (*_BUNDLES, _LISTS))
    return (path,)


def _revocations(content: bytes) -> x509.CertificateRevocationList:
    if content.startswith(b"-----BEGIN"):
        return x509.load_pem_x509_crl(content)
    return x509.load_der_x509_crl(content)


def demand_trusted(certificate: x509.Certificate, authorities: Authorities, at: dt.datetime) -> None:
    """Return where a trusted authority vouches for the certificate at `at`; CertificateRefused says why not.

    A certificate needs no alternative name: those of the licensed authorities name their holder in the subject.
    """
    if not authorities.certificates:
        remedy = "请管理员用 LINGXING_CERTIFICATE_AUTHORITIES 指定认证服务机构的 CA 证书"
        raise CertificateRefused("本站没有设可信的认证服务机构", where=_WHERE, remedy=remedy)
    if at < certificate.not_valid_before_utc:
        raise CertificateRefused("证书还没有到生效时间", where=_WHERE, remedy="请核对证书")
    if at > certificate.not_valid_after_utc:
        raise CertificateRefused("证书已过有效期", where=_WHERE, remedy="请到原办理机构更新，再登记新证书")
    _demand_key(certificate)
    builder = PolicyBuilder().store(Store(list(authorities.certificates))).time(at.astimezone(dt.UTC))
    policies = {"ca_policy": ExtensionPolicy.webpki_defaults_ca(), "ee_policy": _holder_policy()}
    try:
        builder.extension_policies(**policies).build_client_verifier().verify(certificate, [])
    except VerificationError as error:
        remedy = "请使用主管部门确定的认证服务机构签发的、用于身份认证的证书"
        raise CertificateRefused("证书不是本站认可的机构签发，或不能用于登录", where=_WHERE, remedy=remedy) from error
    if any(_revoked(certificate, revoked, authorities) for revoked in authorities.revocations):
        raise CertificateRefused("证书已被签发机构吊销", where=_WHERE, remedy="请到原办理机构重新申领")


def _demand_key(certificate: x509.Certificate) -> None:
    key = certificate.public_key()
    strong = isinstance(key, rsa.RSAPublicKey) and key.key_size >= 2048
    if not strong and not (isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, ec.SECP256R1)):
        remedy = "请使用 RSA（2048位以上）或 ECDSA P-256 密钥的证书"
        raise CertificateRefused("证书的密钥算法不受支持", where=_WHERE, remedy=remedy)


def _holder_policy() -> ExtensionPolicy:
    return (
        ExtensionPolicy.permit_all()
        .may_be_present(x509.BasicConstraints, Criticality.AGNOSTIC, _no_authority)
        .may_be_present(x509.KeyUsage, Criticality.AGNOSTIC, _for_signing)
        .may_be_present(x509.ExtendedKeyUsage, Criticality.AGNOSTIC, _for_clients)
    )


def _no_authority(_: Policy, __: x509.Certificate, extension: x509.BasicConstraints | None) -> None:
    if extension is not None and extension.ca:
        raise ValueError("an authority's certificate is nobody's own")


def _for_signing(_: Policy, __: x509.Certificate, extension: x509.KeyUsage | None) -> None:
    if extension is not None and not extension.digital_signature:
        raise ValueError("the key is not for signing")


def _for_clients(_: Policy, __: x509.Certificate, extension: x509.ExtendedKeyUsage | None) -> None:
    if extension is not None and not _SIGNING_USES & set(extension):
        raise ValueError("the certificate is not for clients")


def _revoked(certificate: x509.Certificate, revoked: x509.CertificateRevocationList, authorities: Authorities) -> bool:
    """Return whether a list names the certificate. A list that its issuer has not signed counts for nothing."""
    if revoked.issuer != certificate.issuer:
        return False
    if revoked.get_revoked_certificate_by_serial_number(certificate.serial_number) is None:
        return False
    return any(_signed(revoked, issuer) for issuer in _issuers(revoked, authorities))


def _issuers(revoked: x509.CertificateRevocationList, authorities: Authorities) -> Iterator[x509.Certificate]:
    return (found for found in authorities.certificates if found.subject == revoked.issuer)


def _signed(revoked: x509.CertificateRevocationList, issuer: x509.Certificate) -> bool:
    return revoked.is_signature_valid(issuer.public_key())  # type: ignore[arg-type]
