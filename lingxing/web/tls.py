"""Ending TLS at this server: its certificate, and those that browsers may show."""

import asyncio
import ssl
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding
from uvicorn.protocols.http.h11_impl import H11Protocol

from lingxing.engines.parties.access_presented import PRESENTED
from lingxing.engines.parties.certificates.trust import read_authorities
from lingxing.web.client_certificates import PEER


class PeerProtocol(H11Protocol):
    """HTTP/1.1 that keeps, in the state of every request, who is at the other end of the connection."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Note the address and the certificate of the connection."""
        super().connection_made(transport)
        secure: ssl.SSLObject | None = transport.get_extra_info("ssl_object")
        content = secure.getpeercert(binary_form=True) if secure else None
        address = self.client[0] if self.client else ""
        # A dictionary of its own: that of the server is one for all connections.
        self.app_state = {**self.app_state, PEER: address, **({PRESENTED: content} if content else {})}


def asking_context(authorities: Path | None, _: Any, default: Callable[[], ssl.SSLContext]) -> ssl.SSLContext:
    """Return the server's context; with authorities it asks browsers for a certificate that one of them has issued.

    Who shows none is served all the same; one that does not hold ends the handshake.
    """
    context = default()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    trusted = read_authorities(authorities).certificates
    if trusted:
        context.verify_mode = ssl.CERT_OPTIONAL
        # An issuing authority may be trusted without the root above it.
        context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
        context.load_verify_locations(cadata="".join(found.public_bytes(Encoding.PEM).decode() for found in trusted))
    return context
