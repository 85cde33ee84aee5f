"""A document laid out flat: every place that has words of its own, in reading order."""

from collections.abc import Iterable
from dataclasses import dataclass

from lingxing.engines.documents.domain.model import Annex, Document, Instrument, Table, Unit


@dataclass(frozen=True, slots=True)
class Passage:
    """A place with words: a unit, or a table's row (its id is the table's id and the row's number)."""

    id: str
    citation: str
    heading: str
    text: str

    @property
    def words(self) -> str:
        """Return all that stands there, without marker."""
        return f"{self.heading}\n{self.text}" if self.heading and self.text else self.heading or self.text


def passages(document: Document) -> tuple[Passage, ...]:
    """Return the notice's places, then each instrument's and each annex's, units before tables."""
    found = list(_units(document.notice))
    parts: tuple[Instrument | Annex, ...] = (*document.instruments, *document.annexes)
    for part in parts:
        found += [*_units(part.units), *(row for table in part.tables for row in _rows(table, part.title))]
    return tuple(found)


def _units(units: Iterable[Unit]) -> Iterable[Passage]:
    waiting = list(units)[::-1]
    while waiting:
        unit = waiting.pop()
        if unit.heading or unit.text:
            yield Passage(unit.id, unit.citation, unit.heading, unit.text)
        waiting.extend(unit.children[::-1])


def _rows(table: Table, title: str) -> Iterable[Passage]:
    name = table.title or title
    citation = f"《{name}》表" if name else "表"
    if any(table.header):
        yield Passage(f"{table.id}__row_0", f"{citation}表头", "", "　".join(filter(None, table.header)))
    for number, row in enumerate(table.rows, 1):
        text = "　".join(cell for cell in row if cell)
        if text:
            yield Passage(f"{table.id}__row_{number}", f"{citation}第{number}行", "", text)
