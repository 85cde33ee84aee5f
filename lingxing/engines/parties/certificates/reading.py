"""What a certificate says: read from its bytes, trusted by nobody yet."""

import base64
import binascii
import datetime as dt
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import NameOID

from lingxing.kernel.errors import LingxingError
from lingxing.kernel.identity_numbers import canonical_number

LARGEST_BYTES = 16 * 1024
"""No certificate of a person or firm comes near it."""
_WHERE = "数字证书"
_NUMBERS = (NameOID.SERIAL_NUMBER, NameOID.ORGANIZATION_IDENTIFIER)
_NAMES = (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME)


class CertificateRefused(LingxingError):
    """A certificate that proves nothing here. The message repeats nothing of its holder."""


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """What a certificate says. `numbers` are the numbers of identity in its subject, as they are compared, `names` the
    common and the organization's name; the fingerprint is its SHA-256, 64 hexadecimal digits."""

    fingerprint: str
    serial: str
    issuer: str
    subject: str
    numbers: tuple[str, ...]
    names: tuple[str, ...]
    not_before: dt.datetime
    not_after: dt.datetime


def read_certificate(content: bytes) -> x509.Certificate:
    """Return the certificate in DER or PEM; the first where there are several. CertificateRefused for what is none."""
    try:
        if len(content) > LARGEST_BYTES:
            raise ValueError("too long")
        if b"-----BEGIN" in content:
            found = x509.load_pem_x509_certificate(content)
        else:
            found = x509.load_der_x509_certificate(content)
        found.public_key()
    except Exception as error:  # the library raises kinds of its own for broken bytes and for unknown algorithms
        remedy = "请选择 PEM 或 DER 格式、使用 RSA 或 ECDSA 密钥的证书文件（.pem、.crt、.cer）"
        raise CertificateRefused("不是能识别的数字证书", where=_WHERE, remedy=remedy) from error
    return found


def certificate_facts(certificate: x509.Certificate) -> CertificateFacts:
    """Return what the certificate says."""
    subject = certificate.subject
    return CertificateFacts(
        fingerprint=certificate.fingerprint(hashes.SHA256()).hex(),
        serial=f"{certificate.serial_number:X}",
        issuer=written_name(certificate.issuer),
        subject=written_name(subject),
        numbers=tuple(canonical_number(value) for value in _values(subject, _NUMBERS)),
        names=tuple(" ".join(value.split()) for value in _values(subject, _NAMES)),
        not_before=certificate.not_valid_before_utc,
        not_after=certificate.not_valid_after_utc,
    )


def written_name(name: x509.Name) -> str:
    """Return a subject or issuer on one line by RFC 4514, its number of identity by name instead of by digits."""
    return name.rfc4514_string({NameOID.SERIAL_NUMBER: "SERIALNUMBER"})


def from_structured_field(text: str) -> bytes:
    """Return the DER bytes of the header `Client-Cert` as RFC 9440 writes it, `:base64:`. CertificateRefused if not."""
    try:
        if len(text) < 3 or text[0] != ":" or text[-1] != ":":
            raise ValueError("no byte sequence")
        return base64.b64decode(text[1:-1], validate=True)
    except (ValueError, binascii.Error):
        raise _unreadable_header() from None


def from_escaped_pem(text: str) -> bytes:
    """Return the PEM bytes of a URL-encoded header, nginx's `$ssl_client_escaped_cert`. CertificateRefused if not."""
    content = unquote_to_bytes(text)
    if not content.startswith(b"-----BEGIN CERTIFICATE-----"):
        raise _unreadable_header()
    return content


def _unreadable_header() -> CertificateRefused:
    remedy = "请管理员核对反向代理的设置（LINGXING_CERTIFICATE_HEADER）"
    return CertificateRefused("反向代理转来的证书无法识别", where=_WHERE, remedy=remedy)


def _values(name: x509.Name, kinds: tuple[x509.ObjectIdentifier, ...]) -> list[str]:
    found = (attribute.value for kind in kinds for attribute in name.get_attributes_for_oid(kind))
    return [value for value in found if isinstance(value, str)]
