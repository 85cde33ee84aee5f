"""Tables whose tags stand in the text itself: <table><tr><td>…, over one line or many."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from lingxing.engines.documents.domain.model import Line
from lingxing.engines.documents.domain.reading.grid import Cell, fill_grid
from lingxing.kernel.errors import UnreadableSource

_TAG = re.compile(r"<(/?)(table|thead|tbody|tr|td|th)\b([^<>]{0,300})>", re.IGNORECASE)
_SPAN = re.compile(r"(col|row)span\s*=\s*[\"']?(\d{1,3})", re.IGNORECASE)
_CELLS = ("td", "th")


def expand_tagged(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with each tagged table row as a line of its own with cells; other lines as they are."""
    if not any("<" in line.text for line in lines):
        return list(lines)
    expanded: list[Line] = []
    i = 0
    closings = [k for k, line in enumerate(lines) if "</table" in line.text.lower()]
    while i < len(lines):
        end = _table_end(lines, i, closings)
        expanded += _rows(lines[i:end]) if end > i else [lines[i]]
        i = max(end, i + 1)
    return expanded


def _table_end(lines: Sequence[Line], start: int, closings: Sequence[int]) -> int:
    """Return the end (bound excluded) of the table that starts on a line, or `start` where none does."""
    if not _has_tag(lines[start]):
        return start
    closing = bisect_left(closings, start)
    if closing < len(closings):
        return closings[closing] + 1
    end = start
    while end < len(lines) and _has_tag(lines[end]):
        end += 1
    return end


def _has_tag(line: Line) -> bool:
    return line.cells is None and "<t" in line.text.lower() and bool(_TAG.search(line.text))


def _rows(lines: Sequence[Line]) -> list[Line]:
    """Return the rows between the tags, and the words outside any cell; the lines as they are if too large."""
    table = _Reader()
    for line in lines:
        table.read(line)
    table.close_cell(lines[-1])
    try:
        rows = fill_grid("", [cells for cells, _ in table.rows])
    except UnreadableSource:
        return list(lines)
    placed = [Line("", at.first_line, at.last_line, row.cells) for row, (_, at) in zip(rows, table.rows, strict=True)]
    return [*table.before, *placed, *table.after]


class _Reader:
    """Reads tags and the words between them; words outside cells are kept before or after the rows."""

    def __init__(self) -> None:
        self.rows: list[tuple[list[Cell], Line]] = []
        self.before: list[Line] = []
        self.after: list[Line] = []
        self._open: tuple[int, int] | None = None
        self._words: list[str] = []

    def read(self, line: Line) -> None:
        """Take in one more line."""
        position = 0
        for tag in _TAG.finditer(line.text):
            self._take(line.text[position : tag.start()], line)
            self._tag(tag, line)
            position = tag.end()
        self._take(line.text[position:], line)

    def _take(self, words: str, line: Line) -> None:
        if self._open is not None:
            self._words.append(words)
        elif words.strip():
            outside = self.after if self.rows else self.before
            outside.append(Line(words.strip(), line.first_line, line.last_line))

    def _tag(self, tag: re.Match[str], line: Line) -> None:
        name = tag[2].lower()
        self.close_cell(line)
        if tag[1] or name in ("table", "thead", "tbody"):
            return
        if name in _CELLS:
            spans = {found[1].lower(): int(found[2]) for found in _SPAN.finditer(tag[3])}
            self._open = (spans.get("col", 1), spans.get("row", 1))
        else:
            self.rows.append(([], line))

    def close_cell(self, line: Line) -> None:
        """End the open cell, if any."""
        if self._open is None:
            return
        if not self.rows:
            self.rows.append(([], line))
        columns, rows = self._open
        self.rows[-1][0].append(Cell("\n".join(self._words).strip(), columns, rows))
        self._open, self._words = None, []
