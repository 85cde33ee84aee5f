"""Several processes adding to one stream at once."""

import pytest

from tests.installation import lingxing, start

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


@pytest.mark.database
def test_no_entry_is_lost_and_no_number_given_twice(installation):
    made = lingxing(installation, "migrate")
    assert made.returncode == 0, made.stderr
    writers = [start(installation, "-c", WRITER.format(entries=ENTRIES)) for _ in range(PROCESSES)]
    for writer in writers:
        _, errors = writer.communicate(timeout=120)
        assert writer.returncode == 0, errors
    output, errors = start(installation, "-c", VERIFIER).communicate(timeout=60)
    assert output.strip() == str(PROCESSES * ENTRIES), errors
