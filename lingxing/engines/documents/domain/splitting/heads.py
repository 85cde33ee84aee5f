"""Where documents start: the lines with a document number, and the title in front of or behind each of them."""

import re
from collections.abc import Sequence

from lingxing.engines.documents.domain.model import Line
from lingxing.engines.documents.domain.repair.characters import ends_sentence
from lingxing.engines.documents.domain.splitting import orders, titles
from lingxing.engines.documents.domain.splitting.closing import is_date_line
from lingxing.engines.documents.domain.splitting.parts import DocumentHead

_NUMBER = re.compile(
    r"(?:文号|发文字号|文件编号)?\s*[:：]?\s*[（(]?\s*(?P<number>[\u4e00-\u9fff]{2,14}\s*[〔\[（(【﹝「［{]\s*(?:19|20)\d{2}\s*[〕\]）)】﹞」］}]"
    r"\s*第?\s*\d{1,4}\s*号)\s*[）)]?(?:\s*签发人\s*[:：].{2,12})?\s*"
)
_BARE = re.compile(
    r"[（(]?\s*(?P<number>(?:(?:19|20)\d{2}\s*年\s*)?第\s*[\d一二三四五六七八九十百]{1,6}\s*号|〔(?:19|20)\d{2}〕\s*第?\s*\d{1,4}\s*号)\s*[）)]?"
)
_LABELLED = re.compile(r"(?:文号|发文字号|文件编号)\s*[:：]")
_PUBLIC_KINDS = ("令", "命令", "公告", "通告")
_REPEATED_WITHIN = 40
_LONGEST_NUMBER, _BODY_WITHIN, _TITLE_BELOW = 60, 12, 5
_BODY_LENGTH = 12
_ORDER_WITHIN, _ORDER_LINES = 4, 3


def number_text(text: str) -> str | None:
    """Return the document number when the line is one and nothing else (文号： or brackets around it are no matter)."""
    if len(text) > _LONGEST_NUMBER:
        return None
    found = _NUMBER.fullmatch(text) or _NUMBER.fullmatch(text.replace(" ", ""))
    return found["number"] if found else None


def bare_number(text: str) -> str | None:
    """Return a number without an issuing mark, as orders and public notices print it: 第12号, 2023年第5号; or None."""
    found = _BARE.fullmatch(text) if len(text) <= _LONGEST_NUMBER else None
    return found["number"].replace(" ", "") if found else None


def find_heads(lines: Sequence[Line]) -> list[DocumentHead]:
    """Return the heads of all documents that print a number, in reading order."""
    numbered = [at for at in range(len(lines)) if _is_number_line(lines, at)]
    heads: list[DocumentHead] = []
    for place, at in enumerate(numbered):
        below = numbered[place + 1] if place + 1 < len(numbered) else len(lines)
        head = _order_head(lines, at) or _announcement_head(lines, at) or _head_of(lines, at, below)
        if head and (not heads or head.start >= heads[-1].body):
            heads.append(head)
    return heads


def _is_number_line(lines: Sequence[Line], at: int) -> bool:
    text = lines[at].text
    if lines[at].cells or len(text) > _LONGEST_NUMBER or "号" not in text:
        return False
    number = number_text(text)
    if number is None:
        return orders.is_order(text) or (bare_number(text) is not None and _is_public(lines, at))
    return not (_LABELLED.match(text) and _is_repeated(lines, at, number))


def _is_repeated(lines: Sequence[Line], at: int, number: str) -> bool:
    """Tell whether the number of a web page's table of data is printed again where the paper itself begins."""
    return any(number_text(line.text) == number for line in lines[at + 1 : at + 1 + _REPEATED_WITHIN])


def _is_public(lines: Sequence[Line], at: int) -> bool:
    start = titles.longest_title_up(lines, at)
    return start is not None and titles.kind_at_end(_text(lines, start, at)) in _PUBLIC_KINDS


def _order_head(lines: Sequence[Line], at: int) -> DocumentHead | None:
    """Return the head of an order: its title is its number (临江市人民政府令第12号), on one line or on several."""
    if not any(orders.carries_text(line.text) for line in lines[at + 1 : at + 1 + _ORDER_WITHIN]):
        return None
    for start in range(at, max(-1, at - _ORDER_LINES), -1):
        title = titles.join_title(line.text for line in lines[start : at + 1])
        if orders.is_order(title) and not (start and orders.lacks_place(title, lines[start - 1].text)):
            return DocumentHead(start, at + 1, title, tuple(lines[start : at + 1]), lines[at])
    return None


def _announcement_head(lines: Sequence[Line], at: int) -> DocumentHead | None:
    """Return the head of a public notice whose subject stands below its number: 某局公告, 2023年第2号, 关于…的公告."""
    start = titles.longest_title_up(lines, at) if bare_number(lines[at].text) else None
    behind = _title_behind(lines, at) if start is not None else None
    if start is None or behind is None or not lines[at + 1].text.startswith("关于"):
        return None
    organ = titles.opening_organ(_text(lines, start, at)) or ""
    title_lines = (*lines[start:at], *lines[at + 1 : behind])
    return DocumentHead(start, behind, organ + _text(lines, at + 1, behind), title_lines, lines[at])


def _head_of(lines: Sequence[Line], at: int, below: int) -> DocumentHead | None:
    """Read the title above the number, or below it; a number in a list of papers has no body behind it."""
    start = titles.longest_title_up(lines, at)
    bare = titles.bare_title_up(lines, at) if start is None else None
    behind = _title_behind(lines, at) if start is None else None
    if start is None and behind is not None and (bare is None or titles.is_whole_title(_text(lines, at + 1, behind))):
        start, body = at, behind
        title_lines = lines[at + 1 : behind]
    else:
        start, body = (start if start is not None else bare), at + 1
        title_lines = lines[start:at] if start is not None else ()
    if start is None or not title_lines or not _has_body(lines, body, min(below, len(lines))):
        return None
    return DocumentHead(start, body, _text(title_lines), tuple(title_lines), lines[at])


def _text(lines: Sequence[Line], start: int = 0, end: int | None = None) -> str:
    return titles.join_title(line.text for line in lines[start:end])


def _title_behind(lines: Sequence[Line], at: int) -> int | None:
    """Return the index behind a title that stands below the number, or None."""
    end = None
    for below in range(at + 1, min(len(lines), at + 1 + _TITLE_BELOW)):
        if not titles.could_be_title_line(lines[below]):
            break
        title = _text(lines, at + 1, below + 1)
        if titles.kind_at_end(title) and (titles.opening_organ(title) or titles.starts_about(title)):
            end = below + 1
            if not titles.goes_on(lines[below].text):
                break
    return end


def _has_body(lines: Sequence[Line], body: int, below: int) -> bool:
    """Tell whether running text follows before the next number and before a closing date."""
    for at in range(body, min(below, body + _BODY_WITHIN)):
        if at > body and is_date_line(lines, at):
            return False
        if _is_running(lines[at].text):
            return True
    return False


def _is_running(text: str) -> bool:
    return text.endswith(("：", ":")) or (len(text) >= _BODY_LENGTH and (ends_sentence(text) or "，" in text))
