"""Lists of documents under a heading that says what happens to them: 一、废止…14件 （一）《…》（…）."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from lingxing.engines.documents.domain.model import RelationKind, Unit
from lingxing.engines.documents.domain.relations.collecting import Collector, Place
from lingxing.engines.documents.domain.relations.context import Part
from lingxing.engines.documents.domain.relations.effects import extended_until
from lingxing.engines.documents.domain.relations.references import (
    Reference,
    bare_title,
    find_references,
    unnumbered_title,
)
from lingxing.engines.documents.domain.relations.sentences import read_text
from lingxing.engines.documents.domain.relations.verbs import list_action

_LONGEST_HEADING = 120
_NEXT_ITEM = re.compile(r"[；;]\s*(?:\d{1,3}\s*[.．、]|[（(][一二三四五六七八九十\d]{1,3}[）)])\s*(?=《)")


def own_words(unit: Unit) -> str:
    """Return heading and text of a unit in one."""
    return "\n".join(part for part in (unit.heading, unit.text) if part)


def whole_words(unit: Unit) -> str:
    """Return a unit's words with those of everything below it, markers included."""
    return unit.marker + "\n".join((own_words(unit), *(whole_words(child) for child in unit.children)))


def listed_reference(unit: Unit) -> Reference | None:
    """Return the document that a list item names at its start, with 《》 or without, or None."""
    line = own_words(unit).split("\n", 1)[0]
    return line_reference(line) or unnumbered_title(line)


def line_reference(line: str) -> Reference | None:
    """Return the document that a line of a list names at its start, or None."""
    words = line.strip()
    if words.startswith("《"):
        return next(iter(find_references(words)), None)
    if len(words) > 200 or not words.rstrip("。；;，,").endswith(("）", ")", "号")):
        return None
    return bare_title(words)


def is_listing(unit: Unit, following: Sequence[Unit]) -> RelationKind | None:
    """Return what the unit's words do to the documents listed below or behind it."""
    action = announced_action(own_words(unit))
    items = unit.children or following
    named = sum(1 for item in items if listed_reference(item)) if action else 0
    return action if named and 2 * named >= len(items) else None


def announced_action(words: str) -> RelationKind | None:
    """Return what a heading, or a paragraph that ends with a colon, announces for the documents behind it."""
    if len(words) > _LONGEST_HEADING and not words.rstrip().endswith(("：", ":")):
        return None
    return list_action(words[-_LONGEST_HEADING:])


def items_behind(units: Sequence[Unit], at: int) -> Sequence[Unit]:
    """Return the run of marked units behind a paragraph that ends with a colon."""
    words = own_words(units[at])
    if units[at].children or not words.rstrip().endswith(("：", ":")) or not announced_action(words):
        return ()
    end = at + 1
    while end < len(units) and units[end].marker and listed_reference(units[end]):
        end += 1
    return units[at + 1 : end]


def orders_behind(units: Sequence[Unit], at: int) -> Sequence[Unit]:
    """Return the orders that a text with a colon announces: its numbered children, or the numbered units behind it.

    A heading that ends with 作出修改 announces its children without a colon.
    """
    words = own_words(units[at]).rstrip()
    if not words.endswith(("：", ":")) and not (units[at].heading and words.rstrip("。").endswith(("修改", "修正"))):
        return ()
    if units[at].children:
        return [child for child in units[at].children if child.marker]
    end = at + 1
    while end < len(units) and units[end].marker:
        end += 1
    return units[at + 1 : end]


def read_list(
    kind: RelationKind, items: Sequence[Unit], part: Part, collector: Collector, deadline: dt.date | None
) -> None:
    """Collect the relation of every item; an amended document carries its instructions as printed.

    `deadline` is the last day that the heading or the text sets for all: of a revision, or of an extended validity.
    """
    for item in items:
        reference = listed_reference(item)
        rest = own_words(item).partition("\n")[2]
        if rest and kind is not RelationKind.AMENDS:
            read_text(rest, Place.of(part, item), collector, basis=False)
        if reference:
            collector.add(
                kind,
                reference,
                Place.of(part, item),
                item.marker + own_words(item),
                instructions=tuple(_instructions(item)) if kind is RelationKind.AMENDS else (),
                deadline=_last_day(kind, own_words(item), deadline),
            )
            for words, further in _further(item):
                collector.add(kind, further, Place.of(part, item), words, deadline=_last_day(kind, words, deadline))


def _further(item: Unit) -> Iterator[tuple[str, Reference]]:
    """Yield the documents behind the first where a line holds several items: 1.《甲办法》；2.《乙办法》."""
    _, *pieces = _NEXT_ITEM.split(own_words(item).split("\n", 1)[0])
    for words in pieces:
        reference = line_reference(words)
        if reference:
            yield words, reference


def _last_day(kind: RelationKind, words: str, common: dt.date | None) -> dt.date | None:
    if kind is RelationKind.EXTENDS:
        return extended_until(words) or common
    return common if kind is RelationKind.MUST_REVISE else None


def read_lines(unit: Unit, part: Part, collector: Collector) -> None:
    """Collect a list that stands in one unit's text: a line that announces it, then a document a line."""
    action: RelationKind | None = None
    for line in unit.text.split("\n"):
        reference = line_reference(line) if action else None
        if action and reference:
            collector.add(action, reference, Place.of(part, unit), line)
        else:
            action = announced_action(line) if line.rstrip().endswith(("：", ":")) else None


def _instructions(item: Unit) -> Iterator[str]:
    yield from (whole_words(child) for child in item.children)
    if not item.children:
        yield from (line for line in own_words(item).split("\n")[1:] if line.strip())
