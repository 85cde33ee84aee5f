"""Rows for a program: the same cases as columns for the back-ends and as values for the oracle."""

import datetime as dt
from fractions import Fraction

import numpy as np

from lingxing.engines.rules.columns.tests.oracle import OPEN, Oracle
from lingxing.engines.rules.domain.columns.plan import SUBJECT, known_column
from lingxing.language.definitions import FactKind
from lingxing.language.nodes import Kind

EPOCH = dt.date(1970, 1, 1)
MARKS = (0, 1, -1, 1_200_00, 3_000_00, 12_000_00, 30_000_00)


def drawn(random, fact):
    """Return a value of the fact: at a bound, by a threshold, or anywhere."""
    if fact.kind is FactKind.BOOL:
        return random.random() < 0.5
    if fact.kind is FactKind.CHOICE:
        return random.choice(list(fact.choices))
    if fact.kind is FactKind.DATE:
        ends = [fact.lower, fact.upper, dt.date(2020, 2, 29), dt.date(2023, 12, 31), dt.date(2024, 1, 31)]
        anywhere = fact.lower + dt.timedelta(random.randint(0, (fact.upper - fact.lower).days))
        return min(max(random.choice([*ends, *[anywhere] * 6]), fact.lower), fact.upper)
    scale = Fraction(1) if fact.kind is FactKind.MONEY else Fraction(1, 10**fact.decimals)
    lower, upper = int(fact.lower / scale), int(fact.upper / scale)
    near = random.choice(MARKS) + random.choice([-1, 0, 1])
    value = random.choice([lower, upper, near, random.randint(lower, upper), random.randint(lower, upper)])
    return min(max(value, lower), upper) * scale


def forgotten(random, found, names):
    """Return the cases with some of the named facts left out."""

    def kept(row):
        return {name: value for name, value in row.items() if name not in names or random.random() < 0.6}

    return [(kept(given), [kept(event) for event in events]) for given, events in found]


def coded(fact, value):
    """Return what stands for the value in a column; for a fact that is not known, its lower bound."""
    if value is None:
        value = fact.lower if fact.lower is not None else next(iter(fact.choices), False)
    if fact.kind is FactKind.CHOICE:
        return list(fact.choices).index(value)
    if fact.kind is FactKind.DATE:
        return (value - EPOCH).days
    return int(value if fact.kind is FactKind.MONEY else value * 10**fact.decimals)


def cases(random, program, count, most_events=6):
    """Return (facts, events) of so many subjects; a subject has at least one event where the program has a list."""
    events = program.lists.get("claims")
    found = []
    for _ in range(count):
        given = {name: drawn(random, fact) for name, fact in program.facts.items()}
        rows = [
            {name: drawn(random, fact) for name, fact in events.facts.items()}
            for _ in range(random.randint(1, most_events) if events else 0)
        ]
        found.append((given, sorted(rows, key=lambda row: row["date"])))
    return found


def columns_of(program, found, rows):
    """Return the cases as columns; where rows are events, the subject's facts stand in each of them."""
    facts = {**program.facts, **(program.lists[rows].facts if rows else {})}
    flat = [
        (at, {**given, **event}) for at, (given, events) in enumerate(found) for event in (events if rows else [{}])
    ]
    columns = {SUBJECT: np.array([at for at, _ in flat], np.int64)}
    for name, fact in facts.items():
        columns[name] = np.array([coded(fact, row.get(name)) for _, row in flat], np.int64)
        columns[known_column(name)] = np.array([name in row for _, row in flat])
    return columns


def expected(program, found, output):
    """Return what the oracle says of an output, in the order of the rows."""
    node = program.formulas[output.name].node
    answers = []
    for given, events in found:
        oracle = Oracle(program, given, events)
        answers += [oracle.value(node, place) for place in (range(len(events)) if output.scope else [None])]
    return answers


def decoded(output, results):
    """Return an output's column as values, OPEN where it is not covered."""
    values = []
    for value, covered in zip(results[output.name].tolist(), results[f"{output.name}.covered"].tolist(), strict=True):
        if not covered:
            assert not value
            values.append(OPEN)
        elif output.kind is Kind.DATE:
            values.append(EPOCH + dt.timedelta(value))
        elif output.kind is Kind.CHOICE:
            values.append(output.choices[value])
        else:
            values.append(value if output.kind is Kind.BOOL else Fraction(value, output.denominator))
    return values
