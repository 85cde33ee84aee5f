"""Tables printed column by column: 序号, 1 … 17, then the cells of each further column one below the other.

A page is put together only where the counts prove it: the number column has n numbers, and the blocks behind it make
whole columns of n cells. Otherwise nothing is aligned, and a problem names the rows.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lingxing.engines.documents.domain.model import (
    Confidence,
    Problem,
    ProblemKind,
    Repair,
    RepairKind,
    TableForm,
)
from lingxing.engines.documents.domain.tables.blocks import Block, NumberRun, merge_fragments, number_runs
from lingxing.engines.documents.domain.tables.drafts import Draft

_NUMBER_HEAD = "序号"
_STOP = re.compile(
    r"(?:备\s?注|注|说\s?明|附\s?注)\s?[：:]|附\s?件\s?\d{0,2}$|第[一二三四五六七八九十]+[条章]|[一二三四五六七八九十]{1,3}、"
)
_MOST_COLUMNS = 20
_FEWEST_WITHOUT_HEADER = 4
_WIDEST = 60
EXCERPT = 40


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a flattened table: blocks `start` to `end` (bound excluded), its numbers and what stands behind."""

    start: int
    end: int
    numbers: tuple[str, ...]
    body: tuple[Block, ...]
    header: tuple[str, ...]
    headed_columns: bool
    header_is_whole: bool


@dataclass(frozen=True, slots=True)
class Span:
    """The blocks `start` to `end` (bound excluded) that became a draft."""

    start: int
    end: int
    draft: Draft


def read_flattened(blocks: Sequence[Block]) -> list[Span]:
    """Return the tables among the blocks, in order; unproved pages come as tables of one column with a problem."""
    spans: list[Span] = []
    for table in _tables(blocks, number_runs(blocks)):
        spans += _read_table(blocks, table)
    return spans


def _tables(blocks: Sequence[Block], runs: Sequence[NumberRun]) -> Iterator[list[Page]]:
    """Yield the pages of each table; a run that starts at 1 begins another table."""
    pages: list[Page] = []
    for i, run in enumerate(runs):
        end = runs[i + 1].start if i + 1 < len(runs) else len(blocks)
        if run.first == 1 and pages:
            yield pages
            pages = []
        pages.append(_read_page(blocks, run, end))
    if pages:
        yield pages


def _read_page(blocks: Sequence[Block], run: NumberRun, end: int) -> Page:
    above = blocks[run.start - 1].text.replace(" ", "") if run.start else ""
    headed = above == _NUMBER_HEAD
    numbers = tuple(block.text for block in blocks[run.start : run.end])
    end = next((i for i in range(run.end, end) if _stops(blocks[i])), end)
    if end < len(blocks) and blocks[end - 1].text.replace(" ", "") == _NUMBER_HEAD:
        end -= 1
    at = next((i for i in range(run.end, end) if _is_header_line(blocks[i])), None)
    names = tuple(blocks[at].lines[0].text.split()) if at is not None else ()
    whole = at is None or (at + 1 == end and len(blocks[at].lines) == 1)
    body = blocks[run.end : end if at is None else at]
    return Page(run.start - headed, end, numbers, tuple(body), names, headed and at is None, whole)


def _stops(block: Block) -> bool:
    """Whether the table ends before this block: a note, another head, or a line too long for a column."""
    return bool(_STOP.match(block.text)) or block.width > _WIDEST


def _is_header_line(block: Block) -> bool:
    words = block.lines[0].text.split()
    return len(words) > 1 and words[0] == _NUMBER_HEAD


def _read_table(blocks: Sequence[Block], pages: Sequence[Page]) -> list[Span]:
    """Return the table of the pages; neighbouring pages of one outcome and one header become one draft."""
    read = [(page, _columns(page)) for page in pages]
    spans: list[Span] = []
    group = [read[0]]
    for before, after in pairwise(read):
        if (before[1] is None) != (after[1] is None) or (before[1] and after[1] and before[1][0] != after[1][0]):
            spans.append(_span(blocks, group))
            group = []
        group.append(after)
    return [*spans, _span(blocks, group)]


_Columns = tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]


def _columns(page: Page) -> _Columns | None:
    """Return header and rows of a page where the counts prove them, else None."""
    if not page.header_is_whole:
        return None
    for cells in (list(page.body), merge_fragments(page.body)):
        texts = [block.text for block in cells]
        columns = _headed(texts, page) if page.headed_columns else _plain(texts, page)
        if columns:
            header, body = columns
            return header, tuple(zip(page.numbers, *body, strict=True))
    return None


def _headed(texts: Sequence[str], page: Page) -> tuple[tuple[str, ...], list[Sequence[str]]] | None:
    """Each column starts with its own name."""
    height = len(page.numbers) + 1
    if not texts or len(texts) % height or len(texts) // height > _MOST_COLUMNS:
        return None
    columns = [texts[i : i + height] for i in range(0, len(texts), height)]
    names = [column[0] for column in columns]
    if any(len(name) > EXCERPT or re.fullmatch(r"[\d.,%％≥≤<>√—-]*", name) for name in names):
        return None
    return (_NUMBER_HEAD, *names), [column[1:] for column in columns]


def _plain(texts: Sequence[str], page: Page) -> tuple[tuple[str, ...], list[Sequence[str]]] | None:
    """The names stand in one line behind the rows, or nowhere."""
    height = len(page.numbers)
    width = len(page.header) - 1 if page.header else len(texts) // height
    if width < 1 or width > _MOST_COLUMNS or len(texts) != width * height:
        return None
    if not page.header and height < _FEWEST_WITHOUT_HEADER:
        return None
    return page.header, [texts[i : i + height] for i in range(0, len(texts), height)]


def _span(blocks: Sequence[Block], group: Sequence[tuple[Page, _Columns | None]]) -> Span:
    start, end = group[0][0].start, group[-1][0].end
    own = blocks[start:end]
    first, last = own[0].lines[0].first_line, own[-1].lines[-1].last_line
    numbers = [number for page, _ in group for number in page.numbers]
    columns = group[0][1]
    if columns is None:
        cells = tuple((block.text,) for block in own)
        message = (
            f"第{first}至{last}行的表格（序号{numbers[0]}至{numbers[-1]}）按列打散，各列格数与行数不符，无法确定每格属于哪一行；"
            "已按原顺序逐格列出，请对照原件补全各行。"
        )
        problem = Problem(ProblemKind.TABLE, message, first, own[0].text[:EXCERPT])
        return Span(start, end, Draft(TableForm.FLATTENED, (), cells, first, last, (), (problem,)))
    rows = tuple(row for _, read in group if read for row in read[1])
    before = " ".join(block.text for block in own[:6])
    repair = Repair(first, RepairKind.TABLE, before[:80], " | ".join(rows[0])[:80], Confidence.LIKELY)
    return Span(start, end, Draft(TableForm.FLATTENED, columns[0], rows, first, last, (repair,)))
