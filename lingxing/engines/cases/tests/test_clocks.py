"""Clocks by hand: suspensions, extensions, what is left, lights and rungs, each with its arithmetic."""

import datetime as dt

import pytest

from lingxing.engines.cases.domain.clocks import (
    ClockRun,
    Suspension,
    due_of,
    elapsed,
    explain_run,
    instant_of,
    remaining,
)
from lingxing.engines.cases.domain.lights import Color, light
from lingxing.engines.cases.domain.rungs import parse_rung, rung_days
from lingxing.kernel.calendars import CalendarChange
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.holidays import national_calendar
from lingxing.kernel.terms import CountingRule, parse_term

D = dt.date
CALENDAR = national_calendar()


def clock(start, words, *suspended, extended=(), rule=CountingRule.CIVIL, stopped=None):
    suspensions = tuple(Suspension(begin, end, "等待补正", "第六条") for begin, end in suspended)
    return ClockRun(start, parse_term(words), rule, suspensions, tuple(map(parse_term, extended)), stopped)


def last(run):
    return due_of(run, CALENDAR).day


MAY_11 = D(2026, 5, 11)  # a Monday; no holiday until 19 June


def test_days_after_the_suspending_day_up_to_the_resuming_day_do_not_count():
    # Tue 12 and Wed 13 (suspended on it) are two; Thu 14 to Mon 18 (resumed on it) are none; 19, 20, 21 make five.
    assert last(clock(MAY_11, "5 working days", (D(2026, 5, 13), D(2026, 5, 18)))) == D(2026, 5, 21)


def test_a_clock_suspended_and_resumed_on_one_day_loses_nothing():
    assert last(clock(MAY_11, "5 working days", (D(2026, 5, 13), D(2026, 5, 13)))) == D(2026, 5, 18)


def test_suspensions_that_overlap_count_once():
    # 14 to 20 May together are five working days: 18 + 5 working days = Mon 25.
    run = clock(MAY_11, "5 working days", (D(2026, 5, 13), D(2026, 5, 18)), (D(2026, 5, 15), D(2026, 5, 20)))
    assert last(run) == D(2026, 5, 25)


def test_a_suspension_before_the_start_or_after_the_end_moves_nothing():
    run = clock(MAY_11, "5 working days", (D(2026, 5, 1), D(2026, 5, 11)), (D(2026, 5, 18), D(2026, 5, 30)))
    assert last(run) == D(2026, 5, 18)


def test_days_are_put_off_by_the_days_suspended():
    # 10 days end on Thu 21; six suspended days later is Wed 27.
    assert last(clock(MAY_11, "10 days", (D(2026, 5, 12), D(2026, 5, 18)))) == D(2026, 5, 27)


def test_a_month_is_put_off_by_the_days_suspended_and_then_moved():
    # 11 June + 9 days = Sat 20 June, in the Dragon Boat break; Mon 22 is the next day of work.
    assert last(clock(MAY_11, "1 month", (D(2026, 5, 12), D(2026, 5, 21)))) == D(2026, 6, 22)


def test_a_day_that_the_calendar_sets_is_not_put_off():
    run = clock(MAY_11, "by 12-31", (D(2026, 5, 12), D(2026, 8, 21)), (D(2026, 9, 1), None))
    assert last(run) == D(2026, 12, 31)
    assert light(run, D(2026, 10, 1), CALENDAR).color is Color.GREEN


def test_a_last_day_moves_past_a_suspension():
    # 5 days end on Sat 16; Monday is suspended (from Sunday on) until Tue 19, so Wed 20.
    assert last(clock(MAY_11, "5 days", (D(2026, 5, 17), D(2026, 5, 19)))) == D(2026, 5, 20)


def test_without_an_end_a_suspension_leaves_no_due_day_unless_it_came_too_late():
    assert due_of(clock(MAY_11, "5 working days", (D(2026, 5, 15), None)), CALENDAR) is None
    assert last(clock(MAY_11, "5 working days", (D(2026, 5, 18), None))) == D(2026, 5, 18)


def test_an_extension_in_the_same_unit_widens_the_budget():
    # 20 working days from 11 May: 12–15 (4), 18–22 (9), 25–29 (14), 1–5 June (19), Mon 8 (20).
    assert last(clock(MAY_11, "10 working days", extended=["10 working days"])) == D(2026, 6, 8)
    # 15 + 15 days are 30 from the start (10 June), not 15 from Tue 26 May after a moved end.
    assert last(clock(MAY_11, "15 days", extended=["15 days"])) == D(2026, 6, 10)
    # By licensing law days are working days: 10 days and 10 working days are one budget.
    run = clock(MAY_11, "10 days", extended=["10 working days"], rule=CountingRule.LICENSING)
    assert last(run) == D(2026, 6, 8)


