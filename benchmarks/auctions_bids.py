"""How many durable bids a second one lot accepts from fifty bidders at once, beside the database's bare commits.

    python -m benchmarks.auctions_bids [--seconds 8] [--on embedded|postgresql]

Fifty threads bid through the service that the pages use, each waiting for its answer before it bids again; an accepted
bid is committed, recorded in the ledger and answered with a signed receipt. Beside it stands what the same database
takes with the same settings in the same run, in turn with the bids: transactions of one inserted row, one after the
other. Bids that another has overtaken are refused and not counted.
"""

import argparse
import sys

from benchmarks.cases.scratch import KINDS, on_each


def main() -> int:
    """Run on both kinds of database; return 1 where one misses its figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--on", choices=KINDS)
    options = parser.parse_args()
    kinds = [options.on] if options.on else KINDS
    return on_each("benchmarks.auctions.bids", ["--seconds", str(options.seconds)], kinds)


if __name__ == "__main__":
    sys.exit(main())
