"""What changed between two texts of a document, unit by unit."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lingxing.engines.documents.domain.identity import pair_similarity
from lingxing.engines.documents.domain.model import Document
from lingxing.engines.documents.domain.passages import Passage, passages
from lingxing.engines.documents.domain.text_runs import Run, RunKind, text_runs

_SAME_PLACE, _OTHER_PLACE = 0.3, 0.6
_CANDIDATES = 20


class ChangeKind(StrEnum):
    """What happened to a unit."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class UnitChange:
    """One unit's change, in the order of the new text; ids and citations are empty on the side where it is absent.

    A moved unit stands at another id, with the same words (`runs` is then one run) or similar ones.
    """

    kind: ChangeKind
    before_id: str
    after_id: str
    before_citation: str
    after_citation: str
    runs: tuple[Run, ...]


def compare(before: Document, after: Document) -> tuple[UnitChange, ...]:
    """Return what changed, in the order of the new text, with removed units behind the last unit before them.

    Title, number, issuer and date are compared as places of their own (`meta__title` and so on).
    """
    old, new = (*_metadata(before), *passages(before)), (*_metadata(after), *passages(after))
    partner = _partners(old, new)
    changes: list[tuple[float, UnitChange]] = []
    for at, passage in enumerate(new):
        change = _change(old[partner[at]], passage) if at in partner else _added(passage)
        if change:
            changes.append((at, change))
    changes += _removals(old, partner)
    return tuple(change for _, change in sorted(changes, key=lambda pair: pair[0]))


def _removals(old: Sequence[Passage], partner: dict[int, int]) -> Iterable[tuple[float, UnitChange]]:
    place = {before: after for after, before in partner.items()}
    last = -1.0
    for at, passage in enumerate(old):
        if at in place:
            last = place[at]
        else:
            removed = (Run(RunKind.REMOVED, passage.words),)
            yield last + 0.5, UnitChange(ChangeKind.REMOVED, passage.id, "", passage.citation, "", removed)


def _change(old: Passage, new: Passage) -> UnitChange | None:
    if old.id == new.id and old.words == new.words:
        return None
    kind = ChangeKind.CHANGED if old.id == new.id else ChangeKind.MOVED
    return UnitChange(kind, old.id, new.id, old.citation, new.citation, text_runs(old.words, new.words))


def _added(new: Passage) -> UnitChange:
    return UnitChange(ChangeKind.ADDED, "", new.id, "", new.citation, (Run(RunKind.ADDED, new.words),))


def _partners(old: Sequence[Passage], new: Sequence[Passage]) -> dict[int, int]:
    """Return for places of the new text the place of the old one that became it.

    Equal words at the same id go together first, then equal words anywhere, then similar words at the same id, then
    similar words anywhere.
    """
    found: dict[int, int] = {}
    _pair_equal(old, new, found, lambda passage: (passage.id, passage.words))
    _pair_equal(old, new, found, lambda passage: passage.words)
    _pair_same_place(old, new, found)
    _pair_similar(old, new, found)
    return found


def _pair_equal(
    old: Sequence[Passage], new: Sequence[Passage], found: dict[int, int], trait: Callable[[Passage], Hashable]
) -> None:
    used = set(found.values())
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for at in range(len(old) - 1, -1, -1):
        if at not in used:
            waiting[trait(old[at])].append(at)
    for at, passage in enumerate(new):
        if at not in found and waiting[trait(passage)]:
            found[at] = waiting[trait(passage)].pop()


def _pair_same_place(old: Sequence[Passage], new: Sequence[Passage], found: dict[int, int]) -> None:
    used = set(found.values())
    places = {passage.id: at for at, passage in enumerate(old) if at not in used}
    for at, passage in enumerate(new):
        before = places.get(passage.id)
        if at in found or before is None:
            continue
        fixed = passage.id.startswith("meta__")
        if fixed or pair_similarity(old[before].words, passage.words) >= _SAME_PLACE:
            found[at] = before


def _pair_similar(old: Sequence[Passage], new: Sequence[Passage], found: dict[int, int]) -> None:
    """Pair what is left by shared pairs of characters; rare pairs name few candidates, so this stays quick."""
    used = set(found.values())
    index: dict[str, list[int]] = defaultdict(list)
    for at, passage in enumerate(old):
        if at not in used:
            for pair in _grams(passage.words):
                index[pair].append(at)
    for at, passage in enumerate(new):
        if at in found:
            continue
        best = _most_similar(passage.words, old, index, used)
        if best is not None:
            found[at] = best
            used.add(best)


def _most_similar(words: str, old: Sequence[Passage], index: dict[str, list[int]], used: set[int]) -> int | None:
    shared: Counter[int] = Counter()
    for pair in _grams(words):
        if len(index.get(pair, ())) <= _CANDIDATES:
            shared.update(index.get(pair, ()))
    scored = [
        (pair_similarity(old[at].words, words), -at) for at, _ in shared.most_common(_CANDIDATES) if at not in used
    ]
    score, place = max(scored, default=(0.0, 0))
    return -place if score >= _OTHER_PLACE else None


def _grams(words: str) -> set[str]:
    return {words[at : at + 2] for at in range(len(words) - 1)}


def _metadata(document: Document) -> Iterable[Passage]:
    values = (
        ("meta__title", "标题", document.title),
        ("meta__number", "发文字号", document.number),
        ("meta__issuer", "发文机关", document.issuer),
        ("meta__date", "成文日期", document.date.isoformat() if document.date else ""),
    )
    return (Passage(place, citation, "", value or "") for place, citation, value in values if value)
