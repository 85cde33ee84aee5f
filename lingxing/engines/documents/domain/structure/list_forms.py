"""How list markers are printed, and what is left of them when they are damaged."""

import re

from lingxing.engines.documents.domain.structure.markers import Style
from lingxing.kernel.numerals import format_numeral

BRACKETED = (Style.CHINESE_BRACKET, Style.ARABIC_BRACKET, Style.ARABIC_HALF)
_LEFT_BRACKET = re.compile(r"[)）](?!。)")
_LEFT_DIGIT = re.compile(r"(\d{1,2})(?![\d.．、，,年月日时%％个万亿元米倍岁人家户项条—\-～~至:：)）])")
_LEFT_COMMA = re.compile(r"、")
_FORMS = {
    Style.DIVISION: "第{}部分",
    Style.CHINESE: "{}、",
    Style.CHINESE_BRACKET: "（{}）",
    Style.ARABIC: "{}.",
    Style.ARABIC_BRACKET: "（{}）",
    Style.ARABIC_HALF: "{}）",
    Style.CIRCLED: "{}",
}
_IN_CHINESE = (Style.DIVISION, Style.CHINESE, Style.CHINESE_BRACKET)


def printed_form(style: Style, number: int) -> str:
    """Return a marker as papers print it: 二、 （二） 2. （2）."""
    if style is Style.CIRCLED:
        return chr(ord("①") + number - 1) if number <= 20 else str(number)
    return _FORMS[style].format(format_numeral(number) if style in _IN_CHINESE else number)


def left_of_marker(words: str, style: Style, low: int, high: int) -> int | None:
    """Return where the words begin behind what is left of a marker of `style`, or None where nothing is left."""
    if style in BRACKETED:
        found = _LEFT_BRACKET.match(words)
        return found.end() if found else None
    if style is Style.ARABIC:
        found = _LEFT_DIGIT.match(words)
        return found.end() if found and low <= int(found[1]) <= high else None
    found = _LEFT_COMMA.match(words) if style is Style.CHINESE else None
    return found.end() if found else None
