"""The sweep: whatever time sets off. Idempotent; safe to run twice, after a crash, and in several processes at once.

`sweep` is one round. A round is held back where the machine's clock jumped, until somebody says that it is right.
"""

import datetime as dt
import logging
import time
from dataclasses import dataclass, field

from django.db import DatabaseError, transaction

from lingxing.engines.cases.domain.jumps import Tick, jump_between
from lingxing.engines.cases.models import CaseClock, Heartbeat
from lingxing.engines.cases.queries.calendar import calendar
from lingxing.engines.cases.services.attaching import clean_uploads
from lingxing.engines.cases.services.delivering import deliver_outbox
from lingxing.engines.cases.services.drafting import drop_old_drafts
from lingxing.engines.cases.services.recounting import Recounted, recompute_clocks
from lingxing.engines.cases.services.reforming import follow_reforms
from lingxing.engines.cases.services.reminding import Fired, fire
from lingxing.engines.ledger.services import checkpoint_if_due, record
from lingxing.kernel.actors import SYSTEM, Actor
from lingxing.kernel.errors import LingxingError

SWEEP = "sweep"
LIMIT = 1000
"""How many due clocks one round takes up; the rest is the next round's, which follows at once."""
_CHUNKS = 20
_DAY = dt.timedelta(days=1)
_CLEANING = "cleaning"
_log = logging.getLogger("lingxing.cases.sweep")


@dataclass(frozen=True, slots=True)
class Upkeep:
    """What was done once a day: a checkpoint of the ledger, drafts dropped, files without a row removed."""

    checkpoint: bool = False
    drafts: int = 0
    files: int = 0


@dataclass(frozen=True, slots=True)
class SweepReport:
    """What a round did. `held` says in Chinese why nothing was done; `more` that a further round has work."""

    fired: Fired = field(default_factory=Fired)
    recounted: Recounted = field(default_factory=Recounted)
    sent: int = 0
    unsent: int = 0
    upkeep: Upkeep = field(default_factory=Upkeep)
    held: str = ""
    more: bool = False
    followed: int = 0
    """Cases whose turn went from an organ that has ended to the one that carries on its work."""


def sweep(at: dt.datetime, before: Tick | None = None, *, limit: int = LIMIT) -> SweepReport:
    """Do one round as of `at` and report. `before` is the tick (`now_tick`) of this process's last round.

    First the calendar, so that nothing goes off by an old one; then what is due, the oldest first.
    """
    held = _beat(at, before)
    if held:
        return SweepReport(held=held)
    counted = _recount(at)
    due = list(CaseClock.objects.filter(next_at__lte=at).order_by("next_at", "pk").values_list("pk", flat=True)[:limit])
    fired = fire(due, at, calendar())
    sent, unsent = deliver_outbox(at)
    moved = follow_reforms(at)
    return SweepReport(fired, counted, sent, unsent, _upkeep(at), more=len(due) == limit, followed=moved)


def _recount(at: dt.datetime) -> Recounted:
    clocks = moved = 0
    for _ in range(_CHUNKS):
        done = recompute_clocks(at)
        clocks, moved = clocks + done.clocks, moved + done.moved
        if not done.clocks:
            break
    return Recounted(clocks, moved)


def _upkeep(at: dt.datetime) -> Upkeep:
    """Do what is due once a day. A fault in it must not keep the clocks from going off: it is logged."""
    try:
        made = checkpoint_if_due(at, _DAY)
        clean = _is_first_today(_CLEANING, at)
        drafts = drop_old_drafts(at) if clean else 0
        return Upkeep(made is not None, drafts, clean_uploads() if clean else 0)
    except (LingxingError, DatabaseError, OSError):
        _log.exception("the daily upkeep failed")
        return Upkeep()


def _is_first_today(name: str, at: dt.datetime) -> bool:
    """Return whether this process is the one to do a daily job now."""
    Heartbeat.objects.get_or_create(name=name, defaults={"at": at - _DAY})
    return bool(Heartbeat.objects.filter(name=name, at__lte=at - _DAY).update(at=at))


def now_tick(at: dt.datetime) -> Tick:
    """Return the tick of this moment: the given wall time beside the seconds since the machine started."""
    # CLOCK_BOOTTIME goes on while the machine sleeps, as the wall's clock does; elsewhere the monotonic one must do.
    clock = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
    return Tick(at, time.clock_gettime(clock))


@transaction.atomic
def resume(actor: Actor, at: dt.datetime) -> str:
    """Let a held sweep go on with the present time as the right one; return why it was held, empty if it was not."""
    beat = Heartbeat.objects.select_for_update().filter(name=SWEEP).first()
    if beat is None or not beat.held:
        return ""
    why, beat.held, beat.at = beat.held, "", at
    beat.save()
    record(SWEEP, "resume", actor, {"why": why}, at)
    return why


def held() -> str:
    """Return why the sweep is held back, empty where it is not."""
    return Heartbeat.objects.filter(name=SWEEP).values_list("held", flat=True).first() or ""


def last_round() -> dt.datetime | None:
    """Return when the last round began, in whichever process; None before the first."""
    return Heartbeat.objects.filter(name=SWEEP).values_list("at", flat=True).first()


@transaction.atomic
def _beat(at: dt.datetime, before: Tick | None) -> str:
    """Write down that a round begins, or return why it must not."""
    Heartbeat.objects.get_or_create(name=SWEEP, defaults={"at": at})
    beat = Heartbeat.objects.select_for_update().get(name=SWEEP)
    if beat.held:
        return beat.held
    jump = jump_between(before, now_tick(at), beat.at)
    if jump:
        beat.held = f"{jump}，期限检查已暂停，请核对服务器时间后恢复"
        record(SWEEP, "hold", SYSTEM, {"why": beat.held}, at)
        _log.error("the sweep is held: the machine's clock jumped", extra={"why": beat.held})
    else:
        beat.at = max(at, beat.at)
    beat.save()
    return beat.held
