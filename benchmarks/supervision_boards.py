"""How quickly boards of supervision come over HTTP, and how long a bulletin takes, with very much stored.

    python -m benchmarks.supervision_boards [--matters 100000] [--cases 1000000] [--requests 60] [--on …]

A hundred thousand supervised matters of 120 units and 60 plans lie in one database with a million cases of other kinds.
The office, a leader and a unit ask for boards, with filters, for the lists behind numbers, and for the yearly scores; a
yearly bulletin is drawn up and set as PDF and DOCX. Beside it stands /health of the same server in the same run.
"""

import argparse
import sys

from benchmarks.cases.scratch import KINDS, on_each


def main() -> int:
    """Run on both kinds of database; return 1 where one misses its figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--matters", type=int, default=100_000)
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--requests", type=int, default=60)
    parser.add_argument("--on", choices=KINDS)
    options = parser.parse_args()
    sizes = ["--matters", str(options.matters), "--cases", str(options.cases), "--requests", str(options.requests)]
    return on_each("benchmarks.supervision.boards", sizes, [options.on] if options.on else KINDS)


if __name__ == "__main__":
    sys.exit(main())
