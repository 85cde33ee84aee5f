"""One run of `benchmarks.cases_desk`, in the installation that the environment names."""

import argparse
import datetime as dt
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle

import django

django.setup()

# Models exist only once Django is set up, here for a home of this run's own.
from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db import connection, connections  # noqa: E402

from benchmarks.cases.filling import RUNNING, fill  # noqa: E402
from benchmarks.cases.throughput import percentile  # noqa: E402
from benchmarks.cases.town import open_town  # noqa: E402
from lingxing.engines.cases.models import Turn  # noqa: E402
from lingxing.engines.parties.access_types import Account  # noqa: E402

REQUIRED_MILLISECONDS = 150.0
STATIONS, CLERKS = 20, 40
PATIENCE_SECONDS = 120
DESK = ("/desk/", "/desk/?light=red", "/desk/?light=yellow", "/desk/?whose=mine", "/desk/?after={after}")


def main() -> int:
    """Measure and print; return 1 where the desk page misses its figure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--requests", type=int, default=200)
    options = parser.parse_args()
    town = open_town(20, CLERKS, stations=STATIONS)
    today = dt.date.today()  # noqa: DTZ011 - any day near the server's own
    shares = {"submitted": options.cases // 10, "producing": options.cases // 10}
    shares["usable"] = options.cases - sum(shares.values())
    filled = fill(town, shares, today, {}, (*RUNNING, "stopped"))
    waiting = Turn.objects.filter(organ=town.organs[0]).count()
    print(f"{connection.vendor}: {options.cases:,} cases stored in {filled.seconds:.0f} s")
    print(f"  {Turn.objects.count():,} lines of work lists, {waiting:,} of them with the busiest of {STATIONS} organs")
    pages = [path.format(after=f"{today + dt.timedelta(days=9)}.1000") for path in DESK]
    clerks = cycle([session(account) for account in town.clerk_accounts])
    case = f"/cases/{filled.originals['usable']}/"
    applicant, supervisor = session(town.citizens[-1].account), session(town.supervisor)
    connections.close_all()
    with served() as address:
        health = report("/health", options.requests, lambda _: get(f"{address}/health", ""))
        desk = report("desk", options.requests, lambda turn: get(address + pages[turn % len(pages)], next(clerks)))
        report("case", options.requests, lambda _: get(address + case, applicant))
        report("track", options.requests, lambda turn: track(address, turn))
        report("overview", max(10, options.requests // 10), lambda _: get(f"{address}/overview/", supervisor))
    print(
        f"  p95 of a desk page is {desk / health:.1f} times that of /health; required < {REQUIRED_MILLISECONDS:.0f} ms"
    )
    return 0 if desk < REQUIRED_MILLISECONDS else 1


def session(account: Account) -> str:
    """Return the key of a new session of the account."""
    made = SessionStore()
    made[SESSION_KEY] = str(account.pk)
    made[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    made[HASH_SESSION_KEY] = account.get_session_auth_hash()
    made.create()
    return str(made.session_key)


def report(name: str, count: int, ask: Callable[[int], None]) -> float:
    """Ask so often, print p50, p95 and the worst in milliseconds, and return p95."""
    for turn in range(5):
        ask(turn)
    times = []
    for turn in range(count):
        begun = time.perf_counter()
        ask(turn)
        times.append((time.perf_counter() - begun) * 1000)
    middle, tail = percentile(times, 0.5), percentile(times, 0.95)
    print(f"  {name:9} {count} requests: p50 {middle:.1f} ms, p95 {tail:.1f} ms, worst {max(times):.1f} ms")
    return tail


def get(url: str, key: str) -> None:
    """Read a page as whoever has the session."""
    request = urllib.request.Request(url, headers={"Cookie": f"{settings.SESSION_COOKIE_NAME}={key}"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        answer.read()
        if "/sign-in" in answer.url:
            raise SystemExit(f"{url} was not answered but led to signing in")


def track(address: str, turn: int) -> None:
    """Look a case up with a number that is there and a code that is wrong; from another address each time."""
    token = secrets.token_hex(16)
    body = urllib.parse.urlencode({"number": f"K1{turn + 1:08}", "code": "AAAAAAAA", "csrfmiddlewaretoken": token})
    headers = {"Cookie": f"{settings.CSRF_COOKIE_NAME}={token}", "X-Forwarded-For": f"192.0.2.{turn % 250}"}
    request = urllib.request.Request(f"{address}/track/", body.encode(), headers)
    try:
        urllib.request.urlopen(request, timeout=60).close()
    except urllib.error.HTTPError as refused:
        if refused.code >= 500 or refused.code == 403:
            raise


@contextmanager
def served() -> Iterator[str]:
    """Give the address of a server of this installation, which sweeps nothing meanwhile."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {"LINGXING_PORT": str(port), "LINGXING_SWEEP": "no", "LINGXING_HOSTS": "127.0.0.1"}
    command = [sys.executable, "-m", "lingxing", "serve"]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        _await(address, server)
        yield address
    finally:
        server.terminate()
        server.wait()


def _await(address: str, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/health", timeout=5).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("the server did not come up")


if __name__ == "__main__":
    sys.exit(main())
