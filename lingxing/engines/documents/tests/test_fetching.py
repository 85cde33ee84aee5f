"""Addresses: fetched within bounds, never from inside the network unless allowed."""

import contextlib
import http.server
import socket
import threading
import time
from collections.abc import Iterator

import pytest

from lingxing.engines.documents import fetching
from lingxing.engines.documents.intake import load, places
from lingxing.kernel.errors import UnreadableSource

TEXT = "云梦泽市人民政府公报\n".encode()


class _Answers(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        path, _, rest = self.path.partition("?")
        if path in {"/moved", "/circle"}:
            self.send_response(302)
            self.send_header("Location", "/circle" if path == "/circle" else rest or "/gazette.txt")
        elif path == "/missing":
            self.send_response(404)
        else:
            self.send_response(200)
        if path == "/cut":
            self.send_header("Content-Length", str(len(TEXT) + 1))
        self.end_headers()
        if path == "/cut":
            self.wfile.write(TEXT)
        if path == "/gazette.txt":
            with contextlib.suppress(BrokenPipeError):
                self.wfile.write(TEXT)
        if path == "/large":
            self.wfile.write(b"x" * 5000)

    def log_message(self, *_):
        return


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_what_lies_at_the_address_is_returned(site):
    assert fetching.fetch(f"{site}/gazette.txt", allow_private=True) == TEXT


def test_an_operator_may_name_an_address_of_the_own_network(site):
    address = f"{site}/gazette.txt"
    assert list(places([address])) == [address]
    assert load(address) == TEXT


def test_redirects_are_followed_to_the_end(site):
    assert fetching.fetch(f"{site}/moved", allow_private=True) == TEXT


def test_a_circle_of_redirects_is_refused(site):
    with pytest.raises(UnreadableSource, match="转向超过5次"):
        fetching.fetch(f"{site}/circle", allow_private=True)


@pytest.mark.parametrize("target", ["file:///etc/hostname", "ftp://127.0.0.1/x", "gopher://127.0.0.1/x"])
def test_a_redirect_to_another_scheme_is_refused(site, target):
    with pytest.raises(UnreadableSource, match="只接受http或https地址"):
        fetching.fetch(f"{site}/moved?{target}", allow_private=True)


def test_an_answer_without_content_is_refused(site):
    with pytest.raises(UnreadableSource, match="对方应答404"):
        fetching.fetch(f"{site}/missing", allow_private=True)


def test_an_answer_that_ends_before_its_length_is_refused(site):
    with pytest.raises(UnreadableSource, match="中途断开"):
        fetching.fetch(f"{site}/cut", allow_private=True)


def test_an_answer_whose_head_never_ends_is_given_up(monkeypatch):
    monkeypatch.setattr(fetching, "TOTAL_SECONDS", 1)
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=_drip, args=(server,), daemon=True).start()
        with pytest.raises(UnreadableSource, match="没有下载完"):
            fetching.fetch(f"http://127.0.0.1:{server.getsockname()[1]}/", allow_private=True)


def _drip(server: socket.socket) -> None:
    """Send a header line a tenth of a second, for at most 10 seconds."""
    peer, _ = server.accept()
    with peer, contextlib.suppress(OSError):
        peer.sendall(b"HTTP/1.1 200 OK\r\n")
        for number in range(100):
            time.sleep(0.1)
            peer.sendall(f"X-{number}: y\r\n".encode())


def test_more_bytes_than_a_source_may_have_are_refused(site, monkeypatch):
    monkeypatch.setattr(fetching, "MAX_BYTES", 4000)
    with pytest.raises(UnreadableSource, match="内容字节数"):
        fetching.fetch(f"{site}/large", allow_private=True)


def test_too_slow_an_answer_is_refused(site, monkeypatch):
    monkeypatch.setattr(fetching, "TOTAL_SECONDS", -1)
    with pytest.raises(UnreadableSource, match="没有下载完"):
        fetching.fetch(f"{site}/gazette.txt", allow_private=True)


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://10.1.2.3/",
        "http://192.168.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[fe80::1]/",
        "http://0.0.0.0/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://[64:ff9b::a00:1]/",
        "http://[::127.0.0.1]/",
        "http://[2002:7f00:1::]/",
    ],
)
def test_addresses_inside_the_network_are_refused(address):
    with pytest.raises(UnreadableSource, match=r"内部网络|找不到这个主机"):
        fetching.fetch(address)


def test_a_name_that_leads_inside_is_refused(monkeypatch):
    inside = [(2, 1, 6, "", ("93.184.216.34", 80)), (2, 1, 6, "", ("10.0.0.1", 80))]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: inside)
    with pytest.raises(UnreadableSource, match="内部网络"):
        fetching.fetch("http://gazette.example.gov.cn/")


@pytest.mark.parametrize(
    "address", ["", "gazette.txt", "file:///etc/hostname", "http://", "http://[::", "https://x:99999/"]
)
def test_what_is_no_address_is_refused(address):
    with pytest.raises(UnreadableSource):
        fetching.fetch(address)


def test_a_header_cannot_be_smuggled_in():
    target = fetching._target("http://127.0.0.1/a b\r\nX: y?q=灯 油\r\nZ: w", allow_private=True)
    assert not set("\r\n ") & set(target.path)


def test_nobody_listening_is_one_clear_line():
    with pytest.raises(UnreadableSource, match="连接失败"):
        fetching.fetch("http://127.0.0.1:9/", allow_private=True)
