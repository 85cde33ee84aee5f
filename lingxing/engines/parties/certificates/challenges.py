"""What a browser signs to prove that it holds a certificate's key, and whether the signature holds."""

import base64
import binascii
from dataclasses import dataclass

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils

from lingxing.engines.parties.certificates.reading import CertificateRefused

_WHERE = "数字证书"
_HALF = 32
"""Bytes of each half of a P-256 signature as browsers write it."""
_LONGEST = 40_000


@dataclass(frozen=True, slots=True)
class SignedChallenge:
    """What a browser sends: the certificate (DER) and the signature over the challenge's text, both in Base64."""

    nonce: str
    certificate: str
    signature: str


def challenge_text(host: str, nonce: str) -> str:
    """Return what is signed: what it is for, to which site, and the number used once."""
    return f"令行 数字证书验证\n{host}\n{nonce}"


def decoded(text: str) -> bytes:
    """Return the bytes of Base64. CertificateRefused for what is none."""
    try:
        if len(text) > _LONGEST:
            raise ValueError("too long")
        return base64.b64decode(text, validate=True)
    except (ValueError, binascii.Error):
        remedy = "请重新选择证书和私钥文件"
        raise CertificateRefused("浏览器送来的证书或签名不完整", where=_WHERE, remedy=remedy) from None


def demand_signature(certificate: x509.Certificate, signature: bytes, text: str) -> None:
    """Return where the certificate's key has signed the text: ECDSA P-256 as r and s of 32 bytes each, or RSA by
    PKCS #1 v1.5, both over SHA-256. CertificateRefused where it has not."""
    key, message = certificate.public_key(), text.encode()
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, message, padding.PKCS1v15(), hashes.SHA256())
        elif isinstance(key, ec.EllipticCurvePublicKey) and len(signature) == 2 * _HALF:
            halves = (int.from_bytes(signature[:_HALF]), int.from_bytes(signature[_HALF:]))
            key.verify(utils.encode_dss_signature(*halves), message, ec.ECDSA(hashes.SHA256()))
        else:
            raise InvalidSignature
    except InvalidSignature:
        remedy = "请确认私钥文件与证书是一对，再试一次"
        raise CertificateRefused("签名与证书不符", where=_WHERE, remedy=remedy) from None
