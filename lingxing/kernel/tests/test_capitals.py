"""Money in capitals, held against the rules for bills and against a reader of its own."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lingxing.kernel.capitals import MOST_FEN, money_in_capitals

KNOWN = {
    0: "零元整",
    1: "壹分",
    10: "壹角整",
    15: "壹角伍分",
    100: "壹元整",
    # 《支付结算办法》附一第二条 gives the next six.
    140950: "壹仟肆佰零玖元伍角整",
    600714: "陆仟零柒元壹角肆分",
    168032: "壹仟陆佰捌拾元零叁角贰分",
    10700053: "壹拾万柒仟元零伍角叁分",
    1640902: "壹万陆仟肆佰零玖元零贰分",
    32504: "叁佰贰拾伍元零肆分",
    1200000: "壹万贰仟元整",
    10000100: "壹拾万零壹元整",
    10050000: "壹拾万零伍佰元整",
    100000000000: "壹拾亿元整",
    10000000000500: "壹仟亿零伍元整",
    1000100000000: "壹佰亿零壹佰万元整",
    -150: "负壹元伍角整",
}
DIGITS = {digit: value for value, digit in enumerate("零壹贰叁肆伍陆柒捌玖")}
PLACES = {"拾": 10, "佰": 100, "仟": 1000}


@pytest.mark.parametrize("fen", KNOWN)
def test_known_amounts(fen):
    assert money_in_capitals(fen) == KNOWN[fen]


def read_whole(text: str) -> int:
    """Return the value of a whole number in capitals: its groups by 亿 and 万, within them by place."""
    for unit, worth in (("亿", 10**8), ("万", 10**4)):
        before, found, after = text.partition(unit)
        if found:
            return read_whole(before) * worth + read_whole(after)
    total, digit = 0, 0
    for character in text:
        if character in DIGITS:
            digit = DIGITS[character]
        else:
            total, digit = total + digit * PLACES[character], 0
    return total + digit


def read(text: str) -> int:
    """Return the fen of an amount in capitals."""
    sign = -1 if text.startswith("负") else 1
    found = re.fullmatch(r"负?(?:(.+)元)?零?(?:(.)角)?(?:(.)分)?整?", text)
    assert found
    whole, jiao, cents = found.groups()
    return sign * (100 * read_whole(whole or "") + 10 * DIGITS[jiao or "零"] + DIGITS[cents or "零"])


@given(
    st.integers(-MOST_FEN, MOST_FEN) | st.integers(0, 10**12).map(lambda n: n // 10**6 * 10**6) | st.integers(0, 2000)
)
def test_every_amount_reads_back_and_keeps_the_rules(fen):
    text = money_in_capitals(fen)
    assert read(text) == fen
    assert "零零" not in text
    assert text.endswith("分") == bool(fen % 10)
    assert text.endswith("整") != text.endswith("分")
    assert not re.search(r"零[拾佰仟万亿]|.零元", text)


def test_nothing_beyond_a_trillion_is_written():
    assert money_in_capitals(MOST_FEN).startswith("玖仟玖佰玖拾玖亿")
    with pytest.raises(ValueError, match="no capitals"):
        money_in_capitals(MOST_FEN + 1)
