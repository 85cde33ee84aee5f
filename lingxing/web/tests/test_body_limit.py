"""Bodies over the limit are refused before anything is stored."""

import asyncio

import pytest

from lingxing.web.body_limit import BodyLimit

LIMIT = 4 * 1024 * 1024
COOKIE = (b"cookie", b"lingxing_session=abc")


async def echo(scope, receive, send):
    """Read the whole body and answer 200 with its length."""
    length, more = 0, True
    while more:
        message = await receive()
        length += len(message.get("body", b""))
        more = message.get("more_body", False)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": str(length).encode()})


def answer(headers, chunks):
    """Return status and body for a request with these headers whose body comes in these chunks."""
    sent, waiting = [], list(chunks)

    async def receive():
        chunk = waiting.pop(0)
        return {"type": "http.request", "body": chunk, "more_body": bool(waiting)}

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "headers": list(headers)}
    asyncio.run(BodyLimit(echo, LIMIT, "lingxing_session")(scope, receive, send))
    return sent[0]["status"], sent[1]["body"], len(waiting)


def declared(length):
    return (b"content-length", str(length).encode())


@pytest.mark.parametrize("length", [0, 1, LIMIT])
def test_a_body_within_the_limit_passes(length):
    assert answer([declared(length), COOKIE], [b"x" * length])[:2] == (200, str(length).encode())


def test_a_declared_length_over_the_limit_is_refused_unread():
    status, body, unread = answer([declared(LIMIT + 1), COOKIE], [b"x"])
    assert (status, unread) == (413, 1)
    assert "4 MB" in body.decode()


def test_a_body_that_lies_about_its_length_is_refused_once_it_is_over():
    chunk = b"x" * (1024 * 1024)
    status, _, unread = answer([declared(10), COOKIE], [chunk] * 9)
    assert (status, unread) == (413, 4)
    assert answer([COOKIE], [chunk] * 9)[0] == 413


def test_who_has_no_session_sends_one_megabyte_at_most():
    assert answer([declared(1024 * 1024)], [b"x"])[0] == 200
    status, body, _ = answer([declared(1024 * 1024 + 1)], [b"x"])
    assert status == 413
    assert "1 MB" in body.decode()


@pytest.mark.parametrize("length", [b"-1", b"1e3", b"", b"\xff"])
def test_a_length_that_is_none_is_refused(length):
    assert answer([(b"content-length", length), COOKIE], [b"x"])[0] == 413
