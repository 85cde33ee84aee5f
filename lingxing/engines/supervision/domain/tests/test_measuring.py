"""Values held against targets; pace and forecast, each with the arithmetic beside it."""

import datetime as dt
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lingxing.engines.supervision.domain.measuring import Measured, Verdict, findings, mean_growth, point
from lingxing.engines.supervision.domain.pace import Method, outlook
from lingxing.language.plans import Baseline, Better, Indicator, IndicatorKind, Over, Target

END = {year: dt.date(year, 12, 31) for year in range(2019, 2031)}
TODAY = dt.date(2024, 3, 1)
LIFE = Indicator(
    name="beds",
    label="每千人口床位数",
    article="附件",
    unit="piece",
    kind=IndicatorKind.LEVEL,
    better=Better.AT_LEAST,
    targets=(Target(END[2022], 6), Target(END[2025], Fraction(15, 2))),
    area="云梦泽市",
    baseline=Baseline(5, 2020, "云梦泽市"),
)
COUNT = replace(LIFE, kind=IndicatorKind.COUNT, over=Over.PERIOD, since=2021, baseline=None)
GROWTH = replace(
    LIFE,
    unit="percent",
    kind=IndicatorKind.GROWTH,
    over=Over.AVERAGE,
    since=2021,
    targets=(Target(END[2023], 10),),
    baseline=None,
)
SAVED = replace(GROWTH, label="单位能耗累计降幅", over=Over.PERIOD, targets=(Target(END[2023], 14),))


def value(day: dt.date, number: Fraction | int, area: str = "云梦泽市") -> Measured:
    return Measured(day, number, area)


def verdicts(indicator: Indicator, *values: Measured) -> list[Verdict]:
    return [found.verdict for found in findings(indicator, values, TODAY)]


@pytest.mark.parametrize(
    ("better", "number", "verdict"),
    [
        (Better.AT_LEAST, Fraction(599, 100), Verdict.NOT_MET),
        (Better.AT_LEAST, 6, Verdict.MET),
        (Better.ABOVE, 6, Verdict.NOT_MET),
        (Better.AT_MOST, 6, Verdict.MET),
        (Better.AT_MOST, Fraction(601, 100), Verdict.NOT_MET),
        (Better.BELOW, 6, Verdict.NOT_MET),
        (Better.ABOUT, 6, Verdict.NOT_YET),
    ],
)
def test_the_comparison_goes_the_way_the_indicator_says(better: Better, number: Fraction | int, verdict: Verdict):
    assert verdicts(replace(LIFE, better=better), value(END[2022], number)) == [verdict, Verdict.NOT_YET]


def test_a_value_of_another_year_or_area_settles_nothing():
    values = (value(END[2021], 9), value(END[2022], 9, "云梦泽市城东区"))
    first, second = findings(LIFE, values, TODAY)
    assert (first.verdict, second.verdict) == (Verdict.NOT_YET, Verdict.NOT_YET)
    assert first.why == "2022年12月31日已过，还没有填报2022年的数值"
    assert second.why == "还没有2025年的数值"


def test_a_value_before_the_day_does_not_settle_a_level_but_a_count_that_is_full():
    before = value(dt.date(2022, 6, 30), 6)
    assert verdicts(LIFE, before)[0] is Verdict.NOT_YET
    assert verdicts(COUNT, before)[0] is Verdict.MET
    assert verdicts(COUNT, value(dt.date(2022, 6, 30), 5))[0] is Verdict.NOT_YET
    # At most 6 in the time: 7 have happened already.
    assert verdicts(replace(COUNT, better=Better.AT_MOST), value(dt.date(2022, 6, 30), 7))[0] is Verdict.NOT_MET


