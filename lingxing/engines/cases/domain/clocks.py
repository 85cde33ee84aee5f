"""Statutory clocks: a budget of time, the suspensions that stop it, the extensions that add to it.

A clock's due day is always derived from these and the calendar, never kept as truth.
"""

import datetime as dt
from dataclasses import dataclass

from lingxing.kernel.calendars import WorkCalendar
from lingxing.kernel.counting import OPEN, Due, Gaps, as_counted, count_days, end_of_day, last_ordinal, merge_gaps
from lingxing.kernel.dates import SHANGHAI
from lingxing.kernel.explaining import Pause, Step, explain
from lingxing.kernel.terms import CountingRule, FirstDays, Length, Term, Unit, is_fixed

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Suspension:
    """A stretch in which the clock stands still, with its cause (补正) and article; without `end` it still lasts.

    Reading: the day of suspending counts as before; the days after it up to and with the day of resuming do not,
    since that day is the event from whose next day a term runs again.
    """

    begin: dt.date
    end: dt.date | None
    cause: str
    article: str = ""

    def covers(self, day: dt.date) -> bool:
        """Return whether the clock stands still at the end of the day."""
        return self.begin <= day and (self.end is None or day < self.end)


@dataclass(frozen=True, slots=True)
class ClockRun:
    """One run of a clock; `start` is the day of the event that starts it and does not count.

    Extensions are added to the budget in their order. `stopped` is the day on which what was due was done, or on which
    it ran out; then `fulfilled` is the day on which it was done all the same.
    """

    start: dt.date
    term: Term
    rule: CountingRule
    suspensions: tuple[Suspension, ...] = ()
    extensions: tuple[Term, ...] = ()
    stopped: dt.date | None = None
    fulfilled: dt.date | None = None

    @property
    def terms(self) -> tuple[Term, ...]:
        """Return the term and its extensions."""
        return (self.term, *self.extensions) if self.extensions else (self.term,)

    @property
    def can_pause(self) -> bool:
        """Return whether a suspension moves the end; what the calendar alone sets stays."""
        return not all(is_fixed(term) for term in self.terms)


@dataclass(frozen=True, slots=True)
class Amount:
    """So many days or working days."""

    count: int
    unit: Unit

    @property
    def label(self) -> str:
        """Return 3个工作日, 20日."""
        return f"{self.count}{self.unit.label}"


def due_of(run: ClockRun, calendar: WorkCalendar) -> Due | None:
    """Return the last day in time, or None while an open suspension keeps it away.

    Suspensions that overlap count once. A term in months or years is put off by as many calendar days as were
    suspended; a day that the calendar alone sets (12月31日前) is not. OutsideCalendar where it ends after 2099.
    Reading: an extension in the same unit widens the budget; in another unit it runs from the last day before it.
    """
    reached, provisional = last_ordinal(run.start, run.terms, run.rule, calendar, gaps_of(run))
    return None if reached is None else Due(dt.date.fromordinal(reached), provisional)


def instant_of(run: ClockRun, calendar: WorkCalendar, started_at: dt.datetime | None = None) -> dt.datetime | None:
    """Return the first instant that is too late, or None while an open suspension keeps it away.

    That is 24:00 of the due day in Shanghai. A clock in hours whose `started_at` is given runs from that instant and
    each suspended day puts it off by 24 hours.
    """
    hours = [term.amount for term in run.terms if isinstance(term, Length) and term.unit is Unit.HOUR]
    if started_at is None or len(hours) < len(run.terms):
        due = due_of(run, calendar)
        return end_of_day(due.day) if due else None
    began = run.start.toordinal()
    instant = (started_at + dt.timedelta(hours=sum(hours))).astimezone(SHANGHAI)
    for first, last in gaps_of(run):
        if last <= began or first > instant.toordinal():
            continue
        if last >= OPEN:
            return None
        instant += _DAY * (last - max(first, began + 1) + 1)
    return instant


def unit_of(run: ClockRun) -> Unit:
    """Return the unit in which people are told what is left: working days where the term has them, else days."""
    counted = as_counted(run.term, run.rule)
    working = isinstance(counted, Length | FirstDays) and counted.unit is Unit.WORKING_DAY
    return Unit.WORKING_DAY if working else Unit.DAY


def elapsed(run: ClockRun, on: dt.date, calendar: WorkCalendar) -> Amount:
    """Return how much has run by the end of `on`, or of the day the clock was stopped; nothing before its start."""
    last = min(on, run.stopped) if run.stopped else on
    unit = unit_of(run)
    return Amount(count_days(run.start.toordinal(), last.toordinal(), unit, calendar, gaps_of(run)), unit)


def remaining(run: ClockRun, on: dt.date, calendar: WorkCalendar) -> Amount:
    """Return what is left after `on` up to the due day; below 0 by how much it is overdue.

    While an open suspension lasts: what would be left if the clock ran again from the next day on, without the days by
    which a holiday might move its end.
    """
    unit, after = unit_of(run), max(on, run.start).toordinal()
    due = due_of(run, calendar)
    gaps, end = gaps_of(run), due.day.toordinal() if due else None
    if end is None:
        gaps = gaps_of(run, closed=on)
        end, _ = last_ordinal(run.start, run.terms, run.rule, calendar, gaps, moving=False)
    if end is None:
        return Amount(0, unit)
    if end < after:
        return Amount(-count_days(end, after, unit, calendar), unit)
    return Amount(count_days(after, end, unit, calendar, gaps), unit)


def pause_on(run: ClockRun, day: dt.date) -> Suspension | None:
    """Return the suspension in which the clock stands still at the end of the day, the earliest where several do."""
    if not run.can_pause:
        return None
    covering = [suspension for suspension in run.suspensions if suspension.covers(day)]
    return min(covering, key=lambda suspension: suspension.begin) if covering else None


def explain_run(run: ClockRun, calendar: WorkCalendar) -> tuple[Step, ...]:
    """Return the steps from the starting day to the due day, suspended days with their cause and article."""
    pauses = [
        Pause(suspension.begin + _DAY, suspension.end, suspension.cause, suspension.article)
        for suspension in run.suspensions
    ]
    return explain(run.start, run.terms, run.rule, calendar, pauses)


def gaps_of(run: ClockRun, closed: dt.date | None = None) -> Gaps:
    """Return the days that do not count; with `closed`, open suspensions end with that day."""
    if not run.suspensions or not run.can_pause:
        return ()
    opened = closed.toordinal() if closed else OPEN
    return merge_gaps(
        (suspension.begin.toordinal() + 1, suspension.end.toordinal() if suspension.end else opened)
        for suspension in run.suspensions
    )
