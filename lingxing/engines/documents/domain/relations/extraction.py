"""All relations of a document: of its notice, its instruments and its annexes."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from lingxing.engines.documents.domain.model import Problem, ProblemKind, RelationKind, Unit, UnitLevel
from lingxing.engines.documents.domain.relations.collecting import Collector, Place
from lingxing.engines.documents.domain.relations.context import Part, RelationContext, RelationsFound
from lingxing.engines.documents.domain.relations.effects import extended_until, revision_deadline
from lingxing.engines.documents.domain.relations.listed import (
    is_listing,
    items_behind,
    listed_reference,
    orders_behind,
    own_words,
    read_lines,
    read_list,
    whole_words,
)
from lingxing.engines.documents.domain.relations.listed_tables import read_table
from lingxing.engines.documents.domain.relations.sentences import read_text
from lingxing.engines.documents.domain.relations.verbs import list_action

_ORDER = re.compile(r"(?:将|把|删|增加|在|原|第[一二三四五六七八九十百]+[章条])")
_DIVISIONS = frozenset((UnitLevel.CHAPTER, UnitLevel.SECTION))


def extract_relations(parts: Sequence[Part], context: RelationContext) -> RelationsFound:
    """Return what the document does to others and takes from them, in printed order.

    A repeal, lapse, extension or amendment counts wherever it stands. Reading: 根据, 按照, 贯彻落实 make a document
    implemented only where a text states its basis (notice, words before the first heading, first article or first
    section); elsewhere it is cited. 不一致的以本办法为准 lapses nothing unless it names a document.
    """
    collector = Collector(context)
    deadline = _revision_deadline(parts, context.day)
    for part in parts:
        _PartReader(part, collector, deadline).read()
    relations = collector.relations()
    undated = [one for one in relations if one.kind is RelationKind.MUST_REVISE and one.deadline is None]
    problems = tuple(
        Problem(ProblemKind.DATE, f"未读到《{one.title}》限期修改的期限，请核对", one.line, unit_id=one.unit_id)
        for one in undated
    )
    return RelationsFound(relations, problems)


def _revision_deadline(parts: Sequence[Part], day: dt.date | None) -> dt.date | None:
    """Return the last day of the revisions that the document orders, wherever one of its parts says it."""
    for part in parts:
        found = revision_deadline((own_words(unit) for unit in _all(part.units)), part.effective_on or day)
        if found:
            return found
    return None


@dataclass(slots=True)
class _PartReader:
    """Reads one part from top to bottom."""

    part: Part
    collector: Collector
    deadline: dt.date | None

    def read(self) -> None:
        by_title = list_action(self.part.title)
        items = list(_marked(self.part.units))
        if by_title and not any(_names_several(self.part.title)):
            read_list(by_title, items, self.part, self.collector, self.deadline)
        self._read_units(self.part.units, basis=_basis_ids(self.part.units))
        for table in self.part.tables:
            read_table(table, self.part, self.collector)

    def _read_units(self, units: Sequence[Unit], basis: frozenset[str]) -> None:
        listed: set[str] = set()
        for at, unit in enumerate(units):
            if unit.id in listed:
                continue
            behind = items_behind(units, at)
            kind = is_listing(unit, behind)
            if not kind:
                listed.update(self._read_unit(units, at, basis))
                continue
            items = unit.children or behind
            until = extended_until(own_words(unit)) if kind is RelationKind.EXTENDS else self.deadline
            read_list(kind, items, self.part, self.collector, until)
            listed.update(item.id for item in behind)

    def _read_unit(self, units: Sequence[Unit], at: int, basis: frozenset[str]) -> set[str]:
        """Read a unit and return the ids of those behind it that were read with it: the orders of an amendment."""
        unit = units[at]
        words = own_words(unit)
        kept = listed_reference(unit) if unit.marker and "《" not in words and "号" in words else None
        if kept:
            self.collector.add(RelationKind.CITES, kept, Place.of(self.part, unit), words)
        elif "《" in words or "号" in words:
            if "\n" in unit.text:
                read_lines(unit, self.part, self.collector)
            place = Place.of(self.part, unit)
            if read_text(
                words, place, self.collector, basis=unit.id in basis, orders=partial(_instructions, units, at)
            ):
                return {order.id for order in orders_behind(units, at)}
        self._read_units(unit.children, basis)
        return set()


def _instructions(units: Sequence[Unit], at: int) -> tuple[str, ...]:
    """Return the orders behind a text, or the lines of its own text under a heading that names what is amended."""
    found = tuple(whole_words(order) for order in orders_behind(units, at))
    return found or tuple(line for line in units[at].text.split("\n") if units[at].heading and _ORDER.match(line))


def _all(units: Sequence[Unit]) -> Iterator[Unit]:
    for unit in units:
        yield unit
        yield from _all(unit.children)


def _marked(units: Sequence[Unit]) -> Iterator[Unit]:
    return (unit for unit in _all(units) if unit.marker)


def _names_several(title: str) -> Iterator[bool]:
    """Yield True where a title is no list's (a decision that repeals and amends has its own headings)."""
    if not title.rstrip("）)").endswith(("目录", "清单", "名单", "一览表", "文件")):
        yield True


def _basis_ids(units: Sequence[Unit]) -> frozenset[str]:
    """Return the units whose words may state what the text is based on."""
    ids: set[str] = set()
    for unit in units:
        ids.update(one.id for one in _all([unit]))
        if unit.level in _DIVISIONS:
            ids = {one.id for one in _all(unit.children[:1])} | {unit.id}
            break
        if unit.marker:
            break
    return frozenset(ids)
