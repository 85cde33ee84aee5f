"""What commands stand on: nothing, Django with the installation's database, a serving process, the demo's own home."""

import os
import secrets
from enum import Enum
from pathlib import Path

import django

from lingxing.engines.ledger.keys import keep_key
from lingxing.web.data_keys import keep_data_keys
from lingxing.web.environment import given, read_environment

DEMO_AUTHORITY = "certificates/authority.pem"
"""Where in its home the demo keeps the authority of its bidders."""


class Ground(Enum):
    """What has to be ready before a command's module is imported."""

    NOTHING = "nothing"
    DATABASE = "database"
    SERVICE = "service"
    DEMO = "demo"


def prepare(ground: Ground, *, writing: bool = True) -> None:
    """Make `ground` ready. A wrong setting is refused before anything is written.

    Unless `writing` is off (help is asked for), the data directory, the secret and the keys are made where they are
    missing.
    """
    if ground is Ground.NOTHING:
        return
    if ground is Ground.DEMO:
        _settle_demo()
    if ground in (Ground.SERVICE, Ground.DEMO):
        os.environ["LINGXING_MODE"] = "serve"
    home = read_environment().home
    if writing:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        keep_secret(home / "secret")
        keep_data_keys(home / "keys")
        keep_key(home / "keys" / "ledger-signing.key")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lingxing.web.settings")
    django.setup()


def _settle_demo() -> None:
    """Give the demo a home and an authority of its own, and keep the log of its requests out of what it prints.

    Its sales go on when it is started again.
    """
    if not given("LINGXING_HOME"):
        os.environ["LINGXING_HOME"] = str(read_environment().home / "demo")
    if not given("LINGXING_CERTIFICATE_AUTHORITIES"):
        os.environ["LINGXING_CERTIFICATE_AUTHORITIES"] = str(read_environment().home / DEMO_AUTHORITY)
    if not given("LINGXING_AUCTION_GRACE"):
        os.environ["LINGXING_AUCTION_GRACE"] = "300"
    if not given("LINGXING_LOG_LEVEL"):
        os.environ["LINGXING_LOG_LEVEL"] = "warning"


def keep_secret(path: Path) -> None:
    """Write a new secret of 64 random bytes to `path`, readable by its owner alone, unless one is there."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(64))
