"""How many complete cases a second an office handles, beside the bare durable commits of the same database.

    python -m benchmarks.cases_throughput [--seconds 15] [--on embedded|postgresql]

Fifty citizens apply for residence permits at once and twenty clerks accept and deliver them, through the services that
the pages use, a thread each: in one process on the embedded database, in one a core on PostgreSQL. A complete
case is a draft, three files handed in, the application, its acceptance with a receipt and the permit's delivery: who
applied waits for the permit before applying again. Beside it stands what the same database takes with the same settings
in the same run: transactions of one inserted row, one after the other. The machine's other work slows both.
"""

import sys

from benchmarks.cases.scratch import run


def main() -> int:
    """Run on both kinds of database; return 1 where one misses its figure."""
    return run("benchmarks.cases.throughput", __doc__, seconds=15.0, processes=0)


if __name__ == "__main__":
    sys.exit(main())
