"""Reading a case: every wrong value is refused with its field, its value and what is expected."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from lingxing.engines.rules.domain.cases import MOST_EVENTS, WrongCase, read_case
from lingxing.engines.rules.domain.tests.programs import (
    choice,
    claims,
    day,
    money,
    number,
    program,
    rate,
    truth,
)
from lingxing.kernel.units import Unit
from lingxing.language import Money, article
from lingxing.language.definitions import Fact, FactKind, Program
from lingxing.language.nodes import Kind, Type

SQUARE = Unit((("m2", 1),))


@article("第一条", label="费用")
def fee(cost: Money) -> Money:
    """Return the cost."""
    return cost


def everything() -> Program:
    """Return a program with a fact of every type."""
    area = Fact("area", "面积", FactKind.QUANTITY, Type(Kind.NUMBER, SQUARE), SQUARE, 2, 0, 1000)
    return program(
        [fee],
        [
            money("cost", "费用", upper=100_000_00),
            money("balance", "余额", upper=100_00, lower=-100_00),
            rate("part", "比例"),
            number("heads", "人数", Unit((("person", 1),)), 10),
            area,
            choice("kind", "类别", {"inpatient": "住院", "outpatient": "门诊"}),
            truth("first", "首次", default=False),
            day("since", "起始日"),
        ],
        lists=[claims(money("paid", "已付", scope="claims"))],
    )


def mistakes(given: Any) -> dict[str, tuple[Any, str]]:
    """Return the field, the value and what is expected of every mistake."""
    with pytest.raises(WrongCase) as caught:
        read_case(everything(), given)
    return {item.field: (item.value, item.expected) for item in caught.value.items}


@pytest.mark.parametrize(
    ("name", "given", "value"),
    [
        ("cost", "12000.00", 1_200_000),
        ("cost", "0.01", 1),
        ("cost", 12000, 1_200_000),
        ("cost", Decimal("12.5"), 1250),
        ("cost", "12.50 CNY", 1250),
        ("cost", "100000.00", 10_000_000),
        ("balance", "-100.00", -10_000),
        ("part", "0.6", Fraction(3, 5)),
        ("part", 1, 1),
        ("part", "0.1234", Fraction(617, 5000)),
        ("heads", 10, 10),
        ("heads", "3", 3),
        ("heads", Decimal("3.0"), 3),
        ("area", "12.25", Fraction(49, 4)),
        ("area", "12.25 m2", Fraction(49, 4)),
        ("kind", "inpatient", "inpatient"),
        ("first", True, True),
        ("since", "2024-08-15", dt.date(2024, 8, 15)),
        ("since", dt.date(2030, 12, 31), dt.date(2030, 12, 31)),
    ],
)
def test_a_good_value_is_held_in_base_units(name: str, given: Any, value: Any):
    held = read_case(everything(), {name: given}).values[name]
    assert held == value
    assert type(held) is type(value)


@pytest.mark.parametrize(
    ("name", "given", "told"),
    [
        ("cost", 12000.5, "二进制小数不精确"),
        ("cost", "十元", "不是数值"),
        ("cost", "12,000.00", "不是数值"),
        ("cost", "1e5", "不是数值"),
        ("cost", "", "不是数值"),
        ("cost", True, "类型不对"),
        ("cost", ["1"], "类型不对"),
        ("cost", Decimal("NaN"), "不是数值"),
        ("cost", Decimal("1e999999"), "数值过长"),
        ("cost", "0.001", "小数位数过多"),
        ("cost", "-0.01", "不能为负"),
        ("cost", "100000.01", "超出范围，应为金额（单位：元），0.00 至 100000.00"),
        ("cost", "5 m2", "单位应为 CNY，不是 m2"),
        ("cost", "5 yuan", "单位“yuan”不明"),
        ("balance", "-100.01", "超出范围"),
        ("part", "1.0001", "超出范围"),
        ("part", "60%", "不是数值"),
        ("part", "0.12345", "小数位数过多"),
        ("heads", "2.5", "小数位数过多，应为整数（单位：人）"),
        ("heads", -1, "不能为负"),
        ("heads", 11, "超出范围"),
        ("area", "3 mu", "单位应为 m2，不是 mu"),
        ("kind", "inpatent", "应为 inpatient（住院）、outpatient（门诊） 之一，是否为 inpatient"),
        ("kind", "住院", "是否为 inpatient"),
        ("kind", 1, "应为 inpatient"),
        ("first", "true", "应为 true 或 false"),
        ("first", 1, "应为 true 或 false"),
        ("since", "2024-02-30", "没有这一天"),
        ("since", "2024/08/15", "日期写法不对"),
        ("since", "20240815", "日期写法不对"),
        ("since", 20240815, "类型不对"),
        ("since", dt.datetime(2024, 8, 15), "类型不对"),  # noqa: DTZ001 (a naive moment is what is refused)
        ("since", "2019-12-31", "超出范围，应为日期（YYYY-MM-DD），2020-01-01 至 2030-12-31"),
    ],
)
def test_a_wrong_value_is_refused_by_field_value_and_expectation(name: str, given: Any, told: str):
    ((field, (value, expected)),) = mistakes({name: given}).items()
    assert field.startswith(f"{name}（")
    assert value is given
    assert told in expected


def test_all_mistakes_are_told_at_once_with_the_place_in_the_list():
    found = mistakes(
        {
            "cost": "x",
            "cots": 1,
            "claims": [{"date": "2024-01-01", "paid": "1.00"}, {"date": "2024-13-01", "payed": 1}, 7],
        }
    )
    assert set(found) == {"cost（费用）", "cots", "claims[1].date（日期）", "claims[1].payed", "claims[2]"}
    assert found["cots"][1] == "没有这一事项，是否为 cost"
    assert found["claims[1].payed"][1] == "没有这一事项，是否为 paid"


@pytest.mark.parametrize("given", [{"claims": {"date": "2024-01-01"}}, {"claims": "x"}, {"claims": 3}])
def test_a_list_is_a_list(given: dict[str, Any]):
    assert "列表" in next(iter(mistakes(given).values()))[1]


def test_a_list_has_an_end():
    assert "最多" in mistakes({"claims": [{}] * (MOST_EVENTS + 1)})["claims"][1]


@pytest.mark.parametrize("given", [None, [], "x", 1])
def test_a_case_is_an_object(given: Any):
    assert "对象" in mistakes(given)["（整个输入）"][1]


def test_an_event_list_is_no_fact_of_an_event():
    assert "claims[0].cost" in mistakes({"claims": [{"cost": "1.00"}]})


def test_what_is_null_is_not_known_and_no_default_is_taken_for_it():
    case = read_case(everything(), {"first": None, "cost": None, "claims": None})
    assert case.values == {}
    assert case.lists == {}


def test_a_default_is_taken_where_nothing_is_said_and_shown():
    case = read_case(everything(), {"claims": [{}]})
    assert case.values == {"first": False}
    assert [(taken.field, taken.text) for taken in case.defaults] == [("first", "否")]


def test_the_message_for_people_names_each_field():
    with pytest.raises(WrongCase, match=r"cost（费用）：'x' 不符合要求，不是数值.*请更正后重试"):
        read_case(everything(), {"cost": "x"})


def test_a_case_with_too_many_gaps_is_refused_before_anything_is_worked_out():
    full = {"date": "2024-01-01", "paid": "1.00"}
    assert read_case(everything(), {"claims": [{}] * 20 + [full] * 900})
    assert "处没有填" in mistakes({"claims": [{}] * 500})["claims（就医结算）"][0]
