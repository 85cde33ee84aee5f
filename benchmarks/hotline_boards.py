"""How quickly a hotline's pages come over HTTP with a million tickets stored.

    python -m benchmarks.hotline_boards [--tickets 1000000] [--requests 60] [--on embedded|postgresql]

Tickets of two years lie with thirty units; one of a hundred is open. An operator asks for the board of a month and of a
year, for the desk, for the lists behind the numbers, and for the call's screen. Beside them stands /health of the same
server in the same run. One request follows the other.
"""

import sys

from benchmarks.cases.scratch import run


def main() -> int:
    """Run on both kinds of database; return 1 where one misses its figure."""
    return run("benchmarks.hotline.boards", __doc__, tickets=1_000_000, requests=60)


if __name__ == "__main__":
    sys.exit(main())