def test_a_count_that_comes_together_is_full_in_the_year_that_fills_it():
    assert verdicts(COUNT, value(END[2021], 6))[0] is Verdict.MET
    assert verdicts(COUNT, value(END[2021], 5))[0] is Verdict.NOT_YET
    # 2020 lies before the beginning; what stands, falls into a year or is an average begins anew.
    assert verdicts(COUNT, value(END[2020], 6))[0] is Verdict.NOT_YET
    for over in (Over.STANDING, Over.YEAR, Over.AVERAGE):
        assert verdicts(replace(COUNT, over=over), value(END[2021], 6))[0] is Verdict.NOT_YET


def test_an_average_can_still_fall_before_its_day():
    average = replace(COUNT, over=Over.AVERAGE)
    assert verdicts(average, value(dt.date(2022, 6, 30), 7))[0] is Verdict.NOT_YET


def test_growth_since_a_year_is_one_sum_and_no_yearly_mean():
    # 14 % in three years is reached with 14 %; as a yearly mean it would have to be 1.14³, 48 %.
    (found,) = findings(SAVED, [value(END[2021], 5), value(END[2023], 14)], TODAY)
    assert (found.verdict, found.value, found.why) == (Verdict.MET, 14, "2023年12月31日的数值")
    assert verdicts(SAVED, value(END[2023], Fraction(139, 10))) == [Verdict.NOT_MET]
    # What was saved can be lost again.
    assert verdicts(SAVED, value(END[2022], 15)) == [Verdict.NOT_YET]


def test_growth_since_a_year_goes_on_along_a_line_from_nothing():
    # 0 at the end of 2020, 5 at the end of 2021: 5 a year, 15 at the end of 2023; 9 are lacking for two years.
    found = outlook(SAVED, [value(END[2021], 5)], SAVED.targets[0])
    assert (found.method, found.pace, found.forecast, found.reaches) == (Method.LINEAR, 5, 15, True)
    assert found.needed == Fraction(9, 2)


def test_mean_growth_is_the_product_of_the_years():
    # 1.20 × 1.00 × 1.10 = 1.32 < 1.331 = 1.10³, though the arithmetic mean is 10.
    years = (value(END[2021], 20), value(END[2022], 0), value(END[2023], 10))
    (found,) = findings(GROWTH, years, TODAY)
    assert found.verdict is Verdict.NOT_MET
    # 1.0969³ = 1.31980… ≤ 1.32 < 1.0970³ = 1.32016…
    assert found.value == Fraction(969, 100)
    assert verdicts(GROWTH, *(value(END[year], 10) for year in (2021, 2022, 2023))) == [Verdict.MET]
    (lacking,) = findings(GROWTH, years[:2], TODAY)
    assert (lacking.verdict, lacking.why) == (Verdict.NOT_YET, "还缺2023年全年的增速")


def test_days_are_parts_of_their_own_year():
    assert point(END[2020]) == 2021
    # The 182nd of 366 days, the 181st of 365.
    assert point(dt.date(2024, 6, 30)) == 2024 + Fraction(182, 366)
    assert point(dt.date(2023, 6, 30)) == 2023 + Fraction(181, 365)


def test_a_line_through_baseline_and_latest():
    # 5 at the end of 2020, 6.2 at the end of 2023: 0.4 a year; two years on 7.0, while 7.5 needs 0.65 a year.
    found = outlook(LIFE, [value(END[2022], 9, "别处"), value(END[2023], Fraction(62, 10))], LIFE.targets[1])
    assert (found.pace, found.needed, found.forecast) == (Fraction(2, 5), Fraction(13, 20), 7)
    assert (found.reaches, found.method) == (False, Method.LINEAR)
    assert found.told == "过2020年基期和2023年12月31日的数值作直线，延长到2025年12月31日"


