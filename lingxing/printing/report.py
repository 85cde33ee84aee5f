"""A report before it is set: official head, paragraphs, tables of many columns, charts; the same for PDF and DOCX."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from lingxing.printing.paper import Paragraph


class ChartKind(StrEnum):
    """How a chart is drawn."""

    COLUMNS = "columns"
    """Beside each other, a group for each name."""
    LINES = "lines"
    BARS = "bars"
    """Lying on each other from left to right, a bar for each name."""


@dataclass(frozen=True, slots=True)
class Series:
    """Numbers of one kind, one for each name of the chart, none below 0; `None` where there is none."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart. What it shows stands in a table of the same report too, and `told` says it in a sentence."""

    caption: str
    kind: ChartKind
    names: tuple[str, ...]
    series: tuple[Series, ...]
    told: str


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A table. `wide` are the columns that hold words, by their places; the others hold numbers. `parts` says how wide
    each column is against the others; words take three parts and numbers one where it is empty."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    wide: tuple[int, ...] = (0,)
    note: str = ""
    parts: tuple[int, ...] = ()

    @property
    def shares(self) -> tuple[int, ...]:
        """Return the width of every column in parts."""
        return self.parts or tuple(3 if at in self.wide else 1 for at in range(len(self.columns)))


@dataclass(frozen=True, slots=True)
class Report:
    """A report ready to be set. `draft` marks one that has not been released; `issued_at` is the file's moment."""

    organ: str
    title: str
    number: str
    date: str
    issued_at: dt.datetime
    blocks: tuple[Paragraph | ReportTable | Chart, ...]
    draft: bool = False
    notes: tuple[str, ...] = ()

    @property
    def texts(self) -> Iterator[str]:
        """Return every text of the report, for the search for characters that no font has."""
        yield from (self.organ, self.title, self.number, self.date, *self.notes)
        for block in self.blocks:
            yield from _texts(block)


def _texts(block: Paragraph | ReportTable | Chart) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield from (block.lead, block.text)
    elif isinstance(block, Chart):
        yield from (block.caption, block.told, *block.names, *(series.name for series in block.series))
    else:
        yield from (block.caption, block.note, *block.columns)
        for row in block.rows:
            yield from row
