"""Every package that is installed: columns against the interpreter of single cases, on sampled rows."""

import datetime as dt
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from lingxing.engines.rules.columns import numpy_blocks
from lingxing.engines.rules.domain.answers import State
from lingxing.engines.rules.domain.calculation import calculate
from lingxing.engines.rules.domain.cases import Case
from lingxing.engines.rules.domain.columns import SUBJECT, NotInColumns, known_column, lower
from lingxing.engines.rules.domain.columns.leaves import coefficient
from lingxing.engines.rules.domain.sampling import sample
from lingxing.kernel.exact import exact
from lingxing.language.definitions import FactKind
from lingxing.language.nodes import Kind
from lingxing.language.packages import load_package, load_packages, read_examples

# A package without formulas has a procedure alone.
NAMES = [name for name, package in sorted(load_packages().packages.items()) if package.marked]
ROWS = 60
EPOCH = dt.date(1970, 1, 1)


def supplied_by_examples(package):
    """Return a value for every parameter that the examples supply."""
    return {name: value for example in read_examples(package) for name, value in example.settings.items()}


def value_of(fact, code):
    """Return what a column's number means."""
    if fact.kind is FactKind.BOOL:
        return bool(code)
    if fact.kind is FactKind.CHOICE:
        return list(fact.choices)[code]
    if fact.kind is FactKind.DATE:
        return EPOCH + dt.timedelta(code)
    return exact(code * coefficient(fact))


def row_of(facts, columns, place):
    """Return what is known of the facts on a row."""
    known = {name: columns.get(known_column(name)) for name in facts if name in columns}
    return {
        name: value_of(facts[name], int(columns[name][place]))
        for name, truths in known.items()
        if truths is None or truths[place]
    }


def cases_of(program, columns, scope):
    """Return the rows as cases, and for each the places of its rows; what is not known is left out."""
    count = len(next(iter(columns.values())))
    subjects = columns[SUBJECT].tolist() if scope else list(range(count))
    found = []
    for subject in dict.fromkeys(subjects):
        places = [place for place in range(count) if subjects[place] == subject]
        facts = program.facts
        given = row_of(facts, columns, places[0])
        events = [row_of(program.lists[scope].facts, columns, place) for place in places if scope]
        found.append((Case(given, {scope: events} if scope else {}), places))
    return found


def held(output, results, place):
    """Return an output on a row as the interpreter would say it: (covered, eligible, value)."""
    value = results[output.name][place].item()
    if output.kind is Kind.DATE:
        value = EPOCH + dt.timedelta(value)
    elif output.kind is Kind.CHOICE:
        value = output.choices[value]
    elif output.kind is Kind.NUMBER:
        value = exact(Fraction(value, output.denominator))
    covered = bool(results[f"{output.name}.covered"][place])
    eligible = results.get(f"{output.name}.eligible")
    return covered, None if eligible is None else bool(eligible[place]), value if covered else None


def said(result, output):
    """Return the interpreter's answer in the same form."""
    covered = result.state not in {State.NOT_COVERED, State.MISSING}
    eligible = None if output.eligible is None else result.state is State.SETTLED
    return covered, eligible, result.value


def differences(program, plan, columns, results):
    """Yield every output of a row on which columns and interpreter differ."""
    for number, (case, places) in enumerate(cases_of(program, columns, plan.rows)):
        answer = calculate(program, case, as_if=True)
        case_is_partial = any(column.known for column in plan.inputs)
        for output in plan.outputs:
            items = answer.items[plan.rows] if output.scope else [answer.outputs]
            rows = places if output.scope else [number]
            for place, item in zip(rows, items, strict=True):
                found, expected = held(output, results, place), said(item[output.name], output)
                # Where facts are missing, the interpreter may know an answer that is the same whatever they are.
                if found != expected and (found[0] or not case_is_partial):
                    yield output.name, found, expected, case


@pytest.mark.parametrize("name", NAMES)
def test_columns_say_what_the_interpreter_says(name):
    package = load_package(name)
    program = package.program(supplied=supplied_by_examples(package))
    for scope in ("", *program.lists):
        columns = next(iter(sample(program, ROWS, seed=7, scope=scope))).columns
        try:
            plan = lower(program, present=set(columns), rows=scope)
        except NotInColumns:
            assert not scope  # everything that the package says needs its events
            continue
        results = numpy_blocks.run(plan, columns)
        assert list(differences(program, plan, columns, results)) == []


@pytest.mark.parametrize("name", NAMES)
def test_what_is_covered_without_some_facts_is_what_the_interpreter_says(name):
    package = load_package(name)
    program = package.program(supplied=supplied_by_examples(package))
    scope = lower(program).rows
    columns: dict[str, Any] = dict(next(iter(sample(program, ROWS, seed=11, scope=scope))).columns)
    chance = np.random.default_rng(5)
    inner = program.lists[scope].facts if scope else {}
    facts = {name: fact for name, fact in {**program.facts, **inner}.items() if name in columns}
    nullable = {name for name, fact in facts.items() if fact.default is None}
    for one in sorted(nullable):
        known = chance.random(ROWS) < 0.7
        if scope and not facts[one].scope:  # a fact of the subject is known on all of its rows or on none
            known = (columns[SUBJECT] * 7 + len(one)) % 3 > 0
        columns[known_column(one)] = known
    plan = lower(program, present=set(columns), rows=scope, nullable=nullable)
    if scope:
        columns[known_column(plan.order)] = np.ones(ROWS, bool)
    results = numpy_blocks.run(plan, columns)
    assert list(differences(program, plan, columns, results)) == []
