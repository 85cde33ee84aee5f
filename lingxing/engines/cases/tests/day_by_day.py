"""An independent counter of clocks: it walks one day at a time and shares nothing with the code under test.

Days are ordinals. `works` holds a byte a day from `FIRST` on: 1 where offices work. Suspensions are pairs (begin, end),
end None where it still lasts. Terms are pairs (amount, unit).
"""

import calendar
import datetime as dt

FIRST = dt.date(2017, 1, 1).toordinal()
FAR = 1500


def last_day(start, terms, rule, suspensions, works):
    """Return the ordinal of the last day in time, or None where it never comes."""
    day = start
    for amount, unit in one_budget(terms, rule):
        day = walk(day, days_of(day, amount, unit), unit, suspensions, works)
        if day is not None and rule != "plain" and unit in ("day", "month"):
            day = to_a_day_of_work(day, suspensions, works)
        if day is None:
            return None
    return day


def one_budget(terms, rule):
    """Return the terms with like units beside each other added up."""
    legs: list[tuple[int, str]] = []
    for amount, unit in terms:
        if unit == "year":
            amount, unit = amount * 12, "month"
        if unit == "day" and rule == "licensing":
            unit = "working day"
        if legs and legs[-1][1] == unit:
            legs[-1] = (legs[-1][0] + amount, unit)
        else:
            legs.append((amount, unit))
    return legs


def days_of(start, amount, unit):
    """Return how many days to count; months are stepped one by one to the same date or the last of the month."""
    if unit != "month":
        return amount
    first = dt.date.fromordinal(start)
    year, month = first.year, first.month
    for _ in range(amount):
        month += 1
        if month == 13:
            year, month = year + 1, 1
    day = first.day
    while day > calendar.monthrange(year, month)[1]:
        day -= 1
    return dt.date(year, month, day).toordinal() - start


def walk(day, count, unit, suspensions, works):
    """Return the day on which the count is full."""
    stop = day + FAR
    while count:
        day += 1
        if day > stop:
            return None
        if suspensions and stands_still(day, suspensions):
            continue
        if unit == "working day" and not works[day - FIRST]:
            continue
        count -= 1
    return day


def to_a_day_of_work(day, suspensions, works):
    """Return the day, or the next one on which offices work and the clock runs."""
    stop = day + FAR
    while not works[day - FIRST] or stands_still(day, suspensions):
        day += 1
        if day > stop:
            return None
    return day


def stands_still(day, suspensions):
    """Return whether a suspension holds the day: the day of suspending counts, the day of resuming does not."""
    return any(begin < day and (end is None or day <= end) for begin, end in suspensions)
