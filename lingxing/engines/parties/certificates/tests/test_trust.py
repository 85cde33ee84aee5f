"""Whom a certificate convinces, and whom not."""

import datetime as dt

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from lingxing.engines.parties.certificates.issuing import Issued
from lingxing.engines.parties.certificates.reading import CertificateRefused
from lingxing.engines.parties.certificates.tests.worlds import authority, issued
from lingxing.engines.parties.certificates.trust import Authorities, demand_trusted, read_authorities
from lingxing.kernel.errors import LingxingError

NOW = dt.datetime.now(dt.UTC)
DAY = dt.timedelta(days=1)


def usage(**wanted):
    names = (
        "digital_signature content_commitment key_encipherment data_encipherment key_agreement "
        "key_cert_sign crl_sign encipher_only decipher_only"
    )
    return x509.KeyUsage(**{name: wanted.get(name, False) for name in names.split()})


def plain(by, *extensions, key=None):
    """Return a certificate without any extension but those given: as little as an authority may write."""
    key = key or ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "湖光置业")])
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(by.certificate.subject)
    builder = builder.public_key(key.public_key()).serial_number(77).not_valid_before(NOW - DAY)
    for extension in extensions:
        builder = builder.add_extension(extension, critical=False)
    return builder.not_valid_after(NOW + DAY).sign(by.key, hashes.SHA256())


def refused(certificate, authorities, at=NOW):
    with pytest.raises(CertificateRefused) as raised:
        demand_trusted(certificate, authorities, at)
    return raised.value.what


def test_what_a_trusted_authority_issued_holds_within_its_days():
    by = authority()
    trusted, made = Authorities((by.certificate,)), issued(by, lasting=2 * DAY).certificate
    demand_trusted(made, trusted, made.not_valid_before_utc)
    demand_trusted(made, trusted, made.not_valid_after_utc)
    second = dt.timedelta(seconds=1)
    assert "还没有到生效" in refused(made, trusted, made.not_valid_before_utc - second)
    assert "已过有效期" in refused(made, trusted, made.not_valid_after_utc + second)


def test_an_authority_of_the_same_name_is_still_another():
    by, pretender = authority("同名机构"), authority("同名机构")
    assert "不是本站认可的机构签发" in refused(issued(pretender).certificate, Authorities((by.certificate,)))


def test_nobody_is_trusted_where_no_authority_is_set():
    assert "没有设可信" in refused(issued(authority()).certificate, Authorities())


def test_a_holder_who_issues_for_others_convinces_nobody():
    by = authority()
    holder = issued(by)
    forged = plain(Issued(holder.certificate, holder.key))
    assert "不是本站认可的机构签发" in refused(forged, Authorities((by.certificate,)))


def test_no_alternative_name_is_needed_and_uses_count_where_they_are_named():
    by = authority()
    trusted = Authorities((by.certificate,))
    server, client = ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH
    for good in ((), (usage(digital_signature=True),), (x509.ExtendedKeyUsage([server, client]),)):
        demand_trusted(plain(by, *good), trusted, NOW)
    for bad in (usage(key_encipherment=True), x509.ExtendedKeyUsage([server])):
        assert "不能用于登录" in refused(plain(by, bad), trusted)
    assert "不能用于登录" in refused(by.certificate, trusted)


def test_keys_that_browsers_and_we_cannot_check_are_refused():
    by = authority()
    trusted = Authorities((by.certificate,))
    demand_trusted(plain(by, key=rsa.generate_private_key(65537, 2048)), trusted, NOW)
    for key in (rsa.generate_private_key(65537, 1024), ec.generate_private_key(ec.SECP384R1())):
        assert "密钥算法" in refused(plain(by, key=key), trusted)


def revocations(by, serial, signer=None):
    builder = x509.CertificateRevocationListBuilder().issuer_name(by.certificate.subject)
    builder = builder.last_update(NOW - DAY).next_update(NOW + DAY)
    line = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(NOW - DAY).build()
    return builder.add_revoked_certificate(line).sign((signer or by).key, hashes.SHA256())


def test_a_folder_of_bundles_with_a_list_of_revoked_ones(tmp_path):
    by, other = authority("甲机构"), authority("乙机构")
    lost, kept = issued(by).certificate, issued(by).certificate
    (tmp_path / "one.pem").write_bytes(by.certificate.public_bytes(Encoding.PEM))
    (tmp_path / "two.crt").write_bytes(other.certificate.public_bytes(Encoding.PEM))
    (tmp_path / "notes.txt").write_text("not read")
    for found in (lost, issued(other).certificate):
        demand_trusted(found, read_authorities(tmp_path), NOW)
    forged = revocations(by, kept.serial_number, signer=other)
    (tmp_path / "forged.crl").write_bytes(forged.public_bytes(Encoding.PEM))
    (tmp_path / "one.crl").write_bytes(revocations(by, lost.serial_number).public_bytes(Encoding.DER))
    assert "吊销" in refused(lost, read_authorities(tmp_path))
    demand_trusted(kept, read_authorities(tmp_path), NOW)


def test_a_broken_bundle_is_named_and_trusts_nobody(tmp_path):
    (tmp_path / "broken.pem").write_text("-----BEGIN CERTIFICATE-----\n")
    with pytest.raises(LingxingError, match=r"broken\.pem"):
        read_authorities(tmp_path)
