"""How many tickets a second a hotline takes in, beside the bare durable commits of the same database.

    python -m benchmarks.hotline_intake [--seconds 15] [--on embedded|postgresql]

Twenty operators type calls in at once, through the service that the page uses, a thread each in one process. A ticket
is its case with number, code, clock, work list and ledger entry, the sealed caller, what duplicates are found by, and
the figures of its month, all in one transaction. Beside it stands what the same database takes with the same settings
in the same run: transactions of one inserted row, one after the other. Afterwards the figures are added up anew and
compared.
"""

import sys

from benchmarks.cases.scratch import run


def main() -> int:
    """Run on both kinds of database; return 1 where one misses its figure."""
    return run("benchmarks.hotline.intake", __doc__, seconds=15.0)


if __name__ == "__main__":
    sys.exit(main())