def test_an_extension_in_another_unit_runs_from_the_last_day():
    # 5 days end on Sat 16, moved to Mon 18; two working days on are Tue 19 and Wed 20.
    assert last(clock(MAY_11, "5 days", extended=["2 working days"])) == D(2026, 5, 20)
    # Tue 31 March + 1 month from a moved end: 28 March 2026 is a Saturday, so Mon 30 March, then 30 April.
    assert last(clock(D(2026, 3, 23), "5 days", extended=["1 month"])) == D(2026, 4, 30)


def test_a_change_of_the_calendar_moves_the_due_day():
    flood = CalendarChange(D(2026, 5, 14), working=False, reason="防汛停工")
    assert due_of(clock(MAY_11, "5 working days"), CALENDAR.with_changes([flood])).day == D(2026, 5, 19)


def test_instants_by_days_and_by_hours():
    at = dt.datetime(2026, 5, 11, 9, 15, tzinfo=SHANGHAI)
    assert instant_of(clock(MAY_11, "5 working days"), CALENDAR, at) == dt.datetime(2026, 5, 19, tzinfo=SHANGHAI)
    assert instant_of(clock(MAY_11, "24 hours"), CALENDAR, at) == dt.datetime(2026, 5, 12, 9, 15, tzinfo=SHANGHAI)
    assert instant_of(clock(MAY_11, "24 hours"), CALENDAR) == dt.datetime(2026, 5, 13, tzinfo=SHANGHAI)
    # Two suspended days, Tue 12 and Wed 13, are 48 hours.
    paused = clock(MAY_11, "24 hours", (MAY_11, D(2026, 5, 13)), extended=["2 hours"])
    assert instant_of(paused, CALENDAR, at) == dt.datetime(2026, 5, 14, 11, 15, tzinfo=SHANGHAI)
    assert instant_of(clock(MAY_11, "24 hours", (MAY_11, None)), CALENDAR, at) is None
    assert instant_of(clock(MAY_11, "5 days", (MAY_11, None)), CALENDAR, at) is None


def test_an_explanation_shows_suspended_days_with_cause_and_article():
    run = clock(MAY_11, "3 working days", (D(2026, 5, 12), D(2026, 5, 14)), extended=["1 working day"])
    steps = explain_run(run, CALENDAR)
    assert "期限3个工作日，延长1个工作日" in steps[0].label
    assert [(step.day.day, step.label, step.source) for step in steps[1:4]] == [
        (12, "第1个工作日", ""),
        (13, "暂停（等待补正），不计", "第六条"),
        (14, "暂停（等待补正），不计", "第六条"),
    ]
    assert steps[-1].day == last(run) == D(2026, 5, 19)  # 12, then 15, 18, 19
    assert [step.counted for step in steps[4:]] == [2, None, None, 3, 4]


def test_an_explanation_of_a_clock_that_stands_still_ends_there():
    steps = explain_run(clock(MAY_11, "3 working days", (D(2026, 5, 12), None), extended=["1 month"]), CALENDAR)
    assert (steps[-1].day, steps[-1].label) == (D(2026, 5, 13), "暂停（等待补正），不计")


def test_what_has_run_and_what_is_left():
    run = clock(MAY_11, "5 working days")
    counted = [
        (elapsed(run, day, CALENDAR).count, remaining(run, day, CALENDAR).count)
        for day in (D(2026, 5, 1), MAY_11, D(2026, 5, 12), D(2026, 5, 16), D(2026, 5, 18), D(2026, 5, 20))
    ]
    assert counted == [(0, 5), (0, 5), (1, 4), (4, 1), (5, 0), (7, -2)]
    assert remaining(run, MAY_11, CALENDAR).label == "5个工作日"
    assert elapsed(clock(MAY_11, "5 working days", stopped=D(2026, 5, 13)), D(2026, 6, 1), CALENDAR).count == 2
    assert remaining(clock(MAY_11, "1 month"), MAY_11, CALENDAR).label == "31日"


def test_what_is_left_stands_still_while_suspended():
    run = clock(MAY_11, "5 working days", (D(2026, 5, 13), None))
    assert [remaining(run, D(2026, 5, day), CALENDAR).count for day in (12, 13, 14, 17, 30)] == [4, 3, 3, 3, 3]
    # Of ten days 12 and 13 May have run; eight are left whatever weekday it is.
    days = clock(MAY_11, "10 days", (D(2026, 5, 13), None))
    assert [remaining(days, D(2026, 5, day), CALENDAR).count for day in (13, 16, 21)] == [8, 8, 8]


@pytest.mark.parametrize(
    ("day", "color", "text"),
    [
        (D(2026, 5, 11), Color.GREEN, "剩余10个工作日"),
        (D(2026, 5, 20), Color.GREEN, "剩余3个工作日"),  # 3 of 10 is more than a fifth
        (D(2026, 5, 21), Color.YELLOW, "剩余2个工作日"),  # 2 of 10 is a fifth
        (D(2026, 5, 25), Color.YELLOW, "今天到期"),
        (D(2026, 5, 26), Color.RED, "逾期1个工作日"),
        (D(2026, 5, 30), Color.RED, "逾期4个工作日"),
    ],
)
def test_lights(day, color, text):
    found = light(clock(MAY_11, "10 working days"), day, CALENDAR)
    assert (found.color, found.text) == (color, text)


