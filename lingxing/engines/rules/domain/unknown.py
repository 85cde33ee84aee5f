"""Settles what can be settled while facts are missing, and says what to ask, the cheapest first.

Missing choices and truths are tried out together, up to a bound, so that what they decide between is told apart.
"""

import datetime as dt
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from lingxing.engines.rules.domain.answers import Missing, Range
from lingxing.engines.rules.domain.cases import Case
from lingxing.engines.rules.domain.estimate import At, Estimate
from lingxing.engines.rules.domain.expressions import choice_labels
from lingxing.engines.rules.domain.frames import Variable
from lingxing.engines.rules.domain.possible import Possible, endless, hull
from lingxing.engines.rules.domain.wording import value_text
from lingxing.kernel.exact import Exact, exact
from lingxing.language.definitions import Fact, Formula, Program
from lingxing.language.nodes import Kind, Node, Value

MOST_TRIED = 64
"""How many combinations of missing choices and truths are tried for one output."""
_PARAMETER_EFFORT = 3
_LIST_EFFORT = 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an output may still be, and how much each thing that is missing decides of it (0 to 1)."""

    possible: Possible
    shares: Mapping[Variable, Exact]

    @property
    def value(self) -> Value:
        """Return the value of a certain outcome that is covered."""
        only: Value = self.possible.only
        return only


def settle(program: Program, case: Case, formula: Formula, event: int | None) -> Outcome:
    """Return what an output may be. It hangs only on what `shares` names."""
    whole = Estimate(program, case, {}).of(formula.node, At(event))
    if whole.certain:
        return Outcome(_dated(whole, formula.node), {})
    tried = _tried(program, whole.needs)
    if not tried:
        return Outcome(_dated(whole, formula.node), dict.fromkeys(whole.needs, 0))
    names = [variable for variable, _ in tried]
    results = {
        values: Estimate(program, case, dict(zip(names, values, strict=True))).of(formula.node, At(event))
        for values in itertools.product(*(options for _, options in tried))
    }
    joint = _joint(list(results.values()))
    if joint.certain:
        return Outcome(_dated(joint, formula.node), {})
    return Outcome(_dated(joint, formula.node), _shares(names, results))


def _joint(results: Sequence[Possible]) -> Possible:
    """Return what holds for every try."""
    return results[0] if all(result == results[0] for result in results) else hull(results)


def _tried(program: Program, needs: frozenset[Variable]) -> list[tuple[Variable, tuple[Value, ...]]]:
    """Return the choices and truths to try out, with what they may be: the cheapest first, up to the bound."""
    chosen: list[tuple[Variable, tuple[Value, ...]]] = []
    size = 1
    for variable in sorted(needs, key=lambda variable: _order(program, variable)):
        options = _options(program, variable)
        if options and size * len(options) <= MOST_TRIED:
            chosen.append((variable, options))
            size *= len(options)
    return chosen


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


def _shares(names: Sequence[Variable], results: Mapping[tuple[Value, ...], Possible]) -> dict[Variable, Exact]:
    """Return what the output still hangs on: untried facts where some try needs them, tried ones where they decide."""
    shares: dict[Variable, Exact] = {}
    for place, variable in enumerate(names):
        if _decides(place, results):
            shares[variable] = _settled_share(place, results)
    for result in results.values():
        for variable in result.needs:
            shares.setdefault(variable, 0)
    return shares


def _decides(place: int, results: Mapping[tuple[Value, ...], Possible]) -> bool:
    """Return whether the value at the place may make a difference for some values of the others."""
    rest: dict[tuple[Value, ...], Possible] = {}
    for values, result in results.items():
        others = values[:place] + values[place + 1 :]
        first = rest.setdefault(others, result)
        if first != result or not result.certain:
            return True
    return False


def _settled_share(place: int, results: Mapping[tuple[Value, ...], Possible]) -> Exact:
    """Return for how many of the values at the place the output is certain, whatever the others are."""
    by_value: dict[Value, list[Possible]] = {}
    for values, result in results.items():
        by_value.setdefault(values[place], []).append(result)
    settled = sum(_joint(group).certain for group in by_value.values())
    return exact(Fraction(settled, len(by_value)))


def _dated(value: Possible, node: Node) -> Possible:
    """Return dates as dates, from day numbers."""
    if node.type.kind is not Kind.DATE or not value.covered:
        return value
    return replace(value, lower=dt.date.fromordinal(value.lower), upper=dt.date.fromordinal(value.upper))


# ---- what is told of it ----


def range_of(program: Program, formula: Formula, event: int | None, value: Possible) -> Range:
    """Return what is still possible of an output."""
    kind = formula.node.type
    labels = choice_labels(program, formula.node)
    values = tuple(sorted(value.values, key=str)) if value.values is not None else ()
    lower, upper = (None if end is None or endless(end) else end for end in (value.lower, value.upper))
    parts = [value_text(one, kind, labels) for one in values] or _ends(lower, upper, formula)
    text = (" 或 ".join(parts) if values else "".join(parts)) + ("，也可能未作规定" if value.open else "")
    return Range(
        formula.name, formula.label, kind, lower, upper, values, value.open, text, formula.node.scope, event
    )  # fmt: skip


def _ends(lower: Value | None, upper: Value | None, formula: Formula) -> list[str]:
    low, high = (None if end is None else value_text(end, formula.node.type) for end in (lower, upper))
    if low is None and high is None:
        return ["不限"]
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
