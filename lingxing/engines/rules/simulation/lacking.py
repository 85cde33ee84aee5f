"""Rows with empty cells: what can be worked out all the same, and which rows lack a fact that a result hangs on."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import pyarrow as pa

from lingxing.engines.rules.domain.columns import lower
from lingxing.engines.rules.domain.columns.plan import (
    SUBJECT,
    Act,
    Input,
    Output,
    Plan,
    covered_column,
    known_column,
    walk,
)
from lingxing.engines.rules.simulation.events import SPOILED, subject_starts
from lingxing.engines.rules.simulation.reading import Rejection, Rows
from lingxing.engines.rules.simulation.results import Columns
from lingxing.language.definitions import FactKind, Program

Run = Callable[[Columns], Columns]
_TRIES = 8
"""Ways in which empty cells are filled in to see whether a result hangs on them."""


def nullable_facts(program: Program) -> frozenset[str]:
    """Return the facts whose cells may be empty: those without a default that the rules don't work out.

    The day that events are ordered by must be known.
    """
    facts = [*program.facts.values(), *(fact for held in program.lists.values() for fact in held.facts.values())]
    days = {held.ordered_by for held in program.lists.values()}
    open_ = (fact for fact in facts if fact.default is None and fact.source is None)
    return frozenset(fact.name for fact in open_ if fact.name not in days)


@dataclass(frozen=True)
class Ways:
    """A program for rows without empty cells, and for rows with them."""

    program: Program
    present: tuple[str, ...]

    @cached_property
    def plain(self) -> Plan:
        """Return the plan that takes every fact as known."""
        return lower(self.program, self.present)

    @cached_property
    def partial(self) -> Plan:
        """Return the plan that asks which facts are known; it is slower."""
        return lower(self.program, self.present, nullable=nullable_facts(self.program))

    @property
    def asked(self) -> tuple[str, ...]:
        """Return the facts whose cells may be empty, of those that are read."""
        return tuple(given.name for given in self.partial.inputs if given.known)


def has_gaps(rows: Rows) -> bool:
    """Return whether a cell is empty that no default fills."""
    known = (values for name, values in rows.columns.items() if name.endswith(known_column("")))
    return not all(bool(values[:1].all() if values.strides == (0,) else values.all()) for values in known)


def with_known(rows: Rows, names: Sequence[str]) -> Rows:
    """Return the rows with a column for each of the facts that tells where it is known."""
    columns = dict(rows.columns)
    for name in map(known_column, names):
        held = columns.get(name)
        columns[name] = np.ones(len(rows), np.bool_) if held is None else np.ascontiguousarray(held)
    return replace(rows, columns=columns)


@dataclass(slots=True)
class Lacking:
    """What rows lack, by a subject's rows where rows are events."""

    rows: np.ndarray
    """Rows that are set aside."""
    facts: dict[str, np.ndarray] = field(default_factory=dict)
    """Where a fact's empty cell leaves a result open."""
    outputs: dict[str, np.ndarray] = field(default_factory=dict)
    """Where an output is open."""

    def add(self, other: "Lacking") -> None:
        """Add what rows lack under another plan."""
        self.rows |= other.rows
        for mine, more in ((self.facts, other.facts), (self.outputs, other.outputs)):
            for name, mask in more.items():
                mine[name] = mine[name] | mask if name in mine else mask


def lacking(plan: Plan, run: Run, columns: Columns, found: Columns) -> Lacking:
    """Return where an output is not covered as a fact is empty; `found` are the plan's results on the columns.

    Whether it hangs on the fact is seen by filling the empty cells in several ways: what the document itself leaves
    open stays open however they are filled.
    """
    size = len(next(iter(columns.values())))
    search = _Search(plan, run, columns, size)
    doubtful = search.doubtful(found)
    result = Lacking(np.zeros(size, np.bool_))
    for filling in _fillings(plan):
        if not any(mask.any() for mask in doubtful.values()):
            break
        search.settle(filling, doubtful, result)
    return result


_Masks = dict[str, np.ndarray]


def _fillings(plan: Plan) -> Iterator[Mapping[str, int]]:
    """Yield what to put into empty cells: bounds first, then anything, the same at every run."""
    chance = random.Random(0)  # noqa: S311 - values to try, no secret
    open_ = [given for given in plan.inputs if given.known]
    for turn in range(_TRIES):
        yield {given.name: _value(given, turn, chance) for given in open_}


def _value(given: Input, turn: int, chance: random.Random) -> int:
    if given.kind is FactKind.CHOICE:
        return turn % len(given.choices)
    ends = [given.lower, given.upper, min(max(0, given.lower), given.upper), chance.randint(given.lower, given.upper)]
    return ends[turn] if turn < len(ends) else chance.choice(ends)


