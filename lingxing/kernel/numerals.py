"""Chinese numerals: 二十一 ↔ 21."""

_OTHER_DIGITS = {"零": 0, "○": 0, "◯": 0, "0": 0, "两": 2, "元": 1}
_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | _OTHER_DIGITS
_UNITS = {"十": 10, "百": 100, "千": 1000}
_PLAIN = "零一二三四五六七八九"


def parse_numeral(text: str) -> int | None:
    """Return the value of a Chinese or ASCII numeral below 10,000, or None when `text` is none.

    Positional writing (二〇二四, also with a circle or an ASCII zero) and 十-forms (二十四, 一百零三) are read;
    full-width digits count as digits.
    """
    if text.isdecimal():
        return int(text)
    if not text or any(c not in _DIGITS and c not in _UNITS for c in text):
        return None
    if any(c in _UNITS for c in text):
        return _by_units(text)
    return int("".join(str(_DIGITS[c]) for c in text))


def _by_units(text: str) -> int | None:
    total, digit, below = 0, None, 10_000
    for c in text:
        if c in _DIGITS:
            digit = _DIGITS[c]
            continue
        unit = _UNITS[c]
        if unit >= below or digit == 0:
            return None
        total, digit, below = total + (1 if digit is None else digit) * unit, None, unit
    return total + (digit or 0)


def format_numeral(value: int) -> str:
    """Return `value` (0 ≤ value < 10,000) as articles are numbered: 3 → 三, 10 → 十, 21 → 二十一, 103 → 一百零三."""
    if not 0 <= value < 10_000:
        raise ValueError(f"no article numeral for {value}")
    if value < 10:
        return _PLAIN[value]
    digits = [int(d) for d in str(value)]
    text = ""
    for place, digit in zip(range(len(digits) - 1, -1, -1), digits, strict=True):
        if digit:
            text += _PLAIN[digit] + ("", "十", "百", "千")[place]
        elif text and not text.endswith("零"):
            text += "零"
    text = text.rstrip("零")
    return text.removeprefix("一") if 10 <= value < 20 else text
