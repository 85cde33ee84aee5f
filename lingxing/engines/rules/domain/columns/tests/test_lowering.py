"""What a plan says of a program: its columns, its ranges, and what it refuses."""

import datetime as dt
from fractions import Fraction
from typing import Any

import pytest

from lingxing.engines.rules.columns.tests import programs
from lingxing.engines.rules.domain.columns import Act, NotInColumns, lower, walk
from lingxing.kernel.units import CNY
from lingxing.language import functions as f
from lingxing.language.definitions import Shape
from lingxing.language.expressions import constant
from lingxing.language.nodes import Kind

INCOME = programs.money("income", 0, 1_000_00)
AMOUNT = programs.money("amount", -100_00, 900_00, scope="claims")


def plan_of(expression, *, facts=(INCOME,), lists=(), parameters=(), **more):
    return lower(programs.program({"out": expression}, facts, lists, parameters), **more)


def out(plan):
    return plan.outputs[0]


def test_money_is_in_fen_and_shares_by_their_decimals():
    share = programs.rate("share")
    plan = plan_of(f.half_up(programs.value_of(INCOME) * programs.value_of(share)), facts=(INCOME, share))
    assert [(column.name, column.scale, column.upper) for column in plan.inputs] == [
        ("income", 100, 1_000_00),
        ("share", 10_000, 10_000),
    ]
    assert (out(plan).value.lower, out(plan).value.upper, out(plan).denominator) == (0, 1_000_00, 1)


def test_an_output_that_is_never_rounded_keeps_its_denominator():
    assert out(plan_of(programs.value_of(INCOME) * constant(Fraction(5, 6)))).denominator == 6


def test_an_output_whose_denominator_varies_is_left_out():
    other = programs.money("other", 1, 100)
    with pytest.raises(NotInColumns, match=r"out.*取整"):
        plan_of(programs.value_of(INCOME) / programs.value_of(other), facts=(INCOME, other))


def test_a_value_beyond_63_bits_is_refused_with_its_size():
    vast = programs.money("vast", 0, 10**13)
    with pytest.raises(NotInColumns, match=str(10**26)):
        plan_of(programs.value_of(vast) * programs.value_of(vast), facts=(vast,))


def test_just_below_63_bits_is_lowered_and_forbids_doubles():
    vast = programs.money("vast", 0, 2**63 - 1)
    plan = plan_of(programs.value_of(vast), facts=(vast,))
    assert out(plan).value.upper == 2**63 - 1
    assert not plan.fits_double


@pytest.mark.parametrize(("upper", "fits"), [(2**53 - 1, True), (2**53, False)])
def test_doubles_end_at_53_bits(upper, fits):
    fact = programs.money("amount", 0, upper)
    assert plan_of(programs.value_of(fact), facts=(fact,)).fits_double is fits


def test_a_division_needs_room_for_its_divisor_too():
    fact = programs.money("amount", 0, 2**53 - 2)
    plan = plan_of(f.round_down(programs.value_of(fact), to=7), facts=(fact,))
    assert not plan.fits_double


def test_what_cannot_be_lowered_leaves_the_others():
    vast = programs.money("vast", 0, 10**13)
    product = programs.value_of(vast) * programs.value_of(vast)
    program = programs.program({"product": product, "same": programs.value_of(vast)}, [vast])
    plan = lower(program)
    assert [output.name for output in plan.outputs] == ["same"]
    assert "product" in str(plan.left_out["product"])


class TestPresence:
    computed = f.half_up(programs.value_of(INCOME) / 3)
    borrowed = programs.value_of(programs.money("aid"), computed)

    def names(self, present):
        plan = plan_of(self.borrowed, facts=(INCOME, programs.money("aid")), present=present)
        return [column.name for column in plan.inputs]

    def test_a_fact_that_is_computed_is_computed_unless_given(self):
        assert self.names(None) == ["income"]
        assert self.names({"income"}) == ["income"]
        assert self.names({"income", "aid"}) == ["aid"]

    def test_a_missing_column_is_named(self):
        with pytest.raises(NotInColumns, match="income"):
            self.names({"other"})

    def test_a_default_stands_for_a_missing_column(self):
        fact = programs.money("cost", 0, 500, default=40)
        plan = plan_of(programs.value_of(fact), facts=(fact,), present=())
        assert (out(plan).value.act, out(plan).value.value, plan.inputs) == (Act.CONSTANT, 40, ())
        assert plan_of(programs.value_of(fact), facts=(fact,)).inputs[0].default == 40


