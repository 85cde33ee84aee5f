"""What the pages share: who asks, today, what was sent, files."""

import datetime as dt
from collections.abc import Iterator

from django.http import HttpResponse, QueryDict
from django.utils import timezone
from django.utils.http import content_disposition_header

from lingxing.engines.parties.access import Request
from lingxing.kernel.dates import SHANGHAI

LONGEST = 200


def today() -> dt.date:
    """Return the day in Shanghai: what is public is never asked for as of another day."""
    return timezone.now().astimezone(SHANGHAI).date()


def sent(request: Request) -> QueryDict | None:
    """Return what was posted, None for a page that was only opened."""
    return request.POST if request.method == "POST" else None


def file(content: bytes, media_type: str, name: str, *, inline: bool = False) -> HttpResponse:
    """Return a file; a download unless it is to be shown."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(not inline, name) or "attachment"
    return response


def whole(text: str) -> int | None:
    """Return a whole number of at most nine digits, None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else None


def reasons_of(posted: QueryDict) -> dict[str, str]:
    """Return why each piece that looks personal may leave, by its key."""
    return dict(_named(posted, "reason-"))


def rules_of(posted: QueryDict) -> dict[str, str]:
    """Return the rule chosen for each column of a table, by its heading."""
    return dict(_named(posted, "rule-"))


def _named(posted: QueryDict, prefix: str) -> Iterator[tuple[str, str]]:
    for name in posted:
        if name.startswith(prefix):
            yield name.removeprefix(prefix), str(posted[name])
