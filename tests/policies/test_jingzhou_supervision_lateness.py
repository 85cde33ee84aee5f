"""Jingzhou's supervision: how the terms of a matter are told once its last day is over."""

import datetime as dt

from lingxing.engines.cases.domain.lights import Color
from tests.policies.supervision import CALL, ITEM, NOTICE, assigned, behind, registered

# Assigned on 3 June 2026, the thirty working days end on Thursday 16 July.


def told(cases, clock, day):
    light = cases.told[ITEM].light(clock, day)
    return light.color, light.text


def test_a_matter_that_ran_out_is_told_as_open_and_late_until_it_is_reported():
    cases = behind()
    assert told(cases, "finish", "2026-07-17") == (Color.RED, "未完成，逾期1个工作日")
    assert told(cases, "finish", "2026-07-22") == (Color.RED, "未完成，逾期4个工作日")
    cases.do(ITEM, "2026-07-23", "unit", "report", {"report_text": "已全部接通。"})
    # Friday 17, Monday 20 to Thursday 23: five working days late, whenever one looks.
    for day in ("2026-07-23", "2026-09-30"):
        assert told(cases, "finish", day) == (Color.GREY, "已完成，逾期5个工作日")


def test_a_notice_with_a_day_of_its_own_does_not_finish_what_is_late():
    cases = behind()
    cases.do(ITEM, "2026-07-20", "office", "call", CALL)
    cases.do(ITEM, "2026-07-20", "office", "urge", NOTICE)
    assert told(cases, "finish", "2026-07-21") == (Color.RED, "未完成，逾期3个工作日")
    assert told(cases, "correction", "2026-07-21")[0] is Color.GREEN
    # The line of the unit's work list keeps to the day that runs, and goes back to what is late once that is over too.
    (turn,) = cases.told[ITEM].expected("unit")
    assert [clock.name for clock in turn.clocks] == ["correction"]
    cases.do(ITEM, "2026-08-10", "system", "fall_behind")
    (turn,) = cases.told[ITEM].expected("unit")
    assert [clock.name for clock in turn.clocks] == ["finish", "correction"]


def test_a_report_in_time_is_told_as_finished():
    cases = assigned()
    cases.do(ITEM, "2026-07-14", "unit", "report", {"report_text": "已全部接通。"})
    assert told(cases, "finish", "2026-07-17") == (Color.GREY, "已完成，提前2个工作日")


def test_a_term_that_is_only_compared_with_is_never_late():
    cases = registered()
    assert told(cases, "thirty", "2026-07-16") == (Color.GREEN, "今天期满")
    assert told(cases, "thirty", "2026-07-15")[0] is Color.GREEN
    assert told(cases, "thirty", dt.date(2026, 7, 17)) == (Color.GREY, "已满期")
