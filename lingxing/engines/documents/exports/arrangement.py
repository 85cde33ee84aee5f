"""Where tables stand among the units of a text."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from lingxing.engines.documents.domain.model import Table, Unit

BEFORE_UNITS = ""


def walk(units: Sequence[Unit]) -> Iterator[Unit]:
    """Return every unit in reading order, parents before their children."""
    for unit in units:
        yield unit
        yield from walk(unit.children)


def tables_by_unit(units: Sequence[Unit], tables: Sequence[Table]) -> Mapping[str, list[Table]]:
    """Return the tables under the id of the unit that each follows, `BEFORE_UNITS` for those before the first unit.

    A table follows the last unit, in reading order, that begins on its first line or above.
    """
    placed: dict[str, list[Table]] = defaultdict(list)
    order = list(walk(units))
    for table in sorted(tables, key=lambda t: t.first_line):
        owner = BEFORE_UNITS
        for unit in order:
            if unit.first_line > table.first_line:
                break
            owner = unit.id
        placed[owner].append(table)
    return placed
