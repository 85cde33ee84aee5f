"""Whose word about a visitor's certificate counts: the server's own and a trusted proxy's, nobody else's."""

import asyncio
import base64
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from django.http import HttpRequest

from lingxing.engines.parties.access_presented import FORWARDED, PRESENTED, presented_certificate
from lingxing.engines.parties.certificates.reading import CertificateRefused
from lingxing.engines.parties.certificates.tests.worlds import authority, issued
from lingxing.web.client_certificates import PEER, ClientCertificates

PROXIES = ("127.0.0.1", "10.0.0.0/8")
SAID = b":AAAA:"


def passed(headers, peer="127.0.0.1", header="client-cert", **state):
    """Return the scope that the application behind sees."""
    seen = []

    async def application(scope, receive, send):
        seen.append(scope)

    scope = {"type": "http", "headers": headers, "state": {**({PEER: peer} if peer else {}), **state}}
    unused: Any = None
    asyncio.run(ClientCertificates(application, header, PROXIES)(scope, unused, unused))
    return seen[0]


@pytest.mark.parametrize(
    ("peer", "header", "headers", "kept"),
    [
        ("127.0.0.1", "client-cert", [(b"client-cert", SAID)], True),
        ("10.9.8.7", "client-cert", [(b"client-cert", SAID)], True),
        ("10.9.8.7", "x-client-cert", [(b"x-client-cert", SAID)], True),
        ("192.0.2.7", "client-cert", [(b"client-cert", SAID)], False),
        ("", "client-cert", [(b"client-cert", SAID)], False),
        ("unix:socket", "client-cert", [(b"client-cert", SAID)], False),
        ("127.0.0.1", "", [(b"client-cert", SAID)], False),
        ("127.0.0.1", "x-client-cert", [(b"client-cert", SAID)], False),
        ("127.0.0.1", "client-cert", [(b"client-cert", SAID), (b"Client-Cert", SAID)], False),
        ("192.0.2.7", "client-cert", [(b"client-cert", SAID), (b"x-forwarded-for", b"127.0.0.1")], False),
    ],
)
def test_a_header_counts_from_a_trusted_proxy_alone_and_reaches_no_view(peer, header, headers, kept):
    scope = passed(headers, peer, header)
    assert scope["state"].get(FORWARDED) == (SAID.decode() if kept else None)
    assert b"client-cert" not in {name.lower() for name, _ in scope["headers"]}
    assert header.encode() not in {name for name, _ in scope["headers"]} or not header


def test_what_the_server_says_of_its_connection_stays_and_nothing_forwarded_slips_in_beside():
    scope = passed([(b"accept", b"*/*")], **{PRESENTED: b"der", FORWARDED: "forged"})
    assert scope["state"] == {PEER: "127.0.0.1", PRESENTED: b"der"}
    assert scope["headers"] == [(b"accept", b"*/*")]


def read(**state):
    request: Any = SimpleNamespace(scope={"state": state})
    return presented_certificate(request)


def test_both_ways_of_writing_and_the_connection_give_the_same_certificate():
    made = issued(authority()).certificate
    der, pem = made.public_bytes(Encoding.DER), made.public_bytes(Encoding.PEM)
    assert read(**{PRESENTED: der}) == made
    assert read(**{FORWARDED: f":{base64.b64encode(der).decode()}:"}) == made
    assert read(**{FORWARDED: quote(pem)}) == made
    assert read() is None
    assert presented_certificate(HttpRequest()) is None


@pytest.mark.parametrize("text", [":", "::", ":!!:", "AAAA", ":AAAA:", "-----BEGIN CERTIFICATE-----", "(null)"])
def test_what_no_proxy_writes_is_refused(text):
    with pytest.raises(CertificateRefused):
        read(**{FORWARDED: text})
