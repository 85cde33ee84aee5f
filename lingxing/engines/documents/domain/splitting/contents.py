"""The contents page: a list to check the documents against, never a document."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lingxing.engines.documents.domain.model import Line
from lingxing.engines.documents.domain.splitting.heads import bare_number, number_text
from lingxing.engines.documents.domain.splitting.titles import join_title, kind_at_end, title_key

_HEAD = re.compile(r"\s*(?:目\s*录|本\s*期\s*目\s*录|要\s*目|CONTENTS)\s*", re.IGNORECASE)
_ENTRY_END = re.compile(
    r"(?P<text>.*?)(?:[\s.…·．。\-—_]{2,}|…|\t|(?<=[^\d\s])\s*[（(])\s*(?P<page>\d{1,4})\s*[）)]?\s*"
)
_PAGE_ALONE = re.compile(r"(?P<text>.*[^\d\s.．年第])\s*(?P<page>\d{1,3})\s*")
_LABEL = re.compile(
    r"\s*(?:【[^】]{1,20}】|\[[^\]]{1,20}\]|[●◆■★▲].{0,20}"
    r"|[\u4e00-\u9fff]{0,8}(?:文件|任免|大事记|规章|解读|动态|要闻|讲话|资料|数据)|[\u4e00-\u9fff]{0,3}政府令)\s*"
)
_ORDINAL = re.compile(r"\s*(?:\d{1,3}\s*[.．、]|[（(]\d{1,3}[）)]|[●◆■·•])\s*")
_NUMBER = re.compile(
    r"[（(]?[\u4e00-\u9fff]{2,14}[〔\[（(](?:19|20)\d{2}[〕\]）)]\s*\d{1,4}\s*号[）)]?\s*$"
    r"|[（(][\u4e00-\u9fff]{0,16}(?:令\s*第?|第|〔(?:19|20)\d{2}〕\s*第?|(?:19|20)\d{2}年第)\s*[\d一二三四五六七八九十百]{1,6}\s*号令?[）)]\s*$"
)
_BEHIND = re.compile(rf"(?:{_NUMBER.pattern}|[（(](?:19|20)\d{{2}}年[^（）()]{{2,80}}(?:公布|发布|通过|印发)[）)]\s*$)")
_LONGEST_HEAD, _LONGEST, _MOST_LINES, _PROBED, _LONGEST_LINE, _FEWEST_PAGES = 12, 400, 5, 12, 300, 2


@dataclass(frozen=True, slots=True)
class Contents:
    """The titles listed, in order, and the runs of line indexes that the pages take, each without its last bound."""

    titles: tuple[str, ...] = ()
    runs: tuple[tuple[int, int], ...] = ()

    @property
    def start(self) -> int | None:
        """Return the index of the first contents line, or None without a page."""
        return self.runs[0][0] if self.runs else None


def find_contents(lines: Sequence[Line]) -> Contents:
    """Return the contents of the gazette, or of every gazette in the source; empty where there is none.

    A list of chapters inside a plan is no contents page: most entries must be titles of papers.
    """
    found: list[str] = []
    runs: list[tuple[int, int]] = []
    at = 0
    while at < len(lines):
        if len(lines[at].text) <= _LONGEST_HEAD and _HEAD.fullmatch(lines[at].text):
            titles, end = _read_entries(lines, at)
            if not titles or 2 * sum(kind_at_end(title) is not None for title in titles) >= len(titles):
                found += titles
                runs.append((at, end))
                at = end
                continue
        at += 1
    return Contents(tuple(found), tuple(runs))


def _read_entries(lines: Sequence[Line], head: int) -> tuple[list[str], int]:
    titles: list[str] = []
    pending: list[str] = []
    end = head + 1
    has_pages = _probe(lines[head + 1 : head + 1 + _PROBED])
    page = 0
    for at in range(head + 1, min(len(lines), head + _LONGEST)):
        text = lines[at].text
        if _LABEL.fullmatch(text):
            pending, end = [], at + 1
            continue
        found = _entry_end(text) or (_page_alone(text, page) if has_pages else None)
        page = int(found["page"]) if found else page
        pending.append(_ORDINAL.sub("", found["text"] if found else text, count=1))
        listed = _listed(pending, whole=found is not None if has_pages else None)
        if listed and titles and title_key(listed) == title_key(titles[0]):
            break
        if listed:
            titles.append(listed)
            pending, end = [], at + 1
        elif len(pending) >= _MOST_LINES or text.endswith(("。", "：")):
            break
    return (titles, end) if titles else ([], head + 1)


def _probe(lines: Sequence[Line]) -> bool:
    """Tell whether the entries end with page numbers: behind dots, or bare ones that never fall."""
    if any(_entry_end(line.text) for line in lines):
        return True
    bare = [int(found["page"]) for line in lines if (found := _page_alone(line.text, 0))]
    return len(bare) >= _FEWEST_PAGES and bare == sorted(bare)


def _entry_end(text: str) -> re.Match[str] | None:
    return _ENTRY_END.fullmatch(text) if len(text) <= _LONGEST_LINE else None


def _page_alone(text: str, before: int) -> re.Match[str] | None:
    """Return the match of an entry that ends with a page number and no dots; pages never fall."""
    found = _PAGE_ALONE.fullmatch(text) if len(text) <= _LONGEST_LINE and text[-1:].isdigit() else None
    return found if found and int(found["page"]) >= before else None


def _listed(pending: Sequence[str], *, whole: bool | None) -> str | None:
    """Return the entry once it is whole: at its page number, or, on a page without numbers, where its kind ends."""
    bare = [text.rstrip("….· ") for text in pending]
    title = _BEHIND.sub("", join_title(text for text in bare if not (number_text(text) or bare_number(text))))
    if whole is not None:
        return title or None if whole else None
    return title if len(pending) == 1 and len(title) > 10 and kind_at_end(title) else None
