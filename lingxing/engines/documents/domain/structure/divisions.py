"""Volumes, chapters and sections (编 章 节): their heads, titles on the next line, and lost markers."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from lingxing.engines.documents.domain.model import Confidence, ProblemKind
from lingxing.engines.documents.domain.structure.damage import read_damaged
from lingxing.engines.documents.domain.structure.entries import Entry, Findings, Head, accept, places
from lingxing.engines.documents.domain.structure.markers import Style
from lingxing.engines.documents.domain.structure.sequence import Numbered, heaviest_chain
from lingxing.kernel.numerals import format_numeral

_LONGEST = 40
_LONGEST_TITLE = 12
_SUPPLEMENTARY = re.compile(r"附则|其他|实施|施行|解释|附录")
_CLOSING = re.compile(r"负责解释|起施行|起实施|起执行")
_NAMES = {Style.VOLUME: "编", Style.CHAPTER: "章", Style.SECTION: "节"}


def decide_divisions(entries: Sequence[Entry], findings: Findings) -> None:
    """Set the heads of volumes, chapters and sections, and join titles that stand on the next line."""
    _decide(entries, Style.VOLUME, findings)
    first = _decide(entries, Style.CHAPTER, findings)
    for i, marker in places(entries, Style.SECTION):
        if i > first and _is_head(entries[i]):
            accept(entries[i], marker)
    for i, entry in enumerate(entries):
        if entry.head and entry.head.style < Style.ARTICLE and entry.head.end >= len(entry.words):
            _title_below(entries, i, findings)


def _decide(entries: Sequence[Entry], style: Style, findings: Findings) -> int:
    """Accept the sequence of one style; return the place of its first head, or -1."""
    found = [Numbered(i, m.number) for i, m in places(entries, style) if _is_head(entries[i])]
    chain = heaviest_chain(found, late=True)
    for numbered in chain:
        marker = entries[numbered.place].marker
        if marker:
            accept(entries[numbered.place], marker)
    if chain and style is Style.CHAPTER:
        _fill_gaps(entries, chain, findings)
    return chain[0].place if chain else -1


def _is_head(entry: Entry) -> bool:
    marker = entry.marker
    return bool(marker and not marker.reference and len(entry.words) <= _LONGEST and not entry.ends_sentence)


def _title_below(entries: Sequence[Entry], i: int, findings: Findings) -> None:
    below = entries[i + 1] if i + 1 < len(entries) else None
    if below and below.is_title and not below.head:
        below.part_of_heading = True
        return
    head = entries[i].head
    name = f"第{format_numeral(head.number)}{_NAMES[head.style]}" if head else ""
    findings.numbering(entries[i], f"{name}的标题缺失；请对照原件补上。", ProblemKind.LOST_TEXT)


def _fill_gaps(entries: Sequence[Entry], chain: Sequence[Numbered], findings: Findings) -> None:
    """Number the titles whose chapter marker is lost, where as many stand between two known chapters as are missing.

    Behind the last known chapter every such title goes on counting.
    """
    titles = list(_lone_titles(entries))
    known = [Numbered(-1, 0), *chain]
    for before, after in pairwise(known):
        between = titles[bisect_left(titles, before.place + 1) : bisect_left(titles, after.place)]
        missing = after.number - before.number - 1
        if missing and missing == len(between):
            _infer(entries, between, before.number, findings)
        elif missing > 0:
            message = f"第{format_numeral(before.number + 1)}章起缺{missing}章，其间有{len(between)}个疑似章名"
            findings.numbering(entries[after.place], message + "；请对照原件补上章的编号。")
    _infer(entries, [t for t in titles if t > known[-1].place], known[-1].number, findings)


def _infer(entries: Sequence[Entry], titles: Sequence[int], number: int, findings: Findings) -> None:
    for offset, place in enumerate(titles, start=1):
        entries[place].head = Head(Style.CHAPTER, number + offset, 0, "", inferred=True)
        findings.inferred(entries[place], "", f"第{format_numeral(number + offset)}章", Confidence.LIKELY)


def question_last_chapter(entries: Sequence[Entry], findings: Findings) -> None:
    """Ask for a lost last chapter where the closing articles stand in a chapter that is not named 附则."""
    chapters = [i for i, e in enumerate(entries) if e.head and e.head.style is Style.CHAPTER]
    if len(chapters) < 2:
        return
    last = entries[chapters[-1]]
    below = entries[chapters[-1] + 1] if chapters[-1] + 1 < len(entries) else None
    title = (last.words[last.head.end :] if last.head else "") or (
        below.words if below and below.part_of_heading else ""
    )
    closing = next((e for e in entries[chapters[-1] :] if e.head and _CLOSING.search(e.words)), None)
    if closing and title and not _SUPPLEMENTARY.search("".join(title.split())):
        message = "末章不是附则，而解释、施行的条文在其中；请对照原件，核对此前是否缺一章的编号和标题。"
        findings.numbering(closing, message, ProblemKind.LOST_MARKER)


def _lone_titles(entries: Sequence[Entry]) -> Iterator[int]:
    """Yield the unmarked titles that stand right before an article and behind a finished sentence."""
    for i in range(1, len(entries) - 1):
        if (
            not entries[i].is_title
            or len(entries[i].words) > _LONGEST_TITLE
            or entries[i].quoted
            or entries[i - 1].opens_list
        ):
            continue
        before, below = entries[i - 1], entries[i + 1]
        starts = bool(below.marker and below.marker.style is Style.ARTICLE) or read_damaged(i + 1, below)
        if starts and not (before.head and before.head.end >= len(before.words)):
            yield i
