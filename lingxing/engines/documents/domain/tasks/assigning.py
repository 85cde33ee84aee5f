"""From the printed lists of one responsibility to a task's units; unresolved names become problems once."""

import re
from dataclasses import dataclass, field

from lingxing.engines.documents.domain.model import Problem, ProblemKind, ResponsibleUnit
from lingxing.engines.documents.domain.organs.context import OrganContext
from lingxing.engines.documents.domain.organs.resolution import (
    Memory,
    NamedUnit,
    possible_departments,
    resolve_units,
)
from lingxing.engines.documents.domain.tasks.responsibility import Listing

_UNIT_SHAPE = re.compile(r"[市县区省州盟旗各][\u4e00-\u9fff]{1,16}[局委办部院会室心队厅司团校学]")
_SHORT_SHAPE = re.compile(r"[\u4e00-\u9fff]{2,16}[局委办部会院室厅]|" + _UNIT_SHAPE.pattern)
_ENDINGS = frozenset("局委办部会院行府团司心厅队校学集区县市联社政站位门街镇乡村室所科处组署馆台网关协道业构员地")


@dataclass(frozen=True, slots=True)
class Assigned:
    """The units of one task by role."""

    lead: tuple[ResponsibleUnit, ...] = ()
    responsible: tuple[ResponsibleUnit, ...] = ()
    supporting: tuple[ResponsibleUnit, ...] = ()


@dataclass(slots=True)
class Assigner:
    """Resolves the lists of one document; `problems` collects each unknown name at its first place."""

    context: OrganContext
    problems: list[Problem] = field(default_factory=list)
    _unknown: set[str] = field(default_factory=set)
    _read: dict[str, tuple[NamedUnit, ...]] = field(default_factory=dict)
    _names: Memory = field(default_factory=dict)

    def named(self, words: str) -> tuple[NamedUnit, ...]:
        """Return the units of a printed list; the same list is read once."""
        if words not in self._read:
            self._read[words] = resolve_units(words, self.context, self._names)
        return self._read[words]

    def listing(self, words: str) -> Listing:
        """Return whether the words are a list of units and nothing else, and whether it names organs.

        A list of organs may hold unknown names that look like units (beside an organ also without their place:
        市发改委、行政服务局), as long as they are not the greater part.
        """
        if words.rstrip(" 。等）)")[-1:] not in _ENDINGS:
            return Listing.NONE
        units = self.named(words)
        organs = sum(1 for unit in units if unit.unit.organs)
        shape = _SHORT_SHAPE if organs else _UNIT_SHAPE
        if not all(unit.known or shape.fullmatch(unit.unit.printed) for unit in units):
            return Listing.NONE
        if organs and 2 * organs >= sum(1 for unit in units if unit.unit.organs or not unit.known):
            return Listing.ORGANS
        return Listing.GROUPS if units and all(unit.known for unit in units) else Listing.NAMES

    def units(self, words: str, line: int, unit_id: str) -> tuple[ResponsibleUnit, ...]:
        """Return the units of a list; a name that nothing resolves is kept as printed and reported."""
        named = self.named(words) if words else ()
        for one in named:
            if not one.known and one.unit.printed not in self._unknown:
                self._unknown.add(one.unit.printed)
                candidates = possible_departments(one.unit.printed, self.context)
                self.problems.append(_unknown_name(one.unit.printed, candidates, line, unit_id))
        return tuple(one.unit for one in named)


def _unknown_name(printed: str, candidates: tuple[str, ...], line: int, unit_id: str) -> Problem:
    hint = f"（可能是{'、'.join(candidates)}）" if candidates else ""
    message = f"未能确定“{printed}”所指的单位{hint}，请核对名称或指定对应机关"
    return Problem(ProblemKind.UNIT_NAME, message, line, excerpt=printed, unit_id=unit_id)


def with_first_leading(assigned: Assigned) -> Assigned:
    """Return the units with the first responsible one as lead, where no lead is named."""
    if assigned.lead or not assigned.responsible:
        return assigned
    return Assigned(assigned.responsible[:1], assigned.responsible[1:], assigned.supporting)


def with_all_leading(assigned: Assigned) -> Assigned:
    """Return the units with all responsible ones as leads, where no lead is named."""
    return assigned if assigned.lead else Assigned(assigned.responsible, (), assigned.supporting)


def with_more(assigned: Assigned, more: tuple[ResponsibleUnit, ...]) -> Assigned:
    """Return the units with those of every task added, unless the list names them already."""
    present = (*assigned.lead, *assigned.responsible, *assigned.supporting)
    printed = {unit.printed for unit in present}
    organs = {organ for unit in present for organ in unit.organs}
    added = tuple(
        unit for unit in more if unit.printed not in printed and not (unit.organs and organs.issuperset(unit.organs))
    )
    return Assigned(assigned.lead, assigned.responsible + added, assigned.supporting)
