"""Invented cases from the declarations of facts: random ones, and many on the rules' own thresholds.

Values are 64-bit integers: numbers in steps of the fact's last decimal (fen for money), dates as days since
1970-01-01, choices by their place in the declaration, truths as 0 and 1. The same seed gives the same cases.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from lingxing.kernel.errors import LingxingError
from lingxing.language.definitions import Fact, FactKind, FactList, Program, Setting, Shape
from lingxing.language.nodes import Kind

Integers = np.ndarray[tuple[int], np.dtype[np.int64]]
SUBJECT = "subject"
"""Name of the column that tells whose event a row is."""
THRESHOLD_PERCENT = 25
"""Part of a column that lies on thresholds of the parameters, or one step beside them."""
DEFAULT_PERCENT = 40
"""Part of a column that holds the fact's default, where it has one."""
NEAR_PERCENT = 80
"""Part of the other numbers that is of the size of a threshold, and of the other dates that is near one."""
NEAR_DAYS = 1000
BLOCK_ROWS = 65_536
_EPOCH = dt.date(1970, 1, 1)
_USUAL_EVENTS = 4
_LONGEST_LIST = 24
_DAYS_OF_YEAR = 365


@dataclass(frozen=True, slots=True)
class Block:
    """Some rows: columns of one length by name; `subject` first where the rows are events."""

    columns: Mapping[str, Integers]
    rows: int


def sampled_facts(program: Program, scope: str) -> dict[str, Fact]:
    """Return the facts that a table has columns for: the subject's, and those of the list `scope`.

    Facts that another package computes are left out, so that they are computed.
    """
    inner = program.lists[scope].facts if scope else {}
    return {name: fact for name, fact in {**program.facts, **inner}.items() if fact.source is None}


def event_list(program: Program, chosen: str = "") -> str:
    """Return the list whose events are the rows; "" where the rules know none. LingxingError if one must be chosen."""
    names = list(program.lists)
    if chosen and chosen not in names:
        known = "、".join(names) or "（无）"
        raise LingxingError(f"没有清单 {chosen}", where=program.policy.id, remedy=f"可用的有：{known}")
    if not chosen and len(names) > 1:
        raise LingxingError(
            "有几种清单，一张表只放一种", where=program.policy.id, remedy=f"请用 --list 指明：{'、'.join(names)}"
        )
    return chosen or (names[0] if names else "")


def sample(program: Program, rows: int, seed: int = 0, scope: str = "") -> Iterator[Block]:
    """Yield `rows` rows in blocks: a subject each; where `scope` is a list an event each, by subject and in order."""
    done, first, number = 0, 1, 0
    columns = _Columns(program)
    while done < rows:
        size = min(BLOCK_ROWS, rows - done)
        random = np.random.default_rng([seed, number])
        if scope:
            counts = _counts(random, size)
            block = _event_block(columns, random, program, program.lists[scope], counts, first)
            first += len(counts)
        else:
            block = {name: columns.draw(fact, random, size) for name, fact in sampled_facts(program, "").items()}
        yield Block(block, size)
        done, number = done + size, number + 1


def _counts(random: np.random.Generator, rows: int) -> Integers:
    """Return how many events each subject has; together they are `rows`."""
    drawn = np.minimum(random.geometric(1 / _USUAL_EVENTS, rows), _LONGEST_LIST).astype(np.int64)
    ends = np.cumsum(drawn)
    subjects = int(np.searchsorted(ends, rows)) + 1
    counts = drawn[:subjects].copy()
    counts[-1] -= ends[subjects - 1] - rows
    return counts


def _event_block(
    columns: "_Columns", random: np.random.Generator, program: Program, held: FactList, counts: Integers, first: int
) -> dict[str, Integers]:
    subjects = np.arange(first, first + len(counts), dtype=np.int64)
    block = {SUBJECT: np.repeat(subjects, counts)}
    for name, fact in sampled_facts(program, "").items():
        block[name] = np.repeat(columns.draw(fact, random, len(counts)), counts)
    rows = len(block[SUBJECT])
    for name, fact in sampled_facts(program, held.name).items():
        if fact.scope:
            block[name] = columns.draw(fact, random, rows)
    ordered = held.facts[held.ordered_by]
    lower, upper = _span(ordered)
    start = np.clip(columns.draw(ordered, random, len(counts)), lower, max(lower, upper - _DAYS_OF_YEAR))
    block[held.ordered_by] = _ordered_days(np.repeat(start, counts), upper, random, block[SUBJECT])
    return block


def _ordered_days(start: Integers, upper: int, random: np.random.Generator, subjects: Integers) -> Integers:
    """Return rising days for each subject, within a year of its start, some of them on one day."""
    near = start + random.integers(0, _DAYS_OF_YEAR, len(subjects), dtype=np.int64)
    same = _part(random, len(subjects), THRESHOLD_PERCENT)
    days = np.minimum(np.where(same, start, near), upper)
    return days[np.lexsort((days, subjects))]


