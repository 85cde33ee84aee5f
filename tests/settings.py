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
