"""Counting terms: boundary cases of the law worked out by hand, named days of the calendar, instants and windows."""

import datetime as dt
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lingxing.kernel.calendars import OutsideCalendar
from lingxing.kernel.counting import due, due_at, merge_gaps, opening_before
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.explaining import explain
from lingxing.kernel.holidays import national_calendar
from lingxing.kernel.terms import CountingRule, parse_term

D = dt.date
CALENDAR = national_calendar()
CIVIL, LICENSING, PLAIN = CountingRule.CIVIL, CountingRule.LICENSING, CountingRule.PLAIN


def last(start, words, rule=CIVIL):
    return due(start, parse_term(words), rule, CALENDAR).day


@pytest.mark.parametrize(
    ("start", "words", "rule", "day"),
    [
        # The first day does not count: Mon 11 → Tue 12 is the first, Mon 18 the fifth working day.
        (D(2026, 5, 11), "5 working days", CIVIL, D(2026, 5, 18)),
        (D(2026, 5, 11), "1 day", CIVIL, D(2026, 5, 12)),
        # 2026: Fri 13, swapped Sat 14, nine days off, Tue 24, Wed 25, Thu 26.
        (D(2026, 2, 12), "5 working days", CIVIL, D(2026, 2, 26)),
        # 2024: Sun 4 and Sun 18 February are worked: Sun 4, Mon 5 … Fri 9 are six; Sun 18 the seventh.
        (D(2024, 2, 3), "6 working days", CIVIL, D(2024, 2, 9)),
        (D(2024, 2, 3), "7 working days", CIVIL, D(2024, 2, 18)),
        # The last day on a holiday moves: 10 February 2024 to swapped Sunday 18.
        (D(2024, 1, 31), "10 days", CIVIL, D(2024, 2, 18)),
        (D(2024, 1, 31), "10 days", PLAIN, D(2024, 2, 10)),
        # On a Saturday to Monday; on a Saturday that is worked it stays.
        (D(2026, 3, 2), "5 days", CIVIL, D(2026, 3, 9)),
        (D(2026, 2, 9), "5 days", CIVIL, D(2026, 2, 14)),
        # A holiday inside the term counts when days are counted: 1 to 8 October 2026 are eight.
        (D(2026, 9, 30), "8 days", CIVIL, D(2026, 10, 8)),
        # Licensing: 20 days are 20 working days. From Fri 25 September 2020: Sun 27 (swapped), 28, 29, 30 are 4;
        # Fri 9, swapped Sat 10 are 6; 12–16 are 11; 19–23 are 16; 26–29 are 20.
        (D(2020, 9, 25), "20 days", LICENSING, D(2020, 10, 29)),
        (D(2020, 9, 25), "20 days", PLAIN, D(2020, 10, 15)),
        # Months end on the same date or on the month's last day, in leap years too.
        (D(2024, 1, 31), "1 month", CIVIL, D(2024, 2, 29)),
        (D(2023, 1, 31), "1 month", CIVIL, D(2023, 2, 28)),
        (D(2024, 2, 29), "1 year", CIVIL, D(2025, 2, 28)),
        (D(2024, 2, 29), "4 years", PLAIN, D(2028, 2, 29)),
        (D(2023, 11, 30), "3 months", CIVIL, D(2024, 2, 29)),
        (D(2024, 2, 29), "1 month", CIVIL, D(2024, 3, 29)),
        (D(2025, 10, 15), "6 months", CIVIL, D(2026, 4, 15)),
        (D(2025, 12, 31), "2 months", CIVIL, D(2026, 2, 28)),  # a Saturday, but worked
        (D(2026, 4, 1), "1 month", CIVIL, D(2026, 5, 6)),  # 1 to 5 May are off
        (D(2026, 4, 1), "1 month", LICENSING, D(2026, 5, 6)),
        (D(2026, 4, 1), "1 month", PLAIN, D(2026, 5, 1)),
        # By days only, hours fill whole ones and do not move: 25 h reach into the second day.
        (D(2026, 4, 30), "24 hours", CIVIL, D(2026, 5, 1)),
        (D(2026, 4, 30), "25 hours", CIVIL, D(2026, 5, 2)),
    ],
)
def test_lengths(start, words, rule, day):
    assert last(start, words, rule) == day


