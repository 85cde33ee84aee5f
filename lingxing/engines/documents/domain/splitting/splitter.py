"""A gazette's clean lines cut into documents."""

import re
from collections.abc import Sequence
from dataclasses import replace

from lingxing.engines.documents.domain.model import Line, Problem, ProblemKind
from lingxing.engines.documents.domain.repair.characters import ends_sentence
from lingxing.engines.documents.domain.splitting import issued, titles
from lingxing.engines.documents.domain.splitting.bodies import cut_document
from lingxing.engines.documents.domain.splitting.closing import closed_by_date, is_date_line
from lingxing.engines.documents.domain.splitting.contents import Contents, find_contents
from lingxing.engines.documents.domain.splitting.displaced import mend_split_titles
from lingxing.engines.documents.domain.splitting.heads import find_heads
from lingxing.engines.documents.domain.splitting.opening import find_opening
from lingxing.engines.documents.domain.splitting.orders import is_order
from lingxing.engines.documents.domain.splitting.parts import DocumentHead, DocumentParts, SplitGazette
from lingxing.engines.documents.domain.splitting.sections import (
    names_no_document,
    opens_other_section,
    without_colophon,
)
from lingxing.engines.documents.domain.splitting.standalone import Expected, find_standalone, is_listed
from lingxing.engines.documents.domain.splitting.unfolding import unfold

_SECTION_LABEL = re.compile(
    r"【[^】]{1,20}】|[\u4e00-\u9fff]{0,20}(?:政府|办公[室厅]|部门|委员会|局|厅)(?:文件|规章|规范性文件)|人事任免|(?:省|市|县|区|州)?政府令"
)
_NOTICE_LINES, _SHORTEST_ENTRY, _LONGEST_LABEL = 12, 8, 30


def split(lines: Sequence[Line]) -> SplitGazette:
    """Return the documents of a gazette in reading order, each cut into its parts.

    The contents page serves as a check: titles listed and not found, or found and not listed, become problems.
    """
    lines = unfold(lines)
    contents = find_contents(lines)
    masthead = lines[: contents.start] if contents.start is not None else ()
    lines = without_colophon(_without_runs(lines, contents.runs))
    heads, repairs = mend_split_titles(lines, find_heads(lines))
    moved = {line.first_line for head in heads for line in head.displaced}
    listed = frozenset(titles.title_key(title) for title in contents.titles)
    documents = _before_numbers(lines[: heads[0].start if heads else len(lines)], listed, numbered=bool(heads))
    stops = [head.start for head in heads[1:]] + [len(lines)]
    for head, stop in zip(heads, stops, strict=False):
        region = [line for line in lines[head.body : stop] if line.first_line not in moved]
        documents += _cut_all(head, _without_label(region), listed)
    problems = _check_contents(contents, documents)
    return SplitGazette(tuple(documents), contents.titles, tuple(masthead), tuple(repairs), tuple(problems))


def _without_runs(lines: Sequence[Line], runs: Sequence[tuple[int, int]]) -> list[Line]:
    kept: list[Line] = []
    at = 0
    for start, end in runs:
        kept += lines[at:start]
        at = end
    return kept + list(lines[at:])


def _before_numbers(front: Sequence[Line], listed: frozenset[str], *, numbered: bool) -> list[DocumentParts]:
    """Return the documents without numbers in front of the first number."""
    opening = None if numbered else find_opening(front)
    opening = opening or find_standalone(front, Expected(listed, frozenset(), issues=False), 0)
    return _cut_all(opening, _without_label(front[opening.body :]), listed) if opening else []


def _cut_all(head: DocumentHead, region: Sequence[Line], listed: frozenset[str]) -> list[DocumentParts]:
    """Cut a numbered document and those without numbers that follow it before the next number."""
    documents = []
    current: DocumentHead | None = head
    begin = 0
    last_date = next((at for at in range(len(region) - 1, -1, -1) if is_date_line(region, at)), -1)
    while current:
        expected = replace(_expected(current, region, begin, listed), last_date=last_date)
        following = find_standalone(region, expected, begin + 1)
        stop = following.start if following else len(region)
        documents.append(cut_document(current, region[begin:stop]))
        begin = following.body if following else stop
        current = following
    return documents


def _expected(head: DocumentHead, region: Sequence[Line], begin: int, listed: frozenset[str]) -> Expected:
    told = issued.issued_texts(head.title, region[begin : begin + _NOTICE_LINES])
    own = frozenset(titles.title_key(name) for name in told.names)
    return Expected(listed - own, own, issues=bool(told.names), begin=begin)


def _without_label(region: Sequence[Line]) -> list[Line]:
    """Drop section labels (【政办发】, 部门文件) between two documents, and the sections that hold none (大事记)."""
    region = list(region)[: next((at for at in range(len(region)) if opens_other_section(region, at)), None)]
    labels = {
        at
        for at, line in enumerate(region)
        if len(line.text) <= _LONGEST_LABEL and _SECTION_LABEL.fullmatch(line.text) and _is_between(region, at)
    }
    return [line for at, line in enumerate(region) if at not in labels]


def _is_between(region: Sequence[Line], at: int) -> bool:
    """Tell whether nothing but another label follows, or a text has closed above."""
    if at + 1 == len(region) or closed_by_date(region, at) or _SECTION_LABEL.fullmatch(region[at + 1].text):
        return True
    return at > 0 and ends_sentence(region[at - 1].text)


def _check_contents(contents: Contents, documents: Sequence[DocumentParts]) -> list[Problem]:
    named = [(document, _names_of(document)) for document in documents]
    found = frozenset(key for _, keys in named for key in keys)
    listed = frozenset(titles.title_key(title) for title in contents.titles)
    problems = [
        Problem(ProblemKind.CONTENTS, f"目录所列文件在正文中没有找到：{title}", None, title)
        for title in contents.titles
        if not (names_no_document(title) or _SECTION_LABEL.fullmatch(title))
        and not _is_among(titles.title_key(title), found)
    ]
    if not contents.titles:
        return problems
    for document, keys in named:
        if not any(_is_among(key, listed) for key in keys):
            line = document.line_ranges[0][0]
            problems.append(Problem(ProblemKind.CONTENTS, "正文中的文件没有列入目录", line, document.head.title))
    return problems


def _is_among(key: str, names: frozenset[str]) -> bool:
    """Tell whether the key is one of the names, or one is the other's end: 关于…的通知 without its organ."""
    if is_listed(key, names):
        return True
    return any(min(len(key), len(name)) >= _SHORTEST_ENTRY and _same_end(key, name) for name in names)


def _same_end(one: str, other: str) -> bool:
    return one.endswith(other) or other.endswith(one)


def _names_of(document: DocumentParts) -> tuple[str, ...]:
    """Return the keys under which a contents page may list a document: its title, for an order its text's as well."""
    texts = document.instruments if is_order(document.head.title) else ()
    return tuple(titles.title_key(title) for title in (document.head.title, *(text.title for text in texts)))


def with_title(parts: DocumentParts, title: str) -> DocumentParts:
    """Return the document under another title, its own text renamed with it where it has no notice."""
    instruments = parts.instruments
    if not parts.wrapped and len(instruments) == 1 and instruments[0].title == parts.head.title:
        instruments = (replace(instruments[0], title=title),)
    return replace(parts, head=replace(parts.head, title=title), instruments=instruments)
