"""Changed parameters against the law in force, on a generated sample: small enough to answer while a slider moves."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lingxing.engines.rules.columns import numpy_blocks
from lingxing.engines.rules.domain.columns import Input, Output, Plan, covered_column, lower
from lingxing.engines.rules.domain.sampling import sample
from lingxing.engines.rules.simulation.summary import not_added_up
from lingxing.kernel.errors import LingxingError
from lingxing.kernel.exact import Exact, exact
from lingxing.language.definitions import FactKind, Program, Setting
from lingxing.language.nodes import Kind
from lingxing.language.packages import Package

MOST_ROWS = 50_000
USUAL_ROWS = 10_000
_BINS = 12
_SAMPLES_KEPT = 6
_Integers = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Bin:
    """How many rows have a value from `lower` to under `upper`, in base units, under the law and under the reform."""

    lower: Exact
    upper: Exact
    law: int
    reform: int


@dataclass(frozen=True, slots=True)
class GroupEffect:
    """What a reform does within a group; `name` is a choice of the fact asked for."""

    name: str
    rows: int
    law: Exact
    reform: Exact


@dataclass(frozen=True, slots=True)
class Effect:
    """What a reform does to an output. Totals are in base units; truths count as 1.

    `law_above` and `reform_above` count the rows whose value is above 0.
    """

    output: Output
    rows: int
    law: Exact
    reform: Exact
    law_above: int
    reform_above: int
    winners: int
    losers: int
    won: Exact
    lost: Exact
    bins: tuple[Bin, ...]
    groups: tuple[GroupEffect, ...]

    @property
    def change(self) -> Exact:
        """Return what the reform adds."""
        return self.reform - self.law


@dataclass(frozen=True, slots=True)
class Comparison:
    """The effects on every output, and two lists of (label, reason): not in columns, and not a number to add up."""

    rows: int
    by: str
    effects: tuple[Effect, ...]
    left_out: tuple[tuple[str, str], ...]
    not_added_up: tuple[tuple[str, str], ...] = ()


def group_facts(plan: Plan) -> tuple[Input, ...]:
    """Return the facts that effects can be broken down by: choices and truths."""
    return tuple(given for given in plan.inputs if given.kind in (FactKind.CHOICE, FactKind.BOOL))


@lru_cache(maxsize=_SAMPLES_KEPT)
def _columns(program_key: "_Key", rows: int, seed: int) -> Mapping[str, _Integers]:
    program, scope = program_key.program, program_key.scope
    blocks = list(sample(program, rows, seed, scope))
    return {name: np.concatenate([block.columns[name] for block in blocks]) for name in blocks[0].columns}


class _Key:
    """A program told apart by its package, its day and the list whose events are the rows."""

    __slots__ = ("identity", "program", "scope")

    def __init__(self, program: Program, scope: str) -> None:
        self.program, self.scope = program, scope
        self.identity = (program.policy.id, program.on, scope)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other.identity == self.identity

    def __hash__(self) -> int:
        return hash(self.identity)


def compare(
    package: Package, on: dt.date, overrides: Mapping[str, Setting], *, rows: int, seed: int, by: str = ""
) -> Comparison:
    """Return the effects of the overrides on `rows` sampled rows. LingxingError where columns can't run the rules."""
    law_program, reform_program = package.program(on=on), package.program(on=on, overrides=overrides)
    law_plan = lower(law_program)
    reform_plan = lower(reform_program, rows=law_plan.rows)
    if by and by not in {given.name for given in group_facts(law_plan)}:
        known = "、".join(given.name for given in group_facts(law_plan)) or "（无）"
        raise LingxingError(f"不能按“{by[:40]}”分组", where="by", remedy=f"可写：{known}")
    columns = _columns(_Key(law_program, law_plan.rows), rows, seed)
    law, reform = numpy_blocks.run(law_plan, columns), numpy_blocks.run(reform_plan, columns)
    known_outputs = {output.name: output for output in reform_plan.outputs}
    group = next((given for given in law_plan.inputs if given.name == by), None)
    single = {output.name: why for output in law_plan.outputs if (why := not_added_up(law_program, output))}
    effects = tuple(
        _effect(
            _Side(output, law), _Side(known_outputs[output.name], reform), _groups(law_plan, output, group, columns)
        )
        for output in law_plan.outputs
        if output.kind in (Kind.NUMBER, Kind.BOOL) and output.name in known_outputs and output.name not in single
    )
    left_out = tuple((reason.where, reason.what) for reason in law_plan.left_out.values())
    apart = tuple((output.label, single[output.name]) for output in law_plan.outputs if output.name in single)
    return Comparison(rows, by, effects, left_out, apart)


