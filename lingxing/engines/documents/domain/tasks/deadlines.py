"""Deadlines as documents print them: 2022年10月底前, 2025年底, “十四五”期间, 持续实施, 每半年, 印发后30日内."""

import datetime as dt
import re

from lingxing.engines.documents.domain.model import Deadline, DeadlineKind
from lingxing.kernel.dates import Period, add_period, month_end
from lingxing.kernel.numerals import parse_numeral

_MOMENT = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)\s*年)?\s*(?:(?P<month>1[0-2]|0?[1-9])\s*月(?:份)?)?\s*(?:(?P<day>3[01]|[12]\d|0?[1-9])\s*日|(?P<part>[上中下]旬|初))?"
    r"\s*(?P<end>年?底|末)?\s*(?P<before>之?前|以前)?"
)
_PART_OF_YEAR = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)\s*年)?\s{0,4}(?:第?\s{0,4}(?P<quarter>[一二三四1-4])\s*季度|(?P<half>[上下])半年)"
)
_YEAR = re.compile(r"((?:19|20)\d\d)\s*年")
_DATED = re.compile(r"(?:(?:19|20)\d\d\s*年|(?<![\d.])(?:1[0-2]|0?[1-9])\s*月)")
_PLAN = re.compile(r"[“\"]?十(?P<number>[一二三四五六七八九])五[”\"]?\s*(?:规划)?\s*(?:期间|时期|末期?|期末)")
_RANGE_END = re.compile(r"[-—－–~～至到]{1,2}\s*(?=(?:(?:19|20)\d\d\s*年|\d{1,2}\s*月))")
_CONTINUOUS = re.compile(r"持续|长期|常态|始终|日常|贯穿|不断推进|全年")
_RECURRING = re.compile(
    r"(?:每|逐)(?:半年|季度|两年|三年|年度|学期|年|季|月|周|旬|日|天)|按季度?|按月|按年|定期|(?:半年|季度|年度)一次"
)
_AFTER_ISSUE = re.compile(
    r"(?:本?[\u4e00-\u9fff]{0,4}?(?:印发|发布|公布|施行|实施|出台|发文|下发)(?:之日)?(?:起|后)(?:的)?)\s*(?P<count>\d+|[一二三四五六七八九十]+)\s*(?P<unit>个月|日|天|年|个工作日)(?:之)?内"
)
_TARGET = re.compile(
    r"(?:到|至|力争)?\s{0,4}(?P<moment>(?:19|20)\d\d\s*年(?:\s*(?:1[0-2]|0?[1-9])\s*月)?(?:\s*(?:3[01]|[12]\d|0?[1-9])\s*日|\s*底|\s*末)?\s*(?:之?前|以前)"
    r"|(?:19|20)\d\d\s*年\s*(?:第?\s*[一二三四1-4]\s*季度|[上下]半年))"
)
_BY_YEAR = re.compile(
    r"(?:(?:力争|争取)?(?:到|至))\s*(?P<moment>(?:19|20)\d\d\s*年\s*(?:底|末|(?:1[0-2]|0?[1-9])\s*月底?)?)"
)
_NUMERIC = re.compile(r"(?<!\d)((?:19|20)\d\d)[./-](1[0-2]|0?[1-9])(?:[./-](3[01]|[12]\d|0?[1-9]))?(?!\d)")
_THIS_YEAR = re.compile(
    r"(?<![\d一二三四五六七八九十两几多每次翌近])年[底末内终]之?前?"
    r"|(?<![\d年])(?:1[0-2]|0?[1-9])\s*月(?:\s*底|\s*(?:3[01]|[12]\d|0?[1-9])\s*日)\s*(?:之?前|以前)"
)
_TITLE_YEARS = re.compile(r"(?:19|20)\d\d\s*年?\s*[-—－–~～至]{1,2}\s*((?:19|20)\d\d)\s*年?")
_TITLE_PLAN = re.compile(
    r"[“\"]十(?P<number>[一二三四五六七八九])五[”\"]|第十(?P<whole>[一二三四五六七八九])个五年规划"
)
_PLAN_BASE, _PLAN_YEARS, _PLAN_FIRST_END = 14, 5, 2025


def parse_deadline(text: str, day: dt.date | None) -> Deadline | None:
    """Return the deadline that a time column or label prints, or None for an empty one.

    Reading: a bounded period wins over the word for continuing (“十四五”期间持续实施 ends with the period), a rhythm
    (每年12月) over a date. `day`, the document's date, gives the year that is not printed.
    """
    words = re.sub(r"\s+", "", text).strip("。；;，,")
    if not words:
        return None
    plan = _plan_end(words)
    if plan:
        return Deadline(DeadlineKind.PERIOD, words, plan)
    if _RECURRING.search(words):
        return Deadline(DeadlineKind.RECURRING, words)
    if words.startswith("全年") and day:
        return Deadline(DeadlineKind.PERIOD, words, dt.date(day.year, 12, 31))
    last = _last_moment(_NUMERIC.sub(_written_out, words), day) or _this_year(words, day)
    if last:
        return Deadline(DeadlineKind.DATE, words, last)
    if _CONTINUOUS.search(words):
        return Deadline(DeadlineKind.CONTINUOUS, words)
    after = _after_issue(words, day)
    return after or Deadline(DeadlineKind.PERIOD, words)


