"""Relations of running text: sentence by sentence, with the words before and behind what is named."""

import datetime as dt
import re
from collections.abc import Callable, Sequence

from lingxing.engines.documents.domain.model import RelationKind
from lingxing.engines.documents.domain.relations.collecting import Collector, Place
from lingxing.engines.documents.domain.relations.effects import extended_until, revision_deadline
from lingxing.engines.documents.domain.relations.references import Reference, find_references
from lingxing.engines.documents.domain.relations.verbs import basis_spans, kind_by_words

_BETWEEN = re.compile(r"[\s、，,和及与以及同时“”]{0,6}(?:原)?\Z")
_WINDOW = 60


def read_text(
    text: str, place: Place, collector: Collector, *, basis: bool, orders: Callable[[], tuple[str, ...]] = tuple
) -> bool:
    """Collect the relations of a unit's text and return whether it amends something by `orders`.

    `basis` marks texts whose 根据《…》 names what is implemented; `orders` gives the amending instructions behind the
    text, for a text that announces them.
    """
    references = find_references(text)
    if not references:
        return False
    amends = False
    spans = basis_spans(text) if basis else []
    for group in _groups(text, references):
        first, last = group[0], group[-1]
        before = text[max(0, first.start - _WINDOW) : first.start]
        kind, back, forward = kind_by_words(before, text[last.end : last.end + _WINDOW])
        for reference in group:
            stop = last.end + forward if forward else reference.end
            named = kind or _weak_kind(reference, spans)
            printed = text[(first.start - back if back else reference.start) : stop]
            until = _last_day(named, text[last.end : last.end + _WINDOW], collector)
            instructions = orders() if named is RelationKind.AMENDS else ()
            amends = amends or bool(instructions)
            collector.add(named, reference, place, printed, instructions=instructions, deadline=until)
    return amends


def _last_day(kind: RelationKind, words: str, collector: Collector) -> dt.date | None:
    """Return until when what is extended holds, or an ordered revision must be done."""
    if kind is RelationKind.EXTENDS:
        return extended_until(words)
    return revision_deadline((words,), collector.context.day) if kind is RelationKind.MUST_REVISE else None


def _groups(text: str, references: Sequence[Reference]) -> list[list[Reference]]:
    """Return the references joined by nothing but 、 or 和: what is said of the last is said of all."""
    groups: list[list[Reference]] = []
    for reference in references:
        gap = text[groups[-1][-1].end : reference.start] if groups else None
        if gap is not None and len(gap) <= 8 and _BETWEEN.match(gap):
            groups[-1].append(reference)
        else:
            groups.append([reference])
    return groups


def _weak_kind(reference: Reference, spans: Sequence[tuple[int, int]]) -> RelationKind:
    based = any(start <= reference.start < end for start, end in spans)
    return RelationKind.IMPLEMENTS if based else RelationKind.CITES
