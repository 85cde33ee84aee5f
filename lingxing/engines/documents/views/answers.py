"""Answers that views share: files to download, who is editing."""

import hashlib

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

from lingxing.engines.parties.access import Request
from lingxing.kernel.actors import Actor
from lingxing.kernel.errors import NotAllowed


def attachment(
    request: HttpRequest, content: bytes, content_type: str, name: str, *, inline: bool = False
) -> HttpResponse:
    """Return a file under its Chinese name, or 304 where the reader has it already."""
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    response = HttpResponse(content, content_type=content_type)
    response["ETag"] = tag
    response["Content-Disposition"] = content_disposition_header(not inline, name) or ""
    response["Cache-Control"] = "no-cache"
    return get_conditional_response(request, etag=tag, response=response) or response


def editor(request: Request) -> Actor:
    """Return who edits, as the ledger names them."""
    actor = getattr(request.user, "actor", None)
    if not isinstance(actor, Actor):
        raise NotAllowed("请先登录", remedy="请用有权限的账号登录")
    return actor