def find_deadline(text: str, day: dt.date | None) -> Deadline | None:
    """Return the deadline that a task's own sentences set, or None.

    Reading: with several dated steps (…前) the last one ends the task; without any, the target year (到2026年) does,
    and without that 年底前 or 8月底前, which mean the year of `day`.
    """
    steps = [found["moment"] for found in _TARGET.finditer(text)] or [
        found["moment"] for found in _BY_YEAR.finditer(text)
    ]
    dated = [(due, words) for words in steps if (due := _last_moment(words, day))]
    if dated:
        due, words = max(dated)
        return Deadline(DeadlineKind.DATE, re.sub(r"\s+", "", words), due)
    plan = _PLAN.search(text)
    if plan:
        return Deadline(DeadlineKind.PERIOD, plan.group(), _plan_end(plan.group()))
    return _after_issue(text, day) or _within_this_year(text, day)


def _within_this_year(text: str, day: dt.date | None) -> Deadline | None:
    moments = [found.group() for found in _THIS_YEAR.finditer(text)]
    steps = [(due, words) for words in moments if words.endswith(("前", "内")) and (due := _this_year(words, day))]
    return Deadline(DeadlineKind.DATE, re.sub(r"\s+", "", max(steps)[1]), max(steps)[0]) if steps else None


def _this_year(words: str, day: dt.date | None) -> dt.date | None:
    """Return the day that 年底前 or 8月底前 means in the year of `day`."""
    found = _THIS_YEAR.search(words) if day else None
    if not found or not day:
        return None
    return dt.date(day.year, 12, 31) if found.group().startswith("年") else _last_moment(found.group(), day)


def _written_out(found: "re.Match[str]") -> str:
    return f"{found[1]}年{found[2]}月" + (f"{found[3]}日" if found[3] else "")


def target_date(text: str) -> dt.date | None:
    """Return the last day of the year or month that a sentence aims at: 到2025年底 → 2025-12-31."""
    found = re.search(r"(?:19|20)\d\d\s*年(?:\s*(?:1[0-2]|0?[1-9])\s*月)?(?:\s*(?:底|末))?", text)
    return _last_moment(found.group(), None) if found else _plan_end(text)


def plan_end(title: str) -> dt.date | None:
    """Return the last day of the years that a plan's title names: 三年行动方案（2024—2026年） → 2026-12-31.

    “十四五”…规划 and 第十四个五年规划 end with 2025.
    """
    found = _TITLE_YEARS.search(title)
    if found:
        return dt.date(int(found[1]), 12, 31)
    plan = _TITLE_PLAN.search(title)
    return _end_of_plan(plan["number"] or plan["whole"]) if plan else None


def plan_period(title: str) -> Deadline | None:
    """Return the years that a plan's title names as the time of a task that sets none; None where it names no years.

    Reading: 题名写明起止年份的方案，没有另写时限的任务做到方案的末年。
    """
    end = plan_end(title)
    found = _TITLE_YEARS.search(title) or _TITLE_PLAN.search(title)
    return Deadline(DeadlineKind.PERIOD, re.sub(r"\s+", "", found.group()), end) if found and end else None


def _plan_end(text: str) -> dt.date | None:
    found = _PLAN.search(text)
    if not found:
        return None
    return _end_of_plan(found["number"])


def _end_of_plan(numeral: str) -> dt.date:
    number = 10 + (parse_numeral(numeral) or 0)
    return dt.date(_PLAN_FIRST_END + _PLAN_YEARS * (number - _PLAN_BASE), 12, 31)


def _last_moment(words: str, day: dt.date | None) -> dt.date | None:
    """Return the last day that is meant: of a range its end, of a month, quarter or year its last day."""
    *earlier, last = _RANGE_END.split(words)
    if part := _PART_OF_YEAR.search(last):
        return _end_of_part(part, day)
    start = _DATED.search(last)
    found = _MOMENT.match(last, start.start()) if start else None
    if not found or not (found["year"] or found["month"]):
        return None
    years = [found["year"]] if found["year"] else _YEAR.findall("".join(earlier))
    year = int(years[-1]) if years else day.year if day else None
    return _moment(year, int(found["month"] or 0), found) if year else None


def _end_of_part(part: "re.Match[str]", day: dt.date | None) -> dt.date | None:
    """Return the last day of a quarter or half of the printed year, else of the year of `day`."""
    year = int(part["year"]) if part["year"] else day.year if day else None
    month = 3 * (parse_numeral(part["quarter"]) or 4) if part["quarter"] else 6 if part["half"] == "上" else 12
    return month_end(year, month) if year else None


def _moment(year: int, month: int, found: "re.Match[str]") -> dt.date | None:
    if not month:
        return dt.date(year, 12, 31)
    if found["day"]:
        try:
            return dt.date(year, month, int(found["day"]))
        except ValueError:
            return None
    tenth = {"上旬": 10, "中旬": 20, "初": 10}.get(found["part"] or "")
    return dt.date(year, month, tenth) if tenth else month_end(year, month)


def _after_issue(words: str, day: dt.date | None) -> Deadline | None:
    found = _AFTER_ISSUE.search(words)
    if not found:
        return None
    count = parse_numeral(found["count"]) or 0
    periods = {
        "个月": Period(months=count),
        "年": Period(years=count),
        "日": Period(days=count),
        "天": Period(days=count),
    }
    period = periods.get(found["unit"])
    due = add_period(day, period) if day and period else None
    return Deadline(DeadlineKind.DATE if due else DeadlineKind.PERIOD, found.group(), due)
