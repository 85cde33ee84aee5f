"""Canonical JSON: one value, one text."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lingxing.kernel.canonical import canonical_json

_SCALARS = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(st.characters(codec="utf-8"))
VALUES = st.recursive(
    _SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner, max_size=4)
    ),
    max_leaves=20,
)


def test_members_are_sorted_by_utf16_code_units_and_nothing_is_escaped_needlessly():
    # RFC 8785, 3.2.3: the emoji's first unit is D83D, so it stands before U+FB33 although its code point is larger.
    value = {"\ufb33": 1, "\U0001f600": 2, "ö": 3, "1": 4, "\r": '\u000f\n\\"é令'}
    assert canonical_json(value) == '{"\\r":"\\u000f\\n\\\\\\"é令","1":4,"ö":3,"\U0001f600":2,"\ufb33":1}'


@given(VALUES)
def test_reading_it_back_gives_the_value_and_the_same_text(value):
    text = canonical_json(value)
    assert json.loads(text) == value
    assert canonical_json(json.loads(text)) == text


@given(st.dictionaries(st.text(st.characters(codec="utf-8")), _SCALARS, min_size=2))
def test_the_order_of_members_makes_no_difference(value):
    assert canonical_json(dict(reversed(list(value.items())))) == canonical_json(value)


@given(VALUES)
def test_the_quick_way_and_the_thorough_way_agree(value):
    # Standing beside a text that only the thorough way takes, the value is written that way too.
    assert canonical_json([value, "令"]) == f'[{canonical_json(value)},"令"]'


@pytest.mark.parametrize(
    "value", [1.0, float("nan"), 2**53, -(2**53), "\ud800", {1: 2}, {"a": object()}, {"\udfff": 1}, b"x"]
)
def test_a_value_without_an_exact_form_is_refused(value):
    with pytest.raises(ValueError):  # noqa: PT011 — the message is for programmers and differs by kind
        canonical_json(value)


def test_the_largest_exact_integer_is_taken():
    assert canonical_json([2**53 - 1, -(2**53) + 1]) == "[9007199254740991,-9007199254740991]"
