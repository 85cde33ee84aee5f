"""Prices as people type and read them. Inside all are whole fen."""

import re
import unicodedata
from fractions import Fraction

from lingxing.engines.auctions.domain.refusals import Reason, Refusal
from lingxing.engines.auctions.domain.terms import MAXIMUM_PRICE

LONGEST_PRICE = 60
_FEN_OF = {"": 100, "元": 100, "万": 10_000 * 100, "万元": 10_000 * 100, "亿": 10**8 * 100, "亿元": 10**8 * 100}
_NUMBER = re.compile(r"([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.([0-9]+))?\s*(元|万元|万|亿元|亿)?", re.ASCII)
_REMEDY = "请写成 1250000、1,250,000.00 元 或 125 万元"


def parse_price(text: str) -> int:
    """Return the price in fen, above 0 and at most MAXIMUM_PRICE, exactly as typed.

    Read are digits (full-width ones too), commas between thousands, a fraction, blanks around, and a unit of 元 (also
    meant where none is written), 万元 or 亿元. Refusal for all else: signs, exponents, parts of a fen, long text.
    """
    if len(text) > LONGEST_PRICE:
        raise Refusal(Reason.WRONG_VALUE, f"价格有 {len(text)} 个字，最多 {LONGEST_PRICE} 个", remedy=_REMEDY)
    plain = unicodedata.normalize("NFKC", text).strip().removeprefix("¥")
    found = _NUMBER.fullmatch(plain)
    if not found:
        raise Refusal(Reason.WRONG_VALUE, f"“{text}”不是价格", remedy=_REMEDY)
    whole, fraction, unit = found.groups(default="")
    if 10 ** len(fraction) > _FEN_OF[unit]:
        raise Refusal(Reason.WRONG_VALUE, f"“{text}”写到了不足一分的小数，价格最小到分", remedy=_REMEDY)
    return _in_range(int(Fraction(f"{whole.replace(',', '')}.{fraction or 0}") * _FEN_OF[unit]))


def _in_range(fen: int) -> int:
    if not 0 < fen <= MAXIMUM_PRICE:
        told = f"价格须大于 0，不超过 {format_price(MAXIMUM_PRICE)}"
        raise Refusal(Reason.WRONG_VALUE, told, remedy=_REMEDY)
    return fen


def format_price(fen: int) -> str:
    """Return a price as papers print it: 1,250,000.00 元."""
    yuan, rest = divmod(fen, 100)
    return f"{yuan:,}.{rest:02} 元"
