"""The watchers of `benchmarks.auctions_fanout`, in a process of their own: says `ready`, and what came at the end."""

import argparse
import asyncio
import datetime as dt
import json
import re
import sys
import time
from collections import defaultdict

_EVENT = re.compile(rb'"sequence":(\d+),"kind":"bid_placed","at":"([^"]+)"')
_TOGETHER = 50


class Watchers:
    """What arrived: by event the moment that it was stamped with, and when it came to each watcher."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.begun = 0
        self.lost = 0
        self.stamped: dict[int, float] = {}
        self.arrived: dict[int, list[float]] = defaultdict(list)

    def take(self, message: bytes, now: float) -> None:
        """Note the events of a message."""
        for sequence, at in _EVENT.findall(message):
            number = int(sequence)
            if number not in self.stamped:
                self.stamped[number] = dt.datetime.fromisoformat(at.decode()).timestamp()
            self.arrived[number].append(now)

    def told(self) -> dict[str, object]:
        """Return how long deliveries took in milliseconds, and how many events did not come to everybody once."""
        waits = {n: [(at - self.stamped[n]) * 1000 for at in found] for n, found in self.arrived.items()}
        lasts = sorted(max(found) for found in waits.values())
        every = sorted(wait for found in waits.values() for wait in found)
        wrong = sum(len(found) != self.count for found in waits.values())
        return {
            "events": len(lasts),
            "wrong": wrong,
            "lost": self.lost,
            "every": _spread(every),
            "last": _spread(lasts),
        }


class Watcher(asyncio.Protocol):
    """One connection."""

    def __init__(self, watchers: Watchers, path: str) -> None:
        self._watchers = watchers
        self._path = path
        self._rest = b""
        self._open = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the stream."""
        assert isinstance(transport, asyncio.Transport)
        transport.write(f"GET {self._path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())

    def data_received(self, data: bytes) -> None:
        """Take whole messages."""
        now = time.time()
        if not self._open:
            self._open = True
            self._watchers.begun += 1
        whole, mark, rest = (self._rest + data).rpartition(b"\n\n")
        self._rest = rest if mark else self._rest + data
        if mark:
            self._watchers.take(whole, now)

    def connection_lost(self, exc: Exception | None) -> None:
        """Count those who were cut off."""
        del exc
        self._watchers.lost += 1


async def watch(port: int, path: str, count: int) -> None:
    """Open the connections, say so, and tell what came once standard input ends."""
    loop, watchers = asyncio.get_running_loop(), Watchers(count)
    for start in range(0, count, _TOGETHER):
        few = range(start, min(start + _TOGETHER, count))
        await asyncio.gather(*(loop.create_connection(lambda: Watcher(watchers, path), "127.0.0.1", port) for _ in few))
    while watchers.begun < count:
        await asyncio.sleep(0.05)
    await asyncio.sleep(1)
    watchers.arrived.clear()
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.read)
    print(json.dumps(watchers.told()), flush=True)


def _spread(values: list[float]) -> list[float]:
    """Return the median, the 99th percentile and the largest."""
    if not values:
        return [0.0, 0.0, 0.0]
    return [round(values[min(int(share * len(values)), len(values) - 1)], 1) for share in (0.5, 0.99, 1)]


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("port", type=int)
    parser.add_argument("path")
    parser.add_argument("count", type=int)
    options = parser.parse_args()
    asyncio.run(watch(options.port, options.path, options.count))
