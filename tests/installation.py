"""Fresh installations for tests that need several processes: a home and a database of their own."""

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.conf import settings
from psycopg import sql

PATIENCE_SECONDS = 120


@contextmanager
def fresh_installation(home: Path) -> Iterator[Mapping[str, str]]:
    """Give the environment of an installation on the kind of database that this run tests; nothing is in it yet."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LINGXING_")}
    environment |= {"LINGXING_HOME": str(home), "DJANGO_SETTINGS_MODULE": "lingxing.web.settings"}
    if settings.ENVIRONMENT.database.embedded:
        yield environment
    else:
        with _fresh_database() as address:
            yield environment | {"LINGXING_DATABASE": address}


@contextmanager
def _fresh_database() -> Iterator[str]:
    database = settings.ENVIRONMENT.database
    login = f"{database.user}:{database.password}" if database.password else database.user
    server = f"postgresql://{login}@{database.host}" + (f":{database.port}" if database.port else "")
    name = sql.Identifier(f"lingxing_{uuid.uuid4().hex[:12]}")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(name))
        try:
            yield f"{server}/{name.as_string().strip(chr(34))}"
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))


def start(environment: Mapping[str, str], *arguments: str) -> "subprocess.Popen[str]":
    """Start Python with `arguments` in that installation."""
    command = [sys.executable, *arguments]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def lingxing(environment: Mapping[str, str], *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run a `lingxing` command in that installation and return what came of it."""
    command = [sys.executable, "-m", "lingxing", *arguments]
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False
    )
