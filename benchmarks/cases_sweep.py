"""How long a sweep takes with a million clocks running.

    python -m benchmarks.cases_sweep [--clocks 1000000] [--on embedded|postgresql]

A round with nothing due, one with nine hundred reminders and a hundred terms that have run out, and as many again with
three processes sweeping at once: each goes off exactly once. Beside it stands the time in which the same database
counts all clocks in the same run.
"""

import sys

from benchmarks.cases.scratch import run


def main() -> int:
    """Run on both kinds of database; return 1 where one misses its figures."""
    return run("benchmarks.cases.sweep", __doc__, clocks=1_000_000)


if __name__ == "__main__":
    sys.exit(main())
