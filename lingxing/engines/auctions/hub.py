"""One process's watchers of lots: every change is encoded once and written to all of them."""

import asyncio
import logging
import time
from collections import Counter, deque
from collections.abc import Callable, Collection, Coroutine, Generator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from types import coroutine
from typing import Any, Protocol, TypeAlias

Write: TypeAlias = Callable[[bytes], Coroutine[Any, Any, None]]

KEEP_ALIVE = b":\n\n"
KEEP_ALIVE_SECONDS = 15.0
_POLL_SECONDS = 0.075
"""How long a commit of another process may go unnoticed."""
_SHORTEST_GAP, _LONGEST_GAP = 0.015, 0.05
"""Bids that follow each other more closely leave together: the gap grows with the time that writing to all takes."""
_FRAMES = 256
"""How far a watcher may fall behind before it is closed, to come back and ask for what it missed."""
_STUCK_SECONDS = 30.0
_RETRY_SECONDS = 1.0
_log = logging.getLogger("lingxing.auctions")


@dataclass(frozen=True, slots=True)
class Frame:
    """What leaves for every watcher of a lot. `head` says how far the lot had come, and never leaves the process."""

    head: int
    sequence: int
    data: bytes


class Source(Protocol):
    """Where the hub learns of changes. Called in one thread of its own."""

    def heads(self, lot_ids: Collection[int]) -> Mapping[int, int]:
        """Return how far each lot has come, by id."""
        ...

    def frame(self, lot_id: int, after: int | None) -> Frame:
        """Return how the lot stands and what is public behind the public sequence `after`, nothing for None."""
        ...


@dataclass(frozen=True, slots=True)
class Limits:
    """How many may watch: in this process, and from one address."""

    watchers: int
    of_address: int


class TooMany(Exception):
    """No more may watch here; `alone` where the limit of the one address is reached."""

    def __init__(self, *, alone: bool) -> None:
        super().__init__("too many watchers")
        self.alone = alone


class Channel:
    """The frames of one lot that its watchers may still lack. Watchers hold a position in them, none has a queue."""

    def __init__(self, lot_id: int, first: Frame) -> None:
        self.lot_id = lot_id
        self.frames: deque[Frame] = deque([first], _FRAMES)
        self.end = 1
        self.head = first.head
        self.joined = 0
        """How many there are, those included that have yet to begin."""
        self.watchers: set[Watcher] = set()

    @property
    def last(self) -> Frame:
        """Return the newest frame."""
        return self.frames[-1]

    def add(self, frame: Frame) -> None:
        """Add a frame and write it to all."""
        self.head = frame.head
        self.frames.append(frame)
        self.end += 1
        for watcher in tuple(self.watchers):
            watcher.offer()

    def behind(self, position: int) -> bytes | None:
        """Return what follows `position` in one piece; None where the beginning of that is gone."""
        missing = self.end - position
        if missing > len(self.frames):
            return None
        return self.last.data if missing == 1 else b"".join(f.data for f in list(self.frames)[-missing:])


class Watcher:
    """One that watches. `write` writes a piece and may have to wait; `over` is set once nothing more will come.

    A thousand writes must not be a thousand turns of the loop: each is begun right here, and only one that has to wait,
    since its line is full, goes on in a task of its own.
    """

    def __init__(self, address: str, channel: Channel, write: Write) -> None:
        self.address = address
        self.channel = channel
        self.position = channel.end
        self.over = asyncio.Event()
        self.busy_since: float | None = None
        """When the piece that still waits was begun, on the monotonic clock."""
        self._write = write
        self._task: asyncio.Task[None] | None = None

    async def begin(self, first: bytes) -> None:
        """Write what the watcher is told first; from then on it gets what is added."""
        await self._write(first)
        self.channel.watchers.add(self)
        self.offer()

    def offer(self, idle: bytes = b"") -> None:
        """Write what the watcher lacks, `idle` where it lacks nothing; later where it still writes something else."""
        if self.busy_since is not None:
            return
        piece = idle if self.position == self.channel.end else self._take()
        if not piece:
            return
        begun = self._write(piece)
        try:
            waits_for = begun.send(None)
        except StopIteration:
            return
        except Exception:  # whatever is wrong with one, the others get theirs
            _log.exception("writing to a watcher failed")
            self.over.set()
            return
        self.busy_since = time.monotonic()
        self._task = asyncio.create_task(self._go_on(begun, waits_for))

    def stop(self) -> None:
        """Write nothing more."""
        self.over.set()
        if self._task:
            self._task.cancel()

    async def _go_on(self, begun: Coroutine[Any, Any, None], waits_for: Any) -> None:
        await _rest(begun, waits_for)
        await self._catch_up()

    async def _catch_up(self) -> None:
        while self.position != self.channel.end and (piece := self._take()):
            await self._write(piece)
        self.busy_since = None

    def _take(self) -> bytes | None:
        """Return what the watcher lacks; None, and an end to it, where it has fallen too far behind."""
        piece, self.position = self.channel.behind(self.position), self.channel.end
        if piece is None:
            self.over.set()
        return piece


@coroutine
def _rest(begun: Coroutine[Any, Any, None], waits_for: Any) -> Generator[Any, Any, None]:
    """Go on, in a task, with what was begun outside of one and now waits."""
    try:
        while True:
            waits_for = begun.send((yield waits_for))
    except StopIteration:
        return
    finally:
        begun.close()


