"""The entry for the server."""

import os

from django.conf import settings
from django.core.asgi import get_asgi_application

from lingxing.web.body_limit import BodyLimit

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lingxing.web.settings")

application = BodyLimit(get_asgi_application(), settings.UPLOAD_MAX_BYTES, settings.SESSION_COOKIE_NAME)
