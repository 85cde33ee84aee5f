"""The reference of `benchmarks.auctions_fanout`: writes pieces of a size to every connection, and nothing else."""

import argparse
import asyncio
import datetime as dt

_HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\nretry: 1000\n\n"


class Open(asyncio.Protocol):
    """One connection, kept as long as it lasts."""

    def __init__(self, transports: set[asyncio.Transport]) -> None:
        self._transports = transports
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the connection."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer the request, whatever it asks."""
        del data
        if self._transport:
            self._transport.write(_HEAD)
            self._transports.add(self._transport)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        del exc
        if self._transport:
            self._transports.discard(self._transport)


async def broadcast(port: int, rate: float, size: int) -> None:
    """Write `rate` pieces of `size` bytes a second to all connections for ever."""
    transports: set[asyncio.Transport] = set()
    loop = asyncio.get_running_loop()
    await loop.create_server(lambda: Open(transports), "127.0.0.1", port, backlog=2048)
    number, next_at = 0, loop.time()
    while True:
        number, next_at = number + 1, next_at + 1 / rate
        at = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        piece = f'id: {number}\ndata: {{"sequence":{number},"kind":"bid_placed","at":"{at}"}}'.encode()
        piece = piece.ljust(size - 2) + b"\n\n"
        for transport in tuple(transports):
            transport.write(piece)
        await asyncio.sleep(max(0.0, next_at - loop.time()))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("port", type=int)
    parser.add_argument("rate", type=float)
    parser.add_argument("size", type=int)
    options = parser.parse_args()
    asyncio.run(broadcast(options.port, options.rate, options.size))
