"""What a formula comes to for the facts of a case, for engines that decide by it."""

import datetime as dt
from collections.abc import Mapping, Sequence

from lingxing.engines.rules.domain.answers import State
from lingxing.engines.rules.domain.calculation import calculate
from lingxing.engines.rules.domain.cases import Case
from lingxing.engines.rules.queries import program
from lingxing.language.nodes import Value

Facts = Mapping[str, Value]
Lists = Mapping[str, Sequence[Facts]]


def formula_values(package: str, facts: Facts, lists: Lists, on: dt.date) -> dict[str, Value]:
    """Return every output of a package's rules on the day that the facts settle, in base units (fen for money).

    What the facts refuse is there with its nothing (0 or false); what lacks facts or is left open by the document is
    absent. Facts that are not given take their declared defaults; those that the rules don't know are passed over.
    Reading: 文件到期后，到期前提出的事项仍按其规定计算。
    """
    city, _, name = package.partition("/")
    rules = program(city, name, on)
    known = {name: facts.get(name, fact.default) for name, fact in rules.facts.items()}
    values = {name: value for name, value in known.items() if value is not None}
    events = {name: tuple(rows) for name, rows in lists.items() if name in rules.lists}
    answer = calculate(rules, Case(values, events), as_if=True)
    settled = (State.SETTLED, State.REFUSED)
    return {
        name: result.value
        for name, result in answer.outputs.items()
        if result.state in settled and result.value is not None
    }
