"""Counting terms: from the day that starts a term to the last day of it, with days left out where a clock is paused.

Days are counted by ordinal and by the calendar's sums, so that a due day costs the same however long the term is.
How a due day came about, day by day, stands in `lingxing.kernel.explaining`.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast

from lingxing.kernel.calendars import LAST_DAY, OutsideCalendar, WorkCalendar
from lingxing.kernel.dates import SHANGHAI, Period, add_period, month_end
from lingxing.kernel.terms import ByDate, CountingRule, EndOf, FirstDays, Length, Span, Term, Unit, Which

OPEN = dt.date.max.toordinal()
_LAST = LAST_DAY.toordinal()

Gaps = Sequence[tuple[int, int]]
"""Days that do not count: first and last ordinal of each stretch, in order and apart; OPEN where no end is set."""


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of a term, and whether it rests on days that no notice settles yet."""

    day: dt.date
    provisional: bool


def due(start: dt.date, term: Term, rule: CountingRule, calendar: WorkCalendar) -> Due:
    """Return the last day on which what starts on `start` is in time. OutsideCalendar where it ends after 2099.

    Reading: 法定休假日 in art. 203 takes in weekends and days off by swap; a weekend day that is worked is none.
    Reading: 次月底前 and 12月31日前 name their last day themselves, so it does not move; 前15日内 is a term of days
    and moves. A day that the term's own year puts before `start` stays as it is: the term is over from the first.
    Reading: a term in months or years ends by the calendar under every rule; only days become working days under
    art. 82 of the licensing law.
    """
    reached, provisional = last_ordinal(start, (term,), rule, calendar)
    # Without gaps there is always a last day.
    return Due(dt.date.fromordinal(cast("int", reached)), provisional)


def due_at(start: dt.datetime, term: Term, rule: CountingRule, calendar: WorkCalendar) -> dt.datetime:
    """Return the first instant that is too late, in Shanghai's time: 24:00 of the last day, or to the second by hours.

    Reading: the last day ends at 24:00 (art. 203), not with office hours; a term in hours runs from the instant itself
    (art. 201) and does not move. ValueError where `start` has no time zone.
    """
    if start.tzinfo is None:
        raise ValueError("start needs a time zone")
    local = start.astimezone(SHANGHAI)
    if isinstance(term, Length) and term.unit is Unit.HOUR:
        return (start + dt.timedelta(hours=term.amount)).astimezone(SHANGHAI)
    return end_of_day(due(local.date(), term, rule, calendar).day)


def end_of_day(day: dt.date) -> dt.datetime:
    """Return 24:00 of the day in Shanghai, the first instant after it."""
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), SHANGHAI)


def opening_before(day: dt.date, term: Term, rule: CountingRule, calendar: WorkCalendar) -> dt.date:
    """Return the first day of a window that opens `term` before `day`: 1 month before 05-31 is 04-30.

    Months go back to the same date or the month's last day; working days are counted back. ValueError for hours
    and for terms that the calendar sets.
    """
    leg = as_counted(term, rule)
    if not isinstance(leg, Length) or leg.unit is Unit.HOUR:
        raise ValueError(f"a window opens days, months or years before a day, not {str(term)!r}")
    unit, amount = leg.unit, leg.amount
    if unit is Unit.WORKING_DAY:
        return calendar.add_working_days(day, -amount)
    if unit is Unit.MONTH:
        return add_period(day, Period(months=-amount))
    return day - dt.timedelta(days=amount)


