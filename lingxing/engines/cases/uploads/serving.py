"""How a stored file leaves: as a download that no browser opens as a page."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

POLICY = "default-src 'none'; sandbox"


def as_download(content: bytes, media_type: str, name: str) -> HttpResponse:
    """Return the file as an attachment, of its own type and no other, in a sandbox, kept in no cache."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"  # noqa: FBT003
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response
