"""How quickly boards of supervision come over HTTP, and how long a bulletin takes, with very much stored.

    python -m benchmarks.supervision_boards [--matters 100000] [--cases 1000000] [--requests 60] [--on …]

A hundred thousand supervised matters of 120 units and 60 plans lie in one database with a million cases of other kinds.
The office, a leader and a unit ask for boards, with filters, for the lists behind numbers, and for the yearly scores; a
yearly bulletin is drawn up and set as PDF and DOCX. Beside it stands /health of the same server in the same run.
"""

import sys

from benchmarks.cases.scratch import run


def main() -> int:
    """Run on both kinds of database; return 1 where one misses its figure."""
    return run("benchmarks.supervision.boards", __doc__, matters=100_000, cases=1_000_000, requests=60)


if __name__ == "__main__":
    sys.exit(main())
