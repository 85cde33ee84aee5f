"""Several processes adding to one stream at once."""

import os
import subprocess
import sys
import uuid

import psycopg
import pytest
from django.conf import settings
from psycopg import sql

PROCESSES, ENTRIES = 4, 15

WRITER = """
import django; django.setup()
from django.utils import timezone
from lingxing.engines.ledger.services import record
from lingxing.kernel.actors import OPERATOR
for n in range({entries}):
    record("document:1", "confirm", OPERATOR, {{"n": n}}, timezone.now())
"""
VERIFIER = """
import django; django.setup()
from lingxing.engines.ledger import queries
assert queries.verify_all() == [], queries.verify_all()
print(len(list(queries.entries("document:1"))))
"""


@pytest.fixture
def installation(tmp_path):
    """Give the environment of a fresh installation on the kind of database that this run tests."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LINGXING_")}
    environment |= {"LINGXING_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "lingxing.web.settings"}
    database = settings.ENVIRONMENT.database
    if database.embedded:
        yield environment
        return
    name = f"lingxing_{uuid.uuid4().hex[:12]}"
    server = {
        "host": database.host,
        "port": database.port or None,
        "user": database.user,
        "password": database.password,
    }
    with psycopg.connect(dbname="postgres", autocommit=True, **server) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        login = f"{database.user}:{database.password}" if database.password else database.user
        place = f"{database.host}:{database.port}" if database.port else database.host
        yield environment | {"LINGXING_DATABASE": f"postgresql://{login}@{place}/{name}"}
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def python(environment, *arguments):
    return subprocess.Popen(
        [sys.executable, *arguments], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


@pytest.mark.database
def test_no_entry_is_lost_and_no_number_given_twice(installation):
    made = python(installation, "-m", "lingxing", "migrate")
    assert made.wait() == 0, made.stderr.read()
    writers = [python(installation, "-c", WRITER.format(entries=ENTRIES)) for _ in range(PROCESSES)]
    for writer in writers:
        _, errors = writer.communicate(timeout=120)
        assert writer.returncode == 0, errors
    output, errors = python(installation, "-c", VERIFIER).communicate(timeout=60)
    assert output.strip() == str(PROCESSES * ENTRIES), errors
