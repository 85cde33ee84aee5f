"""The written forms of a moment."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.moments import format_moment, read_moment, stored_moment

AT = dt.datetime(2026, 12, 1, 10, 0, 0, 125, tzinfo=SHANGHAI)


def test_a_moment_is_written_in_utc_whatever_zone_it_comes_in():
    assert format_moment(AT) == format_moment(AT.astimezone(dt.UTC)) == "2026-12-01T02:00:00.000125Z"
    assert read_moment(format_moment(AT)) == AT


def test_sqlite_gets_no_fraction_where_there_is_none():
    assert stored_moment(AT) == "2026-12-01 02:00:00.000125"
    assert stored_moment(AT.replace(microsecond=0)) == "2026-12-01 02:00:00"


@pytest.mark.parametrize("written", [format_moment, stored_moment])
def test_the_hour_that_comes_twice_is_written_as_two(written):
    # Python calls the two equal, as their zone is one and the clock shows the same.
    first = dt.datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    assert first == first.replace(fold=1)
    assert written(first)[11:16] == "00:30"
    assert written(first.replace(fold=1))[11:16] == "01:30"


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        format_moment(AT.replace(tzinfo=None))
