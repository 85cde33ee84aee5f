"""The tables of a page: which of them hold data, and their cells."""

from lxml import etree, html

from lingxing.engines.documents.domain.reading.elements import BLOCKS, is_dropped, squeeze, whole_number
from lingxing.engines.documents.domain.reading.grid import Cell
from lingxing.engines.documents.domain.reading.limits import MAX_SPAN

_LAYOUT_CELL = 3_000


def is_data_table(table: html.HtmlElement) -> bool:
    """Tell a table of data from one that lays out a page: rows of several short cells, none of them a table."""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    rows = [row for row in table.iter("tr") if len(row)]
    several = [row for row in rows if len(row) > 1]
    if len(rows) < 2 or not several:
        return False
    return all(len(cell.text_content()) <= _LAYOUT_CELL for row in several for cell in row)


def row_cells(row: html.HtmlElement) -> list[Cell]:
    """Return the cells of a row with their spans."""
    return [
        Cell(_cell_text(cell), _span(cell, "colspan"), _span(cell, "rowspan"))
        for cell in row
        if cell.tag in {"td", "th"} and not is_dropped(cell)
    ]


def _span(cell: html.HtmlElement, attribute: str) -> int:
    return max(1, min(whole_number(cell.get(attribute), 1), MAX_SPAN))


def _cell_text(cell: html.HtmlElement) -> str:
    """Return the cell's text, its blocks and line breaks separated by one space."""
    parts: list[str] = []
    walk = etree.iterwalk(cell, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            parts.append(" " if element.tag in BLOCKS else "")
            parts.append("" if element is cell else element.tail or "")
        elif element is not cell and is_dropped(element):
            walk.skip_subtree()
        else:
            parts.append(" " if element.tag == "br" or element.tag in BLOCKS else "")
            parts.append(element.text or "")
    return squeeze("".join(parts))
