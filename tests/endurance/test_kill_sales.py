"""Kill −9 while bids come in: no accepted bid is lost, none doubled, and what was told is what is on record."""

import json
import os

import pytest
from django.conf import settings

from tests.installation import start
from tests.sizes import sized

ROUNDS = int(os.environ.get("KILL_ROUNDS", str(sized(12, 100))))
_PATIENCE_SECONDS = 1200


@pytest.mark.database
def test_killed_again_and_again_what_bidders_were_told_is_what_is_on_record(migrated):
    """Three processes on PostgreSQL, the threads of one on the embedded database, take bids for the same lots."""
    environment = {**migrated, "LINGXING_AUCTION_GRACE": "300"}
    processes = 1 if settings.ENVIRONMENT.database.embedded else 3
    process = start(environment, "-m", "tests.endurance.sale_rounds", str(ROUNDS), "20261201", str(processes))
    output, errors = process.communicate(timeout=_PATIENCE_SECONDS)
    assert process.returncode == 0, errors
    found = json.loads(output.splitlines()[-1])
    assert found["faults"] == []
    # The kills fell into the work: bids were under way, and some had been accepted without their bidder being told.
    assert found["accepted"] > 2 * ROUNDS
    assert found["in_flight"] > ROUNDS // 2
    assert found["repeated"] > 0
