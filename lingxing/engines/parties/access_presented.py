"""The certificate that came with a request: by TLS at this server, or told by a trusted proxy.

It proves that the visitor holds the key; whether anybody trusts it, and whose it is, is asked by the services.
"""

from cryptography import x509
from django.http import HttpRequest

from lingxing.engines.parties.certificates.reading import from_escaped_pem, from_structured_field, read_certificate

PRESENTED = "client_certificate"
"""Where the server keeps the DER bytes of the certificate of the TLS connection, in the scope's state."""
FORWARDED = "forwarded_certificate"
"""Where the text of the trusted proxy's header is kept, in the scope's state."""


def presented_certificate(request: HttpRequest) -> x509.Certificate | None:
    """Return the certificate that came with the request, or None. CertificateRefused where it can't be read.

    A proxy writes it as RFC 9440 says (`Client-Cert: :base64:`) or as URL-encoded PEM (nginx).
    """
    state = getattr(request, "scope", {}).get("state", {})
    content, text = state.get(PRESENTED), state.get(FORWARDED, "")
    if content is None and text:
        content = from_structured_field(text) if text.startswith(":") else from_escaped_pem(text)
    return read_certificate(content) if content else None
