"""How long a bid takes to reach the last of a thousand watchers of one process.

    python -m benchmarks.auctions_fanout [--watchers 1000] [--seconds 30] [--on embedded|postgresql]

`lingxing serve` runs with one process; a second process holds the watchers' connections; a third bids over HTTP, twenty
times a second, signed in with a certificate. A bid's way is reckoned from the moment that its event was stamped with,
before its commit, to the last watcher. Beside it stands a bare broadcaster that writes pieces of the same size at the
same rate to as many connections and does nothing else, measured by the same watchers before and after.
"""

import argparse
import sys

from benchmarks.cases.scratch import KINDS, on_each


def main() -> int:
    """Run on both kinds of database; return 1 where one misses its figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--watchers", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--on", choices=KINDS)
    options = parser.parse_args()
    sizes = ["--watchers", str(options.watchers), "--seconds", str(options.seconds)]
    return on_each("benchmarks.auctions.fanout", sizes, [options.on] if options.on else KINDS)


if __name__ == "__main__":
    sys.exit(main())
