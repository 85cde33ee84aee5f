"""What benchmarks of intake share: operators who type calls in at once, a thread each, beside the bare commits."""

import argparse
import itertools
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from django.db import connection, connections

from benchmarks.cases.throughput import bare_commits, percentile
from lingxing.engines.cases.access_types import Acting

REQUIRED = {"sqlite": 100.0, "postgresql": 100.0}
OPERATORS = 20
WARM_UP_SECONDS = 1.0
Take: TypeAlias = Callable[[Acting, int], object]
"""Takes the call of that number in."""


@dataclass
class Shift:
    """What the operators of a run share."""

    take: Take
    ends: float
    counts_from: float
    numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(_FIRST))
    taken: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


_FIRST = 100
"""The number of the first call; those before warm the process up."""


def measure(people: Sequence[Acting], take: Take, one: str) -> bool:
    """Measure for as long as the command line says and print, in terms of `one`; return whether the figure is met."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=15)
    seconds = parser.parse_args().seconds
    for number in range(5):
        take(people[0], number)
    before, cpu = bare_commits(2), time.process_time()
    shift = _run(people, take, seconds)
    cpu = (time.process_time() - cpu) / max(1, next(shift.numbers) - _FIRST)
    commits = (before + bare_commits(2)) / 2
    rate, required = len(shift.taken) / seconds, REQUIRED[connection.vendor]
    middle, tail = (percentile(shift.taken, share) * 1000 for share in (0.5, 0.95))
    print(f"{connection.vendor}: {len(people)} operators at once, {seconds:.0f} s")
    print(f"  {one}s taken: {rate:.1f} a second; required {required:.0f}")
    print(f"  one took its operator p50 {middle:.0f} ms, p95 {tail:.0f} ms; {len(shift.faults)} faults")
    print(f"  processor time of this process: {cpu * 1000:.2f} ms a {one}")
    print(f"  bare durable commits of one row, one connection: {commits:.0f} a second")
    print(f"  ratio: one {one} costs as much as {commits / rate if rate else 0:.1f} bare commits")
    for fault in shift.faults[:3]:
        print(f"  fault: {fault}")
    return rate >= required and not shift.faults


def _run(people: Sequence[Acting], take: Take, seconds: float) -> Shift:
    begun = time.perf_counter() + WARM_UP_SECONDS
    shift = Shift(take, begun + seconds, begun)
    threads = [threading.Thread(target=_operate, args=(who, shift)) for who in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return shift


def _operate(who: Acting, shift: Shift) -> None:
    try:
        while (started := time.perf_counter()) < shift.ends:
            shift.take(who, next(shift.numbers))
            if started >= shift.counts_from:
                shift.taken.append(time.perf_counter() - started)
    except Exception as error:  # whatever it was, the run says so
        shift.faults.append(repr(error))
    finally:
        connections.close_all()
