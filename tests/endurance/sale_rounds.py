"""`python -m tests.endurance.sale_rounds ROUNDS SEED PROCESSES`: bid, be killed at a random moment, begin again.

The process that kills forks those that work, everything imported already, so that a round is as long as its work. It
is the client too: it remembers what was asked and what was answered, and has the rest asked for again.
"""

import contextlib
import json
import os
import random
import select
import signal
import sys
import time
from dataclasses import dataclass, field
from typing import Any

import django

django.setup()

# Tables exist only once Django is set up.
from django.db import connections, transaction  # noqa: E402

from lingxing.engines.auctions.services import batches  # noqa: E402
from tests.endurance.bidders import Question, open_lots, work  # noqa: E402
from tests.endurance.sale_proofs import all_faults  # noqa: E402

THREADS = 12
"""Of all processes together."""
SHORTEST, LONGEST = 0.02, 0.9
FOR_EVER = 600.0
AT_MOST = 5
"""Times as many rounds, where chance or a loaded machine has the kills fall beside the work."""


@dataclass
class Clients:
    """What the bidders remember."""

    asked: dict[str, Question] = field(default_factory=dict)
    told: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    in_flight: int = 0

    def hear(self, line: bytes) -> None:
        """Take in one line that a working process told."""
        said = json.loads(line)
        if "fault" in said:
            self.faults.append(said["fault"])
        if "ask" in said:
            question = Question(**said["ask"])
            self.asked[question.id] = question
        if "told" in said:
            self.told.setdefault(said["told"], []).append(said["answer"])

    @property
    def accepted(self) -> int:
        """Return how many bids were told to be accepted."""
        return sum("receipt" in answers[0] for answers in self.told.values())

    @property
    def repeated(self) -> int:
        """Return how many answers were those of a bid that had been decided before, without its bidder being told."""
        return sum(answer.get("repeated", False) for answers in self.told.values() for answer in answers)

    def were_hit(self, rounds: int) -> bool:
        """Return whether enough was under way when processes were killed, for so many rounds."""
        return self.accepted > 2 * rounds and self.in_flight > rounds // 2 and self.repeated > 0

    @property
    def unanswered(self) -> list[Question]:
        """Return what nobody got an answer to."""
        return [question for name, question in self.asked.items() if name not in self.told]


@dataclass
class Child:
    """A working process: its pipe, what is left of a line, and when it is to be killed."""

    process: int
    pipe: int
    ends: float | None
    rest: bytes = b""
    killed: bool = False

    def kill_if_due(self) -> None:
        """Kill −9 once its time is over."""
        if not self.killed and self.ends is not None and time.monotonic() >= self.ends:
            os.kill(self.process, signal.SIGKILL)
            self.killed = True


def main(rounds: int, seed: int, processes: int) -> int:
    """Print what was done and what is wrong as JSON; return 0."""
    chance, clients = random.Random(seed), Clients()
    with transaction.atomic():  # no writer begins here: its thread would keep a connection open over the forks
        lots = open_lots(batches.now, lambda clock: setattr(batches, "now", clock))
    for number in range(rounds * AT_MOST):
        if number >= rounds and clients.were_hit(rounds):
            break
        lasting = [chance.uniform(SHORTEST, LONGEST) for _ in range(processes)]
        run(clients, lots, seed * 1000 + number, lasting)
        clients.in_flight += bool(clients.unanswered)
    run(clients, lots, seed * 1000 + rounds * AT_MOST, [None])
    told = {"asked": len(clients.asked), "accepted": clients.accepted, "in_flight": clients.in_flight}
    faults = [*clients.faults, *all_faults(lots, clients.asked, clients.told)]
    print(json.dumps({**told, "repeated": clients.repeated, "faults": faults[:20]}, ensure_ascii=False))
    return 0


def run(clients: Clients, lots: tuple[int, int], seed: int, lasting: list[float] | list[None]) -> None:
    """Let processes work at once, each killed after its time; with None one comes to its end by itself."""
    connections.close_all()
    begun = clients.unanswered
    count = len(lasting)
    children = [_child(lots, begun[n::count], seed * 10 + n, THREADS // count, ends) for n, ends in enumerate(lasting)]
    while children:
        soonest = min((child.ends for child in children if child.ends and not child.killed), default=None)
        left = None if soonest is None else max(0.0, soonest - time.monotonic())
        ready, _, _ = select.select([child.pipe for child in children], [], [], left)
        for child in children:
            child.kill_if_due()
        children = [child for child in children if child.pipe not in ready or _hear(child, clients)]


def _child(lots: tuple[int, int], begun: list[Question], seed: int, threads: int, lasts: float | None) -> Child:
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(reading)
        with contextlib.suppress(BaseException):
            work(lots, begun, seed, 0 if lasts is None else FOR_EVER, threads, writing)
        os._exit(0)
    os.close(writing)
    child = Child(process, reading, None)
    while lasts is not None and b"\n" not in child.rest:
        child.rest += os.read(reading, 65536)
    child.ends = None if lasts is None else time.monotonic() + lasts
    return child


def _hear(child: Child, clients: Clients) -> bool:
    """Take in what a process told; return whether more may come. A line cut off is not told."""
    read = os.read(child.pipe, 65536)
    *lines, child.rest = (child.rest + read).split(b"\n")
    for line in lines:
        clients.hear(line)
    if not read:
        os.close(child.pipe)
        os.waitpid(child.process, 0)
    return bool(read)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
