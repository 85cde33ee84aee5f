"""The size of what a request may send, held to before anything is stored."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

Message = Mapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[dict[str, Any], Receive, Send], Awaitable[None]]

_STRANGER_BYTES = 1024 * 1024


class _TooLargeError(Exception):
    """The body went over the limit while it was read."""


class BodyLimit:
    """Answers 413 to a body over the limit: by its declared length, or once that many bytes have come.

    Whoever carries no session cookie can't upload files, so 1 MB is enough for them.
    """

    def __init__(self, application: Application, limit: int, session_cookie: str) -> None:
        self._application = application
        self._limit = limit
        self._cookie = session_cookie.encode() + b"="

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] != "http":
            await self._application(scope, receive, send)
            return
        headers = dict(scope["headers"])
        limit = self._limit if self._cookie in headers.get(b"cookie", b"") else min(self._limit, _STRANGER_BYTES)
        declared = headers.get(b"content-length", b"0")
        if not declared.isdigit() or int(declared) > limit:
            await _refuse(send, limit)
            return
        try:
            await self._application(scope, _counted(receive, limit), send)
        except _TooLargeError:
            await _refuse(send, limit)


def _counted(receive: Receive, limit: int) -> Receive:
    total = 0

    async def counting() -> Message:
        nonlocal total
        message = await receive()
        total += len(message.get("body", b""))
        if total > limit:
            raise _TooLargeError
        return message

    return counting


async def _refuse(send: Send, limit: int) -> None:
    text = f"上传的内容超过上限（{limit // 1024 // 1024} MB），没有接收。请减小文件，或分次上传。"
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": text.encode()})
