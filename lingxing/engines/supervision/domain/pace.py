"""How quickly an indicator must move to reach its target, and where it will stand if it goes on as so far."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from lingxing.engines.supervision.domain.measuring import (
    Measured,
    counted,
    factor,
    mean_growth,
    point,
    whole_of,
)
from lingxing.kernel.dates import format_date
from lingxing.kernel.exact import Exact, decimal_string, exact
from lingxing.language.plans import Indicator, IndicatorKind, Over, Target


class Method(StrEnum):
    """How a forecast is made."""

    LINEAR = "linear"
    MEAN_GROWTH = "mean_growth"

    @property
    def label(self) -> str:
        """Return the method in Chinese."""
        return {"linear": "直线外推", "mean_growth": "年均增速外推"}[self.value]


@dataclass(frozen=True, slots=True)
class Start:
    """What a forecast starts from: baseline, the beginning of what comes together, or the first value."""

    on: dt.date
    value: Exact
    told: str


@dataclass(frozen=True, slots=True)
class Outlook:
    """What follows from start and latest value for a target: the pace so far and the one needed, each a year, and the
    forecast; None where it can't be said, with the reason in `told`."""

    target: Target
    method: Method
    told: str
    start: Start | None = None
    latest: Measured | None = None
    pace: Exact | None = None
    needed: Exact | None = None
    forecast: Exact | None = None
    reaches: bool | None = None


def outlook(indicator: Indicator, values: Iterable[Measured], target: Target, method: Method | None = None) -> Outlook:
    """Return pace and forecast for a target; growth of years goes by its mean, all else by a line unless said.

    Reading: 基期年的数值视为该年12月31日的数值；年内的时间按天数折算成年。累计升降幅从起算年初的0起，按直线外推。
    """
    own = points(indicator, values)
    if _by_year(indicator):
        return _growth(indicator, own, target)
    chosen = method or Method.LINEAR
    start, latest = start_of(indicator, own), own[-1] if own else None
    if latest is None or latest.on >= target.on:
        return Outlook(
            target, chosen, "目标日之前还没有数值" if latest is None else "目标日的数值已经填报", start, latest
        )
    needed = _needed(indicator, latest, target)
    if start is None or start.on >= latest.on:
        return Outlook(target, chosen, "只有一次数值，还看不出走势", start, latest, needed=needed)
    if chosen is Method.MEAN_GROWTH:
        return _compound(indicator, start, latest, target, needed)
    return _linear(indicator, start, latest, target, needed)


def points(indicator: Indicator, values: Iterable[Measured]) -> tuple[Measured, ...]:
    """Return the values on one curve: of what falls into a year, and of growth of years, only those of whole years."""
    own = counted(indicator, values)
    if indicator.over is Over.YEAR or _by_year(indicator):
        return tuple(one for one in own if (one.on.month, one.on.day) == (12, 31))
    return own


def _by_year(indicator: Indicator) -> bool:
    """Return whether its values are the growth of single years; what has grown since a year is one sum."""
    return indicator.kind is IndicatorKind.GROWTH and indicator.over is not Over.PERIOD


def start_of(indicator: Indicator, own: tuple[Measured, ...]) -> Start | None:
    """Return what the curve starts from; a baseline of another area serves nothing."""
    baseline = indicator.baseline
    if baseline is not None and baseline.area == indicator.area:
        return Start(dt.date(baseline.year, 12, 31), baseline.value, f"{baseline.year}年基期")
    if indicator.over is Over.PERIOD and indicator.since is not None:
        return Start(dt.date(indicator.since - 1, 12, 31), 0, f"{indicator.since}年起累计，从0起")
    return Start(own[0].on, own[0].value, f"{format_date(own[0].on)}的首次数值") if own else None


def _needed(indicator: Indicator, latest: Measured, target: Target) -> Exact | None:
    """Return by how much a year the value must move; 0 where it is there already, None where about is asked for."""
    met = indicator.meets(latest.value, target)
    if met is None:
        return None
    years = point(target.on) - point(latest.on)
    return 0 if met else exact((Fraction(target.value) - Fraction(latest.value)) / years)


