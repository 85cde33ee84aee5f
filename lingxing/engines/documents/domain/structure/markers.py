"""Markers at the start of a line: 第二章, 第二十条, 一、, （一）, 1., （1）, ①."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

from lingxing.kernel.numerals import parse_numeral

NUMERAL = "〇○零一二三四五六七八九十百千"
_SINGLE_CHARACTERS = (("①", 20, 15), ("㈠", 10, 11), ("⑴", 20, 13), ("⒈", 20, 12))
_SINGLES = {chr(ord(first) + n): (style, n + 1) for first, count, style in _SINGLE_CHARACTERS for n in range(count)}
HEAD_CHARACTERS = frozenset("第笫(（0123456789０１２３４５６７８９" + NUMERAL) | frozenset(_SINGLES)
_DIVISIONS = "编章节条"
_TOP = re.compile(rf"[第笫]\s?((?:[{NUMERAL}\d]\s?){{1,8}})(部分|[{_DIVISIONS}])(?:之([{NUMERAL}]{{1,2}})(?!\w))?")
_CHINESE = re.compile(rf"([{NUMERAL}]{{1,5}})\s?[、．.]\s*(?![{NUMERAL}]{{1,3}}\s?、)")
_CHINESE_BRACKET = re.compile(rf"[（(]\s?([{NUMERAL}]{{1,5}})\s?[）)]")
_ARABIC = re.compile(r"(\d{1,3})\s?(?:[.．]{1,2}(?!\d)|[.．](?=(?:19|20)\d\d\s?年)|、(?!\d))")
_ARABIC_BRACKET = re.compile(r"[（(]\s?(\d{1,3})\s?[）)]")
_ARABIC_HALF = re.compile(r"(\d{1,3})\s?[）)]")
_ENUMERATED = re.compile(
    rf"\s?(?:[、和及至或与]\s?[（(]|[（(][{NUMERAL}]{{1,3}}[）)]|项(?!目)|款(?!项)|目(?![标录的前])|[、和及至或与]第[{NUMERAL}]+[项款条])"
)
_REFERENCE = re.compile(
    rf"\s?(?:的?规定|所[列称指]|[、和及与或至到]\s?第?[{NUMERAL}]|第[{NUMERAL}\d（(]+[）)]?[款项目]|[、，,]?第[{NUMERAL}]+条|的|中的?|以外|情形|修改|改为|删)"
)
_GAP = re.compile(r"[\s\u3000]*")


class Style(IntEnum):
    """How a marker is printed, in the order in which the styles nest."""

    VOLUME = 0
    CHAPTER = 1
    SECTION = 2
    ARTICLE = 3
    PARAGRAPH = 4
    DIVISION = 5
    DECIMAL_1 = 6
    DECIMAL_2 = 7
    DECIMAL_3 = 8
    DECIMAL_4 = 9
    CHINESE = 10
    CHINESE_BRACKET = 11
    ARABIC = 12
    ARABIC_BRACKET = 13
    ARABIC_HALF = 14
    CIRCLED = 15


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker read from a line: `end` is where the words behind it begin; `reference` marks a likely citation."""

    style: Style
    number: int
    end: int
    text: str
    inserted: int = 0
    reference: bool = False


_TOP_STYLES = {
    "编": Style.VOLUME,
    "章": Style.CHAPTER,
    "节": Style.SECTION,
    "条": Style.ARTICLE,
    "部分": Style.DIVISION,
}


def read_marker(text: str) -> Marker | None:
    """Return the marker that `text` starts with, or None. Leading white space is allowed."""
    start = _end_of_gap(text, 0)
    if start == len(text) or text[start] not in HEAD_CHARACTERS:
        return None
    for reader in _READERS:
        if marker := reader(text, start):
            return marker
    return None


def numeral_value(printed: str) -> int | None:
    """Return the number that a marker prints (spaces allowed), 1 to 999, or None."""
    value = parse_numeral("".join(printed.split()).replace("○", "〇"))
    return value if value is not None and 0 < value < 1000 else None


def _end_of_gap(text: str, start: int) -> int:
    found = _GAP.match(text, start)
    return found.end() if found else start


def _top(text: str, start: int) -> Marker | None:
    found = _TOP.match(text, start)
    number = numeral_value(found[1]) if found else None
    if not found or number is None:
        return None
    inserted = numeral_value(found[3]) if found[3] else 0
    style = _TOP_STYLES[found[2]]
    reference = bool(_REFERENCE.match(text, found.end()))
    return Marker(style, number, _end_of_gap(text, found.end()), found[0].strip(), inserted or 0, reference)


def _simple(pattern: re.Pattern[str], style: Style) -> Callable[[str, int], Marker | None]:
    def read(text: str, start: int) -> Marker | None:
        found = pattern.match(text, start)
        number = numeral_value(found[1]) if found else None
        if not found or number is None or _ENUMERATED.match(text, found.end()):
            return None
        return Marker(style, number, _end_of_gap(text, found.end()), found[0].strip())

    return read


def _single(text: str, start: int) -> Marker | None:
    """A marker of one character: ① ㈠ ⑴ ⒈."""
    if text[start] not in _SINGLES:
        return None
    style, number = _SINGLES[text[start]]
    return Marker(Style(style), number, _end_of_gap(text, start + 1), text[start])


_READERS: tuple[Callable[[str, int], Marker | None], ...] = (
    _top,
    _simple(_CHINESE, Style.CHINESE),
    _simple(_CHINESE_BRACKET, Style.CHINESE_BRACKET),
    _simple(_ARABIC, Style.ARABIC),
    _simple(_ARABIC_BRACKET, Style.ARABIC_BRACKET),
    _simple(_ARABIC_HALF, Style.ARABIC_HALF),
    _single,
)
