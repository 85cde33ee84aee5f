"""What is left of an article's marker: 第十本规则, 第四十一因, 二十五条, 三十九市人民政府, 第条."""

import re
from dataclasses import dataclass

from lingxing.engines.documents.domain.structure.entries import Entry
from lingxing.engines.documents.domain.structure.markers import NUMERAL, Marker, Style, numeral_value

_NOT_AN_ARTICLE = "方责批次届章节款项类种期年季产名位个步阶级代编目者轮线时部手，,、：:；;。.．"
_CUT = re.compile(rf"[第笫]\s?([{NUMERAL}]{{1,6}})(?![{NUMERAL}{_NOT_AN_ARTICLE}条])")
_NO_NUMBER = re.compile(r"[第笫]\s?条(?!例)")
_LOST_ORDINAL = re.compile(rf"([{NUMERAL}]{{1,6}})\s?条(?![{NUMERAL}])")
_BARE = re.compile(rf"([{NUMERAL}]{{2,6}})(?![{NUMERAL}、．.，,条年月日个多余项章节周岁分时小几名家户])")
HIGHEST = 999


@dataclass(frozen=True, slots=True)
class Opening:
    """A line that may start an article whose number is not printed whole: `low`–`high` are the numbers it allows."""

    place: int
    low: int
    high: int
    end: int
    damaged: bool

    @property
    def unknown(self) -> bool:
        """Whether nothing of the number is left."""
        return self.high == HIGHEST

    @property
    def exact(self) -> bool:
        """Whether the damaged marker still shows its whole number."""
        return self.damaged and self.low == self.high


def read_damaged(place: int, entry: Entry) -> Opening | None:
    """Return the opening where the line starts with what is left of an article marker, or None.

    A whole marker comes here when its number is out of sequence: it may have lost a digit, or be a wrong number.
    """
    marker, words = entry.marker, entry.words
    if marker:
        return _out_of_sequence(place, marker) if marker.style is Style.ARTICLE else None
    if found := _NO_NUMBER.match(words):
        return Opening(place, 1, HIGHEST, found.end(), damaged=True)
    if (found := _CUT.match(words)) and (number := numeral_value(found[1])):
        return Opening(place, number, number + _reach(found[1]), found.end(), damaged=True)
    for pattern in (_LOST_ORDINAL, _BARE):
        if (found := pattern.match(words)) and (number := numeral_value(found[1])):
            return Opening(place, number, number, found.end(), damaged=True)
    return None


def _out_of_sequence(place: int, marker: Marker) -> Opening | None:
    return None if marker.reference else Opening(place, 1, HIGHEST, marker.end, damaged=True)


def _reach(printed: str) -> int:
    """Return how far above its number a marker may have stood: one that ends in 十 or 百 may have lost digits."""
    return 9 if printed[-1] == "十" else 99 if printed[-1] == "百" else 0
