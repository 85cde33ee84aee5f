"""Shares of joint parties and of investors: exact, and together the whole (art. 13)."""

import re
import unicodedata
from collections.abc import Sequence
from fractions import Fraction

from lingxing.kernel.exact import decimal_string, exact

_PERCENT = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,8})?)\s*%?")
_FRACTION = re.compile(r"([0-9]{1,6})\s*/\s*([0-9]{1,6})")
LONGEST = 30


def read_share(text: str) -> Fraction:
    """Return a share of the whole, over 0 and at most 1, typed in percent (33.5 or 33.5%) or as a fraction (1/3).

    ValueError in Chinese for anything else: three equal parties write 1/3 each, since no percent says it exactly.
    """
    plain = unicodedata.normalize("NFKC", text.strip()) if len(text) <= LONGEST else ""
    if found := _PERCENT.fullmatch(plain):
        share = Fraction(found[1]) / 100
    elif (found := _FRACTION.fullmatch(plain)) and int(found[2]):
        share = Fraction(int(found[1]), int(found[2]))
    else:
        raise ValueError("比例须写作 33.5%（最多 8 位小数）或 1/3")
    if not 0 < share <= 1:
        raise ValueError("比例须大于 0，不超过 100%")
    return share


def check_whole(shares: Sequence[Fraction]) -> None:
    """Raise ValueError, naming the sum, unless the shares add up to exactly the whole."""
    total = sum(shares, Fraction(0))
    if total != 1:
        more = "多出" if total > 1 else "还差"
        raise ValueError(f"各方比例合计为 {share_text(total)}，{more} {share_text(abs(total - 1))}，须正好为 100%")


def share_text(share: Fraction) -> str:
    """Return a share as papers print it: 33.5%, or 1/3 where no percent of eight decimals is exact."""
    percent = share * 100
    if (10**8 * percent).denominator == 1:
        return f"{decimal_string(exact(percent))}%"
    return f"{share.numerator}/{share.denominator}"
