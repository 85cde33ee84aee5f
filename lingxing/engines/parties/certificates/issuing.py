"""An authority for tests: issues certificates of servers and clients. Nobody outside a test may trust it.

Every name that it issues says so. Keys are ECDSA P-256.
"""

import datetime as dt
import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

MARK = "测试证书"
"""Stands in the subject of all that is issued here."""
_AUTHORITY_DAYS = 3650
_AN_HOUR = dt.timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Issued:
    """A certificate and the key that belongs to it."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey


@dataclass(frozen=True, slots=True)
class Holder:
    """Who a client's certificate names: name and number of identity (unified social credit code, resident number)."""

    name: str
    number: str = ""


def new_authority(name: str, at: dt.datetime) -> Issued:
    """Return a new authority of that name, valid for ten years."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _name(name, "")
    builder = _begun(subject, subject, key, (at, dt.timedelta(days=_AUTHORITY_DAYS)))
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_usage(authority=True), critical=True)
    return Issued(builder.sign(key, hashes.SHA256()), key)


def issue_client(authority: Issued, holder: Holder, at: dt.datetime, lasting: dt.timedelta) -> Issued:
    """Return the certificate of a client, valid from `at` for that long."""
    return _issue(authority, _name(holder.name, holder.number), (at, lasting), ExtendedKeyUsageOID.CLIENT_AUTH, ())


def issue_server(authority: Issued, hosts: Sequence[str], at: dt.datetime, lasting: dt.timedelta) -> Issued:
    """Return the certificate of a server under these names and addresses, valid from `at` for that long."""
    return _issue(authority, _name(hosts[0], ""), (at, lasting), ExtendedKeyUsageOID.SERVER_AUTH, hosts)


def _issue(
    authority: Issued,
    subject: x509.Name,
    span: tuple[dt.datetime, dt.timedelta],
    use: x509.ObjectIdentifier,
    hosts: Sequence[str],
) -> Issued:
    key = ec.generate_private_key(ec.SECP256R1())
    issuer = authority.certificate
    builder = _begun(subject, issuer.subject, key, span)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(_usage(authority=False), critical=True)
    builder = builder.add_extension(x509.ExtendedKeyUsage([use]), critical=False)
    identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key())
    builder = builder.add_extension(identifier, critical=False)
    if hosts:
        names = x509.SubjectAlternativeName([_host(host) for host in hosts])
        builder = builder.add_extension(names, critical=False)
    return Issued(builder.sign(authority.key, hashes.SHA256()), key)


def _begun(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    span: tuple[dt.datetime, dt.timedelta],
) -> x509.CertificateBuilder:
    at, lasting = span
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number())
    # A clock may run a little behind the one that issued.
    builder = builder.not_valid_before(at - _AN_HOUR).not_valid_after(at + lasting)
    return builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)


def _name(name: str, number: str) -> x509.Name:
    parts = [x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, MARK), x509.NameAttribute(NameOID.COMMON_NAME, name)]
    return x509.Name([*parts, *([x509.NameAttribute(NameOID.SERIAL_NUMBER, number)] if number else [])])


def _usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )


def _host(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)
