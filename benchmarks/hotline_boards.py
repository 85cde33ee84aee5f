"""How quickly a hotline's pages come over HTTP with a million tickets stored.

    python -m benchmarks.hotline_boards [--tickets 1000000] [--requests 60] [--on embedded|postgresql]

Tickets of two years lie with thirty units; one of a hundred is open. An operator asks for the board of a month and of a
year, for the desk, for the lists behind the numbers, and for the call's screen. Beside them stands /health of the same
server in the same run. One request follows the other.
"""

import argparse
import sys

from benchmarks.cases.scratch import KINDS, on_each


def main() -> int:
    """Run on both kinds of database; return 1 where one misses its figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tickets", type=int, default=1_000_000)
    parser.add_argument("--requests", type=int, default=60)
    parser.add_argument("--on", choices=KINDS)
    options = parser.parse_args()
    sizes = ["--tickets", str(options.tickets), "--requests", str(options.requests)]
    return on_each("benchmarks.hotline.boards", sizes, [options.on] if options.on else KINDS)


if __name__ == "__main__":
    sys.exit(main())
