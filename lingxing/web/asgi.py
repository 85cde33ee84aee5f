"""The entry for the server."""

import os

from django.conf import settings
from django.core.asgi import get_asgi_application
from django.urls import get_resolver

from lingxing.web.body_limit import BodyLimit

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lingxing.web.settings")


def _ready() -> BodyLimit:
    """Return the application with every address loaded: a broken one stops the start, not the first visitor."""
    handler = get_asgi_application()
    get_resolver().reverse_dict  # noqa: B018
    return BodyLimit(handler, settings.UPLOAD_MAX_BYTES, settings.SESSION_COOKIE_NAME)


application = _ready()
