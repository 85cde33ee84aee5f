"""Where a matter stands on a day."""

import datetime as dt
from fractions import Fraction

import pytest

from lingxing.engines.supervision.domain.boards import (
    Counts,
    Days,
    Month,
    Standing,
    added,
    by_month,
    months_to,
    percent,
    rounded,
    standing,
)

DUE, YELLOW = dt.date(2026, 3, 31), dt.date(2026, 3, 25)
OPEN = Days(closed=False, due_on=DUE, yellow_on=YELLOW)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (dt.date(2026, 3, 24), Standing.GREEN),
        (dt.date(2026, 3, 25), Standing.YELLOW),
        (dt.date(2026, 3, 31), Standing.YELLOW),
        (dt.date(2026, 4, 1), Standing.RED),
    ],
)
def test_the_light_changes_on_its_days(on: dt.date, expected: Standing):
    assert standing(OPEN, on) is expected


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (Days(closed=False), Standing.UNDATED),
        (Days(closed=False, due_on=DUE, reported_on=dt.date(2026, 4, 2)), Standing.REPORTED),
        (Days(closed=True, due_on=DUE), Standing.DROPPED),
        # Reported on the last day, looked at a week later: the unit is in time.
        (Days(closed=True, due_on=DUE, reported_on=DUE, concluded_on=dt.date(2026, 4, 7)), Standing.IN_TIME),
        (Days(closed=False, due_on=DUE, reported_on=DUE, concluded_on=dt.date(2026, 4, 7)), Standing.IN_TIME),
        (
            Days(closed=True, due_on=DUE, reported_on=dt.date(2026, 4, 1), concluded_on=dt.date(2026, 4, 7)),
            Standing.LATE,
        ),
        (Days(closed=True, concluded_on=dt.date(2026, 4, 7)), Standing.IN_TIME),
        (Days(closed=True, due_on=DUE, concluded_on=dt.date(2026, 4, 7)), Standing.LATE),
    ],
)
def test_what_is_reported_or_over_has_no_light(days: Days, expected: Standing):
    assert standing(days, dt.date(2026, 5, 1)) is expected


def test_counts_add_up():
    both = added([Counts({Standing.RED: 2, Standing.IN_TIME: 6}), Counts({Standing.RED: 1, Standing.LATE: 1})])
    assert (both.all, both.open, both.done, both[Standing.YELLOW]) == (10, 3, 7, 0)
    # 6 in time of 6 + 1 done and 3 overdue
    assert both.in_time_share == Fraction(6, 10)
    assert Counts({Standing.GREEN: 4}).in_time_share is None


def test_the_worst_light_counts():
    assert Counts({Standing.GREEN: 9, Standing.YELLOW: 1}).light is Standing.YELLOW
    assert Counts({Standing.YELLOW: 9, Standing.RED: 1}).light is Standing.RED
    assert Counts({}).light is Standing.GREEN


def test_months_follow_each_other_over_the_year():
    assert months_to(dt.date(2026, 2, 28), 4) == (Month(2025, 11), Month(2025, 12), Month(2026, 1), Month(2026, 2))
    assert (Month(2024, 2).last, Month(2025, 12).last) == (dt.date(2024, 2, 29), dt.date(2025, 12, 31))
    days = {dt.date(2026, 1, 31): 2, dt.date(2026, 2, 1): 3, dt.date(2024, 1, 1): 9}
    assert by_month(days, months_to(dt.date(2026, 2, 1), 2)) == {Month(2026, 1): 2, Month(2026, 2): 3}


def test_shares_are_rounded_half_up():
    assert (percent(Fraction(1, 8)), percent(Fraction(1, 3)), percent(None), percent(Fraction(1))) == (
        "12.5%",
        "33.3%",
        "—",
        "100.0%",
    )
    assert (rounded(Fraction(5, 1000), 2), rounded(Fraction(-5, 1000), 2), rounded(Fraction(-4, 1000), 2)) == (
        "0.01",
        "-0.01",
        "0.00",
    )
