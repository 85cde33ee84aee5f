"""Typed and imported values: taken exactly, or refused with the reason."""

import datetime as dt
from dataclasses import replace
from fractions import Fraction

import pytest

from lingxing.engines.supervision.domain.entering import (
    COLUMNS,
    WrongValue,
    entered,
    read_day,
    read_sheet,
    read_value,
)
from lingxing.language.plans import Better, Indicator, IndicatorKind, Target

TODAY = dt.date(2026, 6, 15)
SHARE = Indicator(
    name="punctual",
    label="准点率",
    article="一",
    unit="percent",
    kind=IndicatorKind.SHARE,
    better=Better.AT_LEAST,
    targets=(Target(dt.date(2026, 12, 31), 88),),
    area="云梦泽市",
)
COUNT = replace(SHARE, name="piers", label="渡口", unit="piece", kind=IndicatorKind.COUNT)
GROWTH = replace(SHARE, kind=IndicatorKind.GROWTH)


@pytest.mark.parametrize(
    ("text", "indicator", "value"),
    [
        ("26.52", SHARE, Fraction(2652, 100)),
        (" 26.52% ", SHARE, Fraction(2652, 100)),
        ("100％", SHARE, 100),
        ("0", SHARE, 0),
        ("1,200", COUNT, 1200),
        ("12个", COUNT, 12),
        ("-3.5", GROWTH, Fraction(-7, 2)),
    ],
)
def test_a_value_is_read_exactly(text: str, indicator: Indicator, value: Fraction | int):
    assert read_value(text, indicator) == value


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("100.01", SHARE),
        ("-0.01", SHARE),
        ("-1", COUNT),
        ("-100", GROWTH),
        ("约20", COUNT),
        ("1e3", COUNT),
        ("12%", COUNT),
        ("", SHARE),
        ("1" * 16, COUNT),
    ],
)
def test_what_can_not_be_is_refused(text: str, indicator: Indicator):
    with pytest.raises(WrongValue):
        read_value(text, indicator)


def test_a_year_is_its_last_day_and_the_future_is_refused():
    assert read_day("2025", TODAY) == read_day("2025年", TODAY) == dt.date(2025, 12, 31)
    assert read_day("2026/06/15", TODAY) == TODAY
    for text in ("2026-06-16", "2026", "1949-09-30", "昨天"):
        with pytest.raises(WrongValue):
            read_day(text, TODAY)


def test_a_value_names_its_source_and_speaks_of_the_indicators_area():
    given = {"on": "2025", "value": "80", "source": "统计年鉴"}
    assert entered(SHARE, given, TODAY).area == "云梦泽市"
    assert entered(SHARE, {**given, "area": "城东区"}, TODAY).area == "城东区"
    with pytest.raises(WrongValue, match="没有写明来源"):
        entered(SHARE, {**given, "source": " "}, TODAY)
    with pytest.raises(WrongValue, match="超过300字"):
        entered(SHARE, {**given, "source": "鉴" * 301}, TODAY)


def test_rows_of_a_sheet_are_taken_or_refused_one_by_one():
    indicators = {one.name: one for one in (SHARE, COUNT)}
    rows = [
        COLUMNS,
        ["punctual", "准点率", "", "2025", "81.5%", "%", "年鉴", ""],
        ["piers", "渡口", "", "2025", "", "个", "", ""],
        ["piers", "渡口", "", "2025", "三十", "个", "年鉴", ""],
        ["bridges", "桥", "", "2025", "3", "座", "年鉴", ""],
        ["piers", "渡口", "", "2025", "3"],
    ]
    found = read_sheet(rows, indicators, TODAY)
    assert [(row.number, row.entered is not None) for row in found] == [(2, True), (4, False), (5, False), (6, False)]
    assert found[1].refused.startswith("渡口：“三十”不是这个指标的数值")
    assert "没有写明来源" in found[3].refused
    with pytest.raises(WrongValue, match="表头"):
        read_sheet([["指标", "数值"]], indicators, TODAY)
    with pytest.raises(WrongValue, match="表头"):
        read_sheet([], indicators, TODAY)
