"""Settles what can be settled while facts are missing, and says what to ask, the cheapest first.

Missing choices and truths are tried out together, up to a bound, so that what they decide between is told apart.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from lingxing.engines.rules.domain.answers import Missing, Range
from lingxing.engines.rules.domain.cases import Case
from lingxing.engines.rules.domain.estimate import At, Estimate
from lingxing.engines.rules.domain.frames import Variable
from lingxing.engines.rules.domain.names import choice_labels
from lingxing.engines.rules.domain.possible import Possible, endless, hull
from lingxing.engines.rules.domain.wording import open_text, value_text
from lingxing.kernel.exact import Exact, exact
from lingxing.language.definitions import Fact, Formula, Program
from lingxing.language.nodes import Kind, Node, Type, Value

MOST_TRIED = 64
"""How many values of missing choices and truths are tried for one output."""
MOST_WORKED = 12_000
"""How many nodes are worked out for the tries of all outputs; one output may use up a fourth of what is left.

It bounds the time of an answer (about a tenth of a second) by a count, so that answers don't hang on the machine.
"""
MOST_UNBOUNDED = 4_000
"""How many nodes are worked out to tell the ends that the document sets from those of declared bounds."""
_PARAMETER_EFFORT = 3
_LIST_EFFORT = 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an output may still be, and how much each thing that is missing decides of it (0 to 1)."""

    possible: Possible
    shares: Mapping[Variable, Exact]
    open_below: bool = False
    open_above: bool = False
    """The end hangs on the declared bounds of something missing, or there is none."""

    @property
    def value(self) -> Value:
        """Return the value of a certain outcome that is covered."""
        only: Value = self.possible.only
        return only


