"""Money in capitals, as papers write it so that no stroke changes it: 壹万贰仟元整."""

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿")
MOST_FEN = 10 ** (4 * len(_GROUPS) + 2) - 1


def money_in_capitals(fen: int) -> str:
    """Return an amount of fen in capitals: 120000000 → 壹佰贰拾万元整, 1005 → 壹拾元零伍分, 0 → 零元整.

    Zeros between figures are read once; 整 stands where there are no fen. Negative amounts begin with 负. ValueError
    from a trillion yuan (一万亿元) on.

    Reading: 整 follows the jiao as well (壹元伍角整), which the rules for bills allow and do not require.
    """
    if abs(fen) > MOST_FEN:
        raise ValueError(f"no capitals for {fen} fen")
    yuan, rest = divmod(abs(fen), 100)
    jiao, cents = divmod(rest, 10)
    text = f"{_whole(yuan)}元" if yuan or not rest else ""
    text += _small(jiao, cents, after_yuan=bool(yuan), round_ten=yuan % 10 == 0)
    return ("负" if fen < 0 else "") + text


def _small(jiao: int, cents: int, *, after_yuan: bool, round_ten: bool) -> str:
    if not jiao and not cents:
        return "整"
    zero = "零" if after_yuan and (not jiao or round_ten) else ""
    return zero + (f"{_DIGITS[jiao]}角" if jiao else "") + (f"{_DIGITS[cents]}分" if cents else "整")


def _whole(value: int) -> str:
    """Return a whole number in capitals, group of four by group of four."""
    if not value:
        return _DIGITS[0]
    text, skipped = "", False
    for place in reversed(range(len(_GROUPS))):
        group = value // 10_000**place % 10_000
        if not group:
            skipped = bool(text)
            continue
        if text and (skipped or group < 1_000):
            text += _DIGITS[0]
        text, skipped = text + _group(group) + _GROUPS[place], False
    return text


def _group(value: int) -> str:
    """Return 1 ≤ value < 10,000 in capitals, without zeros before and behind."""
    text, zero = "", False
    for place, name in reversed(list(enumerate(_PLACES))):
        digit = value // 10**place % 10
        if digit:
            text += (_DIGITS[0] if zero and text else "") + _DIGITS[digit] + name
        zero = not digit
    return text
