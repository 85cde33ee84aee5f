"""Relations gathered one by one, each once, with the unit that says so."""

import datetime as dt
from dataclasses import dataclass, field

from lingxing.engines.documents.domain.model import Relation, RelationKind, Unit
from lingxing.engines.documents.domain.relations.context import Part, RelationContext
from lingxing.engines.documents.domain.relations.effects import effect_of
from lingxing.engines.documents.domain.relations.references import Reference
from lingxing.engines.documents.domain.relations.titles import is_own, names_a_document, plain_title

_WITH_EFFECT = frozenset((RelationKind.REPEALS, RelationKind.LAPSES, RelationKind.AMENDS, RelationKind.EXTENDS))
_WEAK = frozenset((RelationKind.CITES, RelationKind.IMPLEMENTS))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a relation is read: the part, the unit's citation, its id and line."""

    part: Part
    citation: str
    unit_id: str
    line: int

    @classmethod
    def of(cls, part: Part, unit: Unit) -> "Place":
        """Return the place of a unit."""
        return cls(part, unit.citation, unit.id, unit.first_line)


@dataclass(slots=True)
class Collector:
    """The relations of one document. A citation of what is repealed, amended or implemented anyway is not kept."""

    context: RelationContext
    found: list[Relation] = field(default_factory=list)
    _own: tuple[str, ...] = ()
    _seen: set[tuple[str, str, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        titles = (self.context.title, *self.context.own_titles)
        self._own = tuple(plain_title(title) for title in titles if title)

    def add(
        self,
        kind: RelationKind,
        reference: Reference,
        place: Place,
        printed: str,
        *,
        instructions: tuple[str, ...] = (),
        deadline: dt.date | None = None,
    ) -> None:
        """Keep the relation unless it is known, names the document itself, or names no document."""
        if kind in _WEAK and not self._worth_keeping(reference):
            return
        key = (kind, plain_title(reference.title), reference.number or "")
        if key in self._seen:
            return
        self._seen.add(key)
        effect = effect_of(printed, self.context.day, place.part.effective_on) if kind in _WITH_EFFECT else None
        self.found.append(
            Relation(
                kind=kind,
                title=reference.title,
                number=reference.number,
                where=place.citation,
                unit_id=place.unit_id,
                printed=printed.strip(),
                line=place.line,
                effective_on=effect,
                deadline=deadline,
                instructions=instructions,
            )
        )
        for number in reference.others:
            self.add(RelationKind.CITES, Reference("", number, reference.start, reference.end), place, printed)

    def _worth_keeping(self, reference: Reference) -> bool:
        if reference.number and self.context.number:
            return reference.number != self.context.number
        if reference.title and is_own(reference.title, self._own):
            return False
        return names_a_document(reference.title, reference.number)

    def relations(self) -> tuple[Relation, ...]:
        """Return the relations in printed order, without citations of what something stronger names."""
        stronger = {key for one in self.found if one.kind is not RelationKind.CITES for key in _names(one)}
        kept = [
            one for one in self.found if one.kind is not RelationKind.CITES or not stronger.intersection(_names(one))
        ]
        return tuple(_without_double(kept))


def _names(relation: Relation) -> list[str]:
    return [name for name in (relation.number, plain_title(relation.title)) if name]


def _without_double(relations: list[Relation]) -> list[Relation]:
    """Drop a citation without number where the same title is cited with one."""
    numbered = {plain_title(one.title) for one in relations if one.title and one.number}
    weak = (RelationKind.CITES, RelationKind.IMPLEMENTS)
    return [one for one in relations if one.number or one.kind not in weak or plain_title(one.title) not in numbered]
