"""Formulas run once and leave a typed graph; mistakes are named with their line."""

import datetime as dt

import pytest

from lingxing.kernel.units import CNY
from lingxing.language import (
    Bool,
    Choice,
    Count,
    Date,
    Money,
    Parameters,
    Quantity,
    Rate,
    article,
    brackets,
    choice_of,
    count,
    days_between,
    entitled,
    granted,
    greatest,
    half_up,
    highest_of,
    increment,
    least,
    months_later,
    new_year,
    not_covered,
    plain,
    running,
    step,
    tier,
    total,
    when,
    year_of,
)
from lingxing.language.expressions import RuleError
from lingxing.language.nodes import Kind, Operation, walk
from lingxing.language.tests.building import build


@article("第二条", label="补贴")
def subsidy(cost: Money, p: Parameters) -> Money:
    """Return the subsidy, in CNY.

    Reading: 按申报额计算。
    Reading: 封顶在四舍五入之后。
    """
    return least(half_up(cost * p.share), p.ceiling)


def test_a_formula_leaves_a_labelled_node_with_its_article():
    formula = build(subsidy)["subsidy"]
    assert (formula.label, formula.article, formula.node.operation) == ("补贴", "第二条", Operation.FORMULA)
    assert formula.node.type.unit == CNY
    assert formula.node.type.whole


def test_readings_and_summary_come_from_the_docstring():
    formula = build(subsidy)["subsidy"]
    assert formula.summary == "Return the subsidy, in CNY."
    assert formula.readings == ("按申报额计算。", "封顶在四舍五入之后。")


def test_a_formula_uses_another_by_its_name_and_shares_its_node():
    @article("第三条", label="两倍")
    def double(subsidy: Money) -> Money:
        """Return twice the subsidy."""
        return subsidy + subsidy

    built = build(double, subsidy)
    assert list(built) == ["double", "subsidy"]
    assert sum(node is built["subsidy"].node for node in walk(built["double"].node)) == 1


def test_the_version_in_force_on_the_day_is_taken():
    @article("第三条", label="新", since="2025-01-01", name="subsidy")
    def later(cost: Money) -> Money:
        """Return the whole cost."""
        return cost

    assert build(subsidy, later, on=dt.date(2024, 12, 31))["subsidy"].label == "补贴"
    assert build(subsidy, later, on=dt.date(2025, 1, 1))["subsidy"].label == "新"


def test_totals_belong_to_the_subject_and_running_totals_to_events():
    @article("一", label="累计")
    def so_far(fee: Money) -> Money:
        """Return the running total."""
        return running(fee, within="all")

    @article("一", label="合计")
    def year(fee: Money) -> Money:
        """Return the total."""
        return total(fee)

    built = build(so_far, year)
    assert (built["so_far"].node.scope, built["year"].node.scope) == ("claims", "")


def test_units_multiply():
    @article("一", label="租金")
    def rent(area: Quantity, p: Parameters) -> Money:
        """Return the rent."""
        return half_up(area * p.price)

    assert build(rent)["rent"].node.type.unit == CNY


def test_zero_takes_the_unit_of_the_other_branches():
    @article("一", label="一")
    def either(new: Bool, cost: Money) -> Money:
        """Return the cost of a new one."""
        return when(new, 0).otherwise(cost)

    assert build(either)["either"].node.type.unit == CNY


def test_a_branch_that_is_not_covered_takes_the_type_of_the_others():
    @article("一", label="一")
    def either(new: Bool, cost: Money) -> Money:
        """Return the cost of a new one."""
        return when(new, cost).otherwise(not_covered("未规定旧的"))

    assert build(either)["either"].node.type.unit == CNY


def test_a_right_without_an_amount_is_granted_as_true():
    @article("一", label="可以申请")
    def may_apply(new: Bool) -> Bool:
        """Return whether one may apply."""
        return entitled(new)

    right = build(may_apply)["may_apply"].node.arguments[0]
    assert (right.operation, right.type.kind) == (Operation.GRANTED, Kind.BOOL)
    assert right.arguments[0].value is True


def test_choices_may_be_results_if_labelled():
    @article("一", label="等级", choices={"A": "甲", "B": "乙"})
    def grade(cost: Money, p: Parameters) -> Choice:
        """Return the grade."""
        return when(cost >= p.ceiling, choice_of("A")).otherwise(choice_of("B"))

    assert build(grade)["grade"].node.type.choices == ("A", "B")


def _mistake(function: object, *words: str) -> None:
    with pytest.raises(RuleError) as caught:
        build(function)
    text = str(caught.value)
    assert "test_formulas.py:" in text
    for word in words:
        assert word in text


def _broken(body, returns=Money):
    def wrong(cost, income, level, new, born, area, fee, p):
        """Return nothing good."""
        return body(cost=cost, income=income, level=level, new=new, born=born, area=area, fee=fee, p=p)

    wrong.__annotations__["return"] = returns
    return article("一", label="错")(wrong)