def _part(random: np.random.Generator, rows: int, percent: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Return truths of which about so many in a hundred hold."""
    return random.integers(0, 100, rows) < percent


def _span(fact: Fact) -> tuple[int, int]:
    """Return the bounds of a fact as integers of its column."""
    lower, upper = fact.lower, fact.upper
    if isinstance(lower, dt.date) and isinstance(upper, dt.date):
        return (lower - _EPOCH).days, (upper - _EPOCH).days
    if isinstance(lower, (int, Fraction)) and isinstance(upper, (int, Fraction)):
        steps = steps_of(fact)
        return -int(-lower * steps // 1), int(upper * steps // 1)
    return 0, len(fact.choices) - 1 if fact.choices else 1


def steps_of(fact: Fact) -> Fraction:
    """Return how many steps of a number's column are one base unit: 1 for money with two decimals."""
    return Fraction(10**fact.decimals) / Fraction(100) ** (fact.unit.base or 0)


class _Columns:
    """Draws columns, with the thresholds of the program's parameters."""

    def __init__(self, program: Program) -> None:
        self._figures = list(_figures(program))
        self._days = list(_days(program))
        self._pools: dict[tuple[str, str], Integers] = {}

    def draw(self, fact: Fact, random: np.random.Generator, rows: int) -> Integers:
        """Return a column of random values of the fact."""
        lower, upper = _span(fact)
        pool = self._pool(fact, lower, upper)
        values = self._spread(fact, random, rows, lower, upper)
        if fact.kind not in (FactKind.CHOICE, FactKind.BOOL):
            on = _part(random, rows, THRESHOLD_PERCENT)
            values = np.where(on, pool[random.integers(0, len(pool), rows)], values)
        if fact.default is not None:
            held = _part(random, rows, DEFAULT_PERCENT)
            values = np.where(held, _coded(fact), values)
        return values

    def _spread(self, fact: Fact, random: np.random.Generator, rows: int, lower: int, upper: int) -> Integers:
        """Return values of the whole range, most of them where the thresholds lie."""
        whole = random.integers(lower, upper + 1, rows, dtype=np.int64)
        if fact.kind in (FactKind.CHOICE, FactKind.BOOL):
            return whole
        turns = np.array([turn for turn in self._turns(fact) if lower < turn < upper] or [upper], np.int64)
        turn = turns[random.integers(0, len(turns), rows)]
        if fact.kind is FactKind.DATE:
            near = turn + random.integers(-NEAR_DAYS, NEAR_DAYS + 1, rows, dtype=np.int64)
        else:
            near = random.integers(0, 2 * np.abs(turn) + 2, dtype=np.int64) * np.sign(turn)
        return np.where(_part(random, rows, NEAR_PERCENT), np.clip(near, lower, upper), whole)

    def _pool(self, fact: Fact, lower: int, upper: int) -> Integers:
        """Return the values at which the rules may turn, and their neighbours, within the bounds."""
        key = (fact.scope, fact.name)
        if key not in self._pools:
            turns = [lower, upper, *([0] if lower <= 0 <= upper else []), *self._turns(fact)]
            beside = {turn + step for turn in turns for step in (-1, 0, 1)}
            self._pools[key] = np.array(sorted(turn for turn in beside if lower <= turn <= upper), np.int64)
        return self._pools[key]

    def _turns(self, fact: Fact) -> list[int]:
        if fact.kind is FactKind.DATE:
            return [(day - _EPOCH).days for day in self._days]
        steps = steps_of(fact)
        fitting = [figure for powers, figure in self._figures if powers == fact.unit.powers]
        return [int(figure * steps // 1) for figure in fitting]


def _coded(fact: Fact) -> int:
    """Return the fact's default as an integer of its column."""
    value = fact.default
    if isinstance(value, str):
        return list(fact.choices).index(value)
    if isinstance(value, dt.date):
        return (value - _EPOCH).days
    return int(value * steps_of(fact)) if value is not None else 0


def _figures(program: Program) -> Iterator[tuple[tuple[tuple[str, int], ...], int | Fraction]]:
    """Yield (powers of the unit, value in base units) of every figure that a fact may be held against."""
    for name, setting in program.settings.items():
        parameter = program.parameters[name]
        if parameter.shape in (Shape.BRACKETS, Shape.TIERS):
            yield from ((parameter.over.powers, figure) for figure in _numbers(setting, thresholds=True))
        elif parameter.type.kind is Kind.NUMBER:
            yield from ((parameter.type.unit.powers, figure) for figure in _numbers(setting, thresholds=False))


def _numbers(setting: Setting | None, *, thresholds: bool) -> list[int | Fraction]:
    if isinstance(setting, tuple):
        return [threshold for threshold, _ in setting] if thresholds else []
    if isinstance(setting, Mapping):
        return list(setting.values())
    return [setting] if isinstance(setting, (int, Fraction)) and not isinstance(setting, bool) else []


def _days(program: Program) -> Iterator[dt.date]:
    yield program.policy.effective
    if program.policy.expires:
        yield program.policy.expires
    yield from (setting for setting in program.settings.values() if isinstance(setting, dt.date))
