"""The hub: every watcher gets every event once and in order, slow ones are let go, limits hold."""

import asyncio
import json
import signal
from collections import deque

import pytest

from lingxing.engines.auctions import hub as hubs
from lingxing.engines.auctions.hub import KEEP_ALIVE, Frame, Hub, Limits
from lingxing.engines.auctions.stream import Stream

LOT = 7


class Record:
    """A lot's public events, as the database would give them."""

    def __init__(self):
        self.length = 1
        self.hidden = 0
        self.reads = 0

    def heads(self, lot_ids):
        return dict.fromkeys(lot_ids, self.length + self.hidden)

    def frame(self, lot_id, after):
        self.reads += 1
        told = list(range((self.length if after is None else after) + 1, self.length + 1))
        data = f"id: {self.length}\ndata: {json.dumps(told)}\n\n".encode()
        return Frame(self.length + self.hidden, self.length, data)


class Browser:
    """One watcher: asks as a browser does, keeps what comes."""

    def __init__(self, stream, path="/listings/2026-0001/stream", address="10.0.0.1", **headers):
        self.status, self.headers, self.pieces = 0, {}, []
        self.ended = False
        self.reading = asyncio.Event()
        self.reading.set()
        path, _, query = path.partition("?")
        self.scope = {
            "type": "http",
            "method": headers.pop("method", "GET"),
            "path": path,
            "query_string": query.encode(),
            "headers": [(b"host", b"localhost"), *((k.replace("_", "-").encode(), v) for k, v in headers.items())],
            "client": (address, 1),
        }
        self._gone = asyncio.Event()
        self.task = asyncio.create_task(stream(self.scope, self.receive, self.send))

    async def receive(self):
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message):
        await self.reading.wait()
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], dict(message["headers"])
        else:
            self.pieces.append(message.get("body", b""))
            self.ended = not message.get("more_body", False)

    def leave(self):
        self._gone.set()

    @property
    def events(self):
        """Return the numbers of all events that came, in order."""
        lines = b"".join(self.pieces).decode().splitlines()
        return [number for line in lines if line.startswith("data: ") for number in json.loads(line[6:])]


async def until(condition, seconds=3.0):
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.01)


@pytest.fixture
def record():
    return Record()


def played(record, story, limits=None, find=None):
    """Play a story with a hub over the record."""

    async def play():
        hub = Hub(record, limits or Limits(1000, 1000))
        find_lot = find or (lambda number: LOT if number == "2026-0001" else None)
        try:
            await asyncio.wait_for(story(hub, Stream(hub, find_lot, lambda host, scheme: host == "localhost")), 20)
        finally:
            hub.end()
            await asyncio.sleep(0.2)

    asyncio.run(play())


def test_every_watcher_gets_every_event_once_and_in_order(record):
    async def story(hub, stream):
        browsers = [Browser(stream, "/listings/2026-0001/stream?after=1") for _ in range(20)]
        await until(lambda: all(browser.pieces for browser in browsers))
        for _ in range(10):
            record.length += 1
            hub.nudge([LOT])
            await asyncio.sleep(0.03)
        late = Browser(stream, "/listings/2026-0001/stream?after=4")
        record.length += 1
        hub.nudge([LOT])
        await until(lambda: late.events and late.events[-1] == 12 and all(b.events[-1:] == [12] for b in browsers))
        for browser in browsers:
            assert browser.events == list(range(2, 13))
        assert list(dict.fromkeys(late.events)) == list(range(5, 13)), "the late one lacks nothing"

    played(record, story)


def test_bids_that_follow_closely_leave_together(record):
    async def story(hub, stream):
        browser = Browser(stream)
        await until(lambda: browser.pieces)
        before = record.reads
        for _ in range(50):
            record.length += 1
            hub.nudge([LOT])
        await until(lambda: browser.events[-1:] == [51])
        assert record.reads - before <= 3, "fifty nudges at once are one or two reads"

    played(record, story)


def test_commits_of_other_processes_are_found_without_a_nudge(record):
    async def story(hub, stream):
        browser = Browser(stream)
        await until(lambda: browser.pieces)
        record.length += 1
        await until(lambda: browser.events == [2], seconds=1)

    played(record, story)


def test_what_is_not_public_moves_nobody(record):
    async def story(hub, stream):
        browser = Browser(stream)
        await until(lambda: browser.pieces)
        record.hidden += 5
        await asyncio.sleep(0.4)
        assert browser.events == []
        assert len(browser.pieces) == 1

    played(record, story)


def test_who_reads_too_slowly_is_closed_and_the_others_are_not(record, monkeypatch):
    monkeypatch.setattr(hubs, "_FRAMES", 4)

    async def story(hub, stream):
        slow, quick = Browser(stream), Browser(stream)
        await until(lambda: slow.pieces and quick.pieces)
        slow.reading.clear()
        for _ in range(8):
            record.length += 1
            hub.nudge([LOT])
            await asyncio.sleep(0.08)
        await until(lambda: quick.events == list(range(2, 10)))
        slow.reading.set()
        await until(lambda: slow.ended)
        assert not quick.ended
        assert 9 not in slow.events

    played(record, story)


def test_the_header_of_a_browser_that_comes_back_counts_before_the_address(record):
    async def story(hub, stream):
        record.length = 9
        browser = Browser(stream, "/listings/2026-0001/stream?after=2", last_event_id=b"7")
        await until(lambda: browser.events)
        assert browser.events == [8, 9]

    played(record, story)


