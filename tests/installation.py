"""Fresh installations for tests that need several processes: a home and a database of their own."""

import os
import shutil
import signal
import subprocess
import sys
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
from django.conf import settings
from psycopg import sql

from tests.emptying import WITHOUT_WAITING

PATIENCE_SECONDS = 120


@contextmanager
def fresh_installation(home: Path) -> Iterator[Mapping[str, str]]:
    """Give the environment of an installation on the kind of database that this run tests; nothing is in it yet."""
    with _fresh_database() as address:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("LINGXING_")}
        environment |= {"LINGXING_HOME": str(home), "DJANGO_SETTINGS_MODULE": "lingxing.web.settings"}
        yield environment | ({"LINGXING_DATABASE": address} if address else {})


@contextmanager
def copied_installation(model: Mapping[str, str], home: Path) -> Iterator[Mapping[str, str]]:
    """Give the environment of an installation that begins as `model` stands; no process may have that one open."""
    shutil.copytree(model["LINGXING_HOME"], home)
    with _fresh_database(model.get("LINGXING_DATABASE", "")) as address:
        yield {**model, "LINGXING_HOME": str(home)} | ({"LINGXING_DATABASE": address} if address else {})


@contextmanager
def _fresh_database(model: str = "") -> Iterator[str]:
    """Give the address of a new database, empty or like the model; an empty one where the file lies in the home."""
    database = settings.ENVIRONMENT.database
    if database.embedded:
        yield ""
        return
    login = f"{database.user}:{database.password}" if database.password else database.user
    server = f"postgresql://{login}@{database.host}" + (f":{database.port}" if database.port else "")
    name = f"lingxing_{uuid.uuid4().hex[:12]}"
    create = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        like = model.rpartition("/")[2] or "template1"
        connection.execute(create.format(sql.Identifier(name), sql.Identifier(like)))
        try:
            connection.execute(WITHOUT_WAITING.format(sql.Identifier(name)))
            yield f"{server}/{name}"
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def start(environment: Mapping[str, str], *arguments: str) -> "subprocess.Popen[str]":
    """Start Python with `arguments` in that installation, at the head of a process group of its own."""
    command, pipe = [sys.executable, *arguments], subprocess.PIPE
    return subprocess.Popen(
        command, env=environment, stdin=pipe, stdout=pipe, stderr=pipe, text=True, start_new_session=True
    )


def end(process: "subprocess.Popen[str]") -> str:
    """Kill the process with all that it has started, which would hold its pipes open, and return what it said."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    return "".join(process.communicate())


def lingxing(environment: Mapping[str, str], *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run a `lingxing` command in that installation and return what came of it."""
    command = [sys.executable, "-m", "lingxing", *arguments]
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False
    )
