"""Where tables stand among the units of a text."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from lingxing.engines.documents.domain.model import Table, Unit, UnitLevel

BEFORE_UNITS = ""


def walk(units: Sequence[Unit]) -> Iterator[Unit]:
    """Return every unit in reading order, parents before their children."""
    for unit in units:
        yield unit
        yield from walk(unit.children)


def opens_with_paragraph(unit: Unit) -> bool:
    """Return whether an article's number stands on the line of its first paragraph (款), as it is printed."""
    return (
        unit.level is UnitLevel.ARTICLE
        and not unit.text
        and bool(unit.children)
        and unit.children[0].level is UnitLevel.PARAGRAPH
    )


def opened_articles(units: Sequence[Unit]) -> tuple[Unit, ...]:
    """Return the units with every article's first paragraph taken into the article, as it runs on paper."""
    return tuple(_opened(unit) for unit in units)


def _opened(unit: Unit) -> Unit:
    if opens_with_paragraph(unit):
        first, *rest = unit.children
        unit = replace(unit, text=first.text, children=(*first.children, *rest))
    return replace(unit, children=opened_articles(unit.children)) if unit.children else unit


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
