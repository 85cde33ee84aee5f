"""Prices as people type them: exact, or refused with what to write."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lingxing.engines.auctions.domain.prices import format_price, parse_price
from lingxing.engines.auctions.domain.refusals import Reason, Refusal
from lingxing.engines.auctions.domain.terms import MAXIMUM_PRICE


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("1", 100),
        ("0.01", 1),
        (" 1,250,000.5 元 ", 125_000_050),
        ("125万", 125_000_000),
        ("125.000001 万元", 125_000_001),
        ("1.5亿", 15_000_000_000),
        ("１２３．４５", 12_345),
        ("￥100", 10_000),
        ("10000000000000", MAXIMUM_PRICE),
    ],
)
def test_a_price_is_read_exactly(text, fen):
    assert parse_price(text) == fen


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "0", "0.00", "-1", "+1", "1e3", "1e400", "NaN", "inf", "0x10", "1_000", "一百", "1千", "٣", "1元元"),
        *("1,00", "1,0000", "1 000", "1.2.3", ".5", "5.", "0.001", "1.000", "0.0000001万", "1.0000000 万元"),
        *("10000000000000.01", "9" * 60, "9" * 61, "1" * 10**6),
    ],
)
def test_everything_else_is_refused_with_a_remedy(text):
    with pytest.raises(Refusal) as caught:
        parse_price(text)
    assert caught.value.reason is Reason.WRONG_VALUE
    assert caught.value.remedy
    assert len(str(caught.value)) < 200


@given(st.integers(1, MAXIMUM_PRICE))
def test_what_is_printed_reads_back(fen):
    assert parse_price(format_price(fen)) == fen


@given(st.integers(1, 10**9), st.integers(0, 6))
def test_ten_thousands_are_exact(digits, decimals):
    whole, part = divmod(digits, 10**decimals)
    text = f"{whole}.{part:0{decimals}}万元" if decimals else f"{whole}万元"
    fen = Fraction(digits, 10**decimals) * 1_000_000
    assert fen.denominator == 1
    assert parse_price(text) == fen
