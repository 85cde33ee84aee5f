"""Random clocks on random calendars against a counter that walks day by day: a hundred thousand where all are taken."""

import datetime as dt
import random

import chinese_calendar
import pytest

from lingxing.engines.cases.domain.clocks import ClockRun, Suspension, due_of, elapsed, explain_run, remaining
from lingxing.engines.cases.tests import day_by_day
from lingxing.engines.cases.tests.day_by_day import FIRST
from lingxing.kernel.calendars import CalendarChange
from lingxing.kernel.holidays import national_calendar
from lingxing.kernel.terms import CountingRule, Length, Unit
from tests.sizes import sized

CLOCKS = sized(10_000, 100_000)
CALENDARS = sized(20, 50)
# The end of the independent table. No closed clock gets there: 3 years at most, and 4 × 60 suspended days.
LAST = dt.date(2026, 12, 31).toordinal()
MOST = {Unit.WORKING_DAY: 60, Unit.DAY: 90, Unit.MONTH: 7, Unit.YEAR: 1}


def random_calendar(chance):
    """Return a calendar with up to sixty random changes, and its days of work as bytes."""
    works = bytearray(chinese_calendar.is_workday(dt.date.fromordinal(day)) for day in range(FIRST, LAST + 1))
    changes = []
    for _ in range(chance.randrange(60)):
        day, working = chance.randrange(FIRST, LAST + 1), chance.random() < 0.5
        works[day - FIRST] = working
        changes.append(CalendarChange(dt.date.fromordinal(day), working=working, reason="试"))
    works.extend(bytes([1]) * day_by_day.FAR * 2)
    return national_calendar().with_changes(changes), bytes(works)


def random_run(chance):
    """Return a clock that starts in 2017 to 2022; a tenth of those with suspensions has one without end."""
    start = chance.randrange(FIRST, dt.date(2022, 12, 31).toordinal())
    suspensions = []
    for _ in range(chance.choice((0, 0, 1, 1, 2, 3, 4))):
        begin = start + chance.randrange(-5, 120)
        suspensions.append((begin, begin + chance.choice((-1, 0, 1, 5, 20, 60))))
    if suspensions and chance.random() < 0.1:
        suspensions[0] = (suspensions[0][0], None)
    terms = [random_term(chance) for _ in range(chance.choice((1, 1, 1, 2, 3)))]
    return start, terms, chance.choice(list(CountingRule)), suspensions


def random_term(chance):
    unit = chance.choice(list(MOST))
    return Length(chance.randint(1, MOST[unit]), unit)


def as_run(start, terms, rule, suspensions):
    day = dt.date.fromordinal
    stretches = tuple(Suspension(day(begin), day(end) if end else None, "补正") for begin, end in suspensions)
    return ClockRun(day(start), terms[0], rule, stretches, tuple(terms[1:]))


def walked(works, start, terms, rule, suspensions):
    plain = [(term.amount, term.unit.value) for term in terms]
    end = day_by_day.last_day(start, plain, rule.value, suspensions, works)
    return dt.date.fromordinal(end) if end else None


@pytest.fixture(scope="module")
def samples():
    """Return for each clock: calendar, days of work, the run, its parts and the day that walking comes to."""
    chance = random.Random(20260212)
    made = []
    for _ in range(CALENDARS):
        calendar, works = random_calendar(chance)
        for _ in range(CLOCKS // CALENDARS):
            parts = random_run(chance)
            made.append((calendar, works, as_run(*parts), parts, walked(works, *parts)))
    return made


def test_due_days_are_those_of_the_walk(samples):
    def found(calendar, run):
        due = due_of(run, calendar)
        return due.day if due else None

    wrong = [(run, found(calendar, run), day) for calendar, _, run, _, day in samples if found(calendar, run) != day]
    assert len(samples) == CLOCKS
    assert wrong[:3] == []
    assert CLOCKS // 100 < sum(day is None for *_, day in samples) < CLOCKS // 10


def test_explanations_end_on_the_due_day(samples):
    wrong: list[object] = []
    for calendar, _, run, _, day in samples[::40]:
        steps = explain_run(run, calendar)
        if [step.day for step in steps] != sorted(step.day for step in steps):
            wrong.append((run, steps))
        if day is not None and steps[-1].day != day:
            wrong.append((run, steps[-1], day))
        if day is None and "暂停" not in steps[-1].label:
            wrong.append((run, steps[-1], day))
    assert wrong[:3] == []


def test_what_has_run_and_what_is_left_are_the_days_of_the_walk(samples):
    wrong, chance = [], random.Random(7)
    for calendar, works, run, (start, terms, rule, suspensions), day in samples[::10]:
        if day is None:
            continue
        working = terms[0].unit is Unit.WORKING_DAY or (terms[0].unit is Unit.DAY and rule is CountingRule.LICENSING)
        end = day.toordinal()
        on = chance.randint(start, end)
        counts = [
            (works[each - FIRST] or not working) and not day_by_day.stands_still(each, suspensions)
            for each in range(start + 1, end + 1)
        ]
        expected = (sum(counts[: on - start]), sum(counts[on - start :]))
        today = dt.date.fromordinal(on)
        got = (elapsed(run, today, calendar).count, remaining(run, today, calendar).count)
        if got != expected:
            wrong.append((run, today, got, expected))
    assert wrong[:3] == []
