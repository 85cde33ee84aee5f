"""A unit's score of a year by an assessment: shares, deductions that name their matters, grade and place. All exact."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from lingxing.engines.supervision.domain.boards import DONE, Days, Standing, standing
from lingxing.engines.supervision.domain.measuring import Verdict
from lingxing.language.assessments import Assessment, Counted, Deduction, Empty, Measure, ShareOf, Ties


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter of a unit, with what an assessment looks at. `id` leads to it, `label` names it."""

    id: str
    label: str
    days: Days
    urged_on: dt.date | None = None
    listed_on: dt.date | None = None
    referred_on: dt.date | None = None
    returns: int = 0


@dataclass(frozen=True, slots=True)
class YearTarget:
    """How it stands with a target of the year that the unit answers for."""

    id: str
    label: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class YearCounts:
    """What the matters of a unit that belong to a year add up to, as of a day, where none of them is to be named.
    `reviewed` of the matters are reported, and the office has not looked at them by the day."""

    matters: int
    reviewed: int
    good: Mapping[ShareOf, int]
    times: Mapping[Counted, int]


@dataclass(frozen=True, slots=True)
class Record:
    """What a unit did in a year, as of a day: what an assessment is made from. With `counts` it names no matter."""

    unit: int
    matters: tuple[Matter, ...]
    targets: tuple[YearTarget, ...] = ()
    counts: YearCounts | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A matter or an indicator that counts, and how often."""

    id: str
    label: str
    times: int = 1


@dataclass(frozen=True, slots=True)
class Part:
    """What a measure earned: `good` of `of`; no marks where there was nothing to measure. `short` are the others, where
    they are named."""

    measure: Measure
    good: int
    of: int
    marks: Fraction | None
    short: tuple[Named, ...]


def share_of(part: Part) -> Fraction | None:
    """Return the share that a part measures; None where there was nothing to measure."""
    return Fraction(part.good, part.of) if part.of else None


@dataclass(frozen=True, slots=True)
class TakenOff:
    """What a deduction took, at most its limit, how often it applied, and the matters that it was taken for, where they
    are named."""

    deduction: Deduction
    times: int
    named: tuple[Named, ...]
    marks: Fraction
    limited: bool


@dataclass(frozen=True, slots=True)
class Score:
    """A unit's marks, not below 0, with all that they come from, the grade, and the place (None: not placed)."""

    unit: int
    matters: int
    parts: tuple[Part, ...]
    taken: tuple[TakenOff, ...]
    marks: Fraction
    grade: str
    place: int | None = None


def as_of(matter: Matter, on: dt.date) -> Matter:
    """Return the matter as it stood on the day: what came later has not happened."""

    def by(day: dt.date | None) -> dt.date | None:
        return day if day is not None and day <= on else None

    days = matter.days
    later = (days.reported_on, days.concluded_on, matter.urged_on, matter.listed_on, matter.referred_on)
    if all(day is None or day <= on for day in later):
        return matter
    kept = replace(days, reported_on=by(days.reported_on), concluded_on=by(days.concluded_on))
    reopened = replace(kept, closed=days.closed and (days.concluded_on is None or days.concluded_on <= on))
    return replace(
        matter,
        days=reopened,
        urged_on=by(matter.urged_on),
        listed_on=by(matter.listed_on),
        referred_on=by(matter.referred_on),
    )


def belongs(matter: Matter, year: int) -> bool:
    """Return whether the matter is assessed in the year.

    Reading: 最后一天在当年或以前、年初尚未办结的事项，没有最后一天而在当年办结的事项，计入当年；终止督办的不计。
    """
    days = matter.days
    if days.concluded_on is not None and days.concluded_on.year < year:
        return False
    if days.due_on is None:
        return days.concluded_on is not None and days.concluded_on.year == year
    return days.due_on.year <= year and not (days.closed and days.concluded_on is None)


def scored(assessment: Assessment, records: Iterable[Record], year: int, on: dt.date) -> tuple[Score, ...]:
    """Return the scores of all units as of the day (at most the year's last), the best first, placed.

    A unit with fewer matters than the assessment asks for stands last and has no place.
    """
    day = min(on, dt.date(year, 12, 31))
    scores = [_score(assessment, record, year, day) for record in records]
    return _placed(assessment, scores)


def _score(assessment: Assessment, record: Record, year: int, on: dt.date) -> Score:
    known = [as_of(matter, on) for matter in record.matters]
    matters = [matter for matter in known if belongs(matter, year)]
    targets = [target for target in record.targets if target.verdict is not Verdict.NOT_YET]
    counts = record.counts
    parts = tuple(
        _part(assessment, one, *_measured(one, counts, matters, targets, on)) for one in assessment.measures.values()
    )
    taken = tuple(
        _taken(one, *_found(one, counts, matters, targets, year, on)) for one in assessment.deductions.values()
    )
    marks = max(Fraction(0), _earned(assessment, parts) - sum((one.marks for one in taken), Fraction(0)))
    grade = next(rank.label for rank in assessment.ranks if marks >= rank.at_least)
    return Score(record.unit, counts.matters if counts else len(matters), parts, taken, marks, grade)


def _part(assessment: Assessment, measure: Measure, reached: int, of: int, short: tuple[Named, ...]) -> Part:
    marks = Fraction(measure.weight) if assessment.empty is Empty.FULL else None
    if of:
        marks = Fraction(measure.weight) * Fraction(reached, of)
    return Part(measure, reached, of, marks, short)


