"""Terms as documents set them (5个工作日, 3个月, 次月底前), the words they are written with, and how they are counted.

A package writes a term in English words; `parse_term` reads them and `label` gives the Chinese. Counting itself
stands in `lingxing.kernel.counting`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

_MOST = 9999
_REMEDY = (
    'write "5 working days", "20 days", "3 months", "1 year", "24 hours", "first 15 days of the next quarter", '
    '"end of the next month", "by 12-31" or "by 01-31 of the next year"'
)


class Unit(StrEnum):
    """What a term is counted in."""

    WORKING_DAY = "working day"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    HOUR = "hour"

    @property
    def label(self) -> str:
        """Return the Chinese measure that stands after the number: 个工作日, 日."""
        return _UNIT_LABELS[self]


_UNIT_LABELS = {
    Unit.WORKING_DAY: "个工作日",
    Unit.DAY: "日",
    Unit.MONTH: "个月",
    Unit.YEAR: "年",
    Unit.HOUR: "小时",
}


class Span(StrEnum):
    """A stretch of the calendar that a term is named after."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def label(self) -> str:
        """Return 月, 季度 or 年."""
        return {Span.MONTH: "月", Span.QUARTER: "季度", Span.YEAR: "年"}[self]

    @property
    def months(self) -> int:
        """Return how many months it has."""
        return {Span.MONTH: 1, Span.QUARTER: 3, Span.YEAR: 12}[self]


class Which(StrEnum):
    """Which month, quarter or year is meant, seen from the day that starts the term."""

    EACH = "each"
    THIS = "this"
    NEXT = "the next"


class CountingRule(StrEnum):
    """By which provision a term is counted; a package names it."""

    CIVIL = "civil"
    LICENSING = "licensing"
    PLAIN = "plain"

    @property
    def label(self) -> str:
        """Return the rule's name with its articles, as pages show it."""
        return _RULE_LABELS[self]

    @property
    def article(self) -> str:
        """Return the provision alone; empty for plain counting."""
        return _RULE_ARTICLES[self]

    @property
    def moves_the_last_day(self) -> bool:
        """Return whether a last day that is no working day moves to the next working day."""
        return self is not CountingRule.PLAIN


_RULE_ARTICLES = {
    CountingRule.CIVIL: "《民法典》第二百条至第二百零四条",
    CountingRule.LICENSING: "《行政许可法》第八十二条",
    CountingRule.PLAIN: "",
}
_RULE_LABELS = {
    CountingRule.CIVIL: "按民法期间计算（《民法典》第二百条至第二百零四条）",
    CountingRule.LICENSING: "按行政许可期限计算（《行政许可法》第八十二条）",
    CountingRule.PLAIN: "按自然日历计算（末日不顺延）",
}


@dataclass(frozen=True, slots=True)
class Length:
    """A term of so many units after the day that starts it; 1 to 9999."""

    amount: int
    unit: Unit

    @property
    def label(self) -> str:
        """Return 5个工作日, 20日, 3个月, 1年, 24小时."""
        return f"{self.amount}{self.unit.label}"

    def __str__(self) -> str:
        """Return the words that `parse_term` reads."""
        return f"{self.amount} {self.unit}{'' if self.amount == 1 else 's'}"


@dataclass(frozen=True, slots=True)
class FirstDays:
    """The first so many days or working days of each or the next month, quarter or year."""

    amount: int
    unit: Unit
    span: Span
    which: Which

    @property
    def label(self) -> str:
        """Return 每季度前15日内, 次月前10个工作日内."""
        return f"{_WHICH_LABELS[self.which]}{self.span.label}前{self.amount}{self.unit.label}内"

    def __str__(self) -> str:
        """Return the words that `parse_term` reads."""
        return f"first {self.amount} {self.unit}{'' if self.amount == 1 else 's'} of {self.which} {self.span}"


@dataclass(frozen=True, slots=True)
class EndOf:
    """The last day of this or the next month, quarter or year."""

    span: Span
    which: Which

    @property
    def label(self) -> str:
        """Return 次月底前, 本季度末前, 次年年底前."""
        return f"{_WHICH_LABELS[self.which]}{_END_LABELS[self.span]}前"

    def __str__(self) -> str:
        """Return the words that `parse_term` reads."""
        return f"end of {self.which} {self.span}"


@dataclass(frozen=True, slots=True)
class ByDate:
    """A date of the year in which the term starts, or of one of the next years."""

    month: int
    day: int
    years: int = 0

    @property
    def label(self) -> str:
        """Return 12月31日前, 次年1月31日前."""
        return f"{'次年' if self.years else ''}{self.month}月{self.day}日前"

    def __str__(self) -> str:
        """Return the words that `parse_term` reads."""
        return f"by {self.month:02}-{self.day:02}{' of the next year' if self.years else ''}"


Term = Length | FirstDays | EndOf | ByDate

_WHICH_LABELS = {Which.EACH: "每", Which.THIS: "本", Which.NEXT: "次"}
_END_LABELS = {Span.MONTH: "月底", Span.QUARTER: "季度末", Span.YEAR: "年年底"}
_UNITS = r"working day|day|month|year|hour"
_LENGTH = re.compile(rf"(\d+) ({_UNITS})s?")
_FIRST = re.compile(r"first (\d+) (working day|day)s? of (each|the next) (month|quarter|year)")
_END = re.compile(r"end of (this|the next) (month|quarter|year)")
_BY = re.compile(r"by (\d\d)-(\d\d)( of the next year)?")
_MONTH_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_SHORTEST_SPAN = {Span.MONTH: 28, Span.QUARTER: 90, Span.YEAR: 365}


def parse_term(text: str) -> Term:
    """Return the term that a package's words name.

    Read are "5 working days", "20 days", "3 months", "1 year", "24 hours", "first 15 days of each quarter", "first
    10 working days of the next month", "end of this year", "end of the next month", "by 12-31" and "by 01-31 of the
    next year".
    ValueError, with what may be written, for anything else, for an amount outside 1 to 9999 and for a day no month has.
    """
    words = " ".join(text.split())
    for pattern, read in _READERS:
        found = pattern.fullmatch(words)
        if found:
            return read(found)
    raise _refusal(f"{text!r} is no term")


def is_fixed(term: Term) -> bool:
    """Return whether the calendar alone sets the last day, so that a suspension does not move it."""
    return not isinstance(term, Length)


def _length(found: re.Match[str]) -> Term:
    return Length(_amount(found[1]), Unit(found[2]))


def _first(found: re.Match[str]) -> Term:
    span = Span(found[4])
    return FirstDays(_amount(found[1], _SHORTEST_SPAN[span]), Unit(found[2]), span, Which(found[3]))


def _end(found: re.Match[str]) -> Term:
    return EndOf(Span(found[2]), Which(found[1]))


def _by(found: re.Match[str]) -> Term:
    month, day = int(found[1]), int(found[2])
    if not (1 <= month <= 12 and 1 <= day <= _MONTH_LENGTHS[month - 1]):
        raise _refusal(f"{found[0]!r} names no day of a year")
    return ByDate(month, day, 1 if found[3] else 0)


def _amount(digits: str, most: int = _MOST) -> int:
    if len(digits) > len(str(_MOST)) or not 1 <= int(digits) <= most:
        raise _refusal(f"{digits[:20]} is not between 1 and {most}")
    return int(digits)


def _refusal(what: str) -> ValueError:
    return ValueError(f"{what}; {_REMEDY}")


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Term]], ...] = (
    (_LENGTH, _length),
    (_FIRST, _first),
    (_END, _end),
    (_BY, _by),
)