def _linear(indicator: Indicator, start: Start, latest: Measured, target: Target, needed: Exact | None) -> Outlook:
    pace = (Fraction(latest.value) - Fraction(start.value)) / (point(latest.on) - point(start.on))
    forecast = Fraction(latest.value) + pace * (point(target.on) - point(latest.on))
    kept, told = _bounded(indicator, forecast)
    words = f"过{start.told}和{format_date(latest.on)}的数值作直线，延长到{format_date(target.on)}{told}"
    reaches = indicator.meets(exact(kept), target)
    return Outlook(target, Method.LINEAR, words, start, latest, exact(pace), needed, exact(kept), reaches)


def _bounded(indicator: Indicator, value: Fraction) -> tuple[Fraction, str]:
    """Return a share within nothing and the whole, a count not below 0, and what is to be said of it."""
    most = whole_of(indicator)
    if indicator.kind is IndicatorKind.SHARE and value > most:
        return Fraction(most), "，不超过全部"
    if indicator.kind in (IndicatorKind.SHARE, IndicatorKind.COUNT) and value < 0:
        return Fraction(0), "，不低于0"
    return value, ""


def _compound(indicator: Indicator, start: Start, latest: Measured, target: Target, needed: Exact | None) -> Outlook:
    """Let the mean yearly growth from start to latest go on. Whole years only: a part of a year would need a root."""
    behind, ahead = point(latest.on) - point(start.on), point(target.on) - point(latest.on)
    if behind.denominator != 1 or ahead.denominator != 1 or start.value <= 0 or latest.value <= 0:
        told = "年均增速外推要求数值大于0，且相隔整年；请用直线外推"
        return Outlook(target, Method.MEAN_GROWTH, told, start, latest, needed=needed)
    growth = mean_growth(Fraction(latest.value) / Fraction(start.value), int(behind), 100)
    kept, more = _bounded(indicator, Fraction(latest.value) * factor([growth] * int(ahead), 100))
    each = decimal_string(growth)
    told = f"{start.told}至{format_date(latest.on)}年均增长{each}%（截到0.01%），按此再增{int(ahead)}年{more}"
    reaches = indicator.meets(exact(kept), target)
    return Outlook(target, Method.MEAN_GROWTH, told, start, latest, None, needed, exact(kept), reaches)


def _growth(indicator: Indicator, own: tuple[Measured, ...], target: Target) -> Outlook:
    """Let growth go on at the mean of the years so far; needed is what every remaining year must grow by."""
    begun = indicator.since if indicator.over is Over.AVERAGE else None
    years = [one for one in own if one.on <= target.on and (begun is None or one.on.year >= begun)]
    if not years or years[-1].on >= target.on:
        told = "目标日的数值已经填报" if years else "还没有整年的增速"
        return Outlook(target, Method.MEAN_GROWTH, told, None, years[-1] if years else None)
    whole = whole_of(indicator)
    mean = mean_growth(factor([one.value for one in years], whole), len(years), whole)
    needed = _needed_growth(indicator, years, target) if begun is not None else target.value
    told = f"{years[0].on.year}年至{years[-1].on.year}年{len(years)}个年度的平均增速，假定今后各年照此增长"
    return Outlook(target, Method.MEAN_GROWTH, told, None, years[-1], mean, needed, mean, indicator.meets(mean, target))


def _needed_growth(indicator: Indicator, years: list[Measured], target: Target) -> Exact | None:
    """Return the growth of every remaining year that brings the mean to the target, rounded up to 0.01."""
    begun = indicator.since or years[0].on.year
    remaining = target.year - years[-1].on.year
    if len(years) != years[-1].on.year - begun + 1 or remaining < 1:
        return None
    whole = whole_of(indicator)
    wanted = factor([target.value] * (target.year - begun + 1), whole)
    left = wanted / factor([one.value for one in years], whole)
    found = mean_growth(left, remaining, whole)
    return found if factor([found] * remaining, whole) == left else exact(found + Fraction(1, 100))