class Settler:
    """Settles the outputs of one case. What was estimated for one output is there for the next."""

    def __init__(self, program: Program, case: Case) -> None:
        self._program = program
        self._base = Estimate(program, case)
        self._unbounded = Estimate(program, case, unbounded=True)
        self._left = MOST_WORKED
        self._left_unbounded = MOST_UNBOUNDED

    def settle(self, formula: Formula, event: int | None) -> Outcome:
        """Return what an output may be. It hangs only on what `shares` names."""
        self._base.of(formula.node, At(event))
        before = self._base.effort.nodes
        tree = _Tree(self._program, formula.node, At(event), before + self._left // 4)
        branch = tree.grow(self._base, size=1)
        self._left -= self._base.effort.nodes - before
        shares: dict[Variable, Exact] = {}
        if not branch.result.certain:
            _collect(branch, Fraction(1), shares)
        below, above = self._open_ends(formula.node, At(event), branch)
        return Outcome(_dated(branch.result, formula.node), shares, below, above)

    def _open_ends(self, node: Node, at: At, branch: "_Branch") -> tuple[bool, bool]:
        """Return whether the lower and the upper end are none of the document's.

        Where the work that is allowed does not tell, an end is taken for open: nothing is called a limit that is none.
        """
        result = branch.result
        if result.certain or result.values is not None:
            return False, False
        self._unbounded.of(node, at)
        before = self._unbounded.effort.nodes
        walk = _EndsWalk(self._program, node, at, result, before + self._left_unbounded // 4)
        below, above = walk.moved(self._unbounded, branch)
        self._left_unbounded -= self._unbounded.effort.nodes - before
        return below or endless(result.lower), above or endless(result.upper)


@dataclass(frozen=True, slots=True)
class _Branch:
    """What an output may be after some tries; `variable` is tried next, with a branch for each value."""

    result: Possible
    variable: Variable | None = None
    branches: tuple["_Branch", ...] = ()

    @property
    def decided(self) -> bool:
        """Return whether every try below ends in one outcome."""
        return all(branch.decided for branch in self.branches) if self.branches else self.result.certain


class _Tree:
    """Tries missing choices and truths out, one after the other, only where they still matter."""

    def __init__(self, program: Program, node: Node, at: At, most_nodes: int) -> None:
        self._program = program
        self._node = node
        self._at = at
        self._most_nodes = most_nodes
        self._tried = 0

    def grow(self, estimate: Estimate, size: int) -> _Branch:
        """Return the branch of an estimate; `size` is how many tries there are on its level."""
        result = estimate.of(self._node, self._at)
        if result.certain:
            return _Branch(result)
        variable, options = self._next(result.needs, size)
        if variable is None or self._tried + len(options) > MOST_TRIED or estimate.effort.nodes > self._most_nodes:
            return _Branch(result)
        self._tried += len(options)
        wider = size * len(options)
        branches = tuple(self.grow(Estimate.trying(estimate, variable, value), wider) for value in options)
        if all(branch == branches[0] for branch in branches) and branches[0].decided:
            return branches[0]
        return _Branch(_joint([branch.result for branch in branches]), variable, branches)

    def _next(self, needs: frozenset[Variable], size: int) -> tuple[Variable | None, tuple[Value, ...]]:
        """Return the cheapest choice or truth that is missing, with what it may be."""
        for variable in sorted(needs, key=lambda variable: _order(self._program, variable)):
            options = _options(self._program, variable)
            if options and size * len(options) <= MOST_TRIED:
                return variable, options
        return None, ()


@dataclass(frozen=True, slots=True)
class _EndsWalk:
    """Finds out whether the ends of a result move once declared bounds count for nothing, try by try."""

    program: Program
    node: Node
    at: At
    result: Possible
    most_nodes: int

    def moved(self, estimate: Estimate, branch: _Branch) -> tuple[bool, bool]:
        """Return whether the lower and the upper end move under what is tried; looks no further than it must."""
        there = estimate.of(self.node, self.at)
        below = there.covered and there.lower < self.result.lower
        above = there.covered and there.upper > self.result.upper
        if not (below or above) or branch.variable is None or estimate.effort.nodes > self.most_nodes:
            return below, above
        low = high = False
        tries = zip(_options(self.program, branch.variable), branch.branches, strict=True)
        for value, tried in tries:
            one, other = self.moved(Estimate.trying(estimate, branch.variable, value), tried)
            low, high = low or one, high or other
            if low >= below and high >= above:
                break
        return low, high


def _joint(results: Sequence[Possible]) -> Possible:
    """Return what holds for every try."""
    return results[0] if all(result == results[0] for result in results) else hull(results)


def _collect(branch: _Branch, weight: Fraction, shares: dict[Variable, Exact]) -> None:
    """Note what the branch hangs on: with each thing tried, for how many of its values the output is certain."""
    if branch.variable is None:
        for variable in branch.result.needs:
            shares.setdefault(variable, 0)
        return
    certain = sum(below.result.certain for below in branch.branches)
    held = shares.get(branch.variable, 0)
    shares[branch.variable] = exact(held + weight * certain / len(branch.branches))
    for below in branch.branches:
        if not below.result.certain:
            _collect(below, weight / len(branch.branches), shares)


def _options(program: Program, variable: Variable) -> tuple[Value, ...]:
    fact = _fact(program, variable)
    if fact is None:
        return ()
    if fact.type.kind is Kind.BOOL:
        return (True, False)
    return tuple(fact.choices) if fact.type.kind is Kind.CHOICE else ()


def _fact(program: Program, variable: Variable) -> Fact | None:
    kind, scope, _, name = variable
    if kind != "fact":
        return None
    return (program.lists[scope].facts if scope else program.facts)[name]


def _dated(value: Possible, node: Node) -> Possible:
    """Return dates as dates, from day numbers."""
    if node.type.kind is not Kind.DATE or not value.covered:
        return value
    return value._replace(lower=dt.date.fromordinal(value.lower), upper=dt.date.fromordinal(value.upper))


# ---- what is told of it ----


def range_of(program: Program, formula: Formula, event: int | None, outcome: Outcome) -> Range:
    """Return what is still possible of an output."""
    value = outcome.possible
    kind = formula.node.type
    labels = choice_labels(program, formula.node)
    values = tuple(sorted(value.values, key=str)) if value.values is not None else ()
    lower, upper = (None if end is None or endless(end) else end for end in (value.lower, value.upper))
    parts = [value_text(one, kind, labels) for one in values] or _ends(lower, upper, kind, outcome)
    text = (" 或 ".join(parts) if values else "".join(parts)) + ("，也可能未作规定" if value.open else "")
    return Range(
        formula.name, formula.label, kind, lower, upper, values, value.open, text, formula.node.scope, event,
        open_below=outcome.open_below, open_above=outcome.open_above,
    )  # fmt: skip


def _ends(lower: Value | None, upper: Value | None, kind: Type, outcome: Outcome) -> list[str]:
    low = None if lower is None or outcome.open_below else value_text(lower, kind)
    high = None if upper is None or outcome.open_above else value_text(upper, kind)
    if high is None and (low is None or lower == 0):  # that an amount is not negative goes without saying
        return [open_text(kind)]
    if low is None or high is None:
        return [f"不低于 {low}" if high is None else f"不高于 {high}"]
    return [low if low == high else f"{low} 至 {high}"]


def missing_of(
    program: Program, asked: Mapping[Variable, Sequence[tuple[str, Exact]]]
) -> tuple[Missing, ...]:  # fmt: skip
    """Return what to ask, the cheapest first; then what decides more. `asked`: outputs with the share of each."""
    order = {
        variable: (_order(program, variable)[0], -len(outputs), -max(share for _, share in outputs))
        for variable, outputs in asked.items()
    }
    sequence = sorted(asked, key=lambda variable: (*order[variable], _order(program, variable)))
    return tuple(_missing(program, variable, asked[variable]) for variable in sequence)


def _missing(program: Program, variable: Variable, outputs: Sequence[tuple[str, Exact]]) -> Missing:
    kind, scope, index, name = variable
    effort, *_ = _order(program, variable)
    field = f"{scope}[{index}].{name}" if scope and kind == "fact" else name
    names = tuple(dict.fromkeys(output for output, _ in outputs))
    return Missing(
        kind,
        name,
        _label(program, variable),
        field,
        names,
        effort,
        max(share for _, share in outputs),
        scope if kind == "fact" else "",
        index,
    )


def _label(program: Program, variable: Variable) -> str:
    kind, scope, _, name = variable
    if kind == "parameter":
        return program.parameters[name].label
    if kind == "list":
        return program.lists[name].label
    return (program.lists[scope].facts if scope else program.facts)[name].label


def _order(program: Program, variable: Variable) -> tuple[int, int, str, int]:
    """Return the effort of finding out, then the place in the file."""
    fact = _fact(program, variable)
    kind, scope, index, name = variable
    effort = fact.effort if fact else _PARAMETER_EFFORT if kind == "parameter" else _LIST_EFFORT
    facts = program.lists[scope].facts if fact and scope else program.facts
    place = list(facts).index(name) if fact else len(facts)
    return effort, place, scope, index or 0


def variables(outcomes: Mapping[str, Outcome]) -> Iterator[tuple[Variable, str, Exact]]:
    """Yield what each output hangs on, with the share."""
    for output, outcome in outcomes.items():
        for variable, share in outcome.shares.items():
            yield variable, output, share
