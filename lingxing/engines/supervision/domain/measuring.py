"""Measured values of an indicator held against its targets: met, not met or not measurable yet, with the reason.

A value speaks of a day: that of a whole year of its last. Values of another area are kept and shown, and hold nothing.
"""

import calendar
import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from lingxing.kernel.dates import format_date
from lingxing.kernel.exact import Exact, decimal_string, exact
from lingxing.language.plans import Indicator, IndicatorKind, Over, Target


class Verdict(StrEnum):
    """Whether a target has been reached."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_YET = "not_yet"

    @property
    def label(self) -> str:
        """Return the verdict in Chinese."""
        return {"met": "已达到", "not_met": "未达到", "not_yet": "还不能认定"}[self.value]


@dataclass(frozen=True, slots=True)
class Measured:
    """A value, of the day and the area that it speaks of."""

    on: dt.date
    value: Exact
    area: str


@dataclass(frozen=True, slots=True)
class Finding:
    """How it stands with a target: the verdict, why, and the value it rests on (None without one)."""

    target: Target
    verdict: Verdict
    why: str
    value: Exact | None = None
    on: dt.date | None = None


def counted(indicator: Indicator, values: Iterable[Measured]) -> tuple[Measured, ...]:
    """Return the values of the indicator's own area, by day."""
    return tuple(sorted((one for one in values if one.area == indicator.area), key=lambda one: one.on))


def findings(indicator: Indicator, values: Iterable[Measured], today: dt.date) -> tuple[Finding, ...]:
    """Return how it stands with every target, in their order."""
    own = counted(indicator, values)
    return tuple(_finding(indicator, target, own, today) for target in indicator.targets)


def _finding(indicator: Indicator, target: Target, own: Sequence[Measured], today: dt.date) -> Finding:
    if indicator.kind is IndicatorKind.GROWTH and indicator.over is Over.AVERAGE:
        return _mean_finding(indicator, target, own)
    value = _deciding(indicator, target, own)
    if value is None:
        return Finding(target, Verdict.NOT_YET, _without_value(target, today))
    met = indicator.meets(value.value, target)
    if met is None:
        return Finding(target, Verdict.NOT_YET, "目标是“约”数，是否达到由人认定", value.value, value.on)
    if value.on == target.on or _settled(indicator, met=met):
        verdict = Verdict.MET if met else Verdict.NOT_MET
        return Finding(target, verdict, f"{format_date(value.on)}的数值", value.value, value.on)
    so_far = "已够目标" if met else "还不够目标"
    told = f"{format_date(value.on)}的数值{so_far}，{format_date(target.on)}的数值才能认定"
    return Finding(target, Verdict.NOT_YET, told, value.value, value.on)


def _deciding(indicator: Indicator, target: Target, own: Sequence[Measured]) -> Measured | None:
    """Return the last value of the target's year, or one of an earlier year since the beginning that settles it."""
    last = next((one for one in reversed(own) if one.on <= target.on), None)
    if last is None or last.on.year == target.year:
        return last
    met = indicator.meets(last.value, target)
    within = indicator.over is Over.PERIOD and last.on.year >= (indicator.since or target.year)
    return last if within and met is not None and _settled(indicator, met=met) else None


def _without_value(target: Target, today: dt.date) -> str:
    if today > target.on:
        return f"{format_date(target.on)}已过，还没有填报{target.year}年的数值"
    return f"还没有{target.year}年的数值"


def _settled(indicator: Indicator, *, met: bool) -> bool:
    """Return whether a value before the day settles it: what comes together over a time never falls again."""
    gathers = indicator.kind is IndicatorKind.COUNT and indicator.over in (Over.YEAR, Over.PERIOD)
    return gathers and met == bool(indicator.better.rising)


def _mean_finding(indicator: Indicator, target: Target, own: Sequence[Measured]) -> Finding:
    """Hold the mean growth since `since` against the target: the years' factors multiplied, no root taken.

    Reading: 年均增长以各年增速连乘后与目标增速的同次幂比较（几何平均），不是各年增速的算术平均。
    """
    years = range(indicator.since or target.year, target.year + 1)
    found = {one.on.year: one for one in own if one.on == dt.date(one.on.year, 12, 31)}
    missing = [year for year in years if year not in found]
    if missing:
        told = f"还缺{'、'.join(f'{year}年' for year in missing)}全年的增速"
        return Finding(target, Verdict.NOT_YET, told)
    whole = whole_of(indicator)
    product = factor([found[year].value for year in years], whole)
    wanted = factor([target.value] * len(years), whole)
    # Growth itself is what the indicator compares; powers keep the order since every factor is above 0.
    met = indicator.meets(product, Target(target.on, wanted))
    mean = mean_growth(product, len(years), whole)
    told = f"{years[0]}年至{target.year}年各年增速连乘，年均约{decimal_string(mean)}{indicator.unit_label}"
    if met is None:
        return Finding(target, Verdict.NOT_YET, f"目标是“约”数，是否达到由人认定；{told}", mean, target.on)
    return Finding(target, Verdict.MET if met else Verdict.NOT_MET, told, mean, target.on)


def factor(growths: Sequence[Exact], whole: int) -> Fraction:
    """Return by what a level was multiplied in years of such growth; `whole` is 100 where growth is in percent."""
    product = Fraction(1)
    for growth in growths:
        product *= 1 + Fraction(growth) / whole
    return product


def whole_of(indicator: Indicator) -> int:
    """Return what a whole is in the indicator's unit: 100 for percent, 1000 for permille, else 1."""
    return {"percent": 100, "permille": 1000}.get(indicator.unit, 1)


def mean_growth(product: Fraction, years: int, whole: int) -> Exact:
    """Return the mean yearly growth behind a factor, in `whole` parts, cut (down) to hundredths of one part.

    Found by whole-number comparison: the greatest number of hundredths whose power does not exceed the factor.
    """
    scale = 100 * whole
    low, high = -scale, 100 * scale
    while low < high:
        middle = (low + high + 1) // 2
        if Fraction(scale + middle, scale) ** years <= product:
            low = middle
        else:
            high = middle - 1
    return exact(Fraction(low, 100))


def point(day: dt.date) -> Fraction:
    """Return the day as a number of years: the end of 2020 is 2021, the end of a year's half about half more."""
    days = 366 if calendar.isleap(day.year) else 365
    return day.year + Fraction(day.timetuple().tm_yday, days)
