"""One run of `benchmarks.cases_throughput`, in the installation that the environment names."""

import argparse
import multiprocessing
import os
import queue
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

import django

django.setup()

# Models exist only once Django is set up, here for a home of this run's own.
from django.db import connection, connections, transaction  # noqa: E402

from benchmarks.cases.town import NOW, PACKAGE, PAPERS, SERVICE, Citizen, Town, open_town  # noqa: E402
from lingxing.engines.cases.domain.acting import Acting  # noqa: E402
from lingxing.engines.cases.domain.state import Command  # noqa: E402
from lingxing.engines.cases.services.acting import perform  # noqa: E402
from lingxing.engines.cases.services.attaching import attach  # noqa: E402
from lingxing.engines.cases.services.drafting import DraftKind, begin_draft  # noqa: E402
from lingxing.engines.cases.services.starting import start_case  # noqa: E402
from lingxing.engines.cases.uploads.tests.samples import JPEG  # noqa: E402

CITIZENS, CLERKS = 50, 20
REQUIRED = {"sqlite": 30.0, "postgresql": 60.0}
PROCESSES = {"sqlite": 1, "postgresql": os.cpu_count() or 2}
WARM_UP_SECONDS = 1.5


@dataclass
class Job:
    """A case on its way from its applicant over the clerks back to the applicant."""

    case: UUID
    step: str = "accept"
    done: threading.Event = field(default_factory=threading.Event)


@dataclass
class Office:
    """What the threads of one process share: what waits for a clerk, and until when they work."""

    ends: float
    counts_from: float
    waiting: "queue.SimpleQueue[Job | None]" = field(default_factory=queue.SimpleQueue)
    taken: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def main() -> int:
    """Measure and print; return 1 where the figure is missed or an act failed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("--processes", type=int, default=0)
    options = parser.parse_args()
    processes = options.processes or PROCESSES[connection.vendor]
    town = open_town(CITIZENS, CLERKS)
    one_by_one(town, 3)
    before = bare_commits(2)
    taken, faults, elapsed = run(town, processes, options.seconds)
    commits = (before + bare_commits(2)) / 2
    rate = len(taken) / elapsed
    required, vendor = REQUIRED[connection.vendor], connection.vendor
    middle, tail = (percentile(taken, share) * 1000 for share in (0.5, 0.95))
    print(f"{vendor}: {CITIZENS} citizens, {CLERKS} clerks in {processes} process(es), {elapsed:.1f} s")
    print(f"  complete cases with {len(PAPERS)} files each: {rate:.1f} a second; required {required:.0f}")
    print(f"  one case took its applicant p50 {middle:.0f} ms, p95 {tail:.0f} ms; {len(faults)} faults")
    print(f"  bare durable commits of one row, one connection: {commits:.0f} a second")
    print(f"  ratio: one complete case costs as much as {commits / rate if rate else 0:.1f} bare commits")
    for fault in faults[:3]:
        print(f"  fault: {fault}")
    return 0 if rate >= required and not faults else 1


def one_by_one(town: Town, count: int) -> None:
    """Bring some cases through, so that packages are read before anything is measured."""
    for who in town.citizens[:count]:
        case = apply(who)
        for step in ("accept", "deliver"):
            perform(case, Command(step, originals_seen=True), town.clerks[0], NOW)


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which `share` of them lie; 0 where there are none."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))] if values else 0.0


def bare_commits(seconds: float) -> float:
    """Return how many transactions of one inserted row the database makes durable in a second, one after the other."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS bare (id integer primary key, text varchar(100))")
        cursor.execute("SELECT coalesce(max(id), 0) FROM bare")
        first: int = cursor.fetchone()[0]
    count = first
    begun = time.perf_counter()
    while (elapsed := time.perf_counter() - begun) < seconds:
        count += 1
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("INSERT INTO bare (id, text) VALUES (%s, %s)", [count, "x" * 80])
    return (count - first) / elapsed


def run(town: Town, processes: int, seconds: float) -> tuple[list[float], list[str], float]:
    """Let everybody work and return what each case took, in seconds, what failed, and how long was measured."""
    connections.close_all()
    forking = multiprocessing.get_context("fork")
    answers = forking.Queue()
    begins = time.time() + WARM_UP_SECONDS
    shares = [(town, number, processes, begins, seconds, answers) for number in range(processes)]
    workers = [forking.Process(target=work, args=share) for share in shares]
    for worker in workers:
        worker.start()
    found = [answers.get() for _ in workers]
    for worker in workers:
        worker.join()
    return [one for taken, _ in found for one in taken], [one for _, faults in found for one in faults], seconds


def work(
    town: Town, number: int, processes: int, begins: float, seconds: float, answers: "multiprocessing.Queue[object]"
) -> None:
    """Do the part of one process: every so-manieth citizen and clerk, a thread each."""
    offset = time.perf_counter() - time.time()
    office = Office(ends=begins + seconds + offset, counts_from=begins + offset)
    citizens = [thread(apply_again, office, who) for who in town.citizens[number::processes]]
    clerks = [thread(handle, office, who) for who in town.clerks[number::processes]]
    for one in citizens:
        one.join()
    for _ in clerks:
        office.waiting.put(None)
    for one in clerks:
        one.join()
    answers.put((office.taken, office.faults))


def thread(target: Callable[..., None], *arguments: object) -> threading.Thread:
    """Start a thread that gives its database connection back."""

    def run_and_close() -> None:
        try:
            target(*arguments)
        finally:
            connection.close()

    made = threading.Thread(target=run_and_close)
    made.start()
    return made


def apply_again(office: Office, who: Citizen) -> None:
    """Apply, wait for the permit, apply again; only what is complete within the time counts."""
    while (begun := time.perf_counter()) < office.ends:
        try:
            job = Job(apply(who))
        except Exception as error:  # whatever it was, it is told
            office.faults.append(f"apply: {error!r}")
            continue
        office.waiting.put(job)
        job.done.wait()
        ended = time.perf_counter()
        if office.counts_from <= ended <= office.ends:
            office.taken.append(ended - begun)


def apply(who: Citizen) -> UUID:
    """Hand in the files, send the application, and return the case's id."""
    kind = DraftKind(PACKAGE, SERVICE, "apply", who.acting.party_id)
    draft = begin_draft(who.account, kind, NOW)
    papers = {name: (str(attach(who.account, draft.pk, name, f"{name}.jpg", JPEG, NOW).pk),) for name in PAPERS}
    command = Command("apply", who.values, papers=papers)
    opened = start_case(PACKAGE, SERVICE, command, who.acting, NOW, organ_id=who.organ, draft_id=draft.pk)
    return opened.case.pk


def handle(office: Office, who: Acting) -> None:
    """Accept what waits, and deliver what was accepted, until there is nobody left."""
    while (job := office.waiting.get()) is not None:
        try:
            perform(job.case, Command(job.step, originals_seen=True), who, NOW)
        except Exception as error:  # whatever it was, it is told
            office.faults.append(f"{job.step}: {error!r}")
            job.step = "deliver"
        if job.step == "deliver":
            job.done.set()
        else:
            job.step = "deliver"
            office.waiting.put(job)


if __name__ == "__main__":
    sys.exit(main())