def test_a_term_over_on_friday_is_overdue_on_saturday():
    found = light(clock(MAY_11, "4 working days"), D(2026, 5, 16), CALENDAR)
    assert (found.color, found.text) == (Color.RED, "逾期不足1个工作日")


def test_lights_of_clocks_that_stand_still():
    paused = clock(MAY_11, "5 working days", (D(2026, 5, 13), None))
    assert light(paused, D(2026, 5, 12), CALENDAR).text == "剩余4个工作日"
    assert light(paused, D(2026, 6, 1), CALENDAR).text == "已暂停（等待补正），剩余3个工作日"
    bounded = clock(MAY_11, "5 working days", (D(2026, 5, 13), D(2026, 5, 20)))
    assert [light(bounded, D(2026, 5, day), CALENDAR).color for day in (12, 13, 19, 20, 25, 26)] == [
        Color.GREEN,
        Color.GREY,
        Color.GREY,
        Color.GREEN,
        Color.YELLOW,
        Color.RED,
    ]


def test_a_suspension_on_the_last_day_comes_too_late():
    run = clock(MAY_11, "5 working days", (D(2026, 5, 18), None))
    assert light(run, D(2026, 5, 18), CALENDAR).text == "今天到期"
    assert light(run, D(2026, 5, 19), CALENDAR).text == "逾期1个工作日"


@pytest.mark.parametrize(
    ("stopped", "text"),
    [
        (D(2026, 5, 13), "已完成，提前3个工作日"),
        (D(2026, 5, 18), "已完成，到期当日"),
        (D(2026, 5, 20), "已完成，逾期2个工作日"),
    ],
)
def test_lights_of_clocks_that_were_stopped(stopped, text):
    found = light(clock(MAY_11, "5 working days", stopped=stopped), D(2026, 7, 1), CALENDAR)
    assert (found.color, found.text) == (Color.GREY, text)
    assert light(clock(MAY_11, "5 working days", stopped=stopped), D(2026, 5, 12), CALENDAR).color is Color.GREEN


def test_a_clock_stopped_while_suspended_is_done():
    run = clock(MAY_11, "5 working days", (D(2026, 5, 13), None), stopped=D(2026, 5, 20))
    assert light(run, D(2026, 5, 20), CALENDAR).text == "已完成"


def test_a_provisional_due_day_says_so():
    assert light(clock(D(2026, 12, 28), "10 working days"), D(2026, 12, 29), CALENDAR).text == "剩余9个工作日（暂定）"
    assert {color: color.label for color in Color}[Color.YELLOW] == "临期"


RUNGS = ("half", "2 working days before", "1 day before", "due", "1 working day after", "3 days after")


@pytest.mark.parametrize("words", RUNGS)
def test_rungs_are_written_back(words):
    assert str(parse_rung(words)) == words


@pytest.mark.parametrize(
    "words", ["", "quarter", "0 days before", "2 hours before", "1000 days after", "2 days", "1 month after"]
)
def test_other_rungs_are_refused_with_what_may_be_written(words):
    with pytest.raises(ValueError, match='write "half"'):
        parse_rung(words)


def test_the_days_of_the_rungs():
    # 5 working days from Mon 11 end on Mon 18; half of 5 rounded up is the third, Thu 14.
    days = rung_days(clock(MAY_11, "5 working days"), [parse_rung(words) for words in RUNGS], CALENDAR)
    assert [day.day for _, day in days] == [14, 14, 17, 18, 19, 21]
    assert [rung.label for rung, _ in days] == [
        "时间过半",
        "到期前2个工作日",
        "到期前1日",
        "到期",
        "逾期1个工作日",
        "逾期3日",
    ]


def test_rungs_follow_suspensions_and_wait_while_suspended():
    half = [parse_rung("half")]
    run = clock(MAY_11, "5 working days", (D(2026, 5, 12), D(2026, 5, 19)))
    assert rung_days(run, half, CALENDAR)[0][1] == D(2026, 5, 21)  # 12, 20, 21
    assert rung_days(clock(MAY_11, "5 working days", (D(2026, 5, 12), None)), half, CALENDAR) == ()


def test_a_rung_before_the_start_comes_on_the_day_of_the_start():
    rungs = [parse_rung("3 working days before")]
    assert rung_days(clock(MAY_11, "1 working day"), rungs, CALENDAR)[0][1] == MAY_11


def test_half_of_a_term_that_was_over_before_it_began_is_its_last_day():
    run = clock(MAY_11, "by 03-31")
    assert [day for _, day in rung_days(run, [parse_rung("half"), parse_rung("due")], CALENDAR)] == [MAY_11, MAY_11]
    assert light(run, MAY_11, CALENDAR).color is Color.RED
