"""The text of a document as Akoma Ntoso: hierarchy, lists and tables."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from lxml import etree

from lingxing.engines.documents.domain.model import Table, Unit, UnitLevel
from lingxing.engines.documents.domain.structure import shown_marker
from lingxing.engines.documents.exports.akoma_ntoso.elements import Names, element, paragraphs
from lingxing.engines.documents.exports.arrangement import BEFORE_UNITS, tables_by_unit

_POINTS = {UnitLevel.ITEM, UnitLevel.SUBITEM}
_ELEMENTS = {
    UnitLevel.CHAPTER: "chapter",
    UnitLevel.SECTION: "section",
    UnitLevel.ARTICLE: "article",
    UnitLevel.PARAGRAPH: "paragraph",
    UnitLevel.ITEM: "point",
    UnitLevel.SUBITEM: "point",
}


def hierarchy(units: Sequence[Unit], tables: Sequence[Table], names: Names) -> list[etree._Element]:
    """Return the units as hierarchical elements, each table behind the unit it follows."""
    placed = tables_by_unit(units, tables)
    first = [_lone_table(table, names) for table in placed.get(BEFORE_UNITS, [])]
    return first + _siblings(units, "body", placed, names)


def table_element(table: Table, names: Names) -> etree._Element:
    """Return the table with its caption; a table without any cell has one empty row."""
    caption = [element("caption", text=table.title)] if table.title else []
    head = [_row("th", table.header)] if any(table.header) else []
    rows = [_row("td", row) for row in table.rows if row]
    if not head and not rows:
        rows = [_row("td", ("",))]
    return element("table", *caption, *head, *rows, eId=names.take(table.id))


def _row(tag: str, cells: Sequence[str]) -> etree._Element:
    return element("tr", *(element(tag, *(paragraphs(cell) or [element("p")])) for cell in cells))


def _lone_table(table: Table, names: Names) -> etree._Element:
    holder = names.take(f"{table.id}__container")
    return element("hcontainer", element("content", table_element(table, names)), name="table", eId=holder)


def _siblings(
    units: Sequence[Unit], parent: str, placed: Mapping[str, list[Table]], names: Names
) -> list[etree._Element]:
    made: list[etree._Element] = []
    for in_list, run in groupby(units, key=lambda unit: unit.level in _POINTS):
        if in_list:
            holder = element("list", eId=names.take(f"{parent}__list_1"))
            holder.extend([_unit(unit, placed, names) for unit in run])
            made.append(holder)
        else:
            made.extend(_unit(unit, placed, names) for unit in run)
    return made


def _unit(unit: Unit, placed: Mapping[str, list[Table]], names: Names) -> etree._Element:
    made = _shell(unit, names.take(unit.id))
    blocks = paragraphs(unit.text) + [table_element(table, names) for table in placed.get(unit.id, [])]
    if unit.children:
        if blocks:
            made.append(element("intro", *blocks))
        made.extend(_siblings(unit.children, unit.id, placed, names))
    else:
        made.append(element("content", *blocks))
    return made


def _shell(unit: Unit, name: str) -> etree._Element:
    tag = _ELEMENTS.get(unit.level)
    made = element(tag, eId=name) if tag else element("hcontainer", name=unit.level.value, eId=name)
    marker = shown_marker(unit)
    if marker:
        made.append(element("num", text=marker, status="editorial" if unit.inferred else None))
    if unit.heading:
        made.append(element("heading", text=unit.heading))
    return made
