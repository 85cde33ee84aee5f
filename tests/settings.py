"""The installation's settings with a home of its own, so that a test run never touches a person's data."""

import os
import tempfile
from pathlib import Path

from lingxing.engines.ledger.keys import keep_key
from lingxing.web.data_keys import keep_data_keys

os.environ.setdefault("LINGXING_HOME", tempfile.mkdtemp(prefix="lingxing-tests-"))
keep_data_keys(Path(os.environ["LINGXING_HOME"]) / "keys")
keep_key(Path(os.environ["LINGXING_HOME"]) / "keys" / "ledger-signing.key")

from lingxing.web.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":  # noqa: F405
    # A file, as installations have: threads that write at once wait for one another, which they don't in memory, where
    # the second is refused. No test outlives its machine, so that its commits need not wait for the disk.
    DATABASES["default"] |= {"TEST": {"NAME": str(Path(os.environ["LINGXING_HOME"]) / "tests.sqlite3")}}  # noqa: F405
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"  # noqa: F405
