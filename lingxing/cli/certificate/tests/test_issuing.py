"""Certificates for tests, from the command line: as other programs read them."""

import datetime as dt
import ssl
import stat

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives.serialization import pkcs12

from lingxing.cli.certificate.issuing import authority, issue
from lingxing.engines.parties.certificates.reading import CertificateRefused, certificate_facts, read_certificate
from lingxing.engines.parties.certificates.trust import demand_trusted, read_authorities
from lingxing.kernel.errors import LingxingError


def run(command, *arguments):
    return CliRunner().invoke(command, [str(argument) for argument in arguments], catch_exceptions=False)


@pytest.fixture
def folder(tmp_path):
    assert run(authority, tmp_path / "ca").exit_code == 0
    return tmp_path / "ca"


def test_a_clients_certificate_is_trusted_under_its_authority_and_names_its_holder(folder, tmp_path):
    answer = run(issue, "--authority", folder, "--name", "湖光置业", "--code", "91420700MA4K00012X", tmp_path / "hu")
    assert "测试证书" in answer.output
    made = read_certificate((tmp_path / "hu.pem").read_bytes())
    demand_trusted(made, read_authorities(folder / "authority.pem"), dt.datetime.now(dt.UTC))
    facts = certificate_facts(made)
    assert (facts.numbers, facts.names) == (("91420700MA4K00012X",), ("湖光置业",))
    assert "测试证书" in facts.subject


def test_keys_are_their_owners_alone_and_pair_with_their_certificates(folder, tmp_path):
    run(issue, "--authority", folder, "--name", "湖光置业", "--password", "open", tmp_path / "hu")
    assert stat.S_IMODE((tmp_path / "hu.key").stat().st_mode) == 0o600
    assert stat.S_IMODE((folder / "authority.key").stat().st_mode) == 0o600
    # OpenSSL refuses a key that does not belong to the certificate.
    ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_cert_chain(tmp_path / "hu.pem", tmp_path / "hu.key")
    key, certificate, chain = pkcs12.load_key_and_certificates((tmp_path / "hu.p12").read_bytes(), b"open")
    assert key.public_key() == certificate.public_key()
    assert certificate == read_certificate((tmp_path / "hu.pem").read_bytes())
    assert [found.subject for found in chain] == [certificate.issuer]


def test_a_servers_certificate_is_good_for_its_names_and_no_proof_of_a_bidder(folder, tmp_path):
    run(issue, "--authority", folder, "--server", "--name", "localhost,127.0.0.1", tmp_path / "server")
    made = read_certificate((tmp_path / "server.pem").read_bytes())
    with pytest.raises(CertificateRefused, match="不能用于登录"):
        demand_trusted(made, read_authorities(folder / "authority.pem"), dt.datetime.now(dt.UTC))


def test_nothing_is_overwritten(folder, tmp_path):
    before = (folder / "authority.key").read_bytes()
    with pytest.raises(LingxingError, match="没有覆盖"):
        run(authority, folder)
    assert (folder / "authority.key").read_bytes() == before
    (tmp_path / "hu.p12").write_bytes(b"kept")
    with pytest.raises(LingxingError, match=r"hu\.p12"):
        run(issue, "--authority", folder, "--name", "湖光置业", tmp_path / "hu")
    assert not (tmp_path / "hu.pem").exists()


def test_without_an_authority_it_says_what_to_run(tmp_path):
    with pytest.raises(LingxingError, match="lingxing certificate authority"):
        run(issue, "--authority", tmp_path, "--name", "湖光置业", tmp_path / "hu")
