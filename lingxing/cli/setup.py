"""What commands do before they touch the database."""

import os
import secrets
from pathlib import Path

import django

from lingxing.web.environment import Environment, read_environment


def set_up(*, serving: bool = False) -> Environment:
    """Return the environment, with the data directory and secret made where missing and Django ready.

    A wrong setting is refused before anything is written.
    """
    if serving:
        os.environ["LINGXING_MODE"] = "serve"
    found = read_environment()
    found.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    keep_secret(found.home / "secret")
    os.environ["DJANGO_SETTINGS_MODULE"] = "lingxing.web.settings"
    django.setup()
    return found


def keep_secret(path: Path) -> None:
    """Write a new secret of 64 random bytes to `path`, readable by its owner alone, unless one is there."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(64))
