"""How a paper closes: signature, date, public note, and the imprint below."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lingxing.engines.documents.domain.model import Line
from lingxing.engines.documents.domain.repair import line_shapes as shape
from lingxing.engines.documents.domain.splitting.orders import is_signer

_GLUED = re.compile(r"(?:19|20)\d{2}\d{2,4}")
_NUMERAL = r"[\d元一二三四五六七八九十]"
_DATE = rf"(?:\d{{4}}|[〇○零一二三四五六七八九]{{4}})\s*年\s*{_NUMERAL}{{1,3}}\s*月\s*{_NUMERAL}{{1,3}}\s*日"
_SIGNING = "政府|办公[室厅]|委员会|管委会|公署|局|厅|委|院|部|中心|领导小组|指挥部"
_SIGNED_DATE = re.compile(rf"(?P<organ>[\u4e00-\u9fff、 ]{{2,40}}(?:{_SIGNING}))\s*(?P<date>{_DATE})")
_IMPRINT = re.compile(
    rf"(?:抄\s*送|主题词|分送|送)\s*[:：].*|.{{2,40}}{_DATE}\s*印发|(?:公开方式|公开属性)\s*[:：].{{0,20}}"
)
_COPIED = re.compile(r"抄\s*[送报]\s*[:：]|主\s*题\s*词\s*[:：]|分\s*送\s*[:：]")
_PRINTED = re.compile(rf".{{2,40}}?\s*{_DATE}\s*印发\s*|(?:共印|印)\s*\d+\s*份")
_MOST_SIGNERS, _IMPRINT_WITHIN = 6, 6


@dataclass(frozen=True, slots=True)
class Closing:
    """Indexes of a closing: signatures from `start`, the date at `date`, everything before `end` belongs to it."""

    start: int
    date: int
    end: int


def is_date_line(lines: Sequence[Line], at: int) -> bool:
    """Tell whether line `at` dates the paper: a date alone, behind the signature, or without its marks below one."""
    text = lines[at].text
    if lines[at].cells or len(text) > 70:
        return False
    if shape.is_date(text) or _SIGNED_DATE.fullmatch(text):
        return True
    return bool(_GLUED.fullmatch(text)) and at > 0 and shape.is_organ(lines[at - 1].text)


def adoption_date(lines: Sequence[Line]) -> Line | None:
    """Return the date in the bracket below a title, （1998年3月26日…令第19号发布 …）, as a line of its own, or None."""
    date = shape.adoption_date(lines[0].text) if lines else None
    return Line(date, lines[0].first_line, lines[0].last_line) if date else None


def date_part(text: str) -> str:
    """Return the date of a date line, without the signature in front."""
    found = _SIGNED_DATE.fullmatch(text)
    return found["date"] if found else text.strip()


def signature_part(text: str) -> str | None:
    """Return the organ that stands on one line with the date, or None."""
    found = _SIGNED_DATE.fullmatch(text)
    return found["organ"].strip() if found else None


def find_closing(lines: Sequence[Line], start: int, stop: int) -> Closing | None:
    """Return the first closing between the two indexes, or None where no date stands there."""
    for at in range(start, stop):
        if is_date_line(lines, at):
            return _closing_at(lines, start, at, stop)
    return None


def _closing_at(lines: Sequence[Line], floor: int, at: int, stop: int) -> Closing:
    first = at
    while first > floor and at - first < _MOST_SIGNERS and _signs(lines[first - 1]):
        first -= 1
    end = at + 1
    while end < stop and _belongs_below(lines[end].text):
        end += 1
    return Closing(first, at, end)


def _signs(line: Line) -> bool:
    if line.cells:
        return False
    return is_signer(line.text) or all(shape.is_organ(word) for word in line.text.split())


def _belongs_below(text: str) -> bool:
    return shape.is_public_note(text) or shape.is_remark(text) or (len(text) <= 200 and bool(_IMPRINT.fullmatch(text)))


def without_imprint(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines without the imprint (抄送…, …印发) at their end, which may run over several lines."""
    floor = max(1, len(lines) - _IMPRINT_WITHIN)
    for at in range(floor, len(lines)):
        if not lines[at].cells and _COPIED.match(lines[at].text):
            return lines[:at]
    stop = len(lines)
    while stop > 1 and not lines[stop - 1].cells and _PRINTED.fullmatch(lines[stop - 1].text):
        stop -= 1
    return lines[:stop]


def closed_by_date(lines: Sequence[Line], at: int) -> bool:
    """Tell whether the text above index `at` ends with a closing."""
    above = at - 1
    while above >= 0 and _belongs_below(lines[above].text):
        above -= 1
    return above >= 0 and is_date_line(lines, above)
