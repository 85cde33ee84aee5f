"""Turns: when a line of a work list turns yellow agrees with the light of its clock, and organs are found in order."""

import datetime as dt

from hypothesis import assume, given
from hypothesis import strategies as st

from lingxing.engines.cases.domain.capacities import organ_for, organs_for
from lingxing.engines.cases.domain.clocks import ClockRun, Suspension, due_of
from lingxing.engines.cases.domain.lights import Color, light
from lingxing.engines.cases.domain.turns import yellow_on
from lingxing.kernel.holidays import national_calendar
from lingxing.kernel.terms import CountingRule, parse_term

TERMS = ["1 working day", "3 working days", "5 working days", "20 days", "30 days", "3 months", "by 12-31"]


@st.composite
def runs(draw):
    """Return a clock that runs, with up to two suspensions behind it."""
    start = dt.date(2024, 1, 1) + dt.timedelta(days=draw(st.integers(0, 700)))
    pauses, day = [], start
    for _ in range(draw(st.integers(0, 2))):
        begin = day + dt.timedelta(days=draw(st.integers(0, 5)))
        day = begin + dt.timedelta(days=draw(st.integers(0, 12)))
        pauses.append(Suspension(begin, day, "补正"))
    rule = draw(st.sampled_from(list(CountingRule)))
    return ClockRun(start, parse_term(draw(st.sampled_from(TERMS))), rule, tuple(pauses)), day


@given(runs())
def test_a_line_turns_yellow_with_its_clock(made):
    run, resumed = made
    calendar = national_calendar()
    due = due_of(run, calendar).day
    assume(resumed <= due)
    first = yellow_on(run, calendar)
    day = resumed
    while day <= due:
        assert (light(run, day, calendar).color is Color.YELLOW) == (day >= first), day
        day += dt.timedelta(days=1)


def test_a_clock_that_stands_still_turns_no_colour():
    run = ClockRun(
        dt.date(2026, 3, 2),
        parse_term("20 days"),
        CountingRule.CIVIL,
        (Suspension(dt.date(2026, 3, 4), None, "补正"),),
    )
    assert yellow_on(run, national_calendar()) is None


def test_an_organ_is_the_lead_itself_else_its_sibling_else_any():
    parents = {1: 10, 2: 10, 3: 20, 4: None}
    bindings = {"clerk": [1, 3], "police": [3, 2], "court": [4, 3], "none": []}
    assert organs_for("clerk", bindings, 1, parents) == (1,)
    assert organs_for("police", bindings, 1, parents) == (2,)  # both stand under 10
    assert organs_for("court", bindings, 1, parents) == (3, 4)
    assert organ_for("court", bindings, 1, parents) == 3
    assert organ_for("court", bindings, None, parents) == 3
    assert organ_for("none", bindings, 1, parents) is None
    assert organ_for("unknown", bindings, 1, parents) is None
