"""Cells: their text without left-over markup, and rows of equal width."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lingxing.engines.documents.domain.model import Line

_BLOCK_TAG = re.compile(r"</?(?:p|ol|ul|li|br|div|tr|td|th|table|tbody|thead)\b[^<>]{0,200}>", re.IGNORECASE)
_INLINE_TAG = re.compile(r"</?(?:span|b|i|u|strong|em|font|sub|sup|a)\b[^<>]{0,200}>", re.IGNORECASE)
_WHITE = re.compile(r"[ \u3000\xa0]+")
_RULE = re.compile(r"[|:\s-]+")
_FEWEST_BARS = 2
_ASCII_EDGE = re.compile(r"[A-Za-z0-9]")
_POINT = re.compile(r"\d{1,2}[.．、](?!\d)")
_FINISHED = ("；", ";", "。", "：", ":")


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one printed row and the line they came from."""

    cells: tuple[str, ...]
    line: Line

    @property
    def filled(self) -> int:
        """How many cells hold words."""
        return sum(bool(cell) for cell in self.cells)


def read_row(line: Line) -> Row:
    """Return the row of a line with real cells or tabs."""
    return Row(tuple(clean_cell(cell) for cell in _split(line)), line)


def is_ruled(text: str) -> bool:
    """Whether the line is a row between vertical bars: | 序号 | 任务 |."""
    return text.startswith("|") and text.endswith("|") and text.count("|") > _FEWEST_BARS


def _split(line: Line) -> Sequence[str]:
    if line.cells is not None:
        return line.cells
    words = line.text.strip(" ")
    if not is_ruled(words):
        return words.split("\t")
    return () if _RULE.fullmatch(words) else [cell.strip() for cell in words[1:-1].split("|")]


def clean_cell(text: str) -> str:
    """Return the cell's words; paragraphs and list entries of left-over markup become lines of the cell."""
    if "<" in text:
        text = _INLINE_TAG.sub("", _BLOCK_TAG.sub("\n", text))
    lines = (_WHITE.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def join_wrapped(texts: Iterable[str]) -> str:
    """Return lines of one wrapped cell as one text; 1. 2. behind a finished sentence keep a line of their own."""
    pieces: list[str] = []
    last = ""
    for text in (text.strip() for text in texts):
        if last and text:
            pieces.append(_glue(last, text))
        pieces.append(text)
        last = text or last
    return "".join(pieces)


def _glue(above: str, below: str) -> str:
    if _POINT.match(below) and above.endswith(_FINISHED):
        return "\n"
    return " " if _ASCII_EDGE.match(above[-1]) and _ASCII_EDGE.match(below) else ""


def squared(rows: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """Return the rows filled up with empty cells to the width of the widest."""
    width = max((len(row) for row in rows), default=0)
    return tuple((*row, *([""] * (width - len(row)))) for row in rows)
