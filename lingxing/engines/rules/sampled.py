"""Generated cases, such as people would send them."""

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from lingxing.engines.rules.domain.sampling import SUBJECT, event_list, sample, sampled_facts
from lingxing.kernel.exact import decimal_string
from lingxing.language.definitions import Fact, FactKind, Program

_EPOCH = dt.date(1970, 1, 1)


def sampled_cases(program: Program, count: int, seed: int) -> list[dict[str, Any]]:
    """Return `count` cases in declared units, numbers as decimal strings; events stand in their list."""
    scope = event_list(program, next(iter(program.lists), ""))
    if not scope:
        return list(_rows(program, count, seed, scope))
    cases: dict[int, dict[str, Any]] = {}
    # a subject has a few events: rows enough for all of them, and the last one's may be cut off
    for row in _rows(program, count * 30, seed, scope):
        subject = row.pop(SUBJECT)
        if subject > count:
            break
        inner = program.lists[scope].facts
        case = cases.setdefault(subject, {name: value for name, value in row.items() if name not in inner})
        case.setdefault(scope, []).append({name: value for name, value in row.items() if name in inner})
    return list(cases.values())


def _rows(program: Program, rows: int, seed: int, scope: str) -> Iterator[dict[str, Any]]:
    facts = sampled_facts(program, scope)
    for block in sample(program, rows, seed, scope):
        columns = {name: values.tolist() for name, values in block.columns.items()}
        for number in range(block.rows):
            yield {
                name: _written(values[number], facts[name]) if name in facts else values[number]
                for name, values in columns.items()
            }


def _written(value: int, fact: Fact) -> Any:
    if fact.kind is FactKind.CHOICE:
        return list(fact.choices)[value]
    if fact.kind is FactKind.BOOL:
        return bool(value)
    if fact.kind is FactKind.DATE:
        return (_EPOCH + dt.timedelta(days=value)).isoformat()
    return decimal_string(Fraction(value, 10**fact.decimals), fact.decimals)
