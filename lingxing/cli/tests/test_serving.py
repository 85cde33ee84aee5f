"""`lingxing serve`, asked over the wire."""

import http.client
import json
import signal
import socket
import time

import pytest
from django.conf import settings

from tests.installation import end, start

pytestmark = pytest.mark.database
PATIENCE_SECONDS = 180


def ask(port, path="/", method="GET", headers=None):
    """Return the status, the headers and the body of one answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request(method, path, headers=headers or {})
    answer = connection.getresponse()
    body = answer.read().decode(errors="replace")
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body


@pytest.fixture
def serve(migrated):
    """Give a function that starts the service with more settings and returns its process and port."""
    servers = []

    def begin(**more):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        given = {f"LINGXING_{name}": value for name, value in more.items()}
        server = start(migrated | {"LINGXING_PORT": str(port)} | given, "-m", "lingxing", "serve")
        servers.append(server)
        await_health(server, port)
        return server, port

    yield begin
    for server in servers:
        if server.returncode is None:
            end(server)


def await_health(server, port):
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            if ask(port, "/health")[0] == 200:
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(end(server))


def test_a_fresh_service_answers_with_lasting_names_and_logs_in_json(serve):
    server, port = serve()
    status, headers, page = ask(port)
    assert status == 200
    assert "server" not in headers
    sheet = page.split('rel="stylesheet" href="')[2].split('"')[0]
    status, headers, _ = ask(port, sheet, headers={"Accept-Encoding": "gzip"})
    assert (status, headers["content-encoding"]) == (200, "gzip")
    assert "immutable" in headers["cache-control"]
    assert ask(port, "/nowhere?q=secret")[0] == 404
    server.send_signal(signal.SIGTERM)
    output, errors = server.communicate(timeout=30)
    lines = [json.loads(line) for line in output.splitlines()]
    assert any(line.get("status") == 404 and line["request_id"] for line in lines)
    assert "secret" not in output + errors
    assert "Traceback" not in errors


def test_behind_a_proxy_that_ends_https(serve):
    _, port = serve(HTTPS="yes")
    assert ask(port, "/health")[0] == 200
    status, headers, _ = ask(port, "/sign-in")
    assert (status, headers["location"].startswith("https://")) == (301, True)
    status, headers, _ = ask(port, "/sign-in", headers={"X-Forwarded-Proto": "https"})
    assert status == 200
    assert "max-age=31536000" in headers["strict-transport-security"]
    assert "Secure" in headers["set-cookie"]


def test_a_visitor_who_is_no_proxy_is_not_believed(serve):
    _, port = serve(HTTPS="yes", PROXIES="192.0.2.1")
    assert ask(port, "/sign-in", headers={"X-Forwarded-Proto": "https"})[0] == 301


def test_a_port_in_use_is_one_clear_line(serve, migrated):
    _, port = serve()
    second = start(migrated | {"LINGXING_PORT": str(port)}, "-m", "lingxing", "serve")
    _, errors = second.communicate(timeout=60)
    assert second.returncode == 1
    assert f"127.0.0.1:{port}：无法监听" in errors
    assert "Traceback" not in errors


@pytest.mark.skipif(settings.ENVIRONMENT.database.embedded, reason="several processes need PostgreSQL")
def test_several_processes_serve_one_database(serve):
    server, port = serve(WORKERS="2")
    assert all(ask(port)[0] == 200 for _ in range(10))
    server.send_signal(signal.SIGTERM)
    server.communicate(timeout=60)


BEAT = """
import django; django.setup()
from lingxing.engines.cases.models import Heartbeat
print(Heartbeat.objects.filter(name="sweep").exists())
"""


@pytest.mark.parametrize(("sweep", "beats"), [("yes", "True"), ("no", "False")])
def test_the_service_sweeps_beside_its_answers_unless_a_timer_does(serve, migrated, sweep, beats):
    serve(SWEEP=sweep)
    deadline = time.monotonic() + (PATIENCE_SECONDS if sweep == "yes" else 3)
    seen = ""
    while time.monotonic() < deadline and seen != "True":
        seen = start(migrated, "-c", BEAT).communicate(timeout=60)[0].strip()
    assert seen == beats
