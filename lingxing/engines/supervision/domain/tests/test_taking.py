"""Numbers that a document states: which of them no indicator covers, and what a person makes of one."""

import datetime as dt
from dataclasses import replace
from fractions import Fraction

import pytest

from lingxing.engines.supervision.domain.entering import WrongValue
from lingxing.engines.supervision.domain.taking import (
    Stated,
    definition_of,
    indicator_from,
    suggested,
    taken,
    told_definition,
    uncovered,
    written,
)
from lingxing.language.plans import Better, Indicator, IndicatorKind, Target

BEDS = Stated("task_1", 0, "二（一）", "护理型床位占比", "at_least", "55", "%", "占比不低于55%", dt.date(2025, 12, 31))
EARLIER = replace(BEDS, position=1, value="50", due_on=dt.date(2023, 12, 31))
KNOWN = Indicator(
    "share",
    "养老机构护理型床位占比",
    "一",
    "percent",
    IndicatorKind.SHARE,
    Better.AT_LEAST,
    (Target(dt.date(2025, 12, 31), 55),),
    "云梦泽市",
)


@pytest.mark.parametrize(
    ("change", "covered"),
    [
        ({}, True),
        ({"value": "55.0"}, True),
        ({"due_on": None}, True),
        ({"value": "54"}, False),
        ({"unit": "个"}, False),
        ({"due_on": dt.date(2024, 12, 31)}, False),
        ({"name": "满意率"}, False),
        ({"value": "约半"}, False),
    ],
)
def test_an_indicator_covers_the_same_number_of_the_same_year_under_a_like_name(
    change: dict[str, object], covered: bool
):
    one = replace(BEDS, **change)  # type: ignore[arg-type]
    assert uncovered([one], [KNOWN]) == (() if covered else (one,))


def test_what_is_printed_is_suggested_with_the_targets_of_every_day():
    given = suggested(BEDS, "云梦泽市", [BEDS, EARLIER, replace(BEDS, name="满意率", value="90")])
    assert (given["unit"], given["kind"], given["better"]) == ("percent", "share", "at_least")
    made = taken(
        BEDS.key, BEDS.place, {**given, "baseline": "2020 41.5", "holder": "市民政局、市卫健委", "note": "按年报"}
    )
    assert [(target.year, target.value) for target in made.targets] == [(2023, 50), (2025, 55)]
    assert (made.label, made.article, made.holder) == ("护理型床位占比", "二（一）", ("市民政局", "市卫健委"))
    assert made.baseline is not None
    assert (made.baseline.value, made.baseline.year) == (Fraction(83, 2), 2020)
    assert indicator_from(made.name, definition_of(made)) == made
    assert uncovered([BEDS, EARLIER], [made]) == ()
    # The form that corrects it begins with what it is.
    assert taken(made.name, made.article, written(made)) == made
    assert told_definition(made) == (
        "护理型床位占比（占比）；目标2023年12月31日≥50%、2025年12月31日≥55%；基期2020年41.5%；"
        "云梦泽市；市民政局、市卫健委；按年报"
    )


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"label": " "}, "没有写名称"),
        ({"area": ""}, "没有写区域"),
        ({"unit": "furlong"}, "没有选单位"),
        ({"better": "equal"}, "比较方式"),
        ({"targets": ""}, "没有写目标"),
        ({"targets": "2025 很多"}, "读不懂"),
        ({"targets": "2025-02-30 9"}, "不是日期"),
        ({"targets": "2025 9\n2025-12-31 8"}, "同一天有两个目标"),
        ({"baseline": "41.5"}, "读不懂"),
        ({"note": "长" * 501}, "超过500字"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_reason(change: dict[str, str], why: str):
    with pytest.raises(WrongValue, match=why):
        taken(BEDS.key, BEDS.place, {**suggested(BEDS, "云梦泽市", [BEDS]), **change})
