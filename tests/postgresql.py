"""`python -m tests.postgresql` prints the address of the PostgreSQL to test on, or nothing where none answers.

Where CI is set one must answer: a database that is missing there fails the run, it is never skipped.
"""

import os
import sys
import time
from urllib.parse import urlsplit, urlunsplit

import psycopg

DEFAULT = "postgresql://postgres@127.0.0.1:5432/lingxing"
PATIENCE = 30


def main() -> int:
    """Print the address; return 1 where one has to answer and none does."""
    named = os.environ.get("LINGXING_TEST_POSTGRES", "")
    address, needed = named or DEFAULT, bool(named) or os.environ.get("CI", "") not in {"", "false", "0"}
    deadline = time.monotonic() + (PATIENCE if needed else 0)
    while (reason := refusal(address)) and time.monotonic() < deadline:
        time.sleep(1)
    if not reason:
        print(address)
    elif needed:
        print(f"PostgreSQL 没有应答：{address}：{reason}", file=sys.stderr)
    return 1 if reason and needed else 0


def refusal(address: str) -> str:
    """Return why the server can't be used, an empty string where it can."""
    server = urlunsplit(urlsplit(address)._replace(path="/postgres"))
    try:
        psycopg.connect(server, connect_timeout=3).close()
    except psycopg.Error as error:
        return str(error).strip()
    return ""


if __name__ == "__main__":
    sys.exit(main())
