"""Formulas of other packages in an answer, lines that would say the same twice, and quotients in percent."""

from dataclasses import replace

import pytest

from lingxing.engines.rules.domain.answers import Answer
from lingxing.engines.rules.domain.calculation import calculate
from lingxing.engines.rules.domain.cases import Case
from lingxing.engines.rules.domain.tests.programs import choice, number, program, scalar, share, truth
from lingxing.kernel.units import PLAIN, SHARE, Unit
from lingxing.language import Bool, Choice, Count, Parameters, Rate, article, half_up, step, when
from lingxing.language.definitions import Formula, Program


@article("第三条", label="等级", choices={"large": "大户", "small": "小户"})
def grade(heads: Count) -> Choice:
    """Return the grade.

    Reading: 恰好三人的算大户。
    """
    return when(heads >= 3, "large").otherwise("small")


@article("第二条", label="补助")
def aid(size: Choice) -> Count:
    """Return the aid."""
    return when(size == "large", 2).otherwise(1)


def borrowing(sizes: dict[str, str] | None = None) -> tuple[Program, Formula]:
    """Return a program that takes the grade over from another package, and the formula taken over."""
    heads = number("heads", "人数")
    borrowed = replace(program([grade], [heads]).formulas["grade"], article="《甲办法》第三条")
    named = sizes or {"large": "大", "small": "小"}
    own = program([aid], [choice("size", "规模", named)], computed={"size": borrowed.node})
    joined = replace(own, facts={**own.facts, "heads": heads}, borrowed={"town/other_2020.grade": borrowed})
    return joined, borrowed


def test_the_reading_of_a_borrowed_formula_is_told_when_it_was_used():
    joined, _ = borrowing()
    used = calculate(joined, Case({"heads": 3}))
    assert [(one.formula, one.text, one.article) for one in used.readings] == [
        ("town/other_2020.grade", "恰好三人的算大户。", "《甲办法》第三条")
    ]
    given = calculate(joined, Case({"size": "small"}))
    assert given.outputs["aid"].value == 1
    assert given.readings == ()


def test_a_borrowed_choice_is_shown_by_its_label_and_its_line_is_no_own_result():
    joined, _ = borrowing()
    lines = calculate(joined, Case({"heads": 2})).lines
    assert [(line.name, line.text) for line in lines] == [("town/other_2020.grade", "小户"), ("aid", "1")]


def test_an_own_formula_of_the_same_name_keeps_its_own_labels():
    @article("第九条", label="等级", choices={"large": "甲", "small": "乙"}, name="grade")
    def own_grade(size: Choice) -> Choice:
        """Return the grade of this document."""
        return when(size == "large", "large").otherwise("small")

    heads = number("heads", "人数")
    other = program([grade], [heads]).formulas["grade"]
    own = program([own_grade], [choice("size", "规模", {"large": "大", "small": "小"})], computed={"size": other.node})
    joined = replace(own, facts={**own.facts, "heads": heads}, borrowed={"town/other_2020.grade": other})
    texts = [line.text for line in calculate(joined, Case({"heads": 5})).lines]
    assert texts == ["大户", "甲"]


def _eligible(heads: Count) -> Bool:
    return step("人数够", heads >= 3)


@article("第一条", label="甲补助")
def first(heads: Count) -> Count:
    """Return one aid."""
    return when(_eligible(heads), 1).otherwise(0)


@article("第二条", label="乙补助")
def second(heads: Count, local: Bool) -> Count:
    """Return another aid."""
    return when(_eligible(heads) & step("本地", local), half_up(heads)).otherwise(0)


def labels(answer: Answer) -> list[str]:
    """Return the labels of the lines."""
    return [line.label for line in answer.lines]


def test_a_step_that_two_formulas_make_anew_is_told_once():
    both = program([first, second], [number("heads", "人数", PLAIN), truth("local", "本地户口")])
    answer = calculate(both, Case({"heads": 4, "local": True}))
    assert labels(answer) == ["人数够", "甲补助", "本地", "乙补助"]


@article("第五条", label="占比")
def part(heads: Count, places: Count) -> Rate:
    """Return how many places a head has."""
    return heads / places


@article("第六条", label="达标")
def enough(part: Rate, p: Parameters) -> Bool:
    """Return whether it is enough."""
    return part >= p.threshold


@pytest.mark.parametrize(("unit", "shown"), [(SHARE, "62.5%"), (PLAIN, "0.625")])
def test_a_quotient_that_is_held_against_a_share_is_shown_in_percent(unit: Unit, shown: str):
    facts = [number("heads", "人数"), number("places", "座位")]
    parameters = {"threshold": (scalar("threshold", "标准", unit), share("0.6"))}
    answer = calculate(program([part, enough], facts, parameters), Case({"heads": 5, "places": 8}))
    assert answer.outputs["part"].text == shown
    assert [line.text for line in answer.lines] == [shown, "是"]
    assert answer.lines[1].expression.startswith(shown)
    assert answer.outputs["part"].value == share("0.625")
