"""A bidder's certificate over the wire: by TLS at `lingxing serve`, and by a reverse proxy's header."""

import base64
import http.client
import http.cookiejar
import re
import socket
import ssl
import time
import urllib.error
import urllib.parse
import urllib.request

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives.serialization import Encoding

from lingxing.cli.certificate.issuing import authority, issue
from lingxing.engines.parties.certificates.reading import read_certificate
from lingxing.kernel.tests.identity_samples import credit_code
from tests.installation import end, start

pytestmark = pytest.mark.database
PATIENCE_SECONDS = 90
PASSWORD, CODE, OTHER_CODE = "Yunmeng-2026-湖", credit_code(), credit_code("91420700MA4K00034")


def run(command, *arguments):
    assert CliRunner().invoke(command, [str(argument) for argument in arguments], catch_exceptions=False).exit_code == 0


@pytest.fixture
def papers(tmp_path):
    """A test authority, its server's certificate and two clients': of the firm that signs up, and of another."""
    folder = tmp_path / "papers"
    run(authority, folder)
    run(issue, "--authority", folder, "--server", "--name", "localhost,127.0.0.1", folder / "server")
    run(issue, "--authority", folder, "--name", "湖光置业", "--code", CODE, folder / "firm")
    run(
        issue, "--authority", folder, "--name", "山色置业", "--code", credit_code("91420700MA4K00034"), folder / "other"
    )
    return folder


@pytest.fixture
def serve(installation):
    """Give a function that starts the service with more settings and returns its port."""
    servers = []

    def begin(**more):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        given = {f"LINGXING_{name}": str(value) for name, value in more.items()}
        server = start(installation | {"LINGXING_PORT": str(port)} | given, "-m", "lingxing", "serve")
        servers.append(server)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline and server.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return port
            time.sleep(0.2)
        pytest.fail(end(server))

    yield begin
    for server in servers:
        end(server)


class Browser:
    """Asks pages and sends forms with its own cookies, over TLS where a context is given."""

    def __init__(self, origin, context=None, headers=None):
        self._origin, self._headers = origin, headers or {}
        self._jar = http.cookiejar.CookieJar()
        secure = urllib.request.HTTPSHandler(context=context)
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self._jar), secure)

    def get(self, path):
        return self._send(path, None)

    def post(self, path, **fields):
        (token, *_) = re.findall(r'csrfmiddlewaretoken" value="(\w+)"', self.get(path))
        return self._send(path, {**fields, "csrfmiddlewaretoken": token})

    def _send(self, path, fields):
        content = urllib.parse.urlencode(fields).encode() if fields else None
        headers = {"Referer": self._origin + path, **self._headers}
        request = urllib.request.Request(self._origin + path, content, headers)
        try:
            return self._opener.open(request, timeout=30).read().decode()
        except urllib.error.HTTPError as error:
            return error.read().decode()

    def sign_up(self):
        fields = {"identity_kind": "credit_code", "identity_number": CODE, "name": "湖光置业", "phone": "", "email": ""}
        page = self.post("/register", **fields, username="hu_guang", password=PASSWORD, again=PASSWORD, terms="on")
        assert "注册成功" in page

    def sign_in(self):
        page = self.post("/sign-in", username="hu_guang", password=PASSWORD, next="/certificates/")
        assert "我的数字证书" in page
        return page


def test_the_certificate_of_the_connection_registers_and_signs_in(serve, papers):
    port = serve(
        TLS_CERTIFICATE=papers / "server.pem",
        TLS_KEY=papers / "server.key",
        CERTIFICATE_AUTHORITIES=papers / "authority.pem",
        CERTIFICATE_HEADER="Client-Cert",
        PROXIES="192.0.2.1",
    )

    def browser(name="", headers=None):
        context = ssl.create_default_context(cafile=papers / "authority.pem")
        if name:
            context.load_cert_chain(papers / f"{name}.pem", papers / f"{name}.key")
        return Browser(f"https://localhost:{port}", context, headers)

    holder = browser("firm")
    holder.sign_up()
    assert "湖光置业" in holder.get("/certificates/new")
    assert "已登记，可以用它登录和报价" in holder.post("/certificates/new", password=PASSWORD)
    assert "已用证书验证，可以报价" in browser("firm").sign_in()
    assert "还没有用证书验证" in browser().sign_in()
    assert "没有登记在本账号名下" in browser("other").sign_in()
    # Whoever reaches the server itself may write headers at will, also that a trusted proxy sent them.
    forged = {"Client-Cert": header(papers), "X-Forwarded-For": "192.0.2.1"}
    assert "还没有用证书验证" in browser(headers=forged).sign_in()


def test_a_certificate_of_a_foreign_authority_ends_the_handshake(serve, papers, tmp_path):
    port = serve(
        TLS_CERTIFICATE=papers / "server.pem",
        TLS_KEY=papers / "server.key",
        CERTIFICATE_AUTHORITIES=papers / "authority.pem",
    )
    run(authority, tmp_path / "foreign")
    run(issue, "--authority", tmp_path / "foreign", "--name", "湖光置业", "--code", CODE, tmp_path / "foreign" / "firm")
    context = ssl.create_default_context(cafile=papers / "authority.pem")
    context.load_cert_chain(tmp_path / "foreign" / "firm.pem", tmp_path / "foreign" / "firm.key")
    with pytest.raises((OSError, http.client.HTTPException)):
        Browser(f"https://localhost:{port}", context).get("/sign-in")


def header(papers):
    """Return the firm's certificate as a proxy writes it by RFC 9440."""
    certificate = read_certificate((papers / "firm.pem").read_bytes())
    return f":{base64.b64encode(certificate.public_bytes(Encoding.DER)).decode()}:"


def test_a_trusted_proxys_header_registers_and_signs_in(serve, papers):
    port = serve(
        CERTIFICATE_AUTHORITIES=papers / "authority.pem", CERTIFICATE_HEADER="Client-Cert", PROXIES="127.0.0.1"
    )
    origin, told = f"http://localhost:{port}", {"Client-Cert": header(papers), "X-Forwarded-For": "203.0.113.9"}
    holder = Browser(origin, headers=told)
    holder.sign_up()
    assert "已登记，可以用它登录和报价" in holder.post("/certificates/new", password=PASSWORD)
    assert "已用证书验证，可以报价" in Browser(origin, headers=told).sign_in()
    assert "还没有用证书验证" in Browser(origin).sign_in()
