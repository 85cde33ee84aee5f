"""The stream as the server mounts it, over the database: what is pushed, to whom, and that drafts do not exist."""

import asyncio
import json
from collections.abc import Collection

import pytest
from django.db import connections

from lingxing.engines.auctions.hub import Limits
from lingxing.engines.auctions.services import bidding
from lingxing.engines.auctions.services.nudging import subscribe
from lingxing.engines.auctions.stream import Stream, open_stream
from lingxing.engines.auctions.tests import sales
from lingxing.engines.auctions.tests.halls import open_hall
from lingxing.engines.auctions.tests.test_hub import Browser, until
from lingxing.web import asgi

pytestmark = pytest.mark.django_db(transaction=True)


def messages(browser):
    """Return what came, as the page reads it."""
    lines = b"".join(browser.pieces).decode().splitlines()
    return [json.loads(line.removeprefix("data: ")) for line in lines if line.startswith("data: ")]


def played(story):
    """Play a story with the stream as the server opens it."""

    async def play():
        stream = open_stream(Limits(100, 100), ["localhost"], https=False)
        try:
            await asyncio.wait_for(story(stream), 20)
        finally:
            stream._hub.end()
            await asyncio.sleep(0.2)
            await asyncio.get_running_loop().run_in_executor(stream._hub._thread, connections.close_all)

    asyncio.run(play())


def test_a_bid_reaches_who_watches_with_the_board():
    sale = open_hall(103)

    async def story(stream):
        browser = Browser(stream, f"/listings/{sale.lot.number}/stream?after=1")
        await until(lambda: messages(browser))
        await asyncio.to_thread(bid_once, sale.lot.pk)
        await until(lambda: len(messages(browser)) > 1)
        told = messages(browser)[-1]
        assert [event["text"] for event in told["events"]] == ["号牌 103 报价 100,000.00 元"]
        assert (told["board"]["paddle"], told["board"]["least"]) == (103, sales.START + sales.STEP)
        assert told["board"]["sequence"] == 2
        assert f"id: {told['board']['sequence']}\n".encode() in b"".join(browser.pieces)

    played(story)


def bid_once(lot_id):
    """Bid in a thread of its own, as a request does."""
    try:
        bidding.place_bid(lot_id, 103, sales.START, "a", sales.BIDDER)
    finally:
        connections.close_all()


def test_drafts_and_unknown_lots_have_no_stream():
    sales.draft("2026-0009")

    async def story(stream):
        for number in ("2026-0009", "2026-4711"):
            browser = Browser(stream, f"/listings/{number}/stream")
            await until(lambda seen=browser: seen.status)
            assert browser.status == 404

    played(story)


def test_a_subscription_that_ended_is_told_no_more():
    told: list[Collection[int]] = []
    unsubscribe = subscribe(told.append)
    sale = open_hall(103)
    assert any(sale.lot.pk in lot_ids for lot_ids in told)
    unsubscribe()
    told.clear()
    bidding.place_bid(sale.lot.pk, 103, sales.START, "a", sales.BIDDER)
    assert told == []


def test_the_server_gives_streams_to_the_stream_and_the_rest_to_the_site(monkeypatch):
    went = []

    def marked(name):
        async def application(scope, receive, send):
            went.append((name, scope["path"]))

        return application

    served = asgi._beside(marked("stream"), marked("site"))
    paths = ["/listings/2026-0001/stream", "/listings/2026-0001/", "/listings/2026-0001/stream/", "/listings/stream"]
    scopes = [{"type": "http", "path": path} for path in paths] + [{"type": "lifespan", "path": paths[0]}]

    async def serve(scope):
        await served(scope, _never, _never)

    for scope in scopes:
        asyncio.run(serve(scope))
    assert [name for name, _ in went] == ["stream", "site", "site", "site", "site"]
    assert isinstance(asgi._opened_stream(), Stream)


async def _never(*message):
    raise AssertionError(f"nothing is to be sent or awaited: {message}")
