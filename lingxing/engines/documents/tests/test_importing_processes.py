"""Imports by several processes, and by one that is killed."""

import signal
import time
from collections.abc import Mapping

import pytest

from tests.installation import start

pytestmark = pytest.mark.database

PREPARE = """
import django
django.setup()
from lingxing.engines.documents import services
from lingxing.engines.documents.tests import samples
from lingxing.kernel.actors import OPERATOR
documents = [samples.document(n, f"渡口{n}号规定", f"云政规〔2024〕{n}号") for n in range(1, 41)]
gazette = samples.gazette(samples.old_ferry_rules(), *documents)
"""
IMPORT = PREPARE + "print(services.import_gazette(gazette, OPERATOR, samples.AT).unchanged)\n"
STUCK = (
    PREPARE
    + """
import time
from lingxing.engines.documents.services import importing
def wait(*rest):
    print("half way", flush=True)
    time.sleep(60)
importing._record = wait
services.import_gazette(gazette, OPERATOR, samples.AT)
"""
)
COUNT = """
import django
django.setup()
from django.db import connection
from lingxing.engines.documents.models import Document, Gazette, StatusSpan, UnitRow
from lingxing.engines.documents.search.running import run_search
from lingxing.engines.ledger.models import LedgerEntry
tables = (Gazette, Document, UnitRow, StatusSpan, LedgerEntry)
print([table._default_manager.count() for table in tables], run_search("渡口", None, 1, 1).total)
"""


def answer(environment: Mapping[str, str], program: str) -> str:
    out, err = start(environment, "-c", program).communicate(timeout=120)
    assert out, err
    return out.strip()


def test_two_imports_of_one_gazette_at_once_store_it_once(migrated: Mapping[str, str]):
    running = [start(migrated, "-c", IMPORT) for _ in range(2)]
    answers = [process.communicate(timeout=120) for process in running]
    assert sorted(out.strip() for out, _ in answers) == ["False", "True"], answers
    assert answer(migrated, COUNT).startswith("[1, 41, ")


def test_a_killed_import_leaves_nothing_and_the_next_one_succeeds(migrated: Mapping[str, str]):
    process = start(migrated, "-c", STUCK)
    assert process.stdout
    assert process.stdout.readline().strip() == "half way"
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=30)
    time.sleep(0.2)
    assert answer(migrated, COUNT) == "[0, 0, 0, 0, 0] 0"
    assert answer(migrated, IMPORT) == "False"
    assert answer(migrated, COUNT).startswith("[1, 41, ")
