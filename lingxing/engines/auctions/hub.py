"""One process's watchers of lots: every change is encoded once and written to all of them."""

import asyncio
import logging
import time
from collections import Counter, deque
from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Protocol

KEEP_ALIVE = b":\n\n"
KEEP_ALIVE_SECONDS = 15.0
_POLL_SECONDS = 0.075
"""How long a commit of another process may go unnoticed."""
_GAP_SECONDS = 0.05
"""Bids that follow each other more closely leave together."""
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
        self.watchers: set[Watcher] = set()
        self._changed = asyncio.Event()

    @property
    def last(self) -> Frame:
        """Return the newest frame."""
        return self.frames[-1]

    def add(self, frame: Frame) -> None:
        """Add a frame and wake the watchers."""
        self.head = frame.head
        self.frames.append(frame)
        self.end += 1
        self.wake()

    def behind(self, position: int) -> bytes | None:
        """Return what follows `position` in one piece; None where the beginning of that is gone."""
        missing = self.end - position
        if missing > len(self.frames):
            return None
        return self.last.data if missing == 1 else b"".join(f.data for f in list(self.frames)[-missing:])

    def wake(self) -> None:
        """Let every watcher look for what is new."""
        self._changed.set()
        self._changed.clear()

    async def changed(self) -> None:
        """Wait for the next call of `wake`."""
        await self._changed.wait()


@dataclass(eq=False, slots=True)
class Watcher:
    """One that watches. `busy_since` is when the piece that is not yet written was begun, on the monotonic clock."""

    address: str
    channel: Channel
    position: int
    task: asyncio.Task[None] | None = None
    busy_since: float | None = None


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

    async def join(self, lot_id: int, address: str) -> Watcher:
        """Return a new watcher, placed behind the newest frame. TooMany where a limit is reached."""
        self._admit(address)
        try:
            channel = self.channels.get(lot_id) or await self._opened(lot_id)
        except BaseException:
            self._forget(address)
            raise
        watcher = Watcher(address, channel, channel.end)
        channel.watchers.add(watcher)
        if self._following is None:
            self._loop = asyncio.get_running_loop()
            self._following = self._loop.create_task(self._follow())
        return watcher

    def leave(self, watcher: Watcher) -> None:
        """Take a watcher off; a lot that nobody watches is no longer followed."""
        watcher.channel.watchers.discard(watcher)
        self._forget(watcher.address)
        if not watcher.channel.watchers and self.channels.get(watcher.channel.lot_id) is watcher.channel:
            del self.channels[watcher.channel.lot_id]

    def nudge(self, lot_ids: Collection[int]) -> None:
        """Look at these lots now. May be called from any thread."""
        if self._loop is not None and self.channels:
            self._loop.call_soon_threadsafe(self._nudge, tuple(lot_ids))

    def end(self) -> None:
        """Have every stream end: the server is going down. May be called from a signal handler."""
        self.ended = True
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._wake_all)

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

    def _wake_all(self) -> None:
        for channel in self.channels.values():
            channel.wake()
        self._awake.set()

    async def _follow(self) -> None:
        """Look for changes until the last watcher has gone."""
        begun = time.monotonic()
        while self.channels and not self.ended:
            seconds = _POLL_SECONDS
            try:
                await self._round()
            except Exception:  # a database that restarts must not end the watching
                _log.exception("reading what watchers wait for failed")
                seconds = _RETRY_SECONDS
            if time.monotonic() - begun >= KEEP_ALIVE_SECONDS:
                begun = time.monotonic()
                self._keep_alive(begun)
            await self._pause(seconds)
        self._following = None

    async def _round(self) -> None:
        """Read the lots that something was said of, and from time to time ask which others have moved."""
        lot_ids, self._nudged = self._nudged, set()
        self._awake.clear()
        if time.monotonic() >= self._asked_at + _POLL_SECONDS:
            lot_ids |= await self._moved()
        for lot_id in lot_ids:
            if channel := self.channels.get(lot_id):
                frame = await self.read(lot_id, channel.last.sequence)
                channel.head = frame.head
                if frame.sequence > channel.last.sequence:
                    channel.add(frame)

    async def _moved(self) -> set[int]:
        known = {lot_id: channel.head for lot_id, channel in self.channels.items()}
        loop = asyncio.get_running_loop()
        heads = await loop.run_in_executor(self._thread, self.source.heads, tuple(known))
        self._asked_at = time.monotonic()
        return {lot_id for lot_id, head in heads.items() if head != known.get(lot_id)}

    async def _pause(self, seconds: float) -> None:
        """Wait the gap between two rounds, then until something is said or it is time to ask."""
        await asyncio.sleep(_GAP_SECONDS)
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds - _GAP_SECONDS):
                await self._awake.wait()

    def _keep_alive(self, now: float) -> None:
        """Give a sign of life to those who have nothing else to get; let go of those who take nothing."""
        for channel in tuple(self.channels.values()):
            for watcher in channel.watchers:
                if watcher.task and watcher.busy_since is not None and now - watcher.busy_since > _STUCK_SECONDS:
                    watcher.task.cancel()
            channel.wake()
