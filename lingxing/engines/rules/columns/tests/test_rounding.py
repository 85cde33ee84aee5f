"""Every way of rounding: ties, refunds, steps, varying divisors; and the reciprocal that stands in for a division."""

from fractions import Fraction

import numpy as np
import pytest

from lingxing.engines.rules.columns import numpy_blocks
from lingxing.engines.rules.columns.source import LARGEST_FOR_RECIPROCAL
from lingxing.engines.rules.columns.tests import programs
from lingxing.engines.rules.columns.tests.oracle import OPEN, Oracle, rounded
from lingxing.engines.rules.columns.tests.test_equality import interpreted
from lingxing.engines.rules.domain.columns import lower
from lingxing.language.expressions import constant
from lingxing.language.functions import rounded as rounding
from lingxing.language.functions import when
from lingxing.language.nodes import RoundingMode

STEPS = [Fraction(1), Fraction(100), Fraction(7), Fraction(1, 10)]
SHARES = [Fraction(1, 2), Fraction(-1, 2), Fraction(1, 3), Fraction(3, 4), Fraction(5, 6), Fraction(5, 2)]
AMOUNT = programs.money("amount", -10_000, 10_000)
PARTS = programs.count("parts", -4, 6)


def back_ends(plan, columns):
    """Yield the result of every back-end."""
    yield numpy_blocks.run(plan, columns)
    yield from (interpreted(plan, columns, doubles=doubles) for doubles in (False, True))


@pytest.mark.parametrize("mode", list(RoundingMode))
@pytest.mark.parametrize("step", STEPS, ids=str)
def test_ties_and_refunds(mode, step):
    amounts = np.array([*range(-360, 361), -10_000, 10_000])
    for share in SHARES:
        value = rounding(programs.value_of(AMOUNT) * constant(share), mode, step)
        plan = lower(programs.program({"out": value}, [AMOUNT]))
        expected = [rounded(Fraction(amount) * share / step, mode) * step for amount in amounts.tolist()]
        for results in back_ends(plan, {"amount": amounts}):
            assert [Fraction(held, plan.outputs[0].denominator) for held in results["out"].tolist()] == expected


@pytest.mark.parametrize("mode", list(RoundingMode))
def test_divisors_that_vary_and_may_be_nothing(mode):
    value = rounding(programs.value_of(AMOUNT) / programs.value_of(PARTS), mode)
    program = programs.program({"out": value}, [AMOUNT, PARTS])
    plan = lower(program)
    pairs = [(amount, parts) for amount in range(-40, 41) for parts in range(-4, 7)]
    expected = [
        Oracle(program, {"amount": amount, "parts": parts}).value(program.formulas["out"].node)
        for amount, parts in pairs
    ]
    columns = {"amount": np.array([pair[0] for pair in pairs]), "parts": np.array([pair[1] for pair in pairs])}
    for results in back_ends(plan, columns):
        covered = results["out.covered"].tolist()
        found = [
            held if is_covered else OPEN for held, is_covered in zip(results["out"].tolist(), covered, strict=True)
        ]
        assert found == expected


@pytest.mark.parametrize("divisor", [2, 3, 7, 10, 20, 97, 100, 999, 10_000, 65_537, 10**7 + 19, 2**31 - 1, 3 * 2**40])
def test_the_reciprocal_cuts_to_the_same_whole_number(divisor):
    chance = np.random.default_rng(divisor)
    largest = LARGEST_FOR_RECIPROCAL // divisor
    quotients = np.concatenate([chance.integers(-largest, largest, 20_000), np.arange(-50, 50), [largest, -largest]])
    near = np.concatenate([quotients * divisor + offset for offset in (-1, 0, 1, divisor // 2)])
    near = near[np.abs(near) <= LARGEST_FOR_RECIPROCAL]
    found = np.floor((near.astype(np.float64) + 0.5) * (1.0 / float(divisor)))
    assert np.array_equal(found.astype(np.int64), near // divisor)


@pytest.mark.parametrize("upper", [2**50, 2**51, 2**52 - 1_000, 2**53 - 1])
def test_large_amounts_are_exact_whatever_holds_them(upper):
    fact = programs.money("amount", -upper, upper)
    value = rounding(programs.value_of(fact), RoundingMode.HALF_UP, 7)
    plan = lower(programs.program({"out": value}, [fact]))
    amounts = np.array([sign * (upper - offset) for sign in (-1, 1) for offset in range(40)])
    expected = [rounded(Fraction(amount, 7), RoundingMode.HALF_UP) * 7 for amount in amounts.tolist()]
    for results in back_ends(plan, {"amount": amounts}):
        assert results["out"].tolist() == expected


def test_a_divisor_is_cancelled_and_nothing_times_a_quotient_is_nothing():
    fact = programs.count("parts", 0, 6)
    amount, parts = programs.value_of(AMOUNT), programs.value_of(fact)
    formulas = {
        "same": amount / parts * parts,
        "out": rounding(when(parts > 0, amount / parts).otherwise(amount) * parts, RoundingMode.HALF_UP),
    }
    plan = lower(programs.program(formulas, [AMOUNT, fact]))
    assert (plan.outputs[0].value.lower, plan.outputs[0].value.upper) == (-10_000, 10_000)
    columns = {"amount": np.array([7, -5, 7, 1]), "parts": np.array([3, 6, 0, 0])}
    for results in back_ends(plan, columns):
        assert results["same.covered"].tolist() == [True, True, False, False]
        assert results["same"].tolist() == results["out"].tolist() == [7, -5, 0, 0]
