"""The entry for the server."""

import os
import re
from typing import Any

from django.conf import settings
from django.core.asgi import get_asgi_application
from django.urls import get_resolver
from django.utils.module_loading import import_string

from lingxing.engines.auctions.hub import Limits
from lingxing.web.body_limit import Application, BodyLimit, Receive, Send
from lingxing.web.client_certificates import ClientCertificates

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lingxing.web.settings")

_STREAM = re.compile(r"/listings/[^/]+/stream")


def _ready() -> Application:
    """Return the application with every address loaded: a broken one stops the start, not the first visitor."""
    handler = get_asgi_application()
    get_resolver().reverse_dict  # noqa: B018
    known = ClientCertificates(handler, settings.ENVIRONMENT.certificate_header, settings.ENVIRONMENT.proxies)
    rest = BodyLimit(known, settings.UPLOAD_MAX_BYTES, settings.SESSION_COOKIE_NAME)
    return _beside(_opened_stream(), rest)


def _opened_stream() -> Application:
    """Return what answers the streams of lots. It holds tables, which can be loaded only now that Django is set up."""
    open_stream = import_string("lingxing.engines.auctions.stream.open_stream")
    limits = Limits(settings.WATCHERS, settings.WATCHERS_OF_ADDRESS)
    stream: Application = open_stream(limits, settings.ALLOWED_HOSTS, https=settings.SECURE_SSL_REDIRECT)
    return stream


def _beside(stream: Application, rest: Application) -> Application:
    async def application(scope: dict[str, Any], receive: Receive, send: Send) -> None:
        watched = scope["type"] == "http" and _STREAM.fullmatch(scope["path"])
        await (stream if watched else rest)(scope, receive, send)

    return application


application = _ready()
