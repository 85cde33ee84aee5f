"""How fast the first page comes, at 20 requests a second.

    python -m benchmarks.first_page [--seconds 10] [--gazettes FOLDER]

Serves the demo from a home of its own and asks for the home page at a steady pace, each request at its time whether or
not those before it are answered. Beside it stands /health under the same pace in the same run: what the server itself
costs, with one small query and no page.
"""

import argparse
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

REQUIRED_MILLISECONDS = 100.0
PACE = 20
WARM_UP = 20
PATIENCE_SECONDS = 180


def main() -> int:
    """Print both; return 1 where the page misses its figure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--gazettes", type=Path)
    options = parser.parse_args()
    with served(options.gazettes) as address:
        for _ in range(WARM_UP):
            answer_time(f"{address}/")
        reference = report("/health", paced(f"{address}/health", options.seconds))
        page = report("/", paced(f"{address}/", options.seconds))
    met = page < REQUIRED_MILLISECONDS
    print(f"p95 of / is {page / reference:.1f} × p95 of /health; required < {REQUIRED_MILLISECONDS:.0f} ms: {met}")
    return 0 if met else 1


def paced(url: str, seconds: int) -> list[float]:
    """Return the milliseconds of every answer, PACE requests a second."""
    times: list[float] = []
    threads = [threading.Thread(target=lambda: times.append(answer_time(url))) for _ in range(PACE * seconds)]
    begun = time.perf_counter()
    for number, thread in enumerate(threads):
        time.sleep(max(0.0, begun + number / PACE - time.perf_counter()))
        thread.start()
    for thread in threads:
        thread.join()
    if len(times) != len(threads):
        raise SystemExit(f"{len(threads) - len(times)} requests to {url} failed")
    return times


def answer_time(url: str) -> float:
    """Return the milliseconds until the whole answer is here, connecting included."""
    begun = time.perf_counter()
    with urllib.request.urlopen(url, timeout=30) as answer:
        answer.read()
    return (time.perf_counter() - begun) * 1000


def report(name: str, times: list[float]) -> float:
    """Print p50 and p95 of `times` and return p95."""
    cuts = statistics.quantiles(times, n=20)
    middle, tail, worst = cuts[9], cuts[18], max(times)
    print(f"{name:8} {len(times)} at {PACE}/s: p50 {middle:.1f} ms, p95 {tail:.1f} ms, worst {worst:.1f} ms")
    return tail


@contextmanager
def served(gazettes: Path | None) -> Iterator[str]:
    """Give the address of a demo of its own, with the gazettes of a folder as well where one is named."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    more = ["--gazettes", str(gazettes)] if gazettes else []
    with tempfile.TemporaryDirectory() as home:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("LINGXING_")}
        command = [sys.executable, "-m", "lingxing", "demo", "--port", str(port), *more]
        server = subprocess.Popen(command, env=environment | {"LINGXING_HOME": home}, stdout=subprocess.DEVNULL)
        try:
            await_health(f"http://127.0.0.1:{port}", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait()


def await_health(address: str, server: "subprocess.Popen[bytes]") -> None:
    """Return once the server is ready; end where it gave up or takes too long."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            answer_time(f"{address}/health")
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("the demo did not come up")


if __name__ == "__main__":
    sys.exit(main())