def last_ordinal(
    start: dt.date,
    terms: Iterable[Term],
    rule: CountingRule,
    calendar: WorkCalendar,
    gaps: Gaps = (),
    *,
    moving: bool = True,
) -> tuple[int | None, bool]:
    """Return the ordinal of the last day of `terms` one after the other, and whether it is provisional.

    The ordinal is None where an open gap keeps the end away. With `moving` off the last day stays where the count ends.
    Reading: terms in the same unit make one budget (15日 and 15日 are 30日 from the start); a term in another unit is
    counted from the last day of the one before it, moved or not.
    """
    position, provisional = start.toordinal(), False
    legs = merged_legs(terms, rule)
    for number, leg in enumerate(legs, 1):
        moves = rule.moves_the_last_day and (moving or number < len(legs))
        reached = leg_end(position, leg, calendar, gaps, moves=moves)
        if reached is None:
            return None, provisional
        if reached > _LAST:
            raise OutsideCalendar("期限")
        provisional = provisional or _rests_on_guesses(position, reached, leg, rule, calendar)
        position = reached
    return position, provisional


def merged_legs(terms: Iterable[Term], rule: CountingRule) -> tuple[Term, ...]:
    """Return the terms as they are counted: years as months, licensing days as working days, like units added up."""
    legs: list[Term] = []
    for term in terms:
        leg = as_counted(term, rule)
        before = legs[-1] if legs else None
        if isinstance(leg, Length) and isinstance(before, Length) and leg.unit is before.unit:
            legs[-1] = Length(before.amount + leg.amount, leg.unit)
        else:
            legs.append(leg)
    return tuple(legs)


def as_counted(term: Term, rule: CountingRule) -> Term:
    """Return the term in the unit that the rule counts it in."""
    if isinstance(term, Length):
        unit, amount = _family(term, rule)
        return term if unit is term.unit else Length(amount, unit)
    if isinstance(term, FirstDays) and rule is CountingRule.LICENSING:
        return FirstDays(term.amount, Unit.WORKING_DAY, term.span, term.which)
    return term


def leg_end(start: int, leg: Term, calendar: WorkCalendar, gaps: Gaps, *, moves: bool) -> int | None:
    """Return the ordinal of the leg's last day, or None where an open gap keeps it away.

    Reading: a fixed day (次月底前) is not put off by gaps; a moved last day must be one on which the clock runs.
    """
    if not isinstance(leg, Length):
        return _fixed_end(dt.date.fromordinal(start), leg, calendar, moves=moves)
    if leg.unit is Unit.WORKING_DAY:
        return _working_end(start, leg.amount, calendar, gaps)
    reached = _plain_end(start, budget_of(start, leg), gaps)
    if reached is None or not moves or leg.unit is Unit.HOUR:
        return reached
    return _moved(reached, calendar, gaps)