MISTAKES = {
    "two units are added": (lambda cost, area, **_: cost + area, ("add", "CNY", "m2")),
    "two units are compared": (lambda cost, area, **_: when(cost > area, cost).otherwise(0), ("compare",)),
    "an amount stands in the formula": (lambda cost, **_: when(cost > 500, cost).otherwise(0), ("parameters.yaml",)),
    "a Python if is used": (lambda cost, new, **_: cost if new else 0, ("when()",)),
    "an unknown choice": (lambda cost, level, **_: when(level == "middle", cost).otherwise(0), ("middle", "low")),
    "an unknown parameter": (lambda cost, p, **_: cost * p.shore, ("shore", "parameters.yaml")),
    "a fraction of a fen comes out": (lambda cost, p, **_: cost * p.share, ("fraction of a fen",)),
    "money is no rate": (lambda area, **_: area, ("not an amount of money",)),
    "a float": (lambda cost, **_: cost * 0.5, ("0.5", "parameters.yaml")),
    "branches differ": (lambda cost, new, **_: when(new, cost).otherwise(new), ("branches differ",)),
    "brackets of a table": (lambda cost, p, **_: half_up(brackets(cost, p.by_level)), ("brackets",)),
    "brackets over another unit": (lambda area, p, **_: half_up(brackets(area, p.rates)), ("rates", "m2")),
    "a tier of brackets": (lambda cost, p, **_: tier(cost, p.rates), ("tiers",)),
    "a table without its key": (lambda level, p, **_: p.by_level[level, level], ("by_level", "level")),
    "a table by a number": (lambda cost, p, **_: p.by_level[cost], ("choices and truths",)),
    "a running total of the subject": (lambda cost, **_: running(cost, within="all"), ("events",)),
    "a total of the subject": (lambda cost, **_: total(cost), ("events",)),
    "an increment of nothing running": (lambda fee, **_: increment(fee), ("running totals",)),
    "nameless values give way": (lambda cost, income, **_: highest_of(cost, income * 1), ("step()",)),
    "granted on nothing": (lambda cost, **_: granted(cost), ("condition",)),
    "no condition": (lambda cost, **_: when(cost, cost).otherwise(0), ("no condition",)),
    "a date moved by half a month": (lambda born, p, **_: months_later(born, p.share), ("whole",)),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_named(name):
    body, words = MISTAKES[name]
    _mistake(_broken(body), *words)


def test_a_result_must_be_what_the_annotation_says():
    _mistake(_broken(lambda new, **_: new), "bool", "number")
    _mistake(_broken(lambda cost, **_: cost, Rate), "not a rate")
    _mistake(_broken(lambda area, **_: area, Count), "round it")
    _mistake(_broken(lambda level, **_: level, Choice), "label the choices")


def test_formulas_in_a_circle_are_named():
    @article("一", label="甲")
    def first(second: Money) -> Money:
        """Return the second."""
        return second

    @article("一", label="乙")
    def second(first: Money) -> Money:
        """Return the first."""
        return first

    with pytest.raises(RuleError, match="first → second → first"):
        build(first, second)


def test_an_argument_that_names_nothing_is_named():
    @article("一", label="甲")
    def odd(colour: Money) -> Money:
        """Return the colour."""
        return colour

    _mistake(odd, "colour", "neither a fact")


def test_two_lists_do_not_mix():
    @article("一", label="甲")
    def ages(born: Date, fee: Money) -> Count:
        """Return how many costly events there are."""
        return count(fee > 0) + plain_days(born)

    def plain_days(born):
        return when(days_between(born, dt.date(2024, 1, 1)) > 0, 1).otherwise(0)

    assert build(ages)["ages"].node.scope == ""


def test_every_word_leaves_a_node_of_its_kind():
    @article("一", label="甲")
    def named(cost: Money, income: Money, level: Choice, p: Parameters) -> Money:
        """Return the higher of two."""
        return highest_of(step("甲", least(cost, income)), step("乙", greatest(cost, p.by_level[level], 0)))

    kinds = {node.operation for node in walk(build(named)["named"].node)}
    assert {Operation.HIGHEST_OF, Operation.LEAST, Operation.GREATEST, Operation.TABLE, Operation.STEP} <= kinds
    assert all(node.type.kind in Kind for node in walk(build(named)["named"].node))


def test_the_new_year_is_a_date_worked_out_of_a_year():
    @article("一", label="甲")
    def begins(born: Date) -> Date:
        """Return the first day of the year after the birth."""
        return new_year(plain(year_of(born)) + 1)

    node = build(begins)["begins"].node.arguments[0]
    assert node.operation is Operation.ADD_MONTHS
    assert node.type.kind is Kind.DATE
    assert node.arguments[0].value == dt.date(2000, 1, 1)
    assert node.arguments[1].type.whole
