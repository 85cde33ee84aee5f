"""One run of `benchmarks.auctions_bids`, in the installation that the environment names."""

import argparse
import itertools
import statistics
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import django

django.setup()

# Models exist only once Django is set up, here for a home of this run's own.
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from lingxing.cli.scheduling import ticking  # noqa: E402
from lingxing.engines.auctions.domain.refusals import Refusal  # noqa: E402
from lingxing.engines.auctions.services.bidding import place_bid  # noqa: E402
from lingxing.engines.auctions.tests.sales import BIDDER, DAY, START, STEP, announced  # noqa: E402
from lingxing.engines.ledger.queries import verify_stream  # noqa: E402

BIDDERS = 50
REQUIRED = {"sqlite": 1.0, "postgresql": 0.7}
LONGEST_WAIT = 0.150
ROUNDS = 16
"""Bids and bare commits are measured in turn, so that both meet the machine's other work."""


@dataclass
class Crowd:
    """What the bidders share: the next price of the ladder, and what became of the bids."""

    lot_id: int
    steps: Iterator[int] = field(default_factory=itertools.count)
    waits: list[float] = field(default_factory=list)
    refused: int = 0
    bidding: threading.Event = field(default_factory=threading.Event)
    over: bool = False
    faults: list[str] = field(default_factory=list)


def main() -> int:
    """Measure and print; return 1 where the figure is missed or a bid failed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=5)
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    now = timezone.now()
    lot = announced(now, now + DAY, paddles=range(101, 101 + BIDDERS))
    with ticking():
        warm = Crowd(lot.pk)
        measure(warm, 0.3)
        crowd = Crowd(lot.pk, warm.steps)
        rate, commits = measure(crowd, options.seconds / ROUNDS)
    faults = [*crowd.faults, *(str(fault) for fault in verify_stream(f"lot:{lot.pk}"))]
    return report(crowd, rate, commits, faults)


def measure(crowd: Crowd, seconds: float) -> tuple[float, float]:
    """Return accepted bids and bare commits a second, each over all rounds. The bidders stay, and pause in between."""
    bidders = [threading.Thread(target=bid_again, args=(crowd, 101 + number)) for number in range(BIDDERS)]
    for bidder in bidders:
        bidder.start()
    bids, bare = [], []
    for _ in range(ROUNDS):
        bare.append(bare_commits(seconds))
        bids.append(bids_taken(crowd, seconds))
    crowd.over = True
    crowd.bidding.set()
    for bidder in bidders:
        bidder.join()
    return statistics.mean(bids), statistics.mean(bare)


def bids_taken(crowd: Crowd, seconds: float) -> float:
    """Let everybody bid for so long and return how many bids were accepted a second."""
    before, begun = len(crowd.waits), time.perf_counter()
    crowd.bidding.set()
    time.sleep(seconds)
    crowd.bidding.clear()
    return (len(crowd.waits) - before) / (time.perf_counter() - begun)


def report(crowd: Crowd, rate: float, commits: float, faults: list[str]) -> int:
    """Print the figures; return 1 where they are missed."""
    vendor, waits = connection.vendor, sorted(crowd.waits)
    middle, tail = (waits[int(share * len(waits))] * 1000 for share in (0.5, 0.99))
    print(f"{vendor}: {BIDDERS} bidders at once on one lot, {len(waits)} bids accepted, {crowd.refused} overtaken")
    print(f"  accepted durable bids: {rate:.0f} a second")
    print(f"  bare durable commits of one row, one connection: {commits:.0f} a second")
    print(f"  ratio: {rate / commits:.2f}; required {REQUIRED[vendor]:.1f}")
    longest = f"at most {waits[-1] * 1000:.0f} ms; allowed {LONGEST_WAIT * 1000:.0f}"
    print(f"  an accepted bid waited p50 {middle:.0f} ms, p99 {tail:.0f} ms, {longest}")
    for fault in faults[:3]:
        print(f"  fault: {fault}")
    return 0 if rate >= REQUIRED[vendor] * commits and waits[-1] <= LONGEST_WAIT and not faults else 1


def bid_again(crowd: Crowd, paddle: int) -> None:
    """Bid the next step of the ladder again and again while bidding goes on."""
    try:
        while (crowd.bidding.is_set() or crowd.bidding.wait()) and not crowd.over:
            begun, step = time.perf_counter(), next(crowd.steps)
            try:
                place_bid(crowd.lot_id, paddle, START + step * STEP, f"b{step}", BIDDER)
            except Refusal:
                crowd.refused += 1
                continue
            crowd.waits.append(time.perf_counter() - begun)
    except Exception as error:  # whatever it was, it is told
        crowd.faults.append(repr(error))
    finally:
        connection.close()


def bare_commits(seconds: float) -> float:
    """Return how many transactions of one inserted row the database makes durable in a second, one after the other."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS bare (id integer primary key, text varchar(100))")
        cursor.execute("SELECT coalesce(max(id), 0) FROM bare")
        (first,) = cursor.fetchone()
    count, begun = first, time.perf_counter()
    while (elapsed := time.perf_counter() - begun) < seconds:
        count += 1
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("INSERT INTO bare (id, text) VALUES (%s, %s)", [count, "x" * 80])
    return float((count - first) / elapsed)


if __name__ == "__main__":
    sys.exit(main())
