"""The clock of the sales: it lets happen what is due, beats every second while some lot is running, and opens what
follows the sales that are over.

It runs in a thread of every server process. Several of them do no harm: whoever comes second finds nothing due. What is
due and isn't ticked in time happens with the next request to its lot, before that.
"""

import datetime as dt
import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.db.models import Min

from lingxing.engines.auctions.domain.events import Event
from lingxing.engines.auctions.domain.guards import RUNNING
from lingxing.engines.auctions.domain.outages import LIMIT
from lingxing.engines.auctions.domain.state import LotState
from lingxing.engines.auctions.models import Lot
from lingxing.engines.auctions.services.batches import Batch
from lingxing.engines.auctions.services.pulse import beat, lock_beat, now, seen
from lingxing.engines.auctions.services.queueing import writer
from lingxing.engines.auctions.services.requests import Request
from lingxing.engines.auctions.services.settling import Aftermath
from lingxing.engines.auctions.services.writing import submit
from lingxing.kernel.actors import SYSTEM

BEAT = dt.timedelta(seconds=1)
_SHORTEST, _LONGEST = 0.02, 1.0
"""Seconds between two ticks."""
_PATIENCE_SECONDS = 10
_AGAIN = dt.timedelta(seconds=5)
"""After how long a lot that failed is tried again."""
_log = logging.getLogger("lingxing.auctions")


@dataclass(slots=True)
class Ticker:
    """What one thread remembers between its ticks."""

    beaten_at: dt.datetime | None = None
    failed: dict[int, dt.datetime] = field(default_factory=dict)
    aftermath: Aftermath = field(default_factory=Aftermath)

    def tick(self, at: dt.datetime) -> float:
        """Do what is due and return how many seconds may pass until the next tick."""
        running = Lot.objects.filter(stage__in=RUNNING, suspended=False).exists()
        if running and (self.beaten_at is None or not dt.timedelta() <= at - self.beaten_at < BEAT):
            writer().run(keep_alive).result(_PATIENCE_SECONDS)
            self.beaten_at = at
        due = Lot.objects.filter(wakes_at__lte=at).order_by("wakes_at").values_list("pk", flat=True)
        self._let_happen([lot_id for lot_id in due if self.failed.get(lot_id, at) <= at], at)
        self.aftermath.look(at)
        return self._pause(at)

    def _let_happen(self, lot_ids: Sequence[int], at: dt.datetime) -> None:
        waiting = {lot_id: submit(Request(lot_id, SYSTEM, nothing_else)) for lot_id in lot_ids}
        for lot_id, answered in waiting.items():
            try:
                answered.result(_PATIENCE_SECONDS)
                self.failed.pop(lot_id, None)
            except Exception:  # whatever it was, the other lots go on
                self.failed[lot_id] = at + _AGAIN
                _log.exception("what is due of a lot failed", extra={"lot": lot_id})

    def _pause(self, at: dt.datetime) -> float:
        rows = Lot.objects.exclude(pk__in=[lot_id for lot_id, until in self.failed.items() if until > at])
        wakes_at = rows.aggregate(first=Min("wakes_at"))["first"]
        left = (wakes_at - now()).total_seconds() if wakes_at else _LONGEST
        return min(max(left, _SHORTEST), _LONGEST)


def nothing_else(state: LotState, at: dt.datetime) -> Sequence[Event]:
    """Decide nothing: what time has brought happens before any decision."""
    del state, at
    return ()


def keep_alive() -> None:
    """Write down that somebody is alive. Where nobody was for too long, the running sales answer for that first.

    Both stand in one transaction: an outage is never forgotten half way.
    """
    with transaction.atomic():
        at = now()
        before = lock_beat(at)
        batch = Batch([], beat=before)
        if before < at:
            batch = after_outage(before, at)
            beat(at)
    batch.settle()
    seen(max(at, before))


def after_outage(before: dt.datetime, at: dt.datetime) -> Batch:
    """Let all running sales answer for an outage, where there was one."""
    lots = Lot.objects.filter(stage__in=RUNNING, suspended=False) if at - before > LIMIT else Lot.objects.none()
    batch = Batch([Request(pk, SYSTEM, nothing_else) for pk in lots.values_list("pk", flat=True)], beat=before)
    for request, result in zip(batch.requests, batch.run(), strict=True):
        if isinstance(result, Exception):
            _log.error("a lot did not answer for the outage", exc_info=result, extra={"lot": request.lot_id})
    return batch


def tick_until(stopped: threading.Event) -> None:
    """Tick until the event is set. A tick that fails is logged, and the next one tried."""
    ticker = Ticker()
    while not stopped.is_set():
        pause = _LONGEST
        try:
            pause = ticker.tick(now())
        except Exception:  # whatever it was, the next tick may do better
            _log.exception("a tick of the sales failed")
            connection.close()
        stopped.wait(pause)
    connection.close()