@pytest.mark.parametrize("seen", [b"-1", b"1e400", b"NaN", b"9" * 40, "٣".encode(), b"<script>"])
def test_a_wrong_position_counts_as_none(record, seen):
    async def story(hub, stream):
        browser = Browser(stream, last_event_id=seen)
        await until(lambda: browser.pieces)
        assert browser.status == 200
        assert browser.events == []

    played(record, story)


def test_quiet_streams_get_a_sign_of_life(record, monkeypatch):
    monkeypatch.setattr(hubs, "KEEP_ALIVE_SECONDS", 0.2)

    async def story(hub, stream):
        browser = Browser(stream)
        await until(lambda: browser.pieces.count(KEEP_ALIVE) >= 2)
        assert browser.events == []

    played(record, story)


def test_more_than_the_limit_are_told_so_and_others_still_watch(record):
    async def story(hub, stream):
        first, second = Browser(stream, address="10.0.0.1"), Browser(stream, address="10.0.0.1")
        await until(lambda: first.pieces and second.pieces)
        same, other = Browser(stream, address="10.0.0.1"), Browser(stream, address="10.0.0.2")
        await until(lambda: same.status and other.status)
        assert (same.status, other.status) == (503, 200)
        assert b"retry-after" in same.headers
        assert "同一网络地址" in same.pieces[0].decode()
        third = Browser(stream, address="10.0.0.3")
        await until(lambda: third.status)
        assert third.status == 503
        first.leave()
        await until(lambda: first.task.done())
        again = Browser(stream, address="10.0.0.1")
        await until(lambda: again.status == 200)

    played(record, story, Limits(3, 2))


def test_a_lot_that_nobody_watches_is_no_longer_followed(record):
    async def story(hub, stream):
        browser = Browser(stream)
        await until(lambda: browser.pieces)
        browser.leave()
        await until(lambda: not hub.channels)
        await asyncio.sleep(0.2)
        before = record.reads
        record.length += 1
        hub.nudge([LOT])
        await asyncio.sleep(0.2)
        assert record.reads == before

    played(record, story)


def test_a_database_that_fails_for_a_while_ends_no_stream(record, monkeypatch, caplog):
    monkeypatch.setattr(hubs, "_RETRY_SECONDS", 0.1)
    failing = deque([RuntimeError("restarting")] * 2)
    heads = record.heads

    def sometimes(lot_ids):
        if failing:
            raise failing.popleft()
        return heads(lot_ids)

    monkeypatch.setattr(record, "heads", sometimes)

    async def story(hub, stream):
        browser = Browser(stream)
        await until(lambda: browser.pieces)
        record.length += 1
        await until(lambda: browser.events == [2])

    played(record, story)
    assert "reading what watchers wait for failed" in caplog.text


def test_streams_end_when_the_server_goes_down(record):
    async def story(hub, stream):
        browsers = [Browser(stream) for _ in range(3)]
        await until(lambda: all(browser.pieces for browser in browsers))
        hub.end()
        await until(lambda: all(browser.ended for browser in browsers), seconds=1)

    played(record, story)


@pytest.fixture
def told_to_stop():
    """Handle the signal to stop as a server does; give how often it came."""
    told = []
    before = signal.signal(signal.SIGTERM, lambda *_: told.append(True))
    yield told
    signal.signal(signal.SIGTERM, before)


def test_a_signal_to_stop_ends_the_streams_and_reaches_the_server(record, told_to_stop):
    async def story(hub, stream):
        browsers = [Browser(stream) for _ in range(3)]
        await until(lambda: all(browser.pieces for browser in browsers))
        signal.raise_signal(signal.SIGTERM)
        await until(lambda: all(browser.ended for browser in browsers), seconds=1)

    played(record, story)
    assert told_to_stop == [True]


def test_signals_are_handled_as_before_once_nobody_watches(record, told_to_stop):
    def handlers():
        return [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)]

    async def story(hub, stream):
        before = handlers()
        first, second = Browser(stream), Browser(stream)
        await until(lambda: first.pieces and second.pieces)
        first.leave()
        await until(lambda: hub.channels[LOT].joined == 1)
        assert handlers()[0] is not before[0], "one still watches"
        second.leave()
        await until(lambda: not hub.channels)
        assert handlers() == before

    played(record, story)


@pytest.mark.parametrize(
    ("path", "more", "status"),
    [
        ("/listings/2026-0002/stream", {}, 404),
        ("/listings/" + "x" * 5000 + "/stream", {}, 404),
        ("/listings/2026-0001/stream", {"method": "POST"}, 405),
        ("/listings/2026-0001/stream", {"method": "HEAD"}, 405),
    ],
)
def test_what_is_no_stream_is_refused(record, path, more, status):
    async def story(hub, stream):
        browser = Browser(stream, path, **more)
        await until(lambda: browser.status)
        assert browser.status == status
        assert json.loads(browser.pieces[0])["error"]["what"]

    played(record, story)


def test_another_host_is_refused_and_proxies_are_told_not_to_hold_back(record):
    async def story(hub, stream):
        fine = Browser(stream)
        await until(lambda: fine.pieces)
        assert fine.headers[b"x-accel-buffering"] == b"no"
        assert b"no-transform" in fine.headers[b"cache-control"]
        assert fine.pieces[0].startswith(b"retry: ")
        foreign = Browser(Stream(hub, lambda number: LOT, lambda host, scheme: False))
        await until(lambda: foreign.status)
        assert foreign.status == 400

    played(record, story)