@pytest.mark.parametrize(
    ("start", "words", "rule", "day"),
    [
        (D(2026, 5, 11), "by 12-31", CIVIL, D(2026, 12, 31)),
        (D(2022, 5, 11), "by 12-31", CIVIL, D(2022, 12, 31)),  # a Saturday off: the named day does not move
        (D(2026, 5, 11), "by 01-31 of the next year", CIVIL, D(2027, 1, 31)),
        (D(2026, 5, 11), "by 03-31", CIVIL, D(2026, 3, 31)),  # over before it began
        (D(2023, 1, 1), "by 02-29", CIVIL, D(2023, 2, 28)),
        (D(2024, 1, 1), "by 02-29", CIVIL, D(2024, 2, 29)),
        (D(2026, 1, 31), "end of the next month", CIVIL, D(2026, 2, 28)),
        (D(2026, 12, 1), "end of the next month", CIVIL, D(2027, 1, 31)),
        (D(2026, 4, 30), "end of the next month", CIVIL, D(2026, 5, 31)),  # a Sunday
        (D(2026, 5, 11), "end of this quarter", CIVIL, D(2026, 6, 30)),
        (D(2026, 5, 11), "end of the next quarter", CIVIL, D(2026, 9, 30)),
        (D(2026, 5, 11), "end of this year", CIVIL, D(2026, 12, 31)),
        # 前15日内 is a term of days: Sun 15 November moves to Monday; art. 203 needs a rule that moves.
        (D(2026, 10, 20), "first 15 days of the next month", CIVIL, D(2026, 11, 16)),
        (D(2026, 10, 20), "first 15 days of the next month", PLAIN, D(2026, 11, 15)),
        (D(2026, 3, 31), "first 15 days of the next quarter", CIVIL, D(2026, 4, 15)),
        (D(2026, 4, 1), "first 15 days of the next quarter", CIVIL, D(2026, 7, 15)),
        (D(2026, 4, 1), "first 15 days of each quarter", CIVIL, D(2026, 4, 15)),
        (D(2026, 4, 15), "first 15 days of each quarter", CIVIL, D(2026, 4, 15)),
        (D(2026, 4, 16), "first 15 days of each quarter", CIVIL, D(2026, 7, 15)),
        (D(2026, 11, 16), "first 15 days of each month", CIVIL, D(2026, 11, 16)),
        # October 2026 works from Thu 8: 8, 9, swapped 10, 12–16, 19, 20 are ten.
        (D(2026, 9, 10), "first 10 working days of the next month", CIVIL, D(2026, 10, 20)),
        (D(2026, 9, 10), "first 10 days of the next month", LICENSING, D(2026, 10, 20)),
    ],
)
def test_days_that_the_calendar_sets(start, words, rule, day):
    assert last(start, words, rule) == day


@pytest.mark.parametrize(
    ("start", "words", "rule", "provisional"),
    [
        (D(2026, 12, 24), "5 working days", CIVIL, False),  # Thu 31 is the last day with a notice
        (D(2026, 12, 24), "6 working days", CIVIL, True),
        (D(2026, 12, 1), "1 month", CIVIL, True),
        (D(2026, 12, 1), "1 month", PLAIN, False),
        (D(2026, 12, 1), "by 01-31 of the next year", CIVIL, False),
        (D(2026, 12, 1), "first 10 working days of the next month", CIVIL, True),
        (D(2016, 12, 30), "2 working days", CIVIL, True),
        (D(2016, 6, 1), "1 year", CIVIL, False),
        (D(2026, 12, 31), "24 hours", CIVIL, False),
    ],
)
def test_a_day_beyond_the_last_notice_is_provisional(start, words, rule, provisional):
    assert due(start, parse_term(words), rule, CALENDAR).provisional is provisional


def test_instants():
    at = dt.datetime(2026, 5, 11, 16, 30, tzinfo=dt.UTC)  # 00:30 of 12 May in Shanghai
    days = due_at(at, parse_term("5 working days"), CIVIL, CALENDAR)
    assert days == dt.datetime(2026, 5, 20, tzinfo=SHANGHAI)  # Tue 12 does not count; Tue 19 is the fifth, until 24:00
    hours = due_at(at, parse_term("24 hours"), CIVIL, CALENDAR)
    assert hours == at + dt.timedelta(hours=24)
    assert hours.isoformat() == "2026-05-13T00:30:00+08:00"
    with pytest.raises(ValueError, match="time zone"):
        due_at(dt.datetime(2026, 5, 11), parse_term("24 hours"), CIVIL, CALENDAR)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("day", "words", "rule", "opening"),
    [
        (D(2026, 5, 31), "1 month", CIVIL, D(2026, 4, 30)),
        (D(2024, 3, 31), "1 month", CIVIL, D(2024, 2, 29)),
        (D(2026, 1, 15), "1 month", CIVIL, D(2025, 12, 15)),
        (D(2024, 2, 29), "1 year", CIVIL, D(2023, 2, 28)),
        (D(2026, 5, 31), "30 days", CIVIL, D(2026, 5, 1)),
        (D(2026, 2, 26), "5 days", LICENSING, D(2026, 2, 12)),
        (D(2026, 2, 26), "5 working days", CIVIL, D(2026, 2, 12)),
    ],
)
def test_windows_open_before_a_day(day, words, rule, opening):
    assert opening_before(day, parse_term(words), rule, CALENDAR) == opening


@pytest.mark.parametrize("words", ["5 hours", "by 12-31"])
def test_no_window_opens_hours_or_a_date_before(words):
    with pytest.raises(ValueError, match=f"not '{words}'"):
        opening_before(D(2026, 5, 31), parse_term(words), CIVIL, CALENDAR)


