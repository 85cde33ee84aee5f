"""`python -m tests.endurance.rounds ROUNDS SEED`: work, be killed at a random moment, begin again; then prove it all.

The process that kills forks the one that works, everything imported already, so that a round is as long as its work.
It is the client too: it remembers what was asked for and what was acknowledged, and has the rest asked for again.
"""

import contextlib
import json
import os
import random
import select
import signal
import sys
import time

import django

django.setup()

# Tables exist only once Django is set up.
from django.db import connections  # noqa: E402

from lingxing.engines.cases.tests.invented import installed  # noqa: E402
from tests.endurance.proofs import all_faults  # noqa: E402
from tests.endurance.stories import Market, Story, open_market, work  # noqa: E402

THREADS = 4
FRESH = 40
"""More stories than a round has time for."""
SHORTEST, LONGEST = 0.01, 0.45


class Client:
    """What the clients remember."""

    def __init__(self) -> None:
        self.stories: dict[str, Story] = {}
        self.faults: list[str] = []
        self.repeated = self.in_flight = 0

    def hear(self, line: bytes) -> None:
        """Take in one line that the working process told."""
        said = json.loads(line)
        if "fault" in said:
            self.faults.append(said["fault"])
        if "ask" in said:
            story = self.stories.setdefault(said["story"], Story(said["story"], said["applicant"]))
            story.asked[said["ask"]] = said["request"]
        if "acknowledge" in said:
            self.stories[said["story"]].acknowledged[said["acknowledge"]] = said["answer"]
            self.repeated += said["answer"]["repeated"]

    @property
    def unfinished(self) -> list[Story]:
        """Return the stories with steps left."""
        return [story for story in self.stories.values() if story.left]


def main(rounds: int, seed: int) -> int:
    """Print what was done and what is wrong as JSON; return 0."""
    chance = random.Random(seed)
    client = Client()
    with installed():
        market = open_market()
        for number in range(rounds):
            run(market, client, FRESH, f"{number}", lasts=chance.uniform(SHORTEST, LONGEST))
            client.in_flight += any(set(story.asked) - set(story.acknowledged) for story in client.unfinished)
        run(market, client, 0, "last", lasts=None)
        faults = [*client.faults, *all_faults(market, client.stories.values())]
    told = {"stories": len(client.stories), "in_flight": client.in_flight, "repeated": client.repeated}
    print(json.dumps({**told, "faults": faults}, ensure_ascii=False))
    return 0


def run(market: Market, client: Client, fresh: int, prefix: str, *, lasts: float | None) -> None:
    """Let a process work and kill it after so many seconds of it; with None let it come to its end."""
    connections.close_all()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        with contextlib.suppress(BaseException):
            work(market, client.unfinished, fresh, prefix, THREADS, writing)
        os._exit(0)
    os.close(writing)
    _listen(client, reading, child, lasts)
    os.waitpid(child, 0)
    os.close(reading)


def _listen(client: Client, reading: int, child: int, lasts: float | None) -> None:
    """Hear everything that the child tells, to its end; kill it when its time is over. A line cut off is not told."""
    rest, ends, killed = b"", None, lasts is None
    while True:
        left = None if killed or ends is None else max(0.0, ends - time.monotonic())
        if not select.select([reading], [], [], left)[0]:
            os.kill(child, signal.SIGKILL)
            killed = True
            continue
        read = os.read(reading, 65536)
        if not read:
            return
        if ends is None and lasts is not None:
            ends = time.monotonic() + lasts
        *lines, rest = (rest + read).split(b"\n")
        for line in lines:
            client.hear(line)
        if not killed and ends is not None and time.monotonic() >= ends:
            os.kill(child, signal.SIGKILL)
            killed = True


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
