"""The certificate that a visitor's browser proved to hold, as the server or a trusted proxy says it.

Other layers read it from the scope's state, never from a header: whoever is no trusted proxy can write headers at will.
"""

import ipaddress
from collections.abc import Sequence
from typing import Any

from lingxing.engines.parties.access_presented import FORWARDED
from lingxing.web.body_limit import Application, Receive, Send

PEER = "peer_address"
"""Where `tls.PeerProtocol` keeps the address of the other end of the connection, whatever a proxy says of it."""
_ALWAYS_REMOVED = (b"client-cert", b"client-cert-chain")


class ClientCertificates:
    """Takes the certificate's header out of every request; keeps its text only where a trusted proxy has sent it.

    The address that counts is that of the connection itself, not the one that X-Forwarded-For tells.
    """

    def __init__(self, application: Application, header: str, proxies: Sequence[str]) -> None:
        self._application = application
        self._header = header.encode()
        self._proxies = [ipaddress.ip_network(proxy) for proxy in proxies]

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """Pass the request on with its state set."""
        if scope["type"] == "http":
            scope = self._cleaned(scope)
        await self._application(scope, receive, send)

    def _cleaned(self, scope: dict[str, Any]) -> dict[str, Any]:
        removed = (*_ALWAYS_REMOVED, self._header)
        kept = [(name, value) for name, value in scope["headers"] if name.lower() not in removed]
        state = {name: value for name, value in scope.get("state", {}).items() if name != FORWARDED}
        given = [value for name, value in scope["headers"] if self._header and name.lower() == self._header]
        # Two of them are no proxy's doing.
        if len(given) == 1 and self._is_proxy(str(state.get(PEER, ""))):
            state[FORWARDED] = given[0].decode("latin-1")
        return {**scope, "headers": kept, "state": state}

    def _is_proxy(self, address: str) -> bool:
        try:
            found = ipaddress.ip_address(address)
        except ValueError:
            return False
        return any(found in network for network in self._proxies)
