"""What the pages of supervision share: what was posted, read without trusting it."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator, Iterable
from typing import BinaryIO
from uuid import UUID

from django.http import FileResponse, HttpResponse, QueryDict
from django.utils.http import content_disposition_header

from lingxing.engines.parties.access import Request
from lingxing.kernel.errors import LingxingError

_LONGEST_WHOLE = 10


def whole(text: str) -> int | None:
    """Return the number that the text is, None for any other text."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < _LONGEST_WHOLE else None


def wholes(texts: Iterable[str]) -> list[int]:
    """Return the numbers among the texts."""
    return [number for text in texts if (number := whole(text)) is not None]


def keys(texts: Iterable[str]) -> list[UUID]:
    """Return the keys among the texts."""
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def day(post: QueryDict, name: str, label: str) -> dt.date | None:
    """Return the day of a field, None where it was left empty. LingxingError for what is no day."""
    text = clean(post, name)
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise LingxingError(f"“{text[:20]}”不是日期", where=label, remedy="请写作 2026-01-05") from None


def clean(post: QueryDict, name: str) -> str:
    """Return a text of the form without what no text holds, line ends as line feeds."""
    text = post.get(name, "").replace("\r\n", "\n")
    return "".join(one for one in text if one == "\n" or one >= " ").strip()


def lines(post: QueryDict, name: str) -> list[str]:
    """Return the lines of a text that say something."""
    return [line.strip() for line in clean(post, name).split("\n") if line.strip()]


def listed(text: str) -> list[str]:
    """Return the names in a text, parted by 、 or commas."""
    for mark in "，,;；\n":
        text = text.replace(mark, "、")
    return [name.strip() for name in text.split("、") if name.strip()]


def uploads(request: Request, name: str) -> list[tuple[str, bytes]]:
    """Return the uploaded files of a field, name and content each; empty choices left out."""
    return [(file.name or "", file.read()) for file in request.FILES.getlist(name) if file]


def download(content: bytes, media_type: str, name: str) -> HttpResponse:
    """Return a file to be saved."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return response


def download_file(content: BinaryIO, media_type: str, name: str) -> FileResponse:
    """Return an open file to be saved. It is read as it is sent, kept in no cache, and closed afterwards."""
    response = _Sent(content, media_type, name)
    response["Cache-Control"] = "no-store"
    return response


class _Sent(FileResponse):
    """A file that is read piece by piece under ASGI too, where Django would read all of it before the first byte."""

    def __init__(self, content: BinaryIO, media_type: str, name: str) -> None:
        super().__init__(content, as_attachment=True, filename=name, content_type=media_type)
        self._held = content

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while part := await asyncio.to_thread(self._held.read, self.block_size):
            yield part
