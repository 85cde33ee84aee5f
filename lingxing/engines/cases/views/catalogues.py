"""The lists of a document as a guide shows them: every item with its columns in words."""

from dataclasses import dataclass

from lingxing.language.procedures.definitions import CatalogueItem, CatalogueList


@dataclass(frozen=True, slots=True)
class ShownCatalogue:
    """A list: its heads and rows, each cell with its head. Columns that are empty throughout are left out."""

    label: str
    article: str
    heads: tuple[str, ...]
    rows: tuple[tuple[tuple[str, str], ...], ...]


def shown_catalogue(listed: CatalogueList) -> ShownCatalogue:
    """Return the list with the items in the order of the file."""
    items = tuple(listed.items.values())
    names = [name for name in listed.columns if any(_cell(item, name) for item in items)]
    heads = ("事项", *(listed.columns[name].label for name in names))
    rows = (tuple(zip(heads, (item.label, *(_cell(item, name) for name in names)), strict=True)) for item in items)
    return ShownCatalogue(listed.label, listed.article, heads, tuple(rows))


def _cell(item: CatalogueItem, name: str) -> str:
    value = item.values[name]
    if isinstance(value, bool):
        return "是" if value else "否"
    return "、".join(value) if isinstance(value, tuple) else str(value)
