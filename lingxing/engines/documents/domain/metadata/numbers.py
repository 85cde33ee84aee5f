"""The document number as printed and as it is normally written."""

from dataclasses import dataclass

from lingxing.engines.documents.domain.splitting.heads import bare_number, number_text
from lingxing.engines.documents.domain.splitting.orders import read_order
from lingxing.engines.documents.domain.splitting.titles import kind_at_end, opening_organ
from lingxing.kernel.document_numbers import DocumentNumber, parse_document_number
from lingxing.kernel.numerals import parse_numeral

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
    order = read_order(title)
    value = parse_numeral(order["sequence"]) if order else None
    if order and value:
        year = f"〔{order['year']}〕" if order["year"] else "第"
        return PrintedNumber(f"{order['organ']}令{year}{value}号", printed, None)
    bare = bare_number(clean)
    return (
        PrintedNumber(f"{opening_organ(title) or ''}{kind_at_end(title) or ''}{bare}", printed, None) if bare else None
    )
