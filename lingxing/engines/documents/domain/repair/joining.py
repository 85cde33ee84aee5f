"""Sentences that column width or page breaks cut are made whole again."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from lingxing.engines.documents.domain.model import Confidence, Line, Problem, ProblemKind, Repair, RepairKind
from lingxing.engines.documents.domain.repair import line_shapes as shape
from lingxing.engines.documents.domain.repair.characters import ends_sentence, print_width
from lingxing.engines.documents.domain.repair.spacing import widen

_ARTICLE = re.compile(r"第[一二三四五六七八九十百零〇]{1,7}条")
_CONTINUES = frozenset("，。；、：）”’》〉】〕！？%％")
_OPEN_END = frozenset("，、（《“‘〈【〔")
_OWN_VALIDITY = re.compile(r"本[\u4e00-\u9fff]{2,6}自|本[\u4e00-\u9fff]{2,6}由")
_CANNOT_BEGIN = re.compile(r"的|[\u4e00-\u9fff][，。；]")
_BEGINS_SENTENCE = re.compile(r"《[^《》]{2,80}》(?:已|业|经)|现将《|根据《")
_NUMBERED_TITLE = re.compile(r"》（[^（）]{4,40}号）$")
_MIN_WIDTH, _MIN_WRAPPED, _WRAPPED_SHARE, _PROSE_SHARE = 12, 6, 0.4, 0.25
_LONG = 30
_EXCERPT, _SEAM = 40, 6


@dataclass(frozen=True, slots=True)
class Joined:
    """Lines with whole sentences, the joins made, and the lines that fit nowhere."""

    lines: tuple[Line, ...]
    repairs: tuple[Repair, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Layout:
    """How the region is printed.

    `column` is the usual width of a full line where lines are wrapped, else None; `headed` are the marker styles whose
    lines are headings; `lossy` says that the source lost characters, so that a missing stop proves no break.
    """

    column: float | None
    articles: bool
    headed: frozenset[shape.Style]
    lossy: bool

    def is_full(self, width: float, *, first: bool) -> bool:
        return self.column is not None and width >= self.column - (3.5 if first else 1.5)

    def is_indented(self, text: str) -> bool:
        return self.column is not None and not ends_sentence(text) and print_width(text) <= self.column - 1.75


@dataclass(slots=True)
class _Paragraph:
    """The lines of one paragraph so far."""

    lines: list[Line]
    sentences: bool
    depth: int
    sure: bool = True

    @property
    def tail(self) -> Line:
        return self.lines[-1]

    def whole(self) -> Line:
        if len(self.lines) == 1:
            return self.lines[0]
        text = self.lines[0].text
        parts = [text]
        for line in self.lines[1:]:
            gap = " " if _both_letters(parts[-1][-1:], line.text[:1]) else ""
            parts.append(gap + line.text)
        # Text that went around a table may come back in another order than it was printed in.
        first, last = min(line.first_line for line in self.lines), max(line.last_line for line in self.lines)
        return Line(widen("".join(parts)), first, last)


def _both_letters(left: str, right: str) -> bool:
    return left.isascii() and right.isascii() and left.isalpha() and right.isalpha()


def join_lines(lines: Sequence[Line], *, lossy: bool = False) -> Joined:
    """Return the region's lines with broken sentences made whole, in order.

    In a `lossy` source, one that lost characters, a line without its stop is joined only where it can't end; the
    others become problems.

    Headings, markers, dates, signatures, annex heads, list rows and table cells are never swallowed. A full stop that
    stands alone behind a finished sentence is no text of this place: it is left out and named as a problem of order.
    """
    layout = _layout_of(lines, lossy=lossy)
    paragraphs: list[_Paragraph] = []
    problems: list[Problem] = []
    for line in lines:
        if paragraphs and _is_orphan(paragraphs[-1].tail, line):
            problems.append(_out_of_order(line, "单独成行的标点，前句已完整，疑为错位的文字"))
            continue
        sure = _fits(paragraphs[-1], line, layout) if paragraphs else None
        if sure is None:
            paragraphs.append(_Paragraph([line], _has_sentence(line.text), _depth(line.text)))
            continue
        paragraph = paragraphs[-1]
        paragraph.lines.append(line)
        paragraph.sentences = paragraph.sentences or _has_sentence(line.text)
        paragraph.depth += _depth(line.text)
        paragraph.sure = paragraph.sure and sure
    problems += _unfinished(paragraphs, layout)
    repairs = tuple(_log(paragraph) for paragraph in paragraphs if len(paragraph.lines) > 1)
    return Joined(tuple(paragraph.whole() for paragraph in paragraphs), repairs, tuple(problems))


def _layout_of(lines: Sequence[Line], *, lossy: bool) -> _Layout:
    plain = [line.text for line in lines if not line.cells and "\t" not in line.text]
    articles = sum(1 for text in plain if text[:1] == "第" and _ARTICLE.match(text)) >= 3
    widths = Counter(round(width) for text in plain if (width := print_width(text)) >= _MIN_WIDTH)
    headed = _headed_styles(plain, articles=articles)
    if not widths:
        return _Layout(None, articles, headed, lossy)
    total = sum(widths.values())
    near, centre = max((sum(widths[w + d] for d in (-1, 0, 1)), w) for w in widths)
    column = max((widths[w], w) for w in (centre - 1, centre, centre + 1))[1]
    longer = sum(times for width, times in widths.items() if width > column + 6)
    wrapped = near >= _MIN_WRAPPED and near >= _WRAPPED_SHARE * total and longer <= 0.1 * total
    wrapped = wrapped and _are_prose([text for text in plain if abs(round(print_width(text)) - column) <= 1])
    return _Layout(float(column) if wrapped else None, articles, headed, lossy)


def _are_prose(texts: Sequence[str]) -> bool:
    """Return whether enough of the lines hold a stop or comma, as wrapped sentences do; rows of a list are as long by
    chance."""
    return sum(any(sign in text for sign in "，。；：、") for text in texts) >= _PROSE_SHARE * len(texts)


def _headed_styles(texts: Sequence[str], *, articles: bool) -> frozenset[shape.Style]:
    """Return the styles whose lines mostly end without a stop; in a text of articles only divisions are headings."""
    open_ends: Counter[shape.Style] = Counter()
    total: Counter[shape.Style] = Counter()
    for text in texts:
        if found := shape.heading_style(text):
            total[found[0]] += 1
            open_ends[found[0]] += not ends_sentence(text)
    if articles:
        return frozenset({shape.Style.DIVISION})
    mostly = {style for style in total if 2 * open_ends[style] >= total[style]}
    return frozenset({shape.Style.DIVISION, shape.Style.TOP, *mostly})


def _has_sentence(text: str) -> bool:
    return any(stop in text[:-1] for stop in "。；，")


def _depth(text: str) -> int:
    return text.count("（") - text.count("）")


def _is_orphan(before: Line, line: Line) -> bool:
    return len(line.text) == 1 and line.text in "。；" and before.text.endswith(("。", "；"))


def _fits(paragraph: _Paragraph, line: Line, layout: _Layout) -> bool | None:
    """Return whether joining `line` is sure, or None when it starts a paragraph of its own."""
    tail = paragraph.tail
    if tail.cells or line.cells or "\t" in tail.text or "\t" in line.text:
        return None
    if _stands_alone(line.text) or _stands_alone(tail.text):
        return None
    if line.text[0] in _CONTINUES or (not layout.lossy and _cuts_title(tail.text, line.text)):
        return True
    if shape.is_units_clause(line.text) and ends_sentence(tail.text):
        return False if paragraph.sentences or shape.has_marker(paragraph.lines[0].text) else None
    open_end = (paragraph.depth > 0 and tail.text.endswith("：")) or _ends_in_number(paragraph)
    finished = ends_sentence(tail.text) and not open_end
    if shape.has_marker(line.text):
        return None if finished else _goes_on_with_marker(paragraph, line, layout)
    return _after_finished(paragraph, line, layout) if finished else _after_unfinished(paragraph, line, layout)


def _goes_on_with_marker(paragraph: _Paragraph, line: Line, layout: _Layout) -> bool | None:
    """A sentence that a full line cut goes on with what looks like a marker: …实行多证合 | 一、一照一码.

    A heading as long as the line is no such sentence, whatever commas it holds.
    """
    if shape.is_cited_marker(line.text):
        return True
    headed = shape.has_marker(paragraph.lines[0].text) and not any("。" in part.text for part in paragraph.lines)
    cut = paragraph.sentences and not headed and not layout.lossy and paragraph.tail.text[-1] not in "：、"
    return False if cut and layout.is_full(print_width(paragraph.tail.text), first=False) else None


def _cuts_title(above: str, below: str) -> bool:
    """Return whether a title opened above is closed below: 《…管 | 理办法》."""
    closing = below.find("》")
    return above.rfind("《") > above.rfind("》") and closing >= 0 and "《" not in below[:closing]


def _ends_in_number(paragraph: _Paragraph) -> bool:
    """Return whether a running sentence stands behind a title and its number: …《…》（…〔2022〕15号） | 同时废止。"""
    return paragraph.sentences and bool(_NUMBERED_TITLE.search(paragraph.tail.text))


def _stands_alone(text: str) -> bool:
    if text[:1] in "（(" and shape.adoption_date(text):
        return True
    return shape.is_date(text) or shape.is_annex_head(text) or shape.is_public_note(text)


def _after_finished(paragraph: _Paragraph, line: Line, layout: _Layout) -> bool | None:
    tail = paragraph.tail.text
    first = len(paragraph.lines) == 1
    if _stops_halfway(paragraph):
        return False
    if tail.endswith(("：", "）", ":", ")")) or not layout.is_full(print_width(tail), first=first):
        return None
    if layout.is_indented(line.text) or _OWN_VALIDITY.match(line.text):
        return None
    return False


def _after_unfinished(paragraph: _Paragraph, line: Line, layout: _Layout) -> bool | None:
    tail, first = paragraph.tail.text, len(paragraph.lines) == 1
    if tail[-1] in _OPEN_END or tail[-1] == "：":
        return True
    if first and shape.is_list_row(tail) and shape.is_list_row(line.text):
        return None
    if layout.column is not None:
        full = layout.is_full(print_width(tail) + _carried_down(line.text), first=first)
        return full if full or paragraph.sentences else None
    if layout.lossy or (first and _is_heading(tail, layout)):
        return None
    if layout.articles and shape.may_be_damaged_marker(line.text):
        return None
    if _CANNOT_BEGIN.match(line.text):
        return True
    if paragraph.sentences or print_width(tail) >= _LONG:
        return True
    return _short_break(paragraph, line, layout)


def _stops_halfway(paragraph: _Paragraph) -> bool:
    """Return whether an article's opening words end with a semicolon, which no paragraph does and no list follows."""
    opening = paragraph.lines[0].text
    return paragraph.tail.text.endswith("；") and opening[:1] == "第" and bool(_ARTICLE.match(opening))