@pytest.mark.parametrize(
    "words", ["9999 days", "9999 months", "200 years", "9999 working days", "end of the next year"]
)
def test_a_term_beyond_the_calendar_is_refused(words):
    with pytest.raises(OutsideCalendar):
        last(D(2099, 1, 1), words)
    with pytest.raises(OutsideCalendar):
        last(D(2099, 1, 1), words, PLAIN)


def test_named_windows_agree_with_a_walk_through_the_days():
    chance = random.Random(203)
    for _ in range(2000):
        start = D(2017, 1, 1) + dt.timedelta(days=chance.randrange(3400))
        months, span = chance.choice([(1, "month"), (3, "quarter"), (12, "year")])
        count, unit = chance.randint(1, 15), chance.choice(["day", "working day"])
        day = start + dt.timedelta(days=1)
        while day.day != 1 or (day.month - 1) % months:
            day += dt.timedelta(days=1)
        left = count - (unit == "day" or CALENDAR.is_working_day(day))
        while left:
            day += dt.timedelta(days=1)
            left -= unit == "day" or CALENDAR.is_working_day(day)
        while not CALENDAR.is_working_day(day):
            day += dt.timedelta(days=1)
        assert last(start, f"first {count} {unit}s of the next {span}") == day


def test_gaps_are_made_one_where_they_touch():
    assert merge_gaps([(5, 7), (1, 2), (3, 3), (9, 8), (6, 10), (20, 21)]) == ((1, 3), (5, 10), (20, 21))


def told(start, words, rule=CIVIL):
    return [(step.day, step.label, step.source) for step in explain(start, [parse_term(words)], rule, CALENDAR)]


def test_an_explanation_names_every_day_and_what_it_rests_on():
    steps = told(D(2024, 2, 8), "3 working days")
    assert [(day.day, label) for day, label, _ in steps[1:]] == [
        (9, "第1个工作日"),
        *((day, "春节，不计") for day in (10, 11, 12)),
        *((day, "春节放假调休，不计") for day in (13, 14, 15, 16)),
        (17, "周六，不计"),
        (18, "第2个工作日（春节调休上班）"),
        (19, "第3个工作日，期限届满"),
    ]
    assert steps[0][1].startswith("起算日，不计入（期限3个工作日）")
    assert steps[0][2] == "《民法典》第二百零一条"
    assert "国务院令第644号" in steps[2][2]
    assert steps[6][2] == steps[10][2] == "《国务院办公厅关于2024年部分节假日安排的通知》（国办发明电〔2023〕7号）"


def test_an_explanation_says_why_the_last_day_moves():
    steps = told(D(2026, 4, 1), "1 month")
    assert [(day.isoformat(), label) for day, label, _ in steps[1:]] == [
        ("2026-05-01", "满1个月（对应日），期限届满"),
        ("2026-05-01", "劳动节，期满顺延"),
        ("2026-05-02", "劳动节，期满顺延"),
        ("2026-05-03", "周日，期满顺延"),
        ("2026-05-04", "劳动节放假调休，期满顺延"),
        ("2026-05-05", "劳动节放假调休，期满顺延"),
        ("2026-05-06", "期满顺延至此日届满"),
    ]
    assert steps[-1][2] == "《民法典》第二百零三条"
    assert [label for _, label, _ in told(D(2026, 4, 1), "1 month", PLAIN)][1:] == ["满1个月（对应日），期限届满"]


@pytest.mark.parametrize(
    ("start", "words", "rule", "label"),
    [
        (D(2024, 1, 31), "1 month", CIVIL, "满1个月（该月没有对应日，取月末日），期限届满"),
        (D(2024, 1, 31), "1 year", PLAIN, "满1年（对应日），期限届满"),
        (D(2026, 4, 1), "end of the next month", CIVIL, "次月底前，期限届满"),
        (D(2026, 10, 20), "first 15 days of the next month", CIVIL, "期满顺延至此日届满"),
        (D(2026, 12, 30), "2 working days", CIVIL, "第2个工作日，期限届满（暂定）"),
        (D(2026, 12, 30), "48 hours", CIVIL, "第2日，期限届满"),
    ],
)
def test_an_explanation_ends_with_what_ends_the_term(start, words, rule, label):
    assert told(start, words, rule)[-1][1] == label


def test_licensing_says_that_days_are_working_days():
    assert "期限3日，按工作日计" in told(D(2026, 4, 1), "3 days", LICENSING)[0][1]


@given(
    st.dates(D(2017, 1, 1), D(2024, 12, 31)),
    st.sampled_from(["first 15 days of each quarter", "first 9 working days of each month", "by 12-31", "7 days"]),
    st.sampled_from(list(CountingRule)),
)
def test_an_explanation_ends_on_the_due_day(start, words, rule):
    assert told(start, words, rule)[-1][0] == last(start, words, rule)
