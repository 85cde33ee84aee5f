"""Shares are exact, and together exactly the whole."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lingxing.engines.auctions.domain.shares import check_whole, read_share, share_text


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("33.5%", Fraction(67, 200)),
        (" 100 ％ ", Fraction(1)),
        ("１/３", Fraction(1, 3)),
        ("0.00000001", Fraction(1, 10**10)),
    ],
)
def test_a_share_is_read_exactly(text, share):
    assert read_share(text) == share


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0",
        "0%",
        "-1",
        "+5",
        "100.1",
        "1e1",
        "NaN",
        "inf",
        "1/0",
        "0/3",
        "4/3",
        "33.333333333",
        "1/3/3",
        "9" * 10**6,
    ],
)
def test_what_is_no_share_is_refused(text):
    with pytest.raises(ValueError, match="比例"):
        read_share(text)


def test_three_times_a_third_is_the_whole_and_three_times_33_33_percent_is_not():
    check_whole([read_share("1/3")] * 3)
    with pytest.raises(ValueError, match=r"99\.99%，还差 0\.01%"):
        check_whole([read_share("33.33")] * 3)


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=8))
def test_parts_of_a_sum_are_the_whole_and_no_part_more_or_less_is(parts):
    shares = [Fraction(part, sum(parts)) for part in parts]
    check_whole(shares)
    for wrong in (Fraction(1, 10**12), -Fraction(1, 10**12)):
        with pytest.raises(ValueError, match="须正好为 100%"):
            check_whole([*shares, wrong])


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_a_share_reads_back_from_its_text(first, second):
    share = Fraction(min(first, second), max(first, second))
    assert read_share(share_text(share)) == share
