"""catalogue.yaml: the lists of a document, such as the licences that may be had on a commitment."""

from collections.abc import Callable, Mapping
from typing import Any

from lingxing.language.packages.articles import article
from lingxing.language.packages.items import Item, Section
from lingxing.language.packages.plan_file import SECTIONS
from lingxing.language.packages.procedures.entries import named
from lingxing.language.procedures.definitions import CatalogueColumn, CatalogueItem, CatalogueList


def _count(item: Item) -> int:
    value = item.number()
    if not isinstance(value, int):
        raise item.wrong(f"{item.raw} is no whole number")
    return value


_READERS: Mapping[str, Callable[[Item], Any]] = {
    "text": Item.text,
    "bool": Item.truth,
    "count": _count,
    "list": lambda item: tuple(member.text() for member in item.list()),
}


def read_catalogue(root: Item | None) -> Mapping[str, CatalogueList]:
    """Return the lists by name; none where the file is absent."""
    if root is None:
        return {}
    return {name: _list(name, item) for name, item in named(root.section(SECTIONS).get("lists"))}


def _list(name: str, item: Item) -> CatalogueList:
    section = item.section(("label", "article", "columns", "items"))
    columns = {column: _column(entry) for column, entry in named(section.get("columns"))}
    if "label" in columns or "article" in columns:
        raise section.item("columns").wrong("label and article are no columns", "every item has them of itself")
    items = {key: _item(key, entry, columns) for key, entry in named(section.item("items"))}
    if not items:
        raise section.item("items").wrong("the list is empty", "write at least one item")
    return CatalogueList(name, section.text("label"), article(section), columns, items, item.where)


def _column(item: Item) -> CatalogueColumn:
    section = item.section(("label", "type"))
    kind = section.get("type")
    return CatalogueColumn(section.text("label"), kind.word(tuple(_READERS)) if kind else "text")


def _item(key: str, item: Item, columns: Mapping[str, CatalogueColumn]) -> CatalogueItem:
    section = item.section(("label", "article", *columns))
    values = {name: _value(section, name, column) for name, column in columns.items()}
    return CatalogueItem(key, section.text("label"), values, article(section, required=False), item.where)


def _value(section: Section, name: str, column: CatalogueColumn) -> object:
    """Return the cell. A text or list may be left empty, a truth or count may not."""
    entry = section.get(name)
    if entry is None and column.kind in ("text", "list"):
        return "" if column.kind == "text" else ()
    return _READERS[column.kind](section.item(name))