class _Search:
    """Looks for the outputs that hang on empty cells, in rows of whole subjects."""

    def __init__(self, plan: Plan, run: Run, columns: Columns, size: int) -> None:
        self.plan, self.run, self.columns, self.size = plan, run, columns, size
        self.inputs = [given for given in plan.inputs if given.known and not columns[given.known].all()]
        starts = subject_starts(columns[SUBJECT]) if plan.rows else None
        self.starts = starts
        self.lengths = None if starts is None else np.diff(np.append(starts, size))

    def doubtful(self, found: Columns) -> _Masks:
        """Return by output the rows on which it is not covered while a fact that it may read is empty."""
        return {output.name: self._doubtful(output, found) for output in self.plan.outputs}

    def _doubtful(self, output: Output, found: Columns) -> np.ndarray:
        read = {cell.name for cell in walk(*output.cells.values()) if cell.act is Act.COLUMN}
        empty = np.zeros(self.size, np.bool_)
        for given in self.inputs:
            if given.known in read:
                empty |= ~self.columns[given.known]
        open_: np.ndarray = self.by_subject(empty) & ~self._covered(output, found)
        return open_

    def by_subject(self, mask: np.ndarray) -> np.ndarray:
        """Return the mask spread over all rows of a subject."""
        if self.starts is None or self.lengths is None or not len(mask):
            return mask
        spread: np.ndarray = np.repeat(np.logical_or.reduceat(mask, self.starts), self.lengths)
        return spread

    def _covered(self, output: Output, found: Columns, rows: np.ndarray | None = None) -> np.ndarray:
        """Return where the output is covered, a truth a row."""
        covered: np.ndarray = found[covered_column(output.name)].astype(np.bool_, copy=False)
        if not self.plan.rows or output.scope or self.lengths is None or self.starts is None:
            return covered
        spread: np.ndarray = np.repeat(covered, self.lengths if rows is None else self.lengths[rows[self.starts]])
        return spread

    def settle(self, filling: Mapping[str, int], doubtful: _Masks, result: Lacking) -> None:
        """Add the outputs that are covered once the cells are filled in so, and take them from the doubtful."""
        rows = self.by_subject(np.logical_or.reduce(list(doubtful.values())))
        part = {name: values[rows] for name, values in self.columns.items()}
        full = self._filled(part, filling)
        found = self.run(full)
        settled = {}
        for output in self.plan.outputs:
            held = doubtful[output.name][rows] & self._covered(output, found, rows)
            settled[output.name] = held
            if held.any():
                _put(result.outputs, output.name, rows, held, self.size)
                doubtful[output.name][rows] &= ~held
        if any(held.any() for held in settled.values()):
            self._name(rows, part, full, settled, result)

    def _filled(self, part: Columns, filling: Mapping[str, int]) -> dict[str, np.ndarray]:
        full = dict(part)
        for given in self.plan.inputs:
            if given.known:
                full[given.name] = np.where(part[given.known], part[given.name], np.int64(filling[given.name]))
                full[given.known] = np.ones(len(full[given.name]), np.bool_)
        return full

    def _name(self, rows: np.ndarray, part: Columns, full: Columns, settled: _Masks, result: Lacking) -> None:
        """Add the facts that leave a settled output open when they alone are empty."""
        aside = self.by_subject(_spread(rows, np.logical_or.reduce(list(settled.values()))))
        result.rows |= aside
        for given in self.inputs:
            found = self.run({**full, given.known: part[given.known]})
            lost = np.zeros(int(rows.sum()), np.bool_)
            for output in self.plan.outputs:
                lost |= settled[output.name] & ~self._covered(output, found, rows)
            concerned = self.by_subject(_spread(rows, lost)) & ~self.columns[given.known]
            if concerned.any():
                result.facts[given.name] = result.facts.get(given.name, np.zeros(self.size, np.bool_)) | concerned


def _spread(rows: np.ndarray, held: np.ndarray) -> np.ndarray:
    whole = np.zeros(len(rows), np.bool_)
    whole[rows] = held
    return whole


def _put(masks: _Masks, name: str, rows: np.ndarray, held: np.ndarray, size: int) -> None:
    masks[name] = masks.get(name, np.zeros(size, np.bool_)) | _spread(rows, held)


# ---- setting rows aside ----


def without(rows: Rows, missed: Lacking, plans: Sequence[Plan]) -> Rows:
    """Return the rows without those that lack facts, which are rejected with their reasons."""
    kept = ~missed.rows
    if kept.all():
        return rows
    rejections = tuple(_rejections(rows, missed, plans))
    return replace(
        rows,
        columns={name: values[kept] for name, values in rows.columns.items()},
        carried={name: array.filter(pa.array(kept)) for name, array in rows.carried.items()},
        numbers=rows.numbers[kept],
        rejections=(*rows.rejections, *rejections),
        incomplete=rows.incomplete + int(missed.rows.sum()),
    )


def kept_results(plan: Plan, found: Columns, rows: Rows, missed: Lacking) -> Columns:
    """Return the results of the rows that stay."""
    kept = ~missed.rows
    first = kept[subject_starts(rows.columns[SUBJECT])] if plan.rows else kept
    return {name: values[first if name in plan.subject_cells else kept] for name, values in found.items()}


def _rejections(rows: Rows, missed: Lacking, plans: Sequence[Plan]) -> Iterator[Rejection]:
    inputs = {given.name: given for plan in plans for given in plan.inputs}
    titles = {output.name: output.label for output in plans[0].outputs}
    for row in np.flatnonzero(missed.rows).tolist():
        facts = tuple(name for name, mask in missed.facts.items() if mask[row])
        outputs = [titles[name] for name, mask in missed.outputs.items() if mask[row]]
        number = int(rows.numbers[row])
        if not facts and plans[0].rows:
            yield Rejection(number, SUBJECT, str(rows.columns[SUBJECT][row]), SPOILED, lacking=(SUBJECT,))
            continue
        facts = facts or tuple(name for name, given in inputs.items() if _is_empty(rows, given, row))
        wanted = "、".join(inputs[name].label for name in facts)
        told = "、".join(outputs) or "同一对象的结果"
        yield Rejection(number, "、".join(facts), "", f"这一行没有填{wanted}，算不出{told}", lacking=facts)


def _is_empty(rows: Rows, given: Input, row: int) -> bool:
    return bool(given.known) and not rows.columns[given.known][row]
