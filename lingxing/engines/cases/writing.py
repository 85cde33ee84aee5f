"""Write transactions of cases, one after the other where the database can't do otherwise."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

# What runs when a transaction has committed may begin the next one before the line moves on.
_TURNSTILE = threading.RLock()


@contextmanager
def write_transaction() -> Iterator[None]:
    """Run the block in one transaction.

    SQLite has one write lock, and whoever doesn't get it sleeps and tries again, up to a tenth of a second at a time:
    with twenty threads most of the time goes by in sleep and some wait very long. So the threads of a process line up
    here first. Inside another transaction, and on a database that locks rows, nobody lines up.
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with _TURNSTILE, transaction.atomic():
            yield
    else:
        with transaction.atomic():
            yield


@contextmanager
def single_statement() -> Iterator[None]:
    """Run the block's only statement, which is a transaction of its own; lined up as above."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with _TURNSTILE:
            yield
    else:
        yield