def _measured(
    measure: Measure,
    counts: YearCounts | None,
    matters: Sequence[Matter],
    targets: Sequence[YearTarget],
    on: dt.date,
) -> tuple[int, int, tuple[Named, ...]]:
    """Return how many are good, of how many, and the others.

    Reading: 考评日还在审核的报告，是否办结、是否按期还不能认定，先不计入这两项，审完的年度再计。
    """
    if measure.share is ShareOf.TARGETS_MET:
        all_of = [(Named(one.id, one.label), one.verdict is Verdict.MET) for one in targets]
    elif counts is not None:
        waiting = counts.reviewed if measure.share in _REVIEWED else 0
        return counts.good[measure.share], counts.matters - waiting, ()
    else:
        good = _SHARES[measure.share]
        settled = [one for one in matters if measure.share not in _REVIEWED or not _is_reviewed(one, on)]
        all_of = [(Named(one.id, one.label), good(one, on)) for one in settled]
    return sum(met for _, met in all_of), len(all_of), tuple(named for named, met in all_of if not met)


def _is_reviewed(matter: Matter, on: dt.date) -> bool:
    return standing(matter.days, on) is Standing.REPORTED


_REVIEWED = frozenset({ShareOf.DONE, ShareOf.IN_TIME})
"""What the office's review decides."""
_SHARES: Mapping[ShareOf, Callable[[Matter, dt.date], bool]] = {
    ShareOf.DONE: lambda matter, on: standing(matter.days, on) in DONE,
    ShareOf.IN_TIME: lambda matter, on: standing(matter.days, on) is Standing.IN_TIME,
    ShareOf.ANSWERED: lambda matter, _: matter.returns == 0,
}


def _earned(assessment: Assessment, parts: Sequence[Part]) -> Fraction:
    """Return the marks earned; measures without anything to measure are left out and the rest stands for the whole."""
    measured = [(part.marks, part.measure.weight) for part in parts if part.marks is not None]
    weights = sum((Fraction(weight) for _, weight in measured), Fraction(0))
    marks = sum((marks for marks, _ in measured), Fraction(0))
    return marks * Fraction(assessment.full) / weights if weights else Fraction(assessment.full)


def _taken(deduction: Deduction, times: int, named: tuple[Named, ...]) -> TakenOff:
    marks = Fraction(deduction.each) * times
    limited = deduction.most is not None and marks > deduction.most
    return TakenOff(deduction, times, named, Fraction(deduction.most or 0) if limited else marks, limited)


def _found(
    deduction: Deduction,
    counts: YearCounts | None,
    matters: Sequence[Matter],
    targets: Sequence[YearTarget],
    year: int,
    on: dt.date,
) -> tuple[int, tuple[Named, ...]]:
    """Return how often the deduction applies, and to what."""
    if deduction.counts is Counted.TARGETS_MISSED:
        named = tuple(Named(one.id, one.label) for one in targets if one.verdict is Verdict.NOT_MET)
    elif counts is not None:
        return counts.times[deduction.counts], ()
    else:
        count = _COUNTED[deduction.counts]
        found = ((one, count(one, year, on)) for one in matters)
        named = tuple(Named(one.id, one.label, times) for one, times in found if times)
    return sum(one.times for one in named), named


def _in(day: dt.date | None, year: int) -> int:
    return int(day is not None and day.year == year)


def _returns(matter: Matter, year: int, on: dt.date) -> int:
    """Return how often reports were sent back, in the year in which the matter ended, else in that of its last day."""
    del on
    home = matter.days.concluded_on or matter.days.due_on
    return matter.returns if _in(home, year) else 0


_COUNTED: Mapping[Counted, Callable[[Matter, int, dt.date], int]] = {
    Counted.LATE: lambda matter, _, on: int(standing(matter.days, on) is Standing.LATE),
    Counted.OVERDUE: lambda matter, _, on: int(standing(matter.days, on) is Standing.RED),
    Counted.URGED: lambda matter, year, _: _in(matter.urged_on, year),
    Counted.RETURNED: _returns,
    Counted.LISTED: lambda matter, year, _: _in(matter.listed_on, year),
    Counted.REFERRED: lambda matter, year, _: _in(matter.referred_on, year),
}


def _placed(assessment: Assessment, scores: Iterable[Score]) -> tuple[Score, ...]:
    """Return the scores by place; equal keys share one, and the next is counted as `ties` says."""
    every = list(scores)
    keys = {score.unit: _key(assessment, score) for score in every if score.matters >= assessment.fewest}
    best = sorted(set(keys.values()), reverse=True)
    ahead = {key: sum(other > key for other in keys.values()) for key in best}
    place = {key: (at if assessment.ties is Ties.DENSE else ahead[key]) + 1 for at, key in enumerate(best)}
    placed = [replace(score, place=place[keys[score.unit]]) if score.unit in keys else score for score in every]
    return tuple(sorted(placed, key=lambda score: (score.place is None, score.place or 0, -score.marks, score.unit)))


def _key(assessment: Assessment, score: Score) -> tuple[Fraction, ...]:
    """Return what units are compared by: marks, then each of `breaks`: more earned, less taken off."""
    earned = {part.measure.name: part.marks or Fraction(0) for part in score.parts}
    taken = {one.deduction.name: Fraction(-one.times) for one in score.taken}
    return (score.marks, *((earned | taken)[name] for name in assessment.breaks))
