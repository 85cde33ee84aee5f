"""Many at once at the writer of one process (see `crowds`)."""

import json

import pytest

from tests.installation import start


@pytest.mark.database
def test_a_crowd_is_answered_from_shared_commits_as_one_after_the_other(migrated):
    process = start(migrated, "-m", "lingxing.engines.auctions.tests.crowds")
    output, errors = process.communicate(timeout=300)
    assert process.returncode == 0, errors
    assert json.loads(output.splitlines()[-1]) == []
