"""Yearly scores of units: by which definition, from which matters and indicators."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import CharField, ExpressionWrapper, F, Q, QuerySet

from lingxing.engines.parties.organs.queries import organs_by_name
from lingxing.engines.parties.organs.queries_reform import organ_names_on
from lingxing.engines.supervision.domain.boards import Days
from lingxing.engines.supervision.domain.defining import read_definition
from lingxing.engines.supervision.domain.scoring import Matter, Record, Score, YearTarget, scored
from lingxing.engines.supervision.models import Item, OwnAssessment
from lingxing.engines.supervision.queries.indicators import MeasuredIndicator, followed_packages, measured
from lingxing.engines.supervision.queries.sight import Sight
from lingxing.engines.supervision.queries.year_counts import belonging, year_counts
from lingxing.kernel.errors import NotFound
from lingxing.language.assessments import Assessment
from lingxing.language.packages import load_package

_KEY = ExpressionWrapper(F("pk"), output_field=CharField())
"""The key as it is stored: a year has tens of thousands of matters, and few of them are named."""
_MATTER = (
    *("lead", _KEY, "number", "heading", "closed", "due_on", "yellow_on", "reported_on", "concluded_on"),
    *("urged_on", "listed_on", "referred_on", "returns"),
)
INDICATOR = "indicator:"
"""What stands before the id of an indicator among the things that count."""


@dataclass(frozen=True, slots=True)
class InForce:
    """The definition that holds for a year: the office's own, or the package's (`own` is then None)."""

    assessment: Assessment
    own: OwnAssessment | None = None


@dataclass(frozen=True, slots=True)
class YearScores:
    """The scores of a year as of a day, the best first, with the names of the units."""

    procedure: str
    year: int
    on: dt.date
    by: InForce
    scores: tuple[Score, ...]
    names: Mapping[int, str]


def definition_of(procedure: str, year: int) -> InForce | None:
    """Return the definition of the year: the office's newest from that year or before, else the package's; or None."""
    own = own_definitions(procedure).filter(first_year__lte=year).first()
    if own is not None:
        return InForce(read_definition(own.definition), own)
    declared = load_package(procedure).catalogue.assessments
    return InForce(next(iter(declared.values()))) if declared else None


def own_definitions(procedure: str) -> "QuerySet[OwnAssessment]":
    """Return what the office has set, the one that replaces the others first."""
    return OwnAssessment.objects.filter(procedure=procedure).order_by("-first_year", "-set_at")


def year_scores(procedure: str, year: int, on: dt.date, named: Collection[int] | None = ()) -> YearScores:
    """Return the scores of every unit that leads a matter of the year or answers for one of its targets.

    The matters of the units in `named` are named, those of all units for None; the others are counted only: a year has
    tens of thousands of matters. NotFound where no definition holds for the year.

    Reading: 会办单位的办理情况记在主办单位名下；指标记在牵头责任单位名下。
    """
    by = definition_of(procedure, year)
    if by is None:
        remedy = "请由督查室在“考评办法”中写明权重、扣分和等次"
        raise NotFound("文件没有规定考评的分值，督查室还没有制定", where=f"{year}年", remedy=remedy)
    day = min(on, dt.date(year, 12, 31))
    counts = {} if named is None else year_counts(by.assessment, year, day)
    matters, targets = _matters(year, day, named) if named is None or named else {}, _targets(year, day)
    units = sorted(counts.keys() | matters.keys() | targets.keys())
    records = (
        Record(unit, (), tuple(targets.get(unit, ())), counts[unit])
        if unit in counts and unit not in matters
        else Record(unit, tuple(matters.get(unit, ())), tuple(targets.get(unit, ())))
        for unit in units
    )
    return YearScores(procedure, year, day, by, scored(by.assessment, records, year, day), organ_names_on(units, day))


def seen(found: YearScores, sight: Sight) -> tuple[Score, ...]:
    """Return the scores that an account with this sight may see: all of them, or those of its organs."""
    return tuple(score for score in found.scores if sight.covers(score.unit))


def _matters(year: int, on: dt.date, units: Collection[int] | None) -> dict[int, list[Matter]]:
    """Return the matters of the year as of the day, by the unit that leads them, of some units or all; one query."""
    led = Q(lead__isnull=False) if units is None else Q(lead__in=units)
    rows = Item.objects.filter(belonging(year, on), led)
    found: dict[int, list[Matter]] = {}
    for lead, key, number, heading, closed, due, yellow, reported, concluded, *more in rows.order_by(
        "number"
    ).values_list(*_MATTER):
        days = Days(closed, due, yellow, reported, concluded)
        found.setdefault(lead, []).append(Matter(str(key), f"{number} {heading}", days, *more))
    return found


def _targets(year: int, on: dt.date) -> dict[int, list[YearTarget]]:
    """Return how it stands with the year's targets, by the organ that answers for each."""
    found: dict[int, list[YearTarget]] = {}
    every = measured(followed_packages(), on)
    organs = _first_holders(every)
    for one in every:
        held = next((finding for finding in reversed(one.findings) if finding.target.year == year), None)
        lead = organs.get((one.policy.city, one.indicator.holder[0])) if one.indicator.holder else None
        if held is not None and lead is not None:
            key = f"{INDICATOR}{one.package}/{one.indicator.name}"
            found.setdefault(lead, []).append(YearTarget(key, one.indicator.label, held.verdict))
    return found


def _first_holders(every: Iterable[MeasuredIndicator]) -> dict[tuple[str, str], int]:
    """Return the organs that answer first for indicators, by city and printed name; one look a city."""
    wanted: dict[str, set[str]] = {}
    for one in every:
        wanted.setdefault(one.policy.city, set()).update(one.indicator.holder[:1])
    return {
        (city, name): organ
        for city, names in wanted.items()
        for name, organ in organs_by_name(city, sorted(names)).items()
    }


def score_of(scores: Iterable[Score], unit: int) -> Score:
    """Return the score of a unit. NotFound where it has none."""
    found = next((score for score in scores if score.unit == unit), None)
    if found is None:
        raise NotFound("这个单位当年没有可考评的事项，或不由您查看", where="考评", remedy="请从考评列表中选择")
    return found
