"""One run of `benchmarks.auctions_fanout`, in the installation that the environment names."""

import argparse
import http.client
import json
import os
import resource
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django

django.setup()

# Models exist only once Django is set up, here for a home of this run's own.
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402

from lingxing.engines.auctions.tests.halls import Hall, open_hall  # noqa: E402
from lingxing.engines.auctions.tests.sales import START, STEP  # noqa: E402

RATE = 20
PADDLES = (103, 205)
PIECE = 900
"""About as many bytes as a bid's event with the board."""
LONGEST_MILLISECONDS = 250
MOST_MEGABYTES = 400


def main() -> int:
    """Measure and print; return 1 where a figure is missed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--watchers", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=30)
    options = parser.parse_args()
    _allow_connections(options.watchers)
    call_command("migrate", verbosity=0)
    settings.ALLOWED_HOSTS.append("testserver")
    hall, vendor = open_hall(*PADDLES), connection.vendor
    sessions = [hall.bidder(paddle).cookies[settings.SESSION_COOKIE_NAME].value for paddle in PADDLES]
    connections.close_all()
    before = bare(options.watchers, options.seconds / 3)
    found = ours(hall, sessions, options.watchers, options.seconds)
    after = bare(options.watchers, options.seconds / 3)
    print(f"{vendor}: {options.watchers} watchers, {found['events']} bids at {RATE}/s, {found['refused']} refused")
    return report(found, [before["last"], after["last"]])


def report(found: dict[str, Any], references: Sequence[Sequence[float]]) -> int:
    """Print the figures; return 1 where they are missed."""
    p99, megabytes = found["last"][1], found["megabytes"]
    bare_p50, bare_p99 = (statistics.mean(reference[place] for reference in references) for place in (0, 1))
    told = "p50 {} ms, p99 {} ms, at most {} ms"
    print(f"  to the last watcher {told.format(*found['last'])}; allowed p99 {LONGEST_MILLISECONDS}")
    print(f"  to any watcher {told.format(*found['every'])}")
    print(
        f"  a bare broadcaster, to the last: p50 {bare_p50:.1f} ms, p99 {bare_p99:.1f} ms; ratio {p99 / bare_p99:.2f}"
    )
    print(f"  memory of the serving process at most {megabytes} MB; allowed {MOST_MEGABYTES}")
    print(f"  events that did not reach everybody once: {found['wrong']}; connections lost: {found['lost']}")
    whole = not found["wrong"] and not found["lost"] and found["events"] > 0
    return 0 if whole and p99 <= LONGEST_MILLISECONDS and megabytes <= MOST_MEGABYTES else 1


def ours(hall: Hall, sessions: Sequence[str], count: int, seconds: float) -> dict[str, Any]:
    """Return what the watchers of `lingxing serve` saw, its largest memory in MB, and how many bids were refused."""
    port = _free_port()
    more = {"LINGXING_PORT": str(port), "LINGXING_SWEEP": "no", "LINGXING_LOG_LEVEL": "error"}
    limits = {"LINGXING_WATCHERS": str(2 * count), "LINGXING_WATCHERS_OF_ADDRESS": str(2 * count)}
    command = [sys.executable, "-m", "lingxing", "serve", "--no-migrate"]
    with _running(command, port, {**os.environ, **more, **limits}) as pid:
        number = hall.lot.number
        with watching(port, f"/listings/{number}/stream", count) as told:
            refused = bid(port, number, sessions, seconds)
            time.sleep(2)
        return {**told, "megabytes": _peak_megabytes(pid), "refused": refused}


def bare(count: int, seconds: float) -> dict[str, Any]:
    """Return what the watchers of the bare broadcaster saw."""
    port = _free_port()
    command = [sys.executable, "-m", "benchmarks.auctions.broadcaster", str(port), str(RATE), str(PIECE)]
    with _running(command, port, os.environ), watching(port, "/", count, partial=True) as told:
        time.sleep(seconds)
    return told


def bid(port: int, number: str, sessions: Sequence[str], seconds: float) -> int:
    """Bid in turn at a steady rate; return how many bids were not accepted."""
    refused, begun = 0, time.monotonic()
    lines = [http.client.HTTPConnection("127.0.0.1", port, timeout=30) for _ in sessions]
    for place in range(int(seconds * RATE)):
        time.sleep(max(0.0, begun + place / RATE - time.monotonic()))
        cookie = f"{settings.SESSION_COOKIE_NAME}={sessions[place % 2]}; {settings.CSRF_COOKIE_NAME}={'c' * 32}"
        headers = {"Content-Type": "application/json", "Cookie": cookie, "X-CSRFToken": "c" * 32}
        body = json.dumps({"price": f"{(START + place * STEP) // 100}", "key": f"bench-{place}"})
        line = lines[place % 2]
        line.request("POST", f"/api/listings/{number}/bids", body, headers)
        answer = line.getresponse()
        answer.read()
        refused += answer.status != 200
    return refused


@contextmanager
def watching(port: int, path: str, count: int, *, partial: bool = False) -> Iterator[dict[str, Any]]:
    """Watch while the block runs; then the mapping holds what was seen. `partial` where events are cut at both ends."""
    command = [sys.executable, "-m", "benchmarks.auctions.watchers", str(port), path, str(count)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin
    assert process.stdout
    told: dict[str, Any] = {}
    try:
        if process.stdout.readline().strip() != "ready":
            raise RuntimeError("the watchers did not all get through")
        yield told
        process.stdin.close()
        told |= json.loads(process.stdout.readline())
        told["wrong"] = max(0, told["wrong"] - 2) if partial else told["wrong"]
    finally:
        process.kill()
        process.wait()


@contextmanager
def _running(command: Sequence[str], port: int, environment: Any) -> Iterator[int]:
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 120
        while not _answers(port):
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{command[2]} does not answer")
            time.sleep(0.2)
        yield process.pid
    finally:
        process.terminate()
        process.wait(30)


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _allow_connections(watchers: int) -> None:
    """Let this process and those that it starts hold so many connections open."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(2 * watchers + 1000, 4096), most))


def _peak_megabytes(pid: int) -> int:
    text = Path(f"/proc/{pid}/status").read_text("ascii")
    return next(int(line.split()[1]) for line in text.splitlines() if line.startswith("VmHWM")) // 1024


if __name__ == "__main__":
    sys.exit(main())
