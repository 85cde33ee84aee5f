import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lingxing.kernel.dates import Period, add_period, format_date, last_day_in_force, month_end, parse_date

DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2090, 12, 31))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024年6月7日", dt.date(2024, 6, 7)),
        ("2017 年7 月7日", dt.date(2017, 7, 7)),
        ("二〇二四年十二月三十一日", dt.date(2024, 12, 31)),
        ("二零二四年十月八日", dt.date(2024, 10, 8)),
        ("二○二四年十月八日", dt.date(2024, 10, 8)),
        ("二0二四年十月八日", dt.date(2024, 10, 8)),
        ("自2021年12月13日起施行", dt.date(2021, 12, 13)),
        ("2025年元月1日", dt.date(2025, 1, 1)),
        ("2024年2月30日", None),
        ("2024年6月", None),
        ("202467", None),
    ],
)
def test_dates_as_documents_print_them(text: str, day: dt.date | None) -> None:
    assert parse_date(text) == day


@given(DAYS)
def test_a_formatted_date_is_read_back(day: dt.date) -> None:
    assert parse_date(format_date(day)) == day


def test_five_years_end_the_day_before_the_anniversary() -> None:
    assert last_day_in_force(dt.date(2021, 12, 13), Period(years=5)) == dt.date(2026, 12, 12)


def test_a_month_without_the_day_ends_on_its_last_day() -> None:
    assert add_period(dt.date(2024, 1, 31), Period(months=1)) == dt.date(2024, 2, 29)
    assert add_period(dt.date(2024, 2, 29), Period(years=1)) == dt.date(2025, 2, 28)


@given(DAYS, st.integers(0, 60))
def test_months_keep_the_day_or_take_the_last(day: dt.date, months: int) -> None:
    later = add_period(day, Period(months=months))
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == min(day.day, month_end(later.year, later.month).day)


@pytest.mark.parametrize(
    ("period", "text"),
    [(Period(years=5), "P5Y"), (Period(1, 6), "P1Y6M"), (Period(days=30), "P30D"), (Period(), "P0D")],
)
def test_periods_print_as_iso_durations(period: Period, text: str) -> None:
    assert str(period) == text
