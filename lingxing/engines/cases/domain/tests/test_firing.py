"""What clocks set off, on invented clocks with days counted by hand."""

import datetime as dt
from dataclasses import replace

from lingxing.engines.cases.domain.clocks import ClockRun, Suspension
from lingxing.engines.cases.domain.firing import EXPIRES, due_points, next_point, points, told_points
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.holidays import national_calendar
from lingxing.kernel.terms import CountingRule, parse_term
from lingxing.language.procedures.definitions import Clock, ClockKind, ClockStart, Rung

CALENDAR = national_calendar()
RUNGS = (
    Rung("half"),
    Rung("2 working days before"),
    Rung("due"),
    Rung("1 working day after", tells="chief", escalates=True),
)
CLOCK = Clock(
    "review", "审核", "第五条", ClockKind.DUTY, "6 working days", "civil", "office", (ClockStart("apply"),), rungs=RUNGS
)
# Monday 2026-03-02 does not count: 3, 4, 5, 6, 9, 10 March are the six working days.
RUN = ClockRun(dt.date(2026, 3, 2), parse_term("6 working days"), CountingRule.CIVIL)


def midnight(day):
    return dt.datetime(2026, 3, day, tzinfo=SHANGHAI)


def test_every_rung_goes_off_with_its_day():
    found = points(CLOCK, RUN, CALENDAR)
    # Half of six is the third day, the 5th; two before the 10th is the 6th; one after it the 11th.
    assert [(point.key, point.at) for point in found] == [
        ("half", midnight(5)),
        ("2 working days before", midnight(6)),
        ("due", midnight(10)),
        ("1 working day after", midnight(11)),
    ]


def test_running_out_comes_with_the_first_instant_that_is_too_late():
    found = points(replace(CLOCK, rungs=(), expires="lapse"), RUN, CALENDAR)
    assert [(point.key, point.at) for point in found] == [(EXPIRES, midnight(11))]


def test_hours_run_from_the_instant():
    run = ClockRun(dt.date(2026, 3, 2), parse_term("24 hours"), CountingRule.CIVIL)
    began = dt.datetime(2026, 3, 2, 15, 30, tzinfo=SHANGHAI)
    (point,) = points(replace(CLOCK, rungs=(), expires="lapse"), run, CALENDAR, began)
    assert point.at == dt.datetime(2026, 3, 3, 15, 30, tzinfo=SHANGHAI)


def test_nothing_goes_off_while_the_clock_stands_or_after_it_stopped():
    standing = replace(RUN, suspensions=(Suspension(dt.date(2026, 3, 4), None, "补正"),))
    assert points(CLOCK, standing, CALENDAR) == ()
    assert points(CLOCK, replace(RUN, stopped=dt.date(2026, 3, 4)), CALENDAR) == ()


def test_a_clock_that_sets_nothing_off_is_never_looked_at():
    assert next_point(points(replace(CLOCK, rungs=()), RUN, CALENDAR), set()) is None


def test_an_extended_clock_has_its_rungs_once_more():
    extended = replace(RUN, extensions=(parse_term("5 working days"),))
    keys = [point.key for point in points(CLOCK, extended, CALENDAR)]
    assert "due+1" in keys
    # 11 March is no longer the day after: it is the 18th, five working days (11, 12, 13, 16, 17) later.
    assert next_point(points(CLOCK, extended, CALENDAR), {"half+1", "2 working days before+1", "due+1"}) == midnight(18)


def test_what_went_off_is_not_due_again():
    found = points(CLOCK, RUN, CALENDAR)
    due = due_points(found, {"half"}, midnight(6) + dt.timedelta(hours=9))
    assert [point.key for point in due] == ["2 working days before"]
    assert next_point(found, {"half", "2 working days before"}) == midnight(10)


def test_after_a_standstill_people_are_told_once_and_every_escalation():
    found = points(CLOCK, RUN, CALENDAR)
    due = due_points(found, set(), midnight(20))
    assert len(due) == 4
    assert [point.key for point in told_points(due)] == ["due", "1 working day after"]


def test_two_who_are_told_on_one_day_are_told_apart():
    """A clock may tell the unit's head and the office on the same day: each goes off once."""
    rungs = (Rung("1 working day after", "head", escalates=True), Rung("1 working day after", "office", escalates=True))
    both = replace(CLOCK, rungs=rungs, expires="")
    found = points(both, RUN, CALENDAR)
    assert [point.key for point in found] == ["1 working day after", "1 working day after office"]
    assert len({point.at for point in found}) == 1
    assert [point.key for point in due_points(found, {"1 working day after"}, midnight(20))] == [
        "1 working day after office"
    ]