class TestParameters:
    def test_one_that_must_be_supplied_is_asked_for(self):
        share = programs.parameter("share", None)
        share = type(share)(**{name: getattr(share, name) for name in share.__slots__} | {"supplied": True})
        with pytest.raises(NotInColumns, match="share"):
            plan_of(f.half_up(programs.value_of(INCOME) * f.parameter_value(share)), parameters=(share,))

    def test_one_without_a_value_on_the_day_is_not_covered(self):
        share = programs.parameter("share", None)
        plan = plan_of(f.half_up(programs.value_of(INCOME) * f.parameter_value(share)), parameters=(share,))
        assert (out(plan).covered.act, out(plan).covered.value) == (Act.TRUTH, 0)

    def test_a_table_of_all_choices_is_covered_everywhere(self):
        grade = programs.choice("grade")
        full = {(name,): 100 * place for place, name in enumerate(programs.GRADES)}
        for table, covered in ((full, True), ({("low",): 5}, False)):
            parameter = programs.parameter("table", table, Shape.TABLE, programs.MONEY, ("grade",))
            lookup: Any = f.parameter_value(parameter)
            plan = plan_of(lookup[programs.value_of(grade)], facts=(grade,), parameters=(parameter,))
            assert out(plan).covered.is_constant is covered


class TestEvents:
    def test_rows_are_events_of_the_list_that_is_needed(self):
        plan = plan_of(f.total(programs.value_of(AMOUNT)), facts=(), lists=[programs.claims(AMOUNT)], most_events=10)
        assert (plan.rows, plan.order) == ("claims", "date")
        assert [column.name for column in plan.inputs] == ["date", "amount"]
        assert (out(plan).value.lower, out(plan).value.upper) == (-1_000_00, 9_000_00)
        assert list(plan.subject_cells) == ["out", "out.covered"]

    def test_what_an_event_adds_is_bounded_by_the_event(self):
        running = f.running(programs.value_of(AMOUNT), "year")
        added = f.increment(f.least(f.half_up(running * constant(Fraction(1, 2))), constant(500_00, CNY)))
        plan = plan_of(added, facts=(), lists=[programs.claims(AMOUNT)], most_events=1_000)
        assert (out(plan).value.lower, out(plan).value.upper) == (-50_00, 450_00)

    def test_totals_of_events_are_left_out_where_rows_are_subjects(self):
        with pytest.raises(NotInColumns, match="claims"):
            plan_of(f.total(programs.value_of(AMOUNT)), lists=[programs.claims(AMOUNT)], rows="")


def test_a_measure_tells_who_is_eligible():
    income = programs.value_of(INCOME)
    plan = plan_of(f.half_up(f.granted(income / 2, income <= constant(300_00, CNY))))
    assert out(plan).eligible is not None
    assert "out.eligible" in plan.row_cells


def test_dates_are_days_and_choices_codes():
    born, grade = programs.date("born"), programs.choice("grade")
    later = f.months_later(programs.value_of(born), 12)
    program = programs.program({"later": later, "grade_of": programs.value_of(grade)}, [born, grade])
    by_name = {output.name: output for output in lower(program).outputs}
    assert by_name["later"].kind is Kind.DATE
    assert by_name["later"].value.upper == (dt.date(2027, 3, 31) - dt.date(1970, 1, 1)).days
    assert by_name["grade_of"].choices == ("low", "middle", "high")


def test_equal_steps_are_one_cell():
    income = programs.value_of(INCOME)
    program = programs.program({"a": f.half_up(income / 3), "b": f.half_up(income / 3) + 0}, [INCOME])
    first, second = lower(program).outputs
    assert first.value is second.value
    assert len(list(walk(first.value))) == 5
