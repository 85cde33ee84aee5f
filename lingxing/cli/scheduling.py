"""What goes on beside the server: the sweep, which may also be a command of its own, and the clock of the sales."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import close_old_connections, connection
from django.utils import timezone

from lingxing.cli.backup.daily import DailyBackup
from lingxing.engines.auctions.services.co_signing import end_lapsed_co_signs
from lingxing.engines.auctions.services.ticking import tick_until
from lingxing.engines.cases.domain.jumps import Tick
from lingxing.engines.cases.services.sweeping import SweepReport, now_tick, sweep
from lingxing.engines.disclosure.services.correcting import follow_calendar
from lingxing.engines.disclosure.services.purging import purge_lapsed
from lingxing.engines.hotline.services.following import follow as follow_tickets
from lingxing.engines.hotline.services.joined import pass_on
from lingxing.engines.hotline.services.telling import tell_callers
from lingxing.engines.supervision.services.upkeep import keep_up

SECONDS = 20
"""How long after a round the next begins: a clock that is due goes off within a minute even if one round fails."""
_PATIENCE = 15
_log = logging.getLogger("lingxing.cases.sweep")


def sweep_until(stopped: threading.Event, seconds: int, told: Callable[[SweepReport], None]) -> None:
    """Sweep every so many seconds until the event is set, at once again while there is more; tell of every round.

    A round that fails is logged, and the next one tried: a database that restarts must not end the sweeping.
    """
    before: Tick | None = None
    reckoned = ""
    daily = DailyBackup(settings.BACKUP_DIRECTORY, settings.BACKUPS_KEPT)
    while not stopped.is_set():
        more = False
        try:
            close_old_connections()
            at = timezone.now()
            tick = now_tick(at)
            report = sweep(at, before)
            before, more = tick, report.more
            told(report)
            reckoned = follow_calendar(reckoned, at)
            purge_lapsed(at, settings.PUBLICATION_KEEP_DAYS)
            end_lapsed_co_signs(at)
            keep_up(at)
            follow_tickets(at)
            pass_on(at)
            tell_callers(at)
            daily.run(at)
        except Exception:  # whatever it was, the next round may do better
            _log.exception("a round of the sweep failed")
        finally:
            connection.close()
        if not more:
            stopped.wait(seconds)


@contextmanager
def sweeping(*, on: bool, seconds: int = SECONDS) -> Iterator[None]:
    """Sweep in a thread of this process while the block runs, if `on`; the round under way gets 15 seconds to end.

    With several workers this runs once, in the process that looks after them.
    """
    if not on:
        yield
        return
    stopped = threading.Event()
    thread = threading.Thread(target=sweep_until, args=(stopped, seconds, _log_report), name="sweep", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        thread.join(_PATIENCE)


@contextmanager
def ticking() -> Iterator[None]:
    """Keep the clock of the sales in a thread of this process while the block runs.

    It knows no switch: a sale goes by the second, and without its clock the server counts as away.
    """
    stopped = threading.Event()
    thread = threading.Thread(target=tick_until, args=(stopped,), name="auction-clock", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        thread.join(_PATIENCE)


def _log_report(report: SweepReport) -> None:
    fired = report.fired
    if fired.rungs or fired.expired or fired.put_off or report.recounted.clocks:
        facts = {"rungs": fired.rungs, "expired": fired.expired, "put_off": fired.put_off}
        _log.info("swept", extra={**facts, "recounted": report.recounted.clocks, "moved": report.recounted.moved})