class _Side:
    """An output's columns under one set of parameters."""

    def __init__(self, output: Output, columns: Mapping[str, _Integers]) -> None:
        self.output = output
        self.covered = columns[covered_column(output.name)].astype(np.bool_)
        self.values = np.where(self.covered, columns[output.name].astype(np.int64), 0)
        self.above = int((self.values > 0).sum())

    def total(self, where: _Integers | None = None) -> Exact:
        """Return the sum in base units."""
        values = self.values if where is None else self.values[where]
        return exact(Fraction(_sum(values), self.output.denominator))


def _sum(values: _Integers) -> int:
    """Return the sum of whole numbers, however large."""
    largest = int(np.max(np.abs(values), initial=0))
    return int(values.sum()) if largest < 2**63 // max(len(values), 1) else sum(values.tolist())


def _effect(law: _Side, reform: _Side, groups: Sequence[tuple[str, _Integers]]) -> Effect:
    both = law.covered & reform.covered
    scaled_law, scaled_reform = law.values * reform.output.denominator, reform.values * law.output.denominator
    denominator = law.output.denominator * reform.output.denominator
    change = np.where(both, scaled_reform - scaled_law, 0)
    return Effect(
        output=law.output,
        rows=len(law.values),
        law=law.total(),
        reform=reform.total(),
        law_above=law.above,
        reform_above=reform.above,
        winners=int((change > 0).sum()),
        losers=int((change < 0).sum()),
        won=exact(Fraction(_sum(change[change > 0]), denominator)),
        lost=exact(Fraction(-_sum(change[change < 0]), denominator)),
        bins=tuple(_bins(law, reform)),
        groups=tuple(
            GroupEffect(name, int(where.sum()), law.total(where), reform.total(where)) for name, where in groups
        ),
    )


def _bins(law: _Side, reform: _Side) -> Iterator[Bin]:
    """Yield bins of one width that is 1, 2 or 5 times a power of ten, of what is covered and not 0; 0 stands first."""
    sides = [side.values[side.covered] / side.output.denominator for side in (law, reform)]
    if law.output.kind is Kind.BOOL or not any(len(side) for side in sides):
        return
    yield Bin(0, 0, *(int((side == 0).sum()) for side in sides))
    held = [side[side != 0] for side in sides]
    everything = np.concatenate(held)
    if not len(everything):
        return
    low, high = min(float(everything.min()), 0.0), float(np.quantile(everything, 0.99))
    width = _nice(max((high - low) / _BINS, 1.0))
    first, last = int(low // width), int(max(high, low) // width) + 1
    edges = [number * width for number in range(first, last + 1)]
    counted = [np.histogram(np.clip(side, edges[0], edges[-1]), bins=edges)[0].tolist() for side in held]
    for lower_edge, upper_edge, in_law, in_reform in zip(edges, edges[1:], *counted, strict=False):
        yield Bin(lower_edge, upper_edge, in_law, in_reform)


def _nice(size: float) -> int:
    """Return 1, 2 or 5 times a power of ten, at least the size."""
    power: int = 10 ** (len(str(int(size))) - 1)
    steps: list[int] = [step * power for step in (1, 2, 5, 10, 20) if step * power >= size]
    return steps[0]


def _groups(
    plan: Plan, output: Output, fact: Input | None, columns: Mapping[str, _Integers]
) -> list[tuple[str, _Integers]]:
    """Return each choice of the fact with the rows (or subjects) that have it."""
    if fact is None or (fact.scope and not output.scope):
        return []
    codes = columns[fact.name]
    if plan.rows and not output.scope:
        _, first = np.unique(columns["subject"], return_index=True)
        codes = codes[first]
    names = fact.choices or ("false", "true")
    return [(name, codes == code) for code, name in enumerate(names)]
