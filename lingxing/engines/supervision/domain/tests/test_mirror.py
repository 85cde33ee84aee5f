"""What a matter's row says of a report that was sent back."""

import datetime as dt

import pytest

from lingxing.engines.supervision.domain.mirror import Act, Run, mirrored

JULY = [dt.date(2026, 7, day) for day in range(1, 32)]
LATER = dt.date(2026, 10, 30)


@pytest.mark.parametrize("act", ["return_report", "return_report_monthly"])
def test_either_way_of_sending_back_counts_and_sets_the_last_day(act: str):
    acts = [
        Act("register", JULY[0], {}),
        Act("assign", JULY[1], {}),
        Act("report", JULY[9], {}),
        Act(act, JULY[12], {"correct_by": LATER.isoformat()}),
    ]
    runs = [Run("finish", JULY[30], JULY[24]), Run("correction", LATER, dt.date(2026, 10, 8))]
    found = mirrored(acts, runs)
    assert found is not None
    assert (found.returns, found.reported_on, found.due_on) == (1, None, LATER)
    assert found.yellow_on == dt.date(2026, 10, 8)
    again = mirrored([*acts, Act("report", JULY[20], {})], runs)
    assert again is not None
    assert (again.returns, again.reported_on) == (1, JULY[20])