def _carried_down(text: str) -> int:
    """Return 1 where a stop in second place took the character before it down to its line, which no line may begin."""
    return int(text[1:2] in _CONTINUES)


def _is_heading(text: str, layout: _Layout) -> bool:
    found = shape.heading_style(text)
    if not found:
        return False
    style, start = found
    if style in layout.headed:
        return shape.has_no_sentence(text[start:], commas=True)
    return not layout.articles and shape.has_no_sentence(text[start:], commas=False)


def _short_break(paragraph: _Paragraph, line: Line, layout: _Layout) -> bool | None:
    """A short line without any stop: in a text of articles, after a marker, or where its words begin a sentence, only
    a page break cuts like this."""
    head = paragraph.lines[0].text
    marked = shape.has_marker(head) or bool(_BEGINS_SENTENCE.match(head))
    if shape.is_organ(paragraph.tail.text) and not marked:
        return None
    return False if (layout.articles or marked) and ends_sentence(line.text) else None


def _unfinished(paragraphs: Sequence[_Paragraph], layout: _Layout) -> list[Problem]:
    """Name the sentences that end in the middle: out of place in a wrapped text, cut short in a lossy one."""
    found = []
    for paragraph, following in pairwise(paragraphs):
        tail = paragraph.tail
        if tail.cells or ends_sentence(tail.text) or not paragraph.sentences:
            continue
        marked = shape.has_marker(paragraph.lines[0].text)
        if layout.column is not None and not marked and shape.has_marker(following.lines[0].text):
            found.append(_out_of_order(tail, "句子没有结尾，疑为排版错位或文字缺失"))
        elif layout.lossy and not shape.ends_with_units(tail.text):
            end = tail.text[-_EXCERPT:]
            found.append(Problem(ProblemKind.LOST_TEXT, "句末标点缺失，句子可能不完整", tail.last_line, end))
    return found


def _out_of_order(line: Line, message: str) -> Problem:
    return Problem(ProblemKind.ORDER, message, line.first_line, line.text[:_EXCERPT])


def _log(paragraph: _Paragraph) -> Repair:
    lines = paragraph.lines
    seams = [f"{above.text[-_SEAM:]}\n{below.text[:_SEAM]}" for above, below in pairwise(lines)]
    before = "…".join(seams)
    confidence = Confidence.CERTAIN if paragraph.sure else Confidence.LIKELY
    return Repair(lines[0].first_line, RepairKind.BROKEN_LINE, before, before.replace("\n", ""), confidence)
