"""listing.yaml: the figures of listing sales, since when, and the article of every act."""

import datetime as dt
import itertools
from collections.abc import Iterable, Mapping
from pathlib import Path

from lingxing.language.listings import ACTS, FIGURES, GROUNDS, Figure, Listing, Measure
from lingxing.language.packages.articles import article, is_article
from lingxing.language.packages.items import Item, Section, read_file

_MOST = 9999
_REMEDY = "write 第二十条第一款, 四（二）1 or 第四条至第六条"


def read_listing(folder: Path) -> Listing | None:
    """Return what listing.yaml in the folder declares; None where it is absent.

    WrongPackage says what is wrong, where, and what to do.
    """
    root = read_file(folder / "listing.yaml")
    if root is None:
        return None
    section = root.section(("figures", "acts", "grounds"))
    given = section.item("figures").section(tuple(FIGURES))
    return Listing(
        figures={name: _figure(name, given.item(name), unit) for name, unit in FIGURES.items()},
        acts=_articles(section.item("acts"), ACTS, ACTS),
        grounds=_articles(section.item("grounds"), GROUNDS, ()),
        where=root.where,
    )


def _figure(name: str, item: Item, unit: Measure) -> Figure:
    section = item.section(("label", "unit", "article", "values"))
    section.item("unit").word((unit.value,))
    return Figure(name, section.text("label"), unit, article(section), _versions(section), item.where)


def _versions(section: Section) -> tuple[tuple[dt.date, int], ...]:
    item = section.item("values")
    versions = tuple((_day(key, value), _count(value)) for key, value in item.section().items.items())
    if not versions:
        raise item.wrong("has no dated value", "write {YYYY-MM-DD: value}")
    for before, after in itertools.pairwise(versions):
        if after[0] <= before[0]:
            raise item.wrong("the days do not rise", "write the values from the earliest day on")
    return versions


def _day(key: str, value: Item) -> dt.date:
    try:
        return dt.date.fromisoformat(key)
    except ValueError as error:
        raise value.wrong(f"{key!r} is no date", "write YYYY-MM-DD") from error


def _count(item: Item) -> int:
    number = item.number()
    if not isinstance(number, int) or not 0 < number <= _MOST:
        raise item.wrong(f"{item.raw} is no whole number from 1 to {_MOST}", "write a whole number")
    return number


def _articles(item: Item, known: Iterable[str], needed: Iterable[str]) -> Mapping[str, str]:
    section = item.section(known)
    for name in needed:
        section.item(name)
    return {name: _article(value) for name, value in section.items.items()}


def _article(item: Item) -> str:
    text = item.text()
    if not is_article(text):
        raise item.wrong(f"{text!r} is no place in a document", _REMEDY)
    return text
