"""The national calendar: statutory holidays, and the days that the State Council's yearly notices move.

The tables in `data/` are facts written for this project: `holidays.tsv` (days off and days worked instead, with the
notice's number), `holiday_notices.tsv` (titles) and `lunar_festivals.tsv` (dates of the festivals that move).
"""

import csv
import datetime as dt
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from lingxing.kernel.calendars import FIRST_DAY, LAST_DAY, DayInfo, DayKind, WorkCalendar, make_calendar

KNOWN_FROM = dt.date(2017, 1, 1)
_FIXED = ((1, 1, "元旦"), (5, 1, "劳动节"), (10, 1, "国庆节"), (10, 2, "国庆节"), (10, 3, "国庆节"))
_LUNAR = ("春节", "清明节", "端午节", "中秋节")
_AMENDED = 2025
_ORDER = "《全国年节及纪念日放假办法》（国务院令第{}号）"


@cache
def national_calendar() -> WorkCalendar:
    """Return the calendar of the whole country, known from 2017 to the end of the last year with a notice.

    Reading: a holiday that one province or city orders for itself is not in it; an officer lays it over.
    """
    marks = dict(_statutory_days())
    known_until = KNOWN_FROM
    titles = dict(_rows("holiday_notices"))
    for first, last, kind, festival, number in _rows("holidays"):
        source = f"《{titles[number]}》（{number}）"
        for day in _days(dt.date.fromisoformat(first), dt.date.fromisoformat(last)):
            _lay(marks, day, _moved(kind, festival, source))
            known_until = max(known_until, day)
    return make_calendar(marks, KNOWN_FROM, known_until.replace(month=12, day=31))


def _lay(marks: dict[dt.date, DayInfo], day: dt.date, moved: DayInfo) -> None:
    """Mark the day unless the statute or the plain week already says that nobody works on it."""
    rests = day in marks or day.weekday() >= 5
    if moved.kind is DayKind.SWAPPED_WORKING or not rests:
        marks[day] = moved


def _moved(kind: str, festival: str, source: str) -> DayInfo:
    if kind == "work":
        return DayInfo(DayKind.SWAPPED_WORKING, f"{festival}调休上班", source)
    return DayInfo(DayKind.SWAPPED_REST, f"{festival}放假调休", source)


def _statutory_days() -> Iterator[tuple[dt.date, DayInfo]]:
    """Yield the holidays that the statute itself names; the ones by the moon as far as the table reaches."""
    lunar = {int(year): dates for year, *dates in _rows("lunar_festivals")}
    for year in range(FIRST_DAY.year, LAST_DAY.year + 1):
        source = _ORDER.format(795 if year >= _AMENDED else 644)
        for day, name in (*_lunar_days(year, lunar.get(year, [])), *_fixed_days(year)):
            yield day, DayInfo(DayKind.HOLIDAY, name, source)


def _fixed_days(year: int) -> Iterator[tuple[dt.date, str]]:
    yield from ((dt.date(year, month, day), name) for month, day, name in _FIXED)
    if year >= _AMENDED:
        yield dt.date(year, 5, 2), "劳动节"


def _lunar_days(year: int, dates: list[str]) -> Iterator[tuple[dt.date, str]]:
    """Yield the days of the four festivals; since 2025 the eve of the Spring Festival is one of its days."""
    for name, date in zip(_LUNAR, dates, strict=False):
        day = dt.date.fromisoformat(f"{year}-{date}")
        if name != "春节":
            yield day, name
            continue
        for offset in range(-1 if year >= _AMENDED else 0, 3):
            yield day + dt.timedelta(days=offset), name


def _days(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        yield dt.date.fromordinal(ordinal)


def _rows(name: str) -> list[list[str]]:
    text = files(__package__).joinpath("data", f"{name}.tsv").read_text(encoding="utf-8")
    return list(csv.reader(text.splitlines()[1:], delimiter="\t", quoting=csv.QUOTE_NONE))
