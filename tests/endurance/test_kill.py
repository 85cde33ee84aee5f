"""Kill −9 at random moments under load: nothing acknowledged is lost, nothing is done twice, everything verifies."""

import json
import os

import pytest

from tests.installation import start
from tests.sizes import sized

ROUNDS = int(os.environ.get("KILL_ROUNDS", "0")) or sized(20, 100)
_PATIENCE_SECONDS = 900


@pytest.mark.database
def test_killed_again_and_again_nothing_is_lost_and_nothing_doubled(migrated):
    process = start(migrated, "-m", "tests.endurance.rounds", str(ROUNDS), "20260302")
    output, errors = process.communicate(timeout=_PATIENCE_SECONDS)
    assert process.returncode == 0, errors
    found = json.loads(output.splitlines()[-1])
    assert found["faults"] == []
    # The kills fell into the work: requests were under way, and stories were told from end to end.
    assert found["stories"] > ROUNDS // 10
    assert found["in_flight"] > ROUNDS // 2
