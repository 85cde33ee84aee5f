"""What the pages share: today, what was sent, uploads, files."""

import datetime as dt

from django.http import HttpResponse, QueryDict
from django.utils import timezone
from django.utils.http import content_disposition_header

from lingxing.engines.parties.access import Request
from lingxing.kernel.dates import SHANGHAI


def today() -> dt.date:
    """Return the day in Shanghai by the server's clock."""
    return timezone.now().astimezone(SHANGHAI).date()


def sent(request: Request) -> QueryDict | None:
    """Return what was posted, None for a page that was only opened."""
    return request.POST if request.method == "POST" else None


def uploads(request: Request, name: str) -> list[tuple[str, bytes]]:
    """Return the uploaded files of a field, name and content each; empty choices left out."""
    return [(file.name or "", file.read()) for file in request.FILES.getlist(name)]


def file(content: bytes, media_type: str, name: str, *, inline: bool = False) -> HttpResponse:
    """Return a file; a download unless it is to be shown."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(not inline, name) or "attachment"
    return response