def test_a_baseline_of_another_area_serves_nothing():
    elsewhere = replace(LIFE, baseline=Baseline(5, 2020, "全省"))
    values = [value(END[2022], 6), value(END[2023], 7)]
    # From the first value on: 1 a year, 9 at the end of 2025.
    assert outlook(elsewhere, values, LIFE.targets[1]).forecast == 9
    alone = outlook(elsewhere, values[1:], LIFE.targets[1])
    assert (alone.forecast, alone.told) == (None, "只有一次数值，还看不出走势")
    # 7.5 less 7, in two years.
    assert alone.needed == Fraction(1, 4)


def test_mean_growth_goes_on():
    # 5 → 20 in 3 years: 1.5874³ = 4.0000… ; cut to 58.74 %, two years on 20 × 1.5874².
    found = outlook(LIFE, [value(END[2023], 20)], LIFE.targets[1], Method.MEAN_GROWTH)
    assert found.forecast == 20 * Fraction(15874, 10000) ** 2
    assert "年均增长58.74%" in found.told
    part = outlook(LIFE, [value(dt.date(2023, 6, 30), 20)], LIFE.targets[1], Method.MEAN_GROWTH)
    assert (part.forecast, part.told) == (None, "年均增速外推要求数值大于0，且相隔整年；请用直线外推")


def test_what_comes_together_starts_from_nothing():
    # 4 in 2021 and 2022: 2 a year; 10 by the end of 2025.
    found = outlook(COUNT, [value(END[2022], 4)], COUNT.targets[1])
    assert (found.pace, found.forecast, found.reaches) == (2, 10, True)
    # 7.5 less 4, in three years.
    assert found.needed == Fraction(7, 6)


def test_a_share_stays_within_the_whole_and_falling_is_good_where_less_is():
    share = replace(LIFE, unit="percent", kind=IndicatorKind.SHARE, targets=(Target(END[2025], 95),))
    share = replace(share, baseline=Baseline(60, 2020, "云梦泽市"))
    found = outlook(share, [value(END[2023], 90)], share.targets[0])
    # 10 a year: 110 in two years, which is more than there is.
    assert (found.forecast, found.reaches) == (100, True)
    fewer = replace(share, better=Better.AT_MOST, targets=(Target(END[2025], 40),))
    fell = outlook(fewer, [value(END[2023], 54)], fewer.targets[0])
    # 60 → 54: -2 a year, 50 at the end of 2025; needed (40 - 54) / 2.
    assert (fell.pace, fell.forecast, fell.needed, fell.reaches) == (-2, 50, -7, False)


def test_growth_needed_in_the_years_that_remain():
    # Mean of 10 over 2021–2023: 1.331 / (1.05 × 1.08) = 1.17372…: the third year must grow by 17.38 (rounded up).
    found = outlook(GROWTH, [value(END[2021], 5), value(END[2022], 8)], GROWTH.targets[0])
    assert found.needed == Fraction(1738, 100)
    # √1.134 = 1.06489…
    assert (found.forecast, found.reaches) == (Fraction(648, 100), False)


def test_nothing_is_foretold_of_the_past():
    found = outlook(LIFE, [value(END[2023], 9)], LIFE.targets[0])
    assert (found.forecast, found.told) == (None, "目标日的数值已经填报")
    assert outlook(LIFE, [], LIFE.targets[0]).told == "目标日之前还没有数值"


@given(st.fractions(0, 5, max_denominator=1000), st.integers(1, 12), st.sampled_from([100, 1000]))
def test_mean_growth_is_the_greatest_hundredth_below(product: Fraction, years: int, whole: int):
    found = Fraction(mean_growth(product, years, whole))
    assert (1 + found / whole) ** years <= product < (1 + (found + Fraction(1, 100)) / whole) ** years


@given(st.fractions(-1000, 1000, max_denominator=1000), st.integers(2021, 2024))
def test_a_line_passes_through_what_it_was_drawn_by(number: Fraction, year: int):
    found = outlook(LIFE, [value(END[year], number)], LIFE.targets[1])
    assert found.forecast is not None
    assert found.pace == (number - 5) / (year - 2020)
    assert found.forecast == number + found.pace * (2025 - year)
