"""One run of `benchmarks.hotline_intake`, in the installation that the environment names."""

import argparse
import itertools
import sys
import threading
import time
from dataclasses import dataclass, field

import django

django.setup()

# Models exist only once Django is set up, here for a home of this run's own.
from django.db import connection, connections  # noqa: E402

from benchmarks.cases.throughput import bare_commits, percentile  # noqa: E402
from benchmarks.hotline.town import NOW, Town, intake, open_town  # noqa: E402
from lingxing.engines.cases.domain.acting import Acting  # noqa: E402
from lingxing.engines.hotline.models import Tally, Ticket  # noqa: E402
from lingxing.engines.hotline.services.following import recount  # noqa: E402
from lingxing.engines.hotline.services.intake import take  # noqa: E402

REQUIRED = {"sqlite": 100.0, "postgresql": 100.0}
OPERATORS = 20
WARM_UP_SECONDS = 1.0


@dataclass
class Shift:
    """What the operators of a run share."""

    ends: float
    counts_from: float
    numbers: "itertools.count[int]" = field(default_factory=itertools.count)
    taken: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def main() -> int:
    """Measure and print; return 1 where the figure is missed, a call failed, or a sum is wrong."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=15)
    options = parser.parse_args()
    town = open_town(OPERATORS)
    for number in range(5):
        take(town.hotline, intake(number), town.acting[0], NOW)
    before = bare_commits(2)
    shift = _run(town, options.seconds)
    commits = (before + bare_commits(2)) / 2
    rate, required = len(shift.taken) / options.seconds, REQUIRED[connection.vendor]
    middle, tail = (percentile(shift.taken, share) * 1000 for share in (0.5, 0.95))
    stored, summed = Ticket.objects.count(), sum(Tally.objects.values_list("received", flat=True))
    wrong = stored != summed or bool(recount(town.hotline))
    print(f"{connection.vendor}: {OPERATORS} operators at once, {options.seconds:.0f} s")
    print(f"  tickets taken: {rate:.1f} a second; required {required:.0f}")
    print(f"  one took its operator p50 {middle:.0f} ms, p95 {tail:.0f} ms; {len(shift.faults)} faults")
    print(f"  bare durable commits of one row, one connection: {commits:.0f} a second")
    print(f"  ratio: one ticket costs as much as {commits / rate if rate else 0:.1f} bare commits")
    print(f"  {stored} tickets stored, the figures say {summed}" + (": WRONG" if wrong else ""))
    for fault in shift.faults[:3]:
        print(f"  fault: {fault}")
    return 0 if rate >= required and not shift.faults and not wrong else 1


def _run(town: Town, seconds: float) -> Shift:
    begun = time.perf_counter() + WARM_UP_SECONDS
    shift = Shift(begun + seconds, begun, itertools.count(100))
    threads = [threading.Thread(target=_operate, args=(town, who, shift)) for who in town.acting]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return shift


def _operate(town: Town, who: Acting, shift: Shift) -> None:
    try:
        while (started := time.perf_counter()) < shift.ends:
            take(town.hotline, intake(next(shift.numbers)), who, NOW)
            if started >= shift.counts_from:
                shift.taken.append(time.perf_counter() - started)
    except Exception as error:  # whatever it was, the run says so
        shift.faults.append(repr(error))
    finally:
        connections.close_all()


if __name__ == "__main__":
    sys.exit(main())
