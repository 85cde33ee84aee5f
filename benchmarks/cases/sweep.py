"""One run of `benchmarks.cases_sweep`, in the installation that the environment names."""

import argparse
import datetime as dt
import multiprocessing
import sys
import time
from uuid import UUID

import django

django.setup()

# Models exist only once Django is set up, here for a home of this run's own.
from django.db import connection, connections  # noqa: E402
from django.db.models import Count  # noqa: E402

from benchmarks.cases.filling import copy_id, fill  # noqa: E402
from benchmarks.cases.town import NOW, open_town  # noqa: E402
from lingxing.engines.cases.models import Case, CaseClock, CaseEvent, Firing  # noqa: E402
from lingxing.engines.cases.queries.loading import values_context  # noqa: E402
from lingxing.engines.cases.services.sweeping import sweep  # noqa: E402
from lingxing.engines.ledger.models import LedgerEntry  # noqa: E402
from lingxing.engines.parties.access_sealing import seal_text, unseal_text  # noqa: E402

REQUIRED_SECONDS = 10.0
REQUIRED_FIRED_SECONDS = 60.0
EVERY_SECONDS = 20
"""How long after a round the server begins the next."""
DUE, RUN_OUT = 900, 100
"""Clocks whose reminder is due, and clocks that have run out, so that Lingxing acts in their cases."""
SWEEPERS = 3


def main() -> int:
    """Measure and print; return 1 where a figure is missed or anything went off twice or not at all."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--clocks", type=int, default=1_000_000)
    options = parser.parse_args()
    town = open_town(2, 2)
    far = {"next_at": _moment("+ {i} %% 300 + 400")}
    shares = {"producing": options.clocks // 10}
    shares["usable"] = options.clocks - shares["producing"]
    filled = fill(town, shares, NOW.date(), far)
    CaseClock.objects.filter(case__in=filled.originals.values()).update(next_at=None)
    print(f"{connection.vendor}: {CaseClock.objects.count():,} running clocks stored in {filled.seconds:.0f} s")
    idle = timed_round(NOW)
    at = fall_due(filled.originals["usable"], first=1)
    busy = timed_round(at)
    fall_due(filled.originals["usable"], first=1 + DUE)
    latest = together(at)
    wrong = faults()
    print(f"  a round with nothing due: {idle:.2f} s; reference: one count of all clocks {counted():.2f} s")
    print(
        f"  a round with {DUE} reminders and {RUN_OUT} terms run out: {busy:.2f} s; required < {REQUIRED_SECONDS:.0f} s"
    )
    print(f"  {SWEEPERS} processes, as many due: all went off within {latest:.2f} s of a round's beginning,")
    print(f"  {EVERY_SECONDS + latest:.0f} s after they were due at most; required < {REQUIRED_FIRED_SECONDS:.0f} s")
    print(f"  gone off twice or not at all: {wrong}")
    met = busy < REQUIRED_SECONDS and EVERY_SECONDS + latest < REQUIRED_FIRED_SECONDS
    return 0 if met and not wrong else 1


def timed_round(at: dt.datetime) -> float:
    """Return how many seconds one round took."""
    begun = time.perf_counter()
    report = sweep(at)
    if report.held or report.fired.put_off:
        raise SystemExit(f"the round was held or put clocks off: {report}")
    return time.perf_counter() - begun


def counted() -> float:
    """Return how many seconds the database takes to count the clocks one by one."""
    begun = time.perf_counter()
    CaseClock.objects.filter(run__isnull=False).count()
    return time.perf_counter() - begun


def fall_due(original: UUID, first: int) -> dt.datetime:
    """Let copies fall due, from that number on, and return an instant at which they are."""
    clock = CaseClock.objects.get(case=original, state="running")
    if clock.due_on is None:
        raise SystemExit("the clock that is copied has no last day")
    over = dt.datetime.combine(clock.due_on + dt.timedelta(days=1), dt.time(1), NOW.tzinfo)
    reminders = [copy_id("producing", number) for number in range(first, first + DUE)]
    CaseClock.objects.filter(case__in=reminders).update(next_at=over)
    for number in range(first, first + RUN_OUT):
        _let_open(original, copy_id("usable", number))
    ended = [copy_id("usable", number) for number in range(first, first + RUN_OUT)]
    CaseClock.objects.filter(case__in=ended).update(next_at=over)
    return over + dt.timedelta(hours=1)


def _let_open(original: UUID, copy: UUID) -> None:
    """Seal the values of a copy as its own, so that an act can be done in it."""
    text = Case.objects.values_list("sealed", flat=True).get(pk=original)
    opened = unseal_text(text, values_context(original))
    Case.objects.filter(pk=copy).update(sealed=seal_text(opened, values_context(copy)))


def together(at: dt.datetime) -> float:
    """Let three processes sweep at once until nothing is due; return how many seconds it took."""
    connections.close_all()
    forking = multiprocessing.get_context("fork")
    begun = time.perf_counter()
    sweepers = [forking.Process(target=sweep_until_done, args=(at,)) for _ in range(SWEEPERS)]
    for one in sweepers:
        one.start()
    for one in sweepers:
        one.join()
    return time.perf_counter() - begun


def sweep_until_done(at: dt.datetime) -> None:
    """Sweep until no clock is due."""
    while CaseClock.objects.filter(next_at__lte=at).exists():
        sweep(at)
    connection.close()


def faults() -> int:
    """Return how many acts of running out happened twice or not at all, or without their entry in the ledger."""
    acts = dict(CaseEvent.objects.filter(act="suspend_use").values_list("case").annotate(Count("pk")))
    entries = LedgerEntry.objects.filter(act="suspend_use").count()
    doubled: int = sum(count - 1 for count in acts.values())
    rungs = Firing.objects.values("clock", "rung").annotate(times=Count("pk")).filter(times__gt=1).count()
    left = 2 * RUN_OUT - len(acts)
    unreminded = 2 * DUE - Firing.objects.filter(clock__name="issue").values("clock").distinct().count()
    return doubled + rungs + left + unreminded + abs(entries - len(acts))


def _moment(offset: str) -> str:
    """Return SQL for a moment so many days after the bench's own."""
    if connection.vendor == "postgresql":
        return f"TIMESTAMPTZ '{NOW.date()} 01:00:00+00' + ({offset.lstrip('+ ')}) * INTERVAL '1 day'"
    return f"strftime('%%Y-%%m-%%d 01:00:00', '{NOW.date()}', '+' || ({offset.lstrip('+ ')}) || ' days')"


if __name__ == "__main__":
    sys.exit(main())
