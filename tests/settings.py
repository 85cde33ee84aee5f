"""The installation's settings with a home of its own, so that a test run never touches a person's data."""

import os
import tempfile

os.environ.setdefault("LINGXING_HOME", tempfile.mkdtemp(prefix="lingxing-tests-"))

from lingxing.web.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
