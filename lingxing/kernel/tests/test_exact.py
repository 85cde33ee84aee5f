"""Exact numbers and their decimal form."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lingxing.kernel.exact import decimal_string, exact


@pytest.mark.parametrize(
    ("value", "held"),
    [(Decimal("12.00"), 12), (Fraction(7, 7), 1), (Decimal("0.1"), Fraction(1, 10)), (-3, -3)],
)
def test_whole_values_are_held_as_ints(value, held):
    assert exact(value) == held
    assert type(exact(value)) is type(held)


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (12345, None, "12345"),
        (Fraction(1234567, 100), 2, "12345.67"),
        (Fraction(-1, 20), None, "-0.05"),
        (Fraction(-1, 20), 2, "-0.05"),
        (0, 2, "0.00"),
        (Fraction(1, 3), None, "0.333333333333…"),
        (Fraction(-1, 3), None, "-0.333333333333…"),
    ],
)
def test_decimal_form(value, places, text):
    assert decimal_string(value, places) == text


def test_a_value_that_does_not_fit_its_places_is_refused():
    with pytest.raises(ValueError, match="more than 2 decimals"):
        decimal_string(Fraction(1, 1000), 2)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**12), max_value=10**12))
def test_decimals_come_back(value):
    assert Decimal(decimal_string(exact(value))) == value
