"""Several processes at one ledger: adding to one stream, adding batches in rings, making checkpoints meanwhile."""

import pytest

from tests.installation import start

PROCESSES, ENTRIES = 4, 15

SETUP = """
import datetime as dt, random
import django; django.setup()
from django.db import transaction
from django.utils import timezone
from lingxing.engines.ledger import queries
from lingxing.engines.ledger.services import Act, checkpoint_if_due, record, record_many
from lingxing.engines.ledger.verification import verify_export
from lingxing.kernel.actors import OPERATOR
from lingxing.kernel.verdicts import Evidence
"""
WRITER = """
for n in range({entries}):
    record("document:1", "confirm", OPERATOR, {{"n": n}}, timezone.now())
"""
BATCHES = """
for n in range({entries}):
    streams = random.sample([f"case:{{i}}" for i in range(6)], 6)
    record_many([Act(stream, "lapse", OPERATOR, {{"n": n}}, timezone.now()) for stream in streams])
    checkpoint_if_due(timezone.now(), dt.timedelta(milliseconds=50))
"""
VERIFIER = """
assert queries.verify_all() == [], queries.verify_all()
assert queries.verify_checkpoints() == [], queries.verify_checkpoints()
numbers = [found.number for found in queries.checkpoints()]
assert numbers == list(range(1, len(numbers) + 1)), numbers
verdict = verify_export(queries.export(timezone.now(), numbers=numbers), Evidence())
assert verdict.faults == [], verdict.faults
print(len(list(queries.all_entries())))
"""
SWEEP = """
made = checkpoint_if_due(dt.datetime(2026, 1, 5, {hour}, tzinfo=dt.UTC), dt.timedelta(hours=1))
print(made.number if made else 0)
"""


def run(environment, text, times=1):
    """Run a program in several processes at once and return what each printed."""
    processes = [start(environment, "-c", SETUP + text) for _ in range(times)]
    printed = []
    for process in processes:
        output, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
        printed.append(output.strip())
    return printed


@pytest.mark.database
def test_no_entry_is_lost_and_no_number_given_twice(migrated):
    run(migrated, WRITER.format(entries=ENTRIES), PROCESSES)
    assert run(migrated, VERIFIER) == [str(PROCESSES * ENTRIES)]


@pytest.mark.database
def test_batches_over_the_same_streams_never_block_each_other_and_checkpoints_fit_meanwhile(migrated):
    run(migrated, BATCHES.format(entries=ENTRIES), PROCESSES)
    assert run(migrated, VERIFIER) == [str(PROCESSES * ENTRIES * 6)]


@pytest.mark.database
def test_of_processes_that_sweep_at_once_one_makes_the_checkpoint(migrated):
    run(migrated, 'record("case:1", "accept", OPERATOR, {}, timezone.now())')
    for number, hour in enumerate((9, 10), 1):
        assert sorted(run(migrated, SWEEP.format(hour=hour), 3)) == ["0", "0", str(number)]
