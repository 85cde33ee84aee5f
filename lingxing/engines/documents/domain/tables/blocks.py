"""Blocks: lines that stand together, parted from others by blank lines; and the runs of numbers among them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lingxing.engines.documents.domain.model import Line
from lingxing.engines.documents.domain.tables.cells import join_wrapped

_NUMBER = re.compile(r"\d{1,3}")
_ENDS = ("。", "；", ";", "！", "？", "√", "）", ")")
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Block:
    """Lines without a blank line between them."""

    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """The block's words, its wrapped lines joined."""
        return join_wrapped(line.text.strip() for line in self.lines)

    @property
    def number(self) -> int | None:
        """The block's number where it is a bare one."""
        words = self.lines[0].text.strip()
        return int(words) if len(self.lines) == 1 and _NUMBER.fullmatch(words) else None

    @property
    def width(self) -> int:
        """The characters of its longest line."""
        return max(len(line.text.strip()) for line in self.lines)

    @property
    def breaks_off(self) -> bool:
        """Whether the last of several lines is about as long as the longest and ends no sentence."""
        last = self.lines[-1].text.strip()
        return len(self.lines) > 1 and len(last) >= self.width - self.width // 8 and not last.endswith(_ENDS)


@dataclass(frozen=True, slots=True)
class NumberRun:
    """Blocks `start` to `end` (bound excluded) that count from `first` on by one."""

    start: int
    end: int
    first: int


def read_blocks(lines: Sequence[Line]) -> list[Block]:
    """Return the blocks of the lines. A bare number and a line behind white space of their own stand alone."""
    blocks: list[list[Line]] = []
    for line in lines:
        above = blocks[-1][-1] if blocks else None
        if above is None or line.first_line - above.last_line > 1 or _stands_alone(above) or _stands_alone(line):
            blocks.append([])
        blocks[-1].append(line)
    return [Block(tuple(block)) for block in blocks]


def number_runs(blocks: Sequence[Block]) -> list[NumberRun]:
    """Return the runs of bare numbers that open a table: from 1 on, or going on where the last run ended.

    A run from 1 next to another bare number is a column of amounts; one that goes on stands behind a printed header
    or holds more than one number.
    """
    runs: list[NumberRun] = []
    i, expected, header_seen = 0, 1, False
    while i < len(blocks):
        first, end = blocks[i].number, _count_on(blocks, i)
        if first == 1:
            opens = end - i >= _FEWEST and not _touches_number(blocks, i, end)
        else:
            opens = bool(runs) and first == expected and (header_seen or end - i >= _FEWEST)
        if first and opens:
            runs.append(NumberRun(i, end, first))
            expected, header_seen = first + end - i, False
        header_seen = header_seen or blocks[i].text.replace(" ", "").startswith("序号")
        i = max(end, i + 1)
    return runs


def merge_fragments(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with each last scrap of a wrapped cell joined to it.

    A scrap is one line, shorter than the cell above it, whose last line is full and ends no sentence.
    """
    merged: list[Block] = []
    for block in blocks:
        if merged and merged[-1].breaks_off and _is_scrap(block, merged[-1].width):
            merged[-1] = Block(merged[-1].lines + block.lines)
        else:
            merged.append(block)
    return merged


def _is_scrap(block: Block, width: int) -> bool:
    return len(block.lines) == 1 and block.number is None and block.width < width and block.text != "√"


def _stands_alone(line: Line) -> bool:
    return bool(_NUMBER.fullmatch(line.text.strip()))


def _count_on(blocks: Sequence[Block], i: int) -> int:
    """Return the end of the ascending run of bare numbers that starts at block `i`."""
    number, end = blocks[i].number, i + 1
    while number is not None and end < len(blocks) and blocks[end].number == number + 1:
        number, end = number + 1, end + 1
    return end if number is not None else i


def _touches_number(blocks: Sequence[Block], start: int, end: int) -> bool:
    before = blocks[start - 1].number if start else None
    after = blocks[end].number if end < len(blocks) else None
    return before is not None or after is not None
