"""Which of two issues of a city's gazette was printed first."""

import re

from lingxing.engines.documents.domain.model import GazetteInfo
from lingxing.kernel.numerals import parse_numeral

_NUMBER = re.compile(r"[\d〇零一二三四五六七八九十百]+")
_YEAR_BEFORE = re.compile(r"^\d{4}\.")


def printed_before(one: GazetteInfo, other: GazetteInfo) -> bool:
    """Return whether `one` came out before `other`, told by the first sign that both print and that differs.

    The signs are the running number, the year, the number within the year, and the day or month of printing. False
    where no sign tells them apart.
    """
    signs = ((_number(one.serial), _number(other.serial)), (one.year, other.year))
    for first, second in signs:
        if first is not None and second is not None and first != second:
            return first < second
    if one.year == other.year is not None:
        first, second = _number(one.issue), _number(other.issue)
        if first is not None and second is not None and first != second:
            return first < second
    length = min(len(one.published or ""), len(other.published or ""))
    return (one.published or "")[:length] < (other.published or "")[:length]


def _number(printed: str | None) -> int | None:
    """Return the first number of 第2号, 总第77期 or 第2-3号, and 3 of a running head's 2024.3."""
    found = _NUMBER.search(_YEAR_BEFORE.sub("", printed or ""))
    return parse_numeral(found[0]) if found else None
