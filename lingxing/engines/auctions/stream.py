"""The public events of a lot as they happen, as server-sent events: /listings/<number>/stream.

An application of the server itself, beside Django: a thousand open answers would each hold a thread there. Everybody
may read it, as they may read the hall.
"""

import asyncio
import json
import random
import re
import signal
import threading
from collections.abc import Awaitable, Callable, Mapping, Sequence
from types import FrameType
from typing import Any
from urllib.parse import parse_qs

from django.http.request import split_domain_port, validate_host

from lingxing.engines.auctions.hub import Channel, Hub, Limits, TooMany, Watcher
from lingxing.engines.auctions.queries.hall import HallSource, find_public
from lingxing.engines.auctions.services.nudging import subscribe

PATH = re.compile(r"/listings/([^/]{1,20})/stream")
_LARGEST = 10**12
_Receive = Callable[[], Awaitable[Mapping[str, Any]]]
_Send = Callable[[Mapping[str, Any]], Awaitable[None]]
_Handler = Callable[[int, FrameType | None], Any]

_ALWAYS = (
    (b"cache-control", b"no-store, no-transform"),
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"referrer-policy", b"same-origin"),
)
_STREAM = (*_ALWAYS, (b"content-type", b"text/event-stream; charset=utf-8"), (b"x-accel-buffering", b"no"))
_REFUSED = (*_ALWAYS, (b"content-type", b"application/json; charset=utf-8"))
_FULL = {
    True: ("同一网络地址同时观看的连接已满", "请关闭多余的页面；页面会改为每隔几秒刷新，报价不受影响"),
    False: ("本服务器同时观看的连接已满", "页面会改为每隔几秒刷新，报价不受影响"),
}


def open_stream(limits: Limits, hosts: Sequence[str], *, https: bool) -> "Stream":
    """Return the application with a hub of its own, which is told of every commit of this process."""

    def is_ours(host: str, scheme: str) -> bool:
        domain, _ = split_domain_port(host)
        return bool(domain) and validate_host(domain, hosts) and (scheme == "https" or not https)

    hub = Hub(HallSource(), limits)
    subscribe(hub.nudge)
    return Stream(hub, find_public, is_ours)


class Stream:
    """The application. `find` returns a lot's id by its number, None where there is none that is public; `is_ours`
    says whether a request asks for this site as it wants to be asked, by its host and scheme."""

    def __init__(self, hub: Hub, find: Callable[[str], int | None], is_ours: Callable[[str, str], bool]) -> None:
        self._hub = hub
        self._find = find
        self._is_ours = is_ours
        self._told_to_stop = _ToldToStop(hub.end)

    async def __call__(self, scope: Mapping[str, Any], receive: _Receive, send: _Send) -> None:
        """Answer one request: the stream, until one of both sides ends it, or a refusal."""
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        found = PATH.fullmatch(scope["path"])
        if scope["method"] != "GET":
            await _refuse(send, 405, "只能读取", "请用 GET", [(b"allow", b"GET")])
        elif not self._is_ours(headers.get(b"host", ""), scope.get("scheme", "http")):
            await _refuse(send, 400, "本站不用这个主机名或协议", "请检查地址，须与页面的地址一致")
        elif not found or (lot_id := await self._lot(found[1])) is None:
            await _refuse(send, 404, "没有这宗地，或还没有公告", "宗地列表见 /listings/")
        else:
            await self._watch(lot_id, _seen(scope, headers), _address(scope), receive, send)

    async def _lot(self, number: str) -> int | None:
        return await asyncio.to_thread(self._find, number)

    async def _watch(self, lot_id: int, seen: int | None, address: str, receive: _Receive, send: _Send) -> None:
        async def write(piece: bytes) -> None:
            await send({"type": "http.response.body", "body": piece, "more_body": True})

        try:
            watcher = await self._hub.join(lot_id, address, write)
        except TooMany as full:
            what, remedy = _FULL[full.alone]
            await _refuse(send, 503, what, remedy, [(b"retry-after", b"10")])
            return
        try:
            with self._told_to_stop:
                await send({"type": "http.response.start", "status": 200, "headers": _STREAM})
                await watcher.begin(await self._opening(watcher.channel, seen))
                if self._hub.ended:
                    watcher.stop()
                if await _is_over(watcher, receive) and watcher.busy_since is None:
                    await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            self._hub.leave(watcher)

    async def _opening(self, channel: Channel, seen: int | None) -> bytes:
        """Return what a watcher that has seen `seen` lacks. Who says nothing is told how the lot stands."""
        wait = f"retry: {random.randint(1000, 3000)}\n\n".encode()  # noqa: S311
        if seen is None or seen == channel.last.sequence:
            return wait + channel.last.data
        return wait + (await self._hub.read(channel.lot_id, seen)).data


class _ToldToStop:
    """Ends the streams when the server is told to stop: it says nothing to applications and waits for them.

    Handles the signals, before those who handled them, for as long as somebody watches: it must not outlive the loop.
    """

    def __init__(self, end: Callable[[], None]) -> None:
        self._end = end
        self._watching = 0
        self._before: dict[int, tuple[_Handler, _Handler]] = {}

    def __enter__(self) -> None:
        self._watching += 1
        if self._before or threading.current_thread() is not threading.main_thread():
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            before = signal.getsignal(number)
            if callable(before):
                self._before[number] = (_first(self._end, before), before)
                signal.signal(number, self._before[number][0])

    def __exit__(self, *_: object) -> None:
        self._watching -= 1
        if self._watching:
            return
        for number, (own, before) in self._before.items():
            if signal.getsignal(number) is own:
                signal.signal(number, before)
        self._before.clear()


def _first(end: Callable[[], None], before: _Handler) -> _Handler:
    def handle(number: int, frame: FrameType | None) -> None:
        end()
        before(number, frame)

    return handle


async def _is_over(watcher: Watcher, receive: _Receive) -> bool:
    """Wait until the watcher has gone, or nothing more will come: then return True."""
    over, gone = asyncio.create_task(watcher.over.wait()), asyncio.create_task(_gone(receive))
    try:
        await asyncio.wait((over, gone), return_when=asyncio.FIRST_COMPLETED)
        return watcher.over.is_set()
    finally:
        over.cancel()
        gone.cancel()


async def _gone(receive: _Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        continue


def _seen(scope: Mapping[str, Any], headers: Mapping[bytes, str]) -> int | None:
    """Return the public sequence that the watcher has seen: of the last event, else of the page; None for neither."""
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("after", [""])[-1]
    for text in (headers.get(b"last-event-id", ""), asked):
        if text.isascii() and text.isdigit() and len(text) <= len(str(_LARGEST)):
            return int(text)
    return None


def _address(scope: Mapping[str, Any]) -> str:
    client: Sequence[Any] | None = scope.get("client")
    return str(client[0]) if client else ""


async def _refuse(
    send: _Send, status: int, what: str, remedy: str, headers: Sequence[tuple[bytes, bytes]] = ()
) -> None:
    body = json.dumps({"error": {"what": what, "where": "", "remedy": remedy}}, ensure_ascii=False).encode()
    length = (b"content-length", str(len(body)).encode())
    await send({"type": "http.response.start", "status": status, "headers": [*_REFUSED, length, *headers]})
    await send({"type": "http.response.body", "body": body})