def budget_of(start: int, leg: Length) -> int:
    """Return how many calendar days the leg has from `start` on; hours are rounded up to whole days."""
    if leg.unit is Unit.HOUR:
        return -(-leg.amount // 24)
    if leg.unit is Unit.DAY:
        return leg.amount
    return months_after(dt.date.fromordinal(start), leg.amount).toordinal() - start


def months_after(start: dt.date, months: int) -> dt.date:
    """Return the same date `months` later, or that month's last day (art. 202). OutsideCalendar after 2099."""
    if start.year + months // 12 > LAST_DAY.year:
        raise OutsideCalendar("期限")
    return add_period(start, Period(months=months))


def count_days(after: int, last: int, unit: Unit, calendar: WorkCalendar, gaps: Gaps = ()) -> int:
    """Return how many days lie after `after` up to `last` outside the gaps, working ones alone for working days."""
    if last <= after:
        return 0
    total = _span_of(after, last, unit, calendar)
    for first, final in gaps:
        low, high = max(first - 1, after), min(final, last)
        if high > low:
            total -= _span_of(low, high, unit, calendar)
    return total


def merge_gaps(stretches: Iterable[tuple[int, int]]) -> Gaps:
    """Return the stretches in order, those that touch or overlap made one, the empty ones left out."""
    merged: list[tuple[int, int]] = []
    for first, last in sorted(stretches):
        if last < first:
            continue
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return tuple(merged)


def span_start(day: dt.date, span: Span, which: Which) -> dt.date:
    """Return the first day of the month, quarter or year that holds `day`, or of the next one."""
    month = (day.month - 1) // span.months * span.months + 1
    first = day.replace(month=month, day=1)
    return months_after(first, span.months) if which is Which.NEXT else first


def _family(term: Length, rule: CountingRule) -> tuple[Unit, int]:
    if term.unit is Unit.YEAR:
        return Unit.MONTH, 12 * term.amount
    if term.unit is Unit.DAY and rule is CountingRule.LICENSING:
        return Unit.WORKING_DAY, term.amount
    return term.unit, term.amount


def _working_end(start: int, need: int, calendar: WorkCalendar, gaps: Gaps) -> int | None:
    done = calendar.working_through(start)
    for first, last in gaps:
        if last <= start:
            continue
        room = max(calendar.working_through(max(first - 1, start)) - done, 0)
        if room >= need:
            break
        if last >= OPEN:
            return None
        need, start = need - room, last
        done = calendar.working_through(start)
    return calendar.nth_working(done + need)


def _plain_end(start: int, need: int, gaps: Gaps) -> int | None:
    for first, last in gaps:
        if last <= start:
            continue
        room = max(first - 1 - start, 0)
        if room >= need:
            break
        if last >= OPEN:
            return None
        need, start = need - room, last
    return start + need


def _moved(day: int, calendar: WorkCalendar, gaps: Gaps) -> int | None:
    """Return the first working day from `day` on that lies in no gap; None where an open gap holds it."""
    while True:
        day = calendar.nth_working(calendar.working_through(day - 1) + 1)
        last = next((last for first, last in gaps if first <= day <= last), None)
        if last is None:
            return day
        if last >= OPEN:
            return None
        day = last + 1


def _fixed_end(start: dt.date, term: EndOf | ByDate | FirstDays, calendar: WorkCalendar, *, moves: bool) -> int:
    if isinstance(term, ByDate):
        return _date_of(start.year + term.years, term).toordinal()
    if isinstance(term, EndOf):
        return months_after(span_start(start, term.span, term.which), term.span.months).toordinal() - 1
    if term.which is not Which.EACH:
        return _window_end(span_start(start, term.span, term.which), term, calendar, moves=moves)
    current = _window_end(span_start(start, term.span, Which.THIS), term, calendar, moves=moves)
    if current >= start.toordinal():
        return current
    return _window_end(span_start(start, term.span, Which.NEXT), term, calendar, moves=moves)


def _date_of(year: int, term: ByDate) -> dt.date:
    """Return the date in that year; 02-29 is the last of February where there is none."""
    if year > LAST_DAY.year:
        raise OutsideCalendar("期限")
    return dt.date(year, term.month, min(term.day, month_end(year, term.month).day))


def _window_end(first: dt.date, term: FirstDays, calendar: WorkCalendar, *, moves: bool) -> int:
    """Return the last of a span's first days: its first day is counted, since the term names the days themselves."""
    before = first.toordinal() - 1
    if term.unit is Unit.WORKING_DAY:
        return calendar.nth_working(calendar.working_through(before) + term.amount)
    reached = before + term.amount
    return (_moved(reached, calendar, ()) or reached) if moves else reached


def _span_of(after: int, last: int, unit: Unit, calendar: WorkCalendar) -> int:
    if unit is Unit.WORKING_DAY:
        return calendar.working_through(last) - calendar.working_through(after)
    return last - after


def _rests_on_guesses(start: int, end: int, leg: Term, rule: CountingRule, calendar: WorkCalendar) -> bool:
    """Return whether a day that decided the end lies where no notice settles the calendar."""
    known_from, known_until = calendar.known_from.toordinal(), calendar.known_until.toordinal()
    if isinstance(leg, Length | FirstDays) and leg.unit is Unit.WORKING_DAY:
        return start + 1 < known_from or end > known_until
    if isinstance(leg, EndOf | ByDate) or leg.unit is Unit.HOUR or not rule.moves_the_last_day:
        return False
    return not known_from <= end <= known_until
