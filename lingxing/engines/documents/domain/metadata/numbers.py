"""The document number as printed and as it is normally written."""

import re
from dataclasses import dataclass

from lingxing.engines.documents.domain.splitting.heads import bare_number, number_text
from lingxing.engines.documents.domain.splitting.titles import kind_at_end, opening_organ
from lingxing.kernel.document_numbers import DocumentNumber, parse_document_number
from lingxing.kernel.numerals import parse_numeral

_ORDER = re.compile(r"([\u4e00-\u9fff]{2,16}人民政府令)\s*[（(]?\s*第\s*(\d{1,6}|[一二三四五六七八九十百]{1,6})\s*号")

_MARKS = 6


@dataclass(frozen=True, slots=True)
class PrintedNumber:
    """A number: `normal` with 〔〕 and 号, `printed` as in the source, `parsed` if it has mark, year and sequence."""

    normal: str
    printed: str
    parsed: DocumentNumber | None


def read_number(clean: str | None, printed: str, title: str) -> PrintedNumber | None:
    """Return the number of a number line, or of an order (令第12号) whose number stands in its title; None without.

    `printed` is the raw line; where that holds more than the number, the clean number stands for it.
    """
    if clean is None:
        return None
    text = number_text(clean)
    parsed = parse_document_number(text) if text else None
    if len(printed) > len(clean) + _MARKS:
        printed = clean
    if parsed:
        return PrintedNumber(str(parsed), printed, parsed)
    order = _ORDER.search(title)
    value = parse_numeral(order[2]) if order else None
    if order and value:
        return PrintedNumber(f"{order[1]}第{value}号", printed, None)
    bare = bare_number(clean)
    return (
        PrintedNumber(f"{opening_organ(title) or ''}{kind_at_end(title) or ''}{bare}", printed, None) if bare else None
    )
