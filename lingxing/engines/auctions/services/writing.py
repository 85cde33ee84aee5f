"""The one way in: everything that happens to a lot is written here (see `Request`)."""

from django.db import connection, transaction

from lingxing.engines.auctions.services.batches import Batch
from lingxing.engines.auctions.services.queueing import PATIENCE_SECONDS, Answer, writer
from lingxing.engines.auctions.services.requests import Asked, Busy, Request, Written

__all__ = ["Asked", "Busy", "Request", "Written", "submit", "write"]


def write(request: Request) -> Written:
    """Write one act and return what came of it, durable once this returns.

    Within a transaction it becomes part of that one; else it shares a commit with whatever waits at the same moment.
    Refusal where the act can't be; Busy where it was not taken up, or where its end is unknown: a request with a key
    may then be sent again.
    """
    if connection.in_atomic_block:
        return _inline(request)
    try:
        return submit(request).result(2 * PATIENCE_SECONDS)
    except TimeoutError:
        raise Busy() from None


def submit(request: Request) -> Answer:
    """Have the writer write one act and return where its outcome will be. Busy where too much waits already."""
    return writer().submit(request)


def _inline(request: Request) -> Written:
    batch = Batch([request])
    (result,) = batch.run()
    transaction.on_commit(batch.settle)
    if isinstance(result, Written):
        return result
    raise result or Busy()
