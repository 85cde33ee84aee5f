"""What a formula comes to for the facts of a case, for engines that decide by it."""

import datetime as dt
from collections.abc import Mapping, Sequence

from lingxing.engines.rules.domain.answers import State
from lingxing.engines.rules.domain.calculation import work_out
from lingxing.engines.rules.domain.cases import Case
from lingxing.engines.rules.queries import program
from lingxing.language.nodes import Value

Facts = Mapping[str, Value]
Lists = Mapping[str, Sequence[Facts]]


def formula_value(package: str, formula: str, facts: Facts, lists: Lists, on: dt.date) -> Value | None:
    """Return what a formula of a package comes to on the day, in base units (fen for money).

    What the facts refuse is nothing (0 or false); None for what lacks facts or is left open by the document, and for a
    formula that the package does not have. Facts that are not given take their declared defaults; those that the rules
    don't know are passed over. Reading: 文件到期后，到期前提出的事项仍按其规定计算。
    """
    city, _, name = package.partition("/")
    rules = program(city, name, on)
    known = {name: facts.get(name, fact.default) for name, fact in rules.facts.items()}
    values = {name: value for name, value in known.items() if value is not None}
    events = {name: tuple(rows) for name, rows in lists.items() if name in rules.lists}
    found = work_out(rules, Case(values, events), formula)
    return found.value if found and found.state in (State.SETTLED, State.REFUSED) else None
