"""Closures of values over a list's ordered events: running totals, increments, totals, and facts."""

import datetime as dt
from collections.abc import Callable, Hashable, Mapping
from typing import Any, Protocol

from lingxing.engines.rules.domain.arithmetic import settled
from lingxing.engines.rules.domain.frames import (
    FACTS,
    INDEX,
    PLACE,
    RUN,
    UNSET,
    Evaluate,
    Frame,
    Run,
    Unknown,
    Unsettled,
)
from lingxing.language.definitions import Group, Program
from lingxing.language.nodes import Node, Operation


class Maker(Protocol):
    """What makes the closures of nodes."""

    @property
    def program(self) -> Program:
        """Return the program whose graph is compiled."""

    @property
    def kept(self) -> dict[int, Any]:
        """Return what makes both closures of a running total, by node."""

    def slot(self, scope: str) -> int:
        """Return a new slot in the frames of a list."""

    def of(self, node: Node, *, before: bool = False) -> Evaluate:
        """Return the closure of a node in its own scope."""

    def below(self, node: Node, argument: Node, *, before: bool = False) -> Evaluate:
        """Return the closure of an argument, as called with the frame of the node."""


def _fact(maker: Maker, node: Node, *, before: bool) -> Evaluate:
    name, scope = node.name, node.scope
    if node.arguments:
        computed = maker.below(node, node.arguments[0], before=before)

        def given_or_computed(frame: Frame) -> Any:
            value = frame[FACTS].get(name, UNSET)
            return computed(frame) if value is UNSET else value

        return given_or_computed

    def fact(frame: Frame) -> Any:
        value = frame[FACTS].get(name, UNSET)
        if value is UNSET:
            raise Unknown(("fact", scope, frame[INDEX], name))
        return value

    return fact


def group_key(group: Group, scope: str) -> Callable[[Frame], Hashable]:
    """Return the function that tells which run of events an event belongs to."""
    name, part = group.fact, group.part

    def key(frame: Frame) -> Hashable:
        if not name:
            return None
        value = frame[FACTS].get(name, UNSET)
        if value is UNSET:
            raise Unknown(("fact", scope, frame[INDEX], name))
        return part_of(value, part)

    return key


def part_of(day: Any, part: str) -> Hashable:
    """Return the year, the year and month, or the whole of a date."""
    if not isinstance(day, dt.date) or part in {"", "day"}:
        return day  # type: ignore[no-any-return]
    return day.year if part == "year" else (day.year, day.month)


class _Progress:
    """How far a running total has come through the events, and what each group holds."""

    __slots__ = ("blocked", "done", "totals")

    def __init__(self) -> None:
        self.done = 0
        self.totals: dict[Hashable, Any] = {}
        self.blocked: Unsettled | None = None
        """Set where an event's group is not known: any later total may hold it."""


class _Running:
    """The running total of a value within a group. Events are taken in order, each once."""

    def __init__(self, maker: Maker, node: Node) -> None:
        self.node = node
        self.scope = node.scope
        self.argument = maker.of(node.arguments[0])
        self.key = group_key(maker.program.lists[node.scope].groups[node.name], node.scope)
        self.with_event = maker.slot(node.scope)
        self.without_event = maker.slot(node.scope)

    def value(self, frame: Frame, slot: int) -> Any:
        """Return what the slot holds, working the events up to this one out where needed."""
        value = frame[slot]
        if value is UNSET:
            self._advance(frame)
            value = frame[slot]
            if value is UNSET:
                raise frame[RUN].failed[slot, id(frame)]
        return value

    def _advance(self, frame: Frame) -> None:
        run: Run = frame[RUN]
        if self.scope in run.unordered:
            raise run.unordered[self.scope]
        progress = run.progress.setdefault(self.with_event, _Progress())
        frames = run.frames[self.scope]
        while progress.done <= frame[PLACE]:
            current = frames[progress.done]
            progress.done += 1
            self._take(run, progress, current)

    def _take(self, run: Run, progress: _Progress, frame: Frame) -> None:
        slots = (self.without_event, self.with_event)
        try:
            if progress.blocked:
                raise progress.blocked
            key = self.key(frame)
        except Unsettled as unknown:
            progress.blocked = unknown
            self._fail(run, frame, unknown, slots)
            return
        before = progress.totals.get(key, 0)
        if isinstance(before, Unsettled):
            self._fail(run, frame, before, slots)
            return
        frame[self.without_event] = before
        try:
            progress.totals[key] = frame[self.with_event] = settled(before + self.argument(frame))
        except Unsettled as unsettled:
            progress.totals[key] = unsettled
            self._fail(run, frame, unsettled, slots[1:])
            return
        if self.node.label:
            run.trace.append((self.node, frame))

    def _fail(self, run: Run, frame: Frame, why: Unsettled, slots: tuple[int, ...]) -> None:
        for slot in slots:
            run.failed[slot, id(frame)] = why


def _running(maker: Maker, node: Node, *, before: bool) -> Evaluate:
    running: _Running = maker.kept.setdefault(id(node), None) or _Running(maker, node)
    maker.kept[id(node)] = running
    slot = running.without_event if before else running.with_event

    def total_so_far(frame: Frame) -> Any:
        value = frame[slot]
        return running.value(frame, slot) if value is UNSET else value

    return total_so_far


def _increment(maker: Maker, node: Node, *, before: bool) -> Evaluate:  # noqa: ARG001 (a value of the event as it is)
    with_event, without_event = maker.of(node.arguments[0]), maker.of(node.arguments[0], before=True)

    def increment(frame: Frame) -> Any:
        value = with_event(frame) - without_event(frame)
        return value if value.__class__ is int else settled(value)

    return increment


def _total(maker: Maker, node: Node, *, before: bool) -> Evaluate:  # noqa: ARG001 (belongs to the subject)
    scope, argument, slot, labelled = node.name, maker.of(node.arguments[0]), maker.slot(""), bool(node.label)

    def total(frame: Frame) -> Any:
        value = frame[slot]
        if value is UNSET:
            run: Run = frame[RUN]
            if scope not in run.frames:
                raise Unknown(("list", scope, None, scope))
            value = frame[slot] = settled(sum(map(argument, run.frames[scope])))
            if labelled:
                run.trace.append((node, frame))
        return value

    return total


class Builder(Protocol):
    """What makes the closure of a node of one operation."""

    def __call__(self, maker: Maker, node: Node, *, before: bool) -> Evaluate:
        """Return the closure, of the value without this event in the running totals where `before` says so."""


BUILDERS: Mapping[Operation, Builder] = {
    Operation.FACT: _fact,
    Operation.RUNNING: _running,
    Operation.INCREMENT: _increment,
    Operation.TOTAL: _total,
}
