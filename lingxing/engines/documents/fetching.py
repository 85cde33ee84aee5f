"""Gazettes from http(s) addresses, within bounds and never from inside the network unless the caller allows it."""

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from lingxing.engines.documents.domain.reading.limits import MAX_BYTES, too_large
from lingxing.kernel.errors import UnreadableSource

CONNECT_SECONDS = 15
TOTAL_SECONDS = 120
MAX_REDIRECTS = 5
_PIECE = 64 * 1024
_MOVED = frozenset({301, 302, 303, 307, 308})
_HEADERS = {"User-Agent": "Lingxing", "Accept": "*/*", "Accept-Encoding": "identity", "Connection": "close"}
_CHECK_ADDRESS = "请核对地址，或下载后导入文件"


@dataclass(frozen=True, slots=True)
class _Target:
    """Where a request goes: the address is fixed before the connection, so that a name can't change its mind."""

    url: SplitResult
    host: str
    port: int
    address: str

    @property
    def path(self) -> str:
        """Return what stands in the request line."""
        path = quote(self.url.path or "/", safe="/%:@!$&'()*+,;=~-._")
        query = quote(self.url.query, safe="/%:@!$&'()*+,;=~-._?")
        return f"{path}?{query}" if query else path


class _Connection(http.client.HTTPConnection):
    """A connection to the address that was checked, under the name that was asked for."""

    def __init__(self, target: _Target) -> None:
        super().__init__(target.host, target.port, timeout=CONNECT_SECONDS)
        self._target = target

    def connect(self) -> None:
        """Connect, with TLS where the address asks for it."""
        plain = socket.create_connection((self._target.address, self._target.port), CONNECT_SECONDS)
        secure = self._target.url.scheme == "https"
        self.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=self.host) if secure else plain

    def hang_up(self) -> None:
        """End every wait for the other side, also for a head that comes byte by byte."""
        if self.sock is not None:
            with contextlib.suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)


def fetch(address: str, *, allow_private: bool = False) -> bytes:
    """Return what lies at an http or https address.

    Raises UnreadableSource for any other scheme, a private or local address (unless `allow_private`), more than five
    redirects, an answer other than 200, more bytes than a source may have, or more than two minutes.
    """
    deadline = time.monotonic() + TOTAL_SECONDS
    place = address
    for _ in range(MAX_REDIRECTS + 1):
        connection = _Connection(_target(place, allow_private=allow_private))
        patience = threading.Timer(max(0.0, deadline - time.monotonic()), connection.hang_up)
        try:
            connection.connect()
            patience.start()
            connection.request("GET", connection._target.path, headers=_HEADERS)
            answer = connection.getresponse()
            if answer.status not in _MOVED:
                return _body(place, answer, deadline)
            place = urljoin(place, answer.getheader("Location") or "")
        except (OSError, http.client.HTTPException, ValueError) as error:
            late = time.monotonic() > deadline
            raise _too_slow(place) if late else _refused(place, f"连接失败（{_reason(error)}）") from error
        finally:
            patience.cancel()
            connection.close()
    raise _refused(address, f"转向超过{MAX_REDIRECTS}次")


def _target(place: str, *, allow_private: bool) -> _Target:
    try:
        url = urlsplit(place)
        host, port = url.hostname, url.port or (443 if url.scheme == "https" else 80)
    except ValueError as error:
        raise _refused(place, "地址写法有误") from error
    if url.scheme not in {"http", "https"} or not host:
        raise _refused(place, "只接受http或https地址")
    return _Target(url, host, port, _resolve(place, host, port, allow_private=allow_private))


def _resolve(place: str, host: str, port: int, *, allow_private: bool) -> str:
    try:
        found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as error:
        raise _refused(place, "找不到这个主机") from error
    if not allow_private and not all(_is_public(address) for address in found):
        raise _refused(place, "不能访问内部网络的地址", remedy="请下载后导入文件，或由管理员在服务器上用命令导入")
    return found[0]


def _is_public(address: str) -> bool:
    parsed = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(parsed, "ipv4_mapped", None) or getattr(parsed, "sixtofour", None)
    return (
        parsed.is_global and not parsed.is_multicast and not parsed.is_reserved and (mapped is None or mapped.is_global)
    )


def _body(place: str, answer: http.client.HTTPResponse, deadline: float) -> bytes:
    if answer.status != http.HTTPStatus.OK:
        raise _refused(place, f"对方应答{answer.status}，没有给出内容")
    pieces, size = [], 0
    while piece := answer.read1(_PIECE):
        size += len(piece)
        if size > MAX_BYTES:
            raise too_large(place, "内容字节数", size, MAX_BYTES, "请按期拆分后分别导入")
        if time.monotonic() > deadline:
            raise _too_slow(place)
        pieces.append(piece)
    if time.monotonic() > deadline:
        raise _too_slow(place)
    if answer.length:
        raise _refused(place, "中途断开，没有下载完")
    return b"".join(pieces)


def _too_slow(place: str) -> UnreadableSource:
    return _refused(place, f"{TOTAL_SECONDS}秒内没有下载完")


def _refused(place: str, what: str, *, remedy: str = _CHECK_ADDRESS) -> UnreadableSource:
    return UnreadableSource(what, where=place, remedy=remedy)


def _reason(error: Exception) -> str:
    return str(error).strip() or type(error).__name__
