"""A refusal names the failed condition, what was found, what was asked for and the distance."""

import datetime as dt
from typing import Any

import pytest

from lingxing.engines.rules.domain.answers import Refusal, State
from lingxing.engines.rules.domain.calculation import calculate
from lingxing.engines.rules.domain.cases import Case
from lingxing.engines.rules.domain.matching import refusal_text
from lingxing.engines.rules.domain.tests.programs import (
    choice,
    day,
    measure_program,
    money,
    number,
    program,
    rate,
    scalar,
    share,
    truth,
)
from lingxing.kernel.units import CNY, SHARE, Unit
from lingxing.language import (
    Bool,
    Choice,
    Count,
    Date,
    Money,
    Parameters,
    Rate,
    all_of,
    any_of,
    article,
    granted,
    negate,
    step,
    when,
)

GOOD: dict[str, Any] = {"area": 100, "score": 70, "newcomer": True, "kind": "shop"}


def refusals(**other: Any) -> list[tuple[str, str, str, str]]:
    """Return label, actual, required and distance of what fails of the rent subsidy."""
    answer = calculate(measure_program(), Case({**GOOD, **other}))
    return [(one.label, one.actual, one.required, one.distance) for one in answer.refusals]


def test_at_every_threshold_it_is_granted():
    answer = calculate(measure_program(), Case(GOOD))
    assert answer.outputs["rent_subsidy"].value == 500_000
    assert answer.outputs["rent_subsidy"].state is State.SETTLED
    assert not answer.refusals


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"score": 62}, ("得分", "62 分", "≥ 70 分", "差 8 分")),
        ({"area": 99}, ("营业面积", "99 平方米", "≥ 100 平方米", "差 1 平方米")),
        ({"kind": "office"}, ("业态", "办公", "为 商店、市场 之一", "")),
        (
            {"newcomer": False},
            ("首次申请 或 得分", "首次申请 否；得分 70 分", "首次申请 是 或 得分 ≥ 90 分", "差 20 分"),
        ),
    ],
)
def test_one_failed_condition_is_told_with_its_distance(other: dict[str, Any], told: tuple[str, ...]):
    assert refusals(**other) == [told]


def test_every_failed_condition_is_told():
    assert len(refusals(score=62, area=1, kind="office", newcomer=False)) == 4


def test_an_article_of_a_condition_goes_before_that_of_the_measure():
    answer = calculate(measure_program(), Case({**GOOD, "area": 1, "score": 1}))
    assert [one.article for one in answer.refusals] == ["第五条（一）", "第五条"]


@article("第一条", label="两项都达标", internal=True)
def both(heads: Count, p: Parameters) -> Bool:
    """Return whether both hold."""
    return all_of(heads >= p.least, negate(heads > p.most))


@article("第二条", label="奖励")
def award(
    both: Bool, part: Rate, since: Date, until: Date, kind: Choice, local: Bool, cost: Money, p: Parameters
) -> Money:
    """Return an award."""
    return granted(
        p.amount,
        both,
        step("增长率", part > p.growth),
        step("期限", since <= until),
        negate(any_of(kind == "bad", step("外地", negate(local)))),
        p.amount <= cost,
        when(local, kind == "good").otherwise(both),
    )


def award_refusals(**other: Any) -> list[Refusal]:
    """Return what fails of the award."""
    person = Unit((("person", 1),))
    program_ = program(
        [both, award],
        [
            number("heads", "人数", person),
            rate("part", "比例"),
            day("since", "开始日"),
            day("until", "截止日"),
            choice("kind", "等次", {"good": "好", "bad": "差", "fair": "中"}),
            truth("local", "本地"),
            money("cost", "投入"),
        ],
        {
            "least": (scalar("least", "下限", person, whole=True), 3),
            "most": (scalar("most", "上限", person, whole=True), 5),
            "growth": (scalar("growth", "增长", SHARE), 0),
            "amount": (scalar("amount", "奖额", CNY, whole=True), 100_00),
        },
    )
    good: dict[str, Any] = {
        "heads": 3,
        "part": 1,
        "since": dt.date(2024, 1, 1),
        "until": dt.date(2024, 1, 1),
        "kind": "good",
        "local": True,
        "cost": 100_00,
    }
    return list(calculate(program_, Case({**good, **other})).refusals)


@pytest.mark.parametrize(
    ("other", "label", "condition", "required", "distance"),
    [
        ({"heads": 2}, "人数", "两项都达标", "≥ 3 人", "差 1 人"),
        ({"heads": 7}, "人数", "两项都达标", "≤ 5 人", "超出 2 人"),
        ({"part": 0}, "增长率", "增长率", "> 0%", "恰在界限上"),
        ({"since": dt.date(2024, 1, 4)}, "期限", "期限", "≤ 2024-01-01", "晚 3 天"),
        ({"cost": 80_00}, "投入", "投入", "≥ 100.00 元", "差 20.00 元"),
        ({"kind": "fair"}, "等次", "等次", "为 好", ""),
        ({"local": False}, "外地", "外地", "是", ""),
    ],
)
def test_the_reason_is_found_below_names_negations_and_branches(
    other: dict[str, Any], label: str, condition: str, required: str, distance: str
):
    (refusal,) = award_refusals(**other)
    assert (refusal.label, refusal.condition, refusal.required, refusal.distance) == (
        label,
        condition,
        required,
        distance,
    )
    assert refusal.output == "award"


@article("第三条", label="占比奖")
def share_award(cost: Money, whole: Money, p: Parameters) -> Money:
    """Return an award on a share."""
    return granted(p.amount, step("占比", cost / whole >= p.least))


def test_a_quotient_held_against_a_share_is_told_in_percent():
    settings = {
        "amount": (scalar("amount", "奖额", CNY, whole=True), 100),
        "least": (scalar("least", "下限", SHARE), share("0.65")),
    }
    program_ = program([share_award], [money("cost", "投入"), money("whole", "全部")], settings)
    (refusal,) = calculate(program_, Case({"cost": 5, "whole": 8})).refusals
    assert (refusal.actual, refusal.required, refusal.distance) == ("62.5%", "≥ 65%", "差 2.5 个百分点")


def test_the_reason_in_one_phrase():
    answer = calculate(measure_program(), Case({**GOOD, "score": 62}))
    assert refusal_text(answer.refusals[0]) == "得分实际 62 分，需 ≥ 70 分，差 8 分"


@article("第四条", label="首次奖")
def first_award(local: Bool, p: Parameters) -> Money:
    """Return an award on a fact that another article speaks of first."""
    return granted(p.amount, step("本地", local))


@pytest.mark.parametrize(
    ("place", "told"),
    [("第一条", "第四条"), ("第四条第（二）项", "第四条第（二）项"), ("第四十条", "第四条"), ("", "第四条")],
)
def test_a_shared_fact_is_refused_by_the_measure_s_own_article_or_a_part_of_it(place: str, told: str):
    settings = {"amount": (scalar("amount", "奖额", CNY, whole=True), 100)}
    program_ = program([first_award], [truth("local", "本地", article=place)], settings)
    (refusal,) = calculate(program_, Case({"local": False})).refusals
    assert refusal.article == told
