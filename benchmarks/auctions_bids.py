"""How many durable bids a second one lot accepts from fifty bidders at once, beside the database's bare commits.

    python -m benchmarks.auctions_bids [--seconds 8] [--on embedded|postgresql]

Fifty threads bid through the service that the pages use, each waiting for its answer before it bids again; an accepted
bid is committed, recorded in the ledger and answered with a signed receipt. Beside it stands what the same database
takes with the same settings in the same run, in turn with the bids: transactions of one inserted row, one after the
other. Bids that another has overtaken are refused and not counted.
"""

import sys

from benchmarks.cases.scratch import run


def main() -> int:
    """Run on both kinds of database; return 1 where one misses its figure."""
    return run("benchmarks.auctions.bids", __doc__, seconds=8.0)


if __name__ == "__main__":
    sys.exit(main())
