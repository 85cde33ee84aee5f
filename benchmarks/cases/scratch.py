"""Installations that last as long as a benchmark: the embedded one always, one on PostgreSQL where a server answers."""

import argparse
import os
import secrets
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from lingxing.engines.ledger.keys import keep_key
from lingxing.web.data_keys import keep_data_keys
from tests.postgresql import DEFAULT, refusal

SERVER = os.environ.get("LINGXING_TEST_POSTGRES") or DEFAULT
KINDS = ("embedded", "postgresql")


def run(module: str, description: str | None, **sizes: float) -> int:
    """Run a module in an installation of its own on each kind of database, with the sizes that the command line gives.

    Each size is an option of its name with a default; `--on` names one kind. Return 1 where any run missed its figure.
    """
    parser = argparse.ArgumentParser(description=description)
    for name, usual in sizes.items():
        parser.add_argument(f"--{name}", type=type(usual), default=usual)
    parser.add_argument("--on", choices=KINDS)
    options = vars(parser.parse_args())
    given = [text for name in sizes for text in (f"--{name}", str(options[name]))]
    return _on_each(module, given, [options["on"]] if options["on"] else KINDS)


def _on_each(module: str, arguments: Sequence[str], kinds: Sequence[str]) -> int:
    missed = 0
    for kind in kinds:
        if kind == "postgresql" and (reason := refusal(SERVER)):
            print(f"postgresql: left out, {SERVER} does not answer: {reason}")
            continue
        with installation(kind) as environment:
            command = [sys.executable, "-m", module, *arguments]
            missed |= subprocess.run(command, env=environment, check=False).returncode != 0
    return int(missed)


@contextmanager
def installation(kind: str) -> Iterator[Mapping[str, str]]:
    """Give the environment of a fresh installation with its keys; home and database are gone afterwards."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LINGXING_")}
    with tempfile.TemporaryDirectory(prefix="lingxing-bench-", ignore_cleanup_errors=True) as home:
        keep_data_keys(Path(home) / "keys")
        keep_key(Path(home) / "keys" / "ledger-signing.key")
        (Path(home) / "secret").write_text(secrets.token_urlsafe(48), "ascii")
        environment |= {"LINGXING_HOME": home, "DJANGO_SETTINGS_MODULE": "lingxing.web.settings"}
        if kind == "embedded":
            yield environment
        else:
            with _database() as address:
                yield environment | {"LINGXING_DATABASE": address}


@contextmanager
def _database() -> Iterator[str]:
    """Give the address of an empty database of the server."""
    name = f"lingxing_bench_{uuid.uuid4().hex[:12]}"
    parts = urlsplit(SERVER)
    with psycopg.connect(urlunsplit(parts._replace(path="/postgres")), autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield urlunsplit(parts._replace(path=f"/{name}"))
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
