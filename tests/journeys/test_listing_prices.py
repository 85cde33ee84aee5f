"""The bidder's page reads and writes prices as the server does: what is read aloud is what will be bid."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

import lingxing.engines.auctions
from lingxing.engines.auctions.domain.prices import format_price, parse_price
from lingxing.engines.auctions.domain.refusals import Refusal
from lingxing.engines.auctions.domain.terms import MAXIMUM_PRICE
from lingxing.kernel.capitals import MOST_FEN, money_in_capitals

SCRIPT = Path(lingxing.engines.auctions.__path__[0]) / "static" / "auctions" / "prices.js"
TYPED = [
    "1250000", "1,250,000.00 元", "125万元", "125 万", "1.2亿元", "１２３４５６．７８", "¥100", " 7 ", "0.01", "0.010",
    "1.0000001万", "1.000000万元", "0", "0.00", "-1", "1e5", "NaN", "1,00", "1,2345", "12,345", "1.001", "", "万元",
    "10000000000000", "10000000000000.01", "9" * 61, "壹万", "1 元 元", "1\u3000万元", "0x10", "1_000", "000123",
    "1,000万元", "123.元", ".5",
]  # fmt: skip
DIGITS = st.text("0123456789", min_size=1, max_size=14)
FRACTIONS = st.text("0123456789", max_size=12).map(lambda text: f".{text}" if text else "")
UNITS = st.sampled_from(["", "元", "万", "万元", "亿", "亿元", " 元", " 万元"])


def opened(browser: Browser) -> Page:
    """Return a blank page that holds the script."""
    page = browser.new_page()
    page.add_script_tag(path=str(SCRIPT))
    return page


def read(text: str) -> int | None:
    """Return what the server reads."""
    try:
        return parse_price(text)
    except Refusal:
        return None


def test_what_is_typed_is_read_alike(browser: Browser) -> None:
    page = opened(browser)

    @settings(max_examples=15)
    @given(st.lists(st.tuples(DIGITS, FRACTIONS, UNITS).map("".join), min_size=200, max_size=200))
    def agree(typed: list[str]) -> None:
        found = page.evaluate("all => all.map(prices.read)", [*TYPED, *typed])
        assert dict(zip([*TYPED, *typed], found, strict=True)) == {text: read(text) for text in [*TYPED, *typed]}

    agree()
    page.close()


def test_prices_and_capitals_are_written_alike(browser: Browser) -> None:
    page = opened(browser)

    @settings(max_examples=15)
    @given(st.lists(st.integers(0, MAXIMUM_PRICE), min_size=200, max_size=200))
    def agree(amounts: list[int]) -> None:
        chosen = [*amounts, 0, 1, 10, 100, 101, 1005, 10**6, 10**10, 10**14 - 1, 10**14, MAXIMUM_PRICE]
        found = page.evaluate("all => all.map(fen => [prices.write(fen), prices.capitals(fen)])", chosen)
        expected = [[format_price(fen), money_in_capitals(fen) if fen <= MOST_FEN else ""] for fen in chosen]
        assert found == expected

    agree()
    page.close()
