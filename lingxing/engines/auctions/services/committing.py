"""One transaction for several requests, tried again where that is safe, and settled where nobody knows its end."""

import logging
from collections.abc import Sequence

from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction

from lingxing.engines.auctions.services.batches import Batch, Result
from lingxing.engines.auctions.services.pulse import forget
from lingxing.engines.auctions.services.requests import Busy, Request
from lingxing.engines.auctions.statements import limit_waiting, lock_lots
from lingxing.engines.ledger.queries.covering import entry_at

_ATTEMPTS = 3
_LOCK_NOT_AVAILABLE = "55P03"
_UNDONE = ("40001", "40P01")
"""Serialization failure and deadlock: the database has undone the transaction by itself."""
_log = logging.getLogger("lingxing.auctions")


def commit_together(requests: Sequence[Request], *, wait_milliseconds: int) -> list[Result]:
    """Write all requests in one transaction and return what came of each, in order.

    With 0 milliseconds the lots that others hold are passed over, else each lock is waited for that long: None stands
    for what has to be tried again. Where the transaction fails as a whole, each request is tried alone.
    """
    for _ in range(_ATTEMPTS):
        batch = Batch(requests)
        try:
            with transaction.atomic():
                limit_waiting(wait_milliseconds)
                results = batch.run(wait=wait_milliseconds > 0)
        except DatabaseError as error:
            if is_taken(error):
                return [None] * len(requests)
            forget()
            transient = _is_transient(error)
            if not _stands(batch):
                if transient:
                    continue
                return _one_by_one(requests, error, wait_milliseconds)
            results = batch.results
        except Exception as error:  # a callback failed: it must not take the others with it
            return _one_by_one(requests, error, wait_milliseconds)
        batch.settle()
        return results
    return [Busy() for _ in requests]


def _one_by_one(requests: Sequence[Request], error: Exception, wait_milliseconds: int) -> list[Result]:
    if len(requests) == 1:
        _log.error("a request failed", exc_info=error, extra={"lot": requests[0].lot_id})
        return [Busy() if isinstance(error, DatabaseError) else error]
    return [commit_together([request], wait_milliseconds=wait_milliseconds)[0] for request in requests]


def _is_transient(error: DatabaseError) -> bool:
    """Return whether the same may work the next time: the connection is lost, or the database undid everything."""
    if _code(error) in _UNDONE:
        return True
    return isinstance(error, OperationalError | InterfaceError) and not connection.is_usable()


def is_taken(error: DatabaseError) -> bool:
    """Return whether others hold a lock: on SQLite that of the whole database."""
    return _code(error) == _LOCK_NOT_AVAILABLE or "database is locked" in str(error)


def _code(error: DatabaseError) -> str:
    return getattr(error.__cause__, "sqlstate", None) or ""


def _stands(batch: Batch) -> bool:
    """Return whether the batch was committed after all, though its connection was lost over it.

    The lock on its lots waits until the database has made an end of the transaction, one way or the other.
    """
    connection.close()
    if batch.last is None:
        return False
    with transaction.atomic():
        lock_lots({request.lot_id for request in batch.requests})
        found = entry_at(batch.last.stream, batch.last.sequence)
    return found is not None and found.hash == batch.last.hash
