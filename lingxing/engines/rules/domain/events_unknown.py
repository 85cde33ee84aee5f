"""Running totals while facts of the events are missing: which events come first, or belong together, may be open."""

from collections.abc import Mapping, Sequence
from typing import Any

from lingxing.engines.rules.domain.events import part_of
from lingxing.engines.rules.domain.frames import Variable
from lingxing.engines.rules.domain.possible import Possible, add, hull, known, strict, sum_of
from lingxing.language.definitions import FactList, Group


class RunningRanges:
    """The running totals of a value at every event of a list.

    `parts` holds what each event adds. An event without its date may stand anywhere in the order, and one without the
    date that its group is told by may or may not be in the same group.
    """

    def __init__(
        self, parts: Sequence[Possible], events: Sequence[Mapping[str, Any]], declared: FactList, group: Group
    ) -> None:
        self._parts = parts
        self._events = events
        self._declared = declared
        self._group = group
        self._before: dict[int, Possible] = {}
        dates = [event.get(declared.ordered_by) for event in events]
        if any(day is None for day in dates):
            self._any_order(_asked(declared, dates))
        else:
            self._in_order(sorted(range(len(events)), key=lambda index: dates[index]))  # type: ignore[arg-type,return-value]

    def at(self, event: int, *, before: bool) -> Possible:
        """Return the total at an event, with or without what it adds."""
        total = self._before[event]
        return total if before else strict([total, self._parts[event]], add)

    def _any_order(self, needs: frozenset[Variable]) -> None:
        """Every other event may come before each, or not."""
        maybe = [_perhaps(part, needs) for part in self._parts]
        count = len(maybe)
        fore, aft = [known(0)], [known(0)]
        for index in range(count):
            fore.append(strict([fore[-1], maybe[index]], add))
            aft.append(strict([aft[-1], maybe[count - 1 - index]], add))
        for index in range(count):
            self._before[index] = strict([fore[index], aft[count - 1 - index]], add)

    def _in_order(self, order: Sequence[int]) -> None:
        every, doubtful = known(0), known(0)
        groups: dict[Any, Possible] = {}
        for index in order:
            part = self._parts[index]
            name = self._group.fact
            day = self._events[index].get(name) if name else None
            if name and day is None:
                needs: frozenset[Variable] = frozenset({("fact", self._declared.name, index, name)})
                self._before[index] = _hanging_on(every, needs)
                doubtful = strict([doubtful, _perhaps(part, needs)], add)
            else:
                key = part_of(day, self._group.part)
                held = groups.get(key, known(0))
                self._before[index] = strict([held, doubtful], lambda *parts: sum_of(parts))
                groups[key] = strict([held, part], add)
            every = strict([every, _perhaps(part, frozenset())], add)


def _asked(declared: FactList, dates: Sequence[Any]) -> frozenset[Variable]:
    undated = (index for index, day in enumerate(dates) if day is None)
    return frozenset(("fact", declared.name, index, declared.ordered_by) for index in undated)


def _perhaps(part: Possible, needs: frozenset[Variable]) -> Possible:
    """Return what an event adds that may not count."""
    either = hull([part, known(0)])
    return _hanging_on(either, needs)


def _hanging_on(value: Possible, needs: frozenset[Variable]) -> Possible:
    if value.certain:
        return value
    return Possible(
        value.lower,
        value.upper,
        value.values,
        value.covered,
        value.open,
        value.needs | needs,
        value.reason,
        value.article,
    )
