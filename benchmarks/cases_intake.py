"""How many cases a second are opened by one act, beside the bare durable commits of the same database.

    python -m benchmarks.cases_intake [--seconds 15] [--on embedded|postgresql]

Twenty operators of Jingzhou's hotline open cases at once, a thread each in one process: eight fields of which two are
sealed, a clock, a line of a work list, number, code, ledger entry, all in one transaction. What the hotline adds to
each is measured by `benchmarks.hotline_intake`. Beside it stands what the same database takes with the same settings
in the same run: transactions of one inserted row, one after the other.
"""

import sys

from benchmarks.cases.scratch import run


def main() -> int:
    """Run on both kinds of database; return 1 where one misses its figure."""
    return run("benchmarks.cases.intake", __doc__, seconds=15.0)


if __name__ == "__main__":
    sys.exit(main())
