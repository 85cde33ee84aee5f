"""Answers: status, validity, what is not covered, the lines of the working-out and JSON."""

import datetime as dt
import json
from typing import Any

import pytest

from lingxing.engines.rules.domain.answers import State, Status, answer_json
from lingxing.engines.rules.domain.calculation import calculate
from lingxing.engines.rules.domain.cases import Case, read_case
from lingxing.engines.rules.domain.tests.programs import (
    DAY,
    TWO_STEP,
    TWO_STEP_SETTINGS,
    choice,
    claims_program,
    money,
    program,
    two_step,
)
from lingxing.language import Choice, Money, article, choice_of, highest_of, not_covered, step, when
from lingxing.language.definitions import Overlap

GIVEN = {"covered": "151234.57", "level": "secondary"}


def lines(answer: Any) -> dict[str, str]:
    """Return the expression of each line by its label."""
    return {line.label: line.expression for line in answer.lines}


def test_each_line_has_the_figures_put_in():
    program_ = two_step()
    answer = calculate(program_, read_case(program_, GIVEN))
    assert lines(answer) == {
        "起付标准": "600.00",
        "超过起付标准的部分": "取高(151234.57 − 600.00, 0.00)",
        "基本医保支付": "取低(四舍五入(150634.57 × 70%), 200000.00)",
        "个人自付": "151234.57 − 105444.20",
        "大病保险支付": "取低(四舍五入(分段(18000.00 × 60% + 15790.37 × 65%)), 300000.00)",
        "个人负担": "45790.37 − 21063.74",
    }
    assert [line.article for line in answer.lines][:3] == ["第十八条", "", "第十九条"]
    assert answer.lines[-1].words == "个人自付 − 大病保险支付"
    assert [reading.text for reading in answer.readings] == ["先扣起付标准，再乘支付比例。"]


def test_the_lines_of_claims_show_totals_before_and_after():
    program_ = claims_program()
    claims = [{"date": "2024-02-01", "cost": "20000.00"}, {"date": "2024-03-01", "cost": "12000.00"}]
    answer = calculate(program_, read_case(program_, {"claims": claims}))
    second = [line.expression for line in answer.lines if line.index == 1]
    assert second == [
        "20000.00 + 12000.00",
        "取低(四舍五入(分段(18000.00 × 60% + 2000.00 × 65%)), 300000.00)"
        " − 取低(四舍五入(分段(8000.00 × 60%)), 300000.00)",
    ]
    assert answer.lines[-2].expression == "4800.00 + 7300.00"


def test_json_holds_decimal_strings_only():
    program_ = two_step()
    found = answer_json(calculate(program_, read_case(program_, GIVEN)))
    assert found["outputs"]["basic_payment"] == {
        "label": "基本医保支付",
        "state": "settled",
        "value": "105444.20",
        "unit": "CNY",
        "text": "105444.20 元",
        "article": "第十九条",
    }
    assert found["status"] == "answered"
    assert json.loads(json.dumps(found)) == found


@article("第一条", label="补贴")
def subsidy(kind: Choice, cost: Money) -> Money:
    """Return a subsidy that the document leaves open for one kind."""
    return when(kind == "open", not_covered("由主管部门另行规定")).otherwise(cost)


@article("第二条", label="就高")
def better(cost: Money, other: Money) -> Money:
    """Return the higher."""
    return highest_of(step("甲项", cost), step("乙项", other))


def small(**more: Any) -> Any:
    """Return a program with an open branch and a comparison."""
    facts = [choice("kind", "种类", {"open": "甲", "set": "乙"}), money("cost", "费用"), money("other", "其他")]
    return program([subsidy, better], facts, **more)


def test_what_the_document_leaves_open_is_said_with_its_article_and_is_no_zero():
    answer = calculate(small(), Case({"kind": "open", "cost": 5, "other": 7}))
    assert answer.status is Status.NOT_COVERED
    assert answer.outputs["subsidy"].value is None
    assert answer.outputs["better"].state is State.SETTLED
    assert [(one.output, one.reason, one.article) for one in answer.not_covered] == [
        ("subsidy", "由主管部门另行规定", "第一条")
    ]


def test_what_is_kept_and_what_gives_way_within_a_formula():
    answer = calculate(small(), Case({"kind": "set", "cost": 500, "other": 700}))
    (kept,) = answer.kept
    assert (kept.formula, kept.kept, kept.value, kept.gives_way) == ("better", "乙项", 700, (("甲项", 500),))
    assert lines(answer)["就高"] == "就高(甲项 5.00, 乙项 7.00)"


@article("第四条", label="等次", choices={"good": "好", "bad": "差"})
def grade(cost: Money) -> Choice:
    """Return a grade."""
    return step("初评", when(cost > 0, choice_of("good")).otherwise("bad"))


def test_a_choice_is_written_as_the_formula_calls_it():
    answer = calculate(program([grade], [money("cost", "费用")]), Case({"cost": 5}))
    assert [(line.label, line.text, line.expression) for line in answer.lines] == [
        ("初评", "好", "好（费用 0.05 > 0.00）"),
        ("等次", "好", "好"),
    ]


def test_where_the_applicant_chooses_a_notice_says_that_only_one_can_be_had():
    overlap = Overlap("same", "同一费用", "第三条", ("subsidy", "better"), "chosen")
    given: dict[str, Any] = {"kind": "set", "cost": 500, "other": 700}
    answer = calculate(small(overlaps=(overlap,)), Case(given))
    assert answer.notices == ("同一费用（第三条）：“补贴”“就高”只能享受一项，由申请人选择",)
    assert calculate(small(overlaps=(overlap,)), Case({**given, "cost": 0})).notices == ()


@pytest.mark.parametrize(
    ("on", "told"),
    [
        (DAY - dt.timedelta(days=1), "尚未施行"),
        (DAY, ""),
        (dt.date(2026, 8, 14), ""),
        (dt.date(2026, 8, 15), "已失效"),
    ],
)
def test_a_document_out_of_force_is_not_used_unless_asked(on: dt.date, told: str):
    program_ = small(on=on, expires=dt.date(2026, 8, 14))
    case = Case({"kind": "set", "cost": 5, "other": 7})
    answer = calculate(program_, case)
    assert answer.status is (Status.NOT_COVERED if told else Status.ANSWERED)
    assert told in "".join(answer.notices)
    meant = calculate(program_, case, as_if=True)
    assert meant.status is Status.ANSWERED
    assert meant.notices == answer.notices


def test_measures_that_exclude_each_other_are_compared():
    overlap = Overlap("same", "同一费用", "第三条", ("subsidy", "better"), "highest")
    answer = calculate(small(overlaps=(overlap,)), Case({"kind": "set", "cost": 500, "other": 700}))
    assert [(one.measure, one.kept, one.reason) for one in answer.gives_way] == [
        ("subsidy", "better", "同一费用就高不重复（第三条），已取“就高”7.00 元")
    ]


def test_a_program_whose_parameter_has_no_value_on_the_day_is_not_covered():
    settings = {**TWO_STEP_SETTINGS, "yearly_cap": (TWO_STEP_SETTINGS["yearly_cap"][0], None)}
    program_ = program(TWO_STEP, list(two_step().facts.values()), settings)
    answer = calculate(program_, read_case(program_, GIVEN))
    assert answer.status is Status.NOT_COVERED
    assert "2024-08-15 没有规定数值" in answer.not_covered[0].reason
