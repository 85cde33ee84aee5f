"""When a repeal or lapse takes effect, and until when an ordered revision must be done."""

import datetime as dt
import re
from collections.abc import Iterable

from lingxing.kernel.dates import Period, add_period, last_day_in_force, month_end, parse_date
from lingxing.kernel.numerals import parse_numeral

_FROM_DATE = re.compile(r"(?:自|从|于)\s*((?:19|20)\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)")
_SINCE_SIGNED = re.compile(r"(?:自|从|至|到)[^。，；]{0,12}(?:印发|发布|公布|签发)之日")
_UNTIL = re.compile(
    r"(?:延长|顺延|延续|展期|延|执行|有效)(?:期)?(?:[一二三四五六七八九十两\d]{1,3}\s*年[，,]?\s*)?(?:至|到)"
    r"\s*(?P<year>(?:19|20)\d\d)\s*年"
    r"(?:\s*(?P<month>\d{1,2})\s*月(?:\s*(?P<day>\d{1,2})\s*日)?)?"
)
_FURTHER = re.compile(
    r"(?:自|从)\s*(?P<start>(?:19|20)\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)\s*起?\s*(?:继续)?(?:施行|实施|执行|有效)[，,]?\s*"
    r"有效期(?:限)?(?:再)?(?:延长|延续|为)?\s*(?P<count>\d{1,2}|[一二三四五六七八九十两]{1,3})\s*(?P<unit>个月|年)"
)
_WITHIN = re.compile(
    r"(?:修[改订]|清理)[^。；\n]{0,60}?(?P<count>\d{1,2}|[一二三四五六七八九十两]{1,3})\s*(?P<unit>个月|年|日|天)(?:之)?内"
    r"|(?P<count2>\d{1,2}|[一二三四五六七八九十两]{1,3})\s*(?P<unit2>个月|年|日|天)(?:之)?内[^。；\n]{0,20}?修[改订]"
)
_BY = re.compile(
    r"(?P<year>(?:19|20)\d\d)\s*年\s*(?P<month>\d{1,2})\s*月\s*(?:(?P<day>\d{1,2})\s*日|底)?\s*(?:之?前|以前)"
    r"[^。；\n]{0,20}?修[改订]"
)


def effect_of(words: str, day: dt.date | None, effective_on: dt.date | None) -> dt.date | None:
    """Return the day a repeal takes effect: a printed date, that of signing (自公布之日起), or the text's own."""
    dated = _FROM_DATE.search(words)
    if dated:
        return parse_date(dated.group(1))
    return day if _SINCE_SIGNED.search(words) else effective_on or day


def extended_until(words: str) -> dt.date | None:
    """Return the last day of a validity that the words extend: 延长至2029年7月31日, or the end of a month or year.

    自2026年6月1日起继续施行，有效期延长三年 ends the day before the anniversary. 延长三年 alone counts from a day
    that the words do not name: None.
    """
    found = _UNTIL.search(words)
    if not found:
        return _further(words)
    year, month = int(found["year"]), int(found["month"] or 12)
    return _date(year, month, int(found["day"])) if found["day"] else _month_end(year, month)


def _further(words: str) -> dt.date | None:
    found = _FURTHER.search(words)
    start = parse_date(found["start"]) if found else None
    count = parse_numeral(found["count"]) if found else None
    if not found or start is None or not count:
        return None
    return last_day_in_force(start, Period(years=count) if found["unit"] == "年" else Period(months=count))


def revision_deadline(texts: Iterable[str], start: dt.date | None) -> dt.date | None:
    """Return the last day of a revision that the text orders: within so many months of `start`, or by a date."""
    for text in texts:
        if "修改" not in text and "修订" not in text:
            continue
        by = _BY.search(text)
        if by:
            year, month = int(by["year"]), int(by["month"])
            return _date(year, month, int(by["day"])) if by["day"] else _month_end(year, month)
        found = _WITHIN.search(text)
        if found and start:
            return _after(start, found["count"] or found["count2"], found["unit"] or found["unit2"])
    return None


def _after(start: dt.date, count: str, unit: str) -> dt.date | None:
    number = parse_numeral(count)
    if not number:
        return None
    periods = {"个月": Period(months=number), "年": Period(years=number)}
    return add_period(start, periods.get(unit, Period(days=number)))


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _month_end(year: int, month: int) -> dt.date | None:
    return month_end(year, month) if 1 <= month <= 12 else None
