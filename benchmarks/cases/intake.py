"""One run of `benchmarks.cases_intake`, in the installation that the environment names."""

import argparse
import itertools
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import django

django.setup()

# Models exist only once Django is set up, here for a home of this run's own.
from django.db import connection, connections  # noqa: E402

from benchmarks.cases.throughput import bare_commits, percentile  # noqa: E402
from benchmarks.hotline.town import NOW, PACKAGE, SERVICE, open_town  # noqa: E402
from lingxing.engines.cases.access_types import Acting, Command  # noqa: E402
from lingxing.engines.cases.models import Case  # noqa: E402
from lingxing.engines.cases.services.starting import start_case  # noqa: E402

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
    """Measure and print; return 1 where the figure is missed, or a case failed or is missing."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=15)
    options = parser.parse_args()
    town = open_town(OPERATORS)
    for number in range(5):
        take(town.acting[0], number)
    before = bare_commits(2)
    cpu, stored = time.process_time(), Case.objects.count()
    shift = _run(town.acting, options.seconds)
    made = Case.objects.count() - stored
    cpu = time.process_time() - cpu
    commits = (before + bare_commits(2)) / 2
    rate, required = len(shift.taken) / options.seconds, REQUIRED[connection.vendor]
    middle, tail = (percentile(shift.taken, share) * 1000 for share in (0.5, 0.95))
    print(f"{connection.vendor}: {OPERATORS} operators at once, {options.seconds:.0f} s")
    print(f"  cases opened: {rate:.1f} a second; required {required:.0f}")
    print(f"  one took its operator p50 {middle:.0f} ms, p95 {tail:.0f} ms; {len(shift.faults)} faults")
    print(f"  processor time of this process: {cpu / made * 1000 if made else 0:.2f} ms a case")
    print(f"  bare durable commits of one row, one connection: {commits:.0f} a second")
    print(f"  ratio: one case costs as much as {commits / rate if rate else 0:.1f} bare commits")
    for fault in shift.faults[:3]:
        print(f"  fault: {fault}")
    return 0 if rate >= required and not shift.faults else 1


def take(who: Acting, number: int) -> None:
    """Open a case as an operator does who types a call in."""
    values = {
        "channel": "telephone",
        "kind": "help",
        "topic": "roads",
        "matter": f"云梦街{number % 500}号路灯不亮",
        "content": f"云梦街{number % 500}号门前的路灯一周不亮，晚上走路不方便，请尽快派人来修。",
        "place": f"云梦街{number % 500}号",
        "anonymous": "false",
    }
    start_case(PACKAGE, SERVICE, Command("take", values), who, NOW)


def _run(people: Sequence[Acting], seconds: float) -> Shift:
    begun = time.perf_counter() + WARM_UP_SECONDS
    shift = Shift(begun + seconds, begun, itertools.count(100))
    threads = [threading.Thread(target=_operate, args=(who, shift)) for who in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return shift


def _operate(who: Acting, shift: Shift) -> None:
    try:
        while (started := time.perf_counter()) < shift.ends:
            take(who, next(shift.numbers))
            if started >= shift.counts_from:
                shift.taken.append(time.perf_counter() - started)
    except Exception as error:  # whatever it was, the run says so
        shift.faults.append(repr(error))
    finally:
        connections.close_all()


if __name__ == "__main__":
    sys.exit(main())
