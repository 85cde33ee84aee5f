"""How quickly pages of casework come over HTTP with a million cases stored.

    python -m benchmarks.cases_desk [--cases 1000000] [--requests 200] [--on embedded|postgresql]

A fifth of the cases waits for somebody, half of that with one organ of twenty. Clerks of all of them ask for their work
lists: the first page, overdue ones, those near their day, their own, and a page further on. Beside it stand /health of
the same server in the same run, a case's page, tracking, and a supervisor's overview. One request follows the other.
"""

import sys

from benchmarks.cases.scratch import run


def main() -> int:
    """Run on both kinds of database; return 1 where one misses its figure."""
    return run("benchmarks.cases.desk", __doc__, cases=1_000_000, requests=200)


if __name__ == "__main__":
    sys.exit(main())
