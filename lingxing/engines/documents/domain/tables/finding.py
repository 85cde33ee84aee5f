"""All tables of a run of lines, and the lines that are left."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from lingxing.engines.documents.domain.model import Line, Problem, Repair, Table
from lingxing.engines.documents.domain.tables.blocks import read_blocks
from lingxing.engines.documents.domain.tables.drafts import Draft
from lingxing.engines.documents.domain.tables.flattened import read_flattened
from lingxing.engines.documents.domain.tables.gridded import is_gridded, read_grid
from lingxing.engines.documents.domain.tables.tagged import expand_tagged

_TITLE = re.compile(
    r"[^。；;]{2,60}?(?:表|单|目录|名录|一览|指标|分工|计划|标准|情况|安排|册|明细|目标|任务|汇总)\s?(?:[（(][^（）()]{1,20}[）)])?"
)
_SKIPPED = re.compile(r"单\s?位\s?[：:]|附\s?[件表]\s?\d{0,2}\s*$")
_MARKER = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.．、])\s*")
_ABOVE = 3


@dataclass(frozen=True, slots=True)
class TablesFound:
    """The tables in order, the other lines in order, and what was repaired or has to be decided."""

    tables: tuple[Table, ...]
    rest: tuple[Line, ...]
    repairs: tuple[Repair, ...]
    problems: tuple[Problem, ...]


def extract_tables(lines: Sequence[Line], prefix: str) -> TablesFound:
    """Return the tables of `lines` (clean, not yet joined, blank ones left out) and the lines that belong to none.

    Ids are `table_1`, `table_2`… behind `prefix`. A blank line is seen from the line numbers. A title above a table
    is its title and stays among the rest as well; so does every row too lonely to be a table. Never raises.
    """
    drafts, rest = _take_grids(expand_tagged(lines))
    flat, rest = _take_flattened(rest)
    drafts = sorted([*drafts, *flat], key=lambda draft: draft.first_line)
    joint = f"{prefix}__" if prefix and not prefix.endswith("__") else prefix
    titles = _titles(rest, drafts)
    tables = tuple(
        Table(f"{joint}table_{n}", title, draft.form, draft.header, draft.rows, draft.first_line, draft.last_line)
        for n, (draft, title) in enumerate(zip(drafts, titles, strict=True), start=1)
    )
    repairs = tuple(repair for draft in drafts for repair in draft.repairs)
    return TablesFound(tables, tuple(rest), repairs, tuple(p for draft in drafts for p in draft.problems))


def _take_grids(lines: Sequence[Line]) -> tuple[list[Draft], list[Line]]:
    drafts: list[Draft] = []
    rest: list[Line] = []
    for gridded, run in groupby(lines, key=is_gridded):
        group = list(run)
        found = read_grid(group) if gridded else []
        drafts += found
        taken = [(draft.first_line, draft.last_line) for draft in found]
        outside = (_as_text(line) for line in group if not any(a <= line.first_line <= b for a, b in taken))
        rest += [line for line in outside if line.text]
    return drafts, rest


def _as_text(line: Line) -> Line:
    """Return a row outside any table as a line of words; a row of empty cells has none."""
    if line.cells is None:
        return line
    words = line.text.strip() or " ".join(cell.strip() for cell in line.cells if cell.strip())
    return replace(line, text=words, cells=None)


def _take_flattened(lines: Sequence[Line]) -> tuple[list[Draft], list[Line]]:
    if not any(line.text.strip().isdecimal() for line in lines):
        return [], list(lines)
    blocks = read_blocks(lines)
    drafts: list[Draft] = []
    rest: list[Line] = []
    position = 0
    for span in read_flattened(blocks):
        rest += [line for block in blocks[position : span.start] for line in block.lines]
        drafts.append(span.draft)
        position = span.end
    return drafts, rest + [line for block in blocks[position:] for line in block.lines]


def _titles(rest: Sequence[Line], drafts: Sequence[Draft]) -> Iterator[str]:
    """Yield the title above each table, or nothing: the nearest line above that names a table."""
    at = 0
    for draft in drafts:
        while at < len(rest) and rest[at].first_line < draft.first_line:
            at += 1
        yield _title(rest[max(0, at - _ABOVE) : at])


def _title(above: Sequence[Line]) -> str:
    for line in reversed(above):
        words = line.text.strip()
        if _TITLE.fullmatch(words):
            return _MARKER.sub("", words)
        if not _SKIPPED.match(words):
            return ""
    return ""
