"""Documents without a number: a title of their own behind a text that has closed, or one that the contents list."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from lingxing.engines.documents.domain.model import Line
from lingxing.engines.documents.domain.repair import line_shapes as shape
from lingxing.engines.documents.domain.repair.characters import ends_sentence
from lingxing.engines.documents.domain.splitting import titles
from lingxing.engines.documents.domain.splitting.annexes import is_label, take_named
from lingxing.engines.documents.domain.splitting.closing import closed_by_date, find_closing
from lingxing.engines.documents.domain.splitting.parts import DocumentHead

_MOST_LINES, _SHORTEST, _RUNNING, _NOTICE_LINES = 4, 8, 20, 40
_ALIKE, _FEWEST, _TEXT_WITHIN = 0.9, 2, 7
_ANNOUNCES = re.compile(r"[\u4e00-\u9fff]{0,20}(?:公告|通告)")
_APPOINTS = re.compile(
    r"[\u4e00-\u9fff]{2,20}政府[\d年月份—-]{0,16}(?:人事)?任免(?:下列)?(?:国家|政府|机关)?(?:工作)?(?:人员|名单|事项)?"
)


@dataclass(frozen=True, slots=True)
class Expected:
    """What is known of titles: those on the contents page, and those that belong to the document being read.

    `begin` is the index at which that document's text begins, `last_date` that of the last closing date in sight.
    """

    listed: frozenset[str]
    own: frozenset[str]
    issues: bool
    begin: int = 0
    last_date: int = -1


def find_standalone(lines: Sequence[Line], expected: Expected, start: int) -> DocumentHead | None:
    """Return the head of the next document without a number from index `start` on, or None."""
    in_annex = False
    for at in range(start, len(lines)):
        if is_label(lines[at].text):
            in_annex = True
            continue
        if len(lines[at].text) < _FEWEST or not titles.could_be_title_line(lines[at]):
            continue
        if at > 0 and (is_label(lines[at - 1].text) or not _may_follow(lines, at)):
            continue
        end = _title_end(lines, at, expected, in_annex=in_annex)
        if end is not None and not _is_annex_title(lines, at, end, expected):
            title_lines = tuple(lines[at:end])
            return DocumentHead(at, end, titles.join_title(line.text for line in title_lines), title_lines)
    return None


def _is_annex_title(lines: Sequence[Line], at: int, end: int, expected: Expected) -> bool:
    """Tell whether the document above names the title among its annexes."""
    _, named = take_named(lines[expected.begin : at])
    key = titles.title_key("".join(line.text for line in lines[at:end]))
    return any(titles.title_key(annex.title) == key for annex in named)


def _may_follow(lines: Sequence[Line], at: int) -> bool:
    above = lines[at - 1]
    return bool(above.cells) or "\t" in above.text or ends_sentence(above.text) or closed_by_date(lines, at)


def _title_end(lines: Sequence[Line], at: int, expected: Expected, *, in_annex: bool) -> int | None:
    if expected.issues and not in_annex:
        closed = _follows_issued(lines, at, expected)
    else:
        closed = at == 0 or closed_by_date(lines, at)
    for end in range(at + 1, min(len(lines), at + _MOST_LINES) + 1):
        if not titles.could_be_title_line(lines[end - 1]):
            return None
        title = titles.join_title(line.text for line in lines[at:end])
        key = titles.title_key(title)
        if _APPOINTS.fullmatch(title) or (closed and _ANNOUNCES.fullmatch(title) and has_text(lines, end)):
            return end
        if len(title) < _SHORTEST or key in expected.own or titles.is_masthead(title):
            continue
        if is_listed(key, expected.listed):
            return end
        if closed and _is_new(title, expected) and has_text(lines, end):
            return end
    return None


def _follows_issued(lines: Sequence[Line], at: int, expected: Expected) -> bool:
    """Tell whether a text that a notice issued stands above, and a date that it has no use for below."""
    if at > expected.last_date or not ends_sentence(lines[at - 1].text):
        return False
    notice = find_closing(lines, expected.begin, min(at, expected.begin + _NOTICE_LINES))
    return notice is not None and any(shape.has_marker(line.text) for line in lines[notice.end : at])


def _is_new(title: str, expected: Expected) -> bool:
    """Tell whether the title may open a document that no contents page lists."""
    if titles.kind_at_end(title) is None:
        return False
    return not expected.listed or titles.is_whole_title(title)


def is_listed(key: str, listed: frozenset[str]) -> bool:
    """Tell whether the title stands on the contents page, a few damaged characters aside."""
    if key in listed:
        return True
    near = (one for one in listed if abs(len(one) - len(key)) <= 3 and one[:4] == key[:4] and len(key) >= _SHORTEST)
    return any(SequenceMatcher(None, one, key, autojunk=False).ratio() >= _ALIKE for one in near)


def has_text(lines: Sequence[Line], at: int) -> bool:
    """Tell whether running text or a marker follows at index `at`, organs and dates between aside."""
    near = lines[at : at + _TEXT_WITHIN]
    for line in [line for line in near if not (shape.is_organ(line.text) or shape.is_date(line.text))][:3]:
        text = line.text
        if shape.has_marker(text) or text.endswith(("：", ":")):
            return True
        if len(text) >= _RUNNING and ("，" in text or ends_sentence(text)):
            return True
    return False
