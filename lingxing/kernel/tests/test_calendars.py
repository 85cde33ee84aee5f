"""The work calendar: each day of ten years against an independent table, counting, and an officer's changes."""

import datetime as dt

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lingxing.kernel.calendars import CalendarChange, DayKind, OutsideCalendar
from lingxing.kernel.holidays import national_calendar

D = dt.date
CALENDAR = national_calendar()
DAYS = st.dates(D(2016, 6, 1), D(2028, 6, 30))


def days_of(*years):
    return [D(year, 1, 1) + dt.timedelta(days=n) for year in years for n in range(366) if n < 365 or year % 4 == 0]


def test_every_day_of_ten_years_agrees_with_an_independent_table():
    days = days_of(*range(2017, 2027))
    assert len(days) == 3652  # 10 × 365 and the leap days of 2020 and 2024
    assert [day for day in days if CALENDAR.is_working_day(day) != chinese_calendar.is_workday(day)] == []


def test_every_swapped_working_day_is_a_weekend_day_that_the_independent_table_has_too():
    swapped = {day for day in days_of(*range(2017, 2027)) if CALENDAR.day_kind(day).kind is DayKind.SWAPPED_WORKING}
    assert all(day.weekday() >= 5 for day in swapped)
    assert swapped == {day for day in chinese_calendar.constants.workdays if D(2017, 1, 1) <= day}


@pytest.mark.parametrize(("year", "count"), [(2017, 11), (2019, 11), (2024, 11), (2025, 13), (2026, 13), (2027, 13)])
def test_statutory_days_of_a_year_by_the_regulation_of_its_time(year, count):
    # 1 + 3 + 1 + 1 + 1 + 1 + 3 = 11; since 2025 New Year's Eve and 2 May are two more.
    assert sum(CALENDAR.day_kind(day).kind is DayKind.HOLIDAY for day in days_of(year)) == count


def test_two_festivals_on_one_day_take_one_day():
    # 2020-10-01 was both National Day and Mid-Autumn: 11 - 1.
    assert sum(CALENDAR.day_kind(day).kind is DayKind.HOLIDAY for day in days_of(2020)) == 10


@pytest.mark.parametrize(
    ("day", "kind", "label", "number"),
    [
        (D(2024, 2, 9), DayKind.WORKING, "工作日", ""),  # New Year's Eve 2024 was no holiday by the rules of then
        (D(2024, 2, 10), DayKind.HOLIDAY, "春节", "国务院令第644号"),
        (D(2024, 2, 15), DayKind.SWAPPED_REST, "春节放假调休", "国办发明电〔2023〕7号"),
        (D(2024, 2, 4), DayKind.SWAPPED_WORKING, "春节调休上班", "国办发明电〔2023〕7号"),
        (D(2024, 2, 18), DayKind.SWAPPED_WORKING, "春节调休上班", "国办发明电〔2023〕7号"),
        (D(2025, 1, 28), DayKind.HOLIDAY, "春节", "国务院令第795号"),
        (D(2025, 5, 2), DayKind.HOLIDAY, "劳动节", "国务院令第795号"),
        (D(2026, 2, 23), DayKind.SWAPPED_REST, "春节放假调休", "国办发明电〔2025〕7号"),
        (D(2026, 2, 28), DayKind.SWAPPED_WORKING, "春节调休上班", "国办发明电〔2025〕7号"),
        (D(2019, 5, 2), DayKind.SWAPPED_REST, "劳动节放假调休", "国办发明电〔2019〕3号"),
        (D(2020, 1, 31), DayKind.SWAPPED_REST, "春节放假调休", "国办发明电〔2020〕1号"),
        (D(2018, 12, 31), DayKind.SWAPPED_REST, "元旦放假调休", "国办发明电〔2018〕15号"),
        (D(2026, 3, 7), DayKind.WEEKEND, "周六", "国务院令第174号"),
        (D(2020, 10, 1), DayKind.HOLIDAY, "国庆节", "国务院令第644号"),
    ],
)
def test_a_day_says_what_it_is_and_on_whose_word(day, kind, label, number):
    found = CALENDAR.day_kind(day)
    assert (found.kind, found.label) == (kind, label)
    assert number in found.source
    assert bool(found.source) == bool(number)


