"""Calendar reckoning against the standard library, day by day over the whole calendar's edges."""

import datetime as dt

import pytest

from lingxing.engines.rules.columns.tests.oracle import months_later
from lingxing.engines.rules.domain.columns.days import add_months, first_day, month_index, months_between

EPOCH = dt.date(1970, 1, 1)


def days_of(*years):
    return [dt.date(year, 1, 1) + dt.timedelta(count) for year in years for count in range(365)]


@pytest.mark.parametrize("year", [1, 1600, 1700, 1900, 1970, 2000, 2024, 2026, 9999])
def test_month_and_year(year):
    for day in days_of(year):
        index = month_index((day - EPOCH).days)
        assert (index // 12, index % 12 + 1) == (day.year, day.month)
        assert first_day(index) == (day.replace(day=1) - EPOCH).days


@pytest.mark.parametrize("months", [-25, -1, 0, 1, 6, 12, 13, 240])
def test_adding_months_keeps_the_day_or_takes_the_last(months):
    for day in days_of(2023, 2024):
        expected = (months_later(day, months) - EPOCH).days
        assert add_months((day - EPOCH).days, months) == expected


def test_months_between_is_the_most_that_still_fits():
    for first in days_of(2024)[::7]:
        for last in days_of(2023, 2025)[::5]:
            months = months_between((first - EPOCH).days, (last - EPOCH).days)
            assert months_later(first, months) <= last < months_later(first, months + 1)
