"""How long a bid takes to reach the last of a thousand watchers of one process.

    python -m benchmarks.auctions_fanout [--watchers 1000] [--seconds 30] [--on embedded|postgresql]

`lingxing serve` runs with one process; a second process holds the watchers' connections; a third bids over HTTP, twenty
times a second, signed in with a certificate. A bid's way is reckoned from the moment that its event was stamped with,
before its commit, to the last watcher. Beside it stands a bare broadcaster that writes pieces of the same size at the
same rate to as many connections and does nothing else, measured by the same watchers before and after.
"""

import sys

from benchmarks.cases.scratch import run


def main() -> int:
    """Run on both kinds of database; return 1 where one misses its figure."""
    return run("benchmarks.auctions.fanout", __doc__, watchers=1000, seconds=30.0)


if __name__ == "__main__":
    sys.exit(main())