@dataclass(eq=False)
class Hub:
    """The watchers of this process. Everything but `nudge` and `end` runs in the loop of the server."""

    source: Source
    limits: Limits
    channels: dict[int, Channel] = field(default_factory=dict)
    ended: bool = False
    _addresses: Counter[str] = field(default_factory=Counter)
    _nudged: set[int] = field(default_factory=set)
    _awake: asyncio.Event = field(default_factory=asyncio.Event)
    _loop: asyncio.AbstractEventLoop | None = None
    _thread: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "auctions-hall"))
    _following: asyncio.Task[None] | None = None
    _asked_at: float = 0.0

    async def read(self, lot_id: int, after: int | None) -> Frame:
        """Return a frame of the source, read in the hub's own thread."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self.source.frame, lot_id, after)

    async def join(self, lot_id: int, address: str, write: Write) -> Watcher:
        """Return a new watcher, placed behind the newest frame, that has yet to begin. TooMany at a limit."""
        self._admit(address)
        try:
            channel = self.channels.get(lot_id) or await self._opened(lot_id)
        except BaseException:
            self._forget(address)
            raise
        channel.joined += 1
        if self._following is None:
            self._loop = asyncio.get_running_loop()
            self._following = self._loop.create_task(self._follow())
        return Watcher(address, channel, write)

    def leave(self, watcher: Watcher) -> None:
        """Take a watcher off; a lot that nobody watches is no longer followed."""
        watcher.stop()
        watcher.channel.watchers.discard(watcher)
        watcher.channel.joined -= 1
        self._forget(watcher.address)
        if not watcher.channel.joined and self.channels.get(watcher.channel.lot_id) is watcher.channel:
            del self.channels[watcher.channel.lot_id]

    def nudge(self, lot_ids: Collection[int]) -> None:
        """Look at these lots now. May be called from any thread."""
        if self._loop is not None and self.channels:
            self._loop.call_soon_threadsafe(self._nudge, tuple(lot_ids))

    def end(self) -> None:
        """Have every stream end: the server is going down. May be called from a signal handler."""
        self.ended = True
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._stop_all)

    def _admit(self, address: str) -> None:
        if self._addresses[address] >= self.limits.of_address:
            raise TooMany(alone=True)
        if self._addresses.total() >= self.limits.watchers:
            raise TooMany(alone=False)
        self._addresses[address] += 1

    def _forget(self, address: str) -> None:
        self._addresses[address] -= 1
        if not self._addresses[address]:
            del self._addresses[address]

    async def _opened(self, lot_id: int) -> Channel:
        first = await self.read(lot_id, None)
        return self.channels.setdefault(lot_id, Channel(lot_id, first))

    def _nudge(self, lot_ids: Collection[int]) -> None:
        self._nudged.update(lot_id for lot_id in lot_ids if lot_id in self.channels)
        if self._nudged:
            self._awake.set()

    def _stop_all(self) -> None:
        for channel in self.channels.values():
            for watcher in tuple(channel.watchers):
                watcher.stop()
        self._awake.set()

    async def _follow(self) -> None:
        """Look for changes until the last watcher has gone."""
        begun = time.monotonic()
        while self.channels and not self.ended:
            seconds, began = _POLL_SECONDS, time.monotonic()
            try:
                await self._round()
            except Exception:  # a database that restarts must not end the watching
                _log.exception("reading what watchers wait for failed")
                seconds = _RETRY_SECONDS
            gap = min(max(_SHORTEST_GAP, time.monotonic() - began), _LONGEST_GAP)
            if time.monotonic() - begun >= KEEP_ALIVE_SECONDS:
                begun = time.monotonic()
                self._keep_alive(begun)
            await self._pause(gap, seconds)
        self._following = None

    async def _round(self) -> None:
        """Read the lots that something was said of, and from time to time ask which others have moved."""
        lot_ids, self._nudged = self._nudged, set()
        self._awake.clear()
        others = self.channels.keys() - lot_ids
        if others and time.monotonic() >= self._asked_at + _POLL_SECONDS:
            lot_ids |= await self._moved(others)
        for lot_id in lot_ids:
            if channel := self.channels.get(lot_id):
                frame = await self.read(lot_id, channel.last.sequence)
                channel.head = frame.head
                if frame.sequence > channel.last.sequence:
                    channel.add(frame)

    async def _moved(self, lot_ids: Collection[int]) -> set[int]:
        known = {lot_id: self.channels[lot_id].head for lot_id in lot_ids}
        loop = asyncio.get_running_loop()
        heads = await loop.run_in_executor(self._thread, self.source.heads, tuple(known))
        self._asked_at = time.monotonic()
        return {lot_id for lot_id, head in heads.items() if head != known[lot_id]}

    async def _pause(self, gap: float, seconds: float) -> None:
        """Wait the gap between two rounds, then until something is said or it is time to ask."""
        await asyncio.sleep(gap)
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds - gap):
                await self._awake.wait()

    def _keep_alive(self, now: float) -> None:
        """Give a sign of life to those who have nothing else to get; let go of those who take nothing."""
        for channel in tuple(self.channels.values()):
            for watcher in tuple(channel.watchers):
                if watcher.busy_since is not None and now - watcher.busy_since > _STUCK_SECONDS:
                    watcher.stop()
                watcher.offer(KEEP_ALIVE)