def test_days_without_a_notice_are_provisional():
    assert [CALENDAR.is_provisional(day) for day in (D(2016, 12, 31), D(2017, 1, 1), D(2026, 12, 31))] == [
        True,
        False,
        False,
    ]
    assert CALENDAR.is_provisional(D(2027, 1, 1))
    assert not CALENDAR.is_working_day(D(2027, 2, 8))  # Monday, third day of the Spring Festival of 2027-02-06
    assert CALENDAR.is_working_day(D(2027, 2, 9))  # what the notice will add is not guessed


def test_counting_forward_and_back():
    # From Thursday 2026-02-12: Fri 13, Sat 14 (swapped), nine days off, Tue 24, Wed 25, Thu 26.
    assert CALENDAR.add_working_days(D(2026, 2, 12), 5) == D(2026, 2, 26)
    assert CALENDAR.add_working_days(D(2026, 2, 26), -5) == D(2026, 2, 12)
    assert CALENDAR.add_working_days(D(2026, 2, 16), 0) == D(2026, 2, 16)
    assert CALENDAR.add_working_days(D(2026, 2, 16), -1) == D(2026, 2, 14)
    assert CALENDAR.next_working_day(D(2026, 2, 13)) == D(2026, 2, 14)
    assert CALENDAR.first_working_day(D(2026, 2, 14)) == D(2026, 2, 14)
    assert CALENDAR.first_working_day(D(2026, 2, 15)) == D(2026, 2, 24)
    assert CALENDAR.working_days_between(D(2026, 2, 12), D(2026, 2, 26)) == 5
    assert CALENDAR.working_days_between(D(2026, 2, 26), D(2026, 2, 12)) == -5


@given(DAYS, st.integers(-300, 300).filter(bool))
def test_adding_and_counting_are_inverse(start, count):
    end = CALENDAR.add_working_days(start, count)
    assert CALENDAR.is_working_day(end)
    if count > 0:
        assert CALENDAR.working_days_between(start, end) == count
    else:
        assert CALENDAR.working_days_between(end - dt.timedelta(days=1), start - dt.timedelta(days=1)) == -count


def test_changes_are_laid_over_and_change_the_fingerprint():
    flood = CalendarChange(D(2026, 7, 1), working=False, reason="防汛停工", source="市防指令〔2026〕3号")
    changed = CALENDAR.with_changes([flood])
    found = changed.day_kind(D(2026, 7, 1))
    assert (found.kind, found.label, found.source) == (
        DayKind.SWAPPED_REST,
        "调整为休息（防汛停工）",
        "市防指令〔2026〕3号",
    )
    assert changed.add_working_days(D(2026, 6, 30), 1) == D(2026, 7, 2)
    assert CALENDAR.add_working_days(D(2026, 6, 30), 1) == D(2026, 7, 1)
    assert changed.fingerprint != CALENDAR.fingerprint
    assert CALENDAR.with_changes([]).fingerprint == CALENDAR.fingerprint
    assert CALENDAR.with_changes([flood]).fingerprint == changed.fingerprint


def test_the_last_change_of_a_day_stands_and_a_reason_counts_for_the_fingerprint():
    rest = CalendarChange(D(2026, 7, 4), working=False, reason="甲")
    work = CalendarChange(D(2026, 7, 4), working=True, reason="乙")
    assert CALENDAR.with_changes([rest, work]).is_working_day(D(2026, 7, 4))
    assert not CALENDAR.with_changes([work, rest]).is_working_day(D(2026, 7, 4))
    again = CalendarChange(D(2026, 7, 4), working=True, reason="丙")
    assert CALENDAR.with_changes([again]).fingerprint != CALENDAR.with_changes([work]).fingerprint


def test_a_year_entered_by_hand_is_known():
    entered = CALENDAR.with_changes([CalendarChange(D(2027, 2, 9), working=False, reason="春节")], D(2027, 12, 31))
    assert not entered.is_provisional(D(2027, 2, 9))
    assert entered.fingerprint != CALENDAR.with_changes([], D(2027, 12, 31)).fingerprint


def test_days_beyond_the_calendar_are_refused():
    for act in (
        lambda: CALENDAR.is_working_day(D(2100, 1, 1)),
        lambda: CALENDAR.is_working_day(D(1900, 1, 1)),
        lambda: CALENDAR.day_kind(D(9999, 12, 31)),
        lambda: CALENDAR.add_working_days(D(2099, 12, 1), 100),
        lambda: CALENDAR.add_working_days(D(1990, 1, 3), -100),
        lambda: CALENDAR.with_changes([CalendarChange(D(2100, 1, 1), working=True, reason="远")]),
    ):
        with pytest.raises(OutsideCalendar, match="工作日历从1990年到2099年"):
            act()
