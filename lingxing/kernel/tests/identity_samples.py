"""Numbers for tests, made by the rules of the standards as the tests read them; none is taken from a person."""

import datetime as dt


def resident_number(birth: dt.date = dt.date(1990, 3, 7), order: int = 12, division: str = "420704") -> str:
    """Return the number of an invented person: division, date of birth, order, check by Σ a·W mod 11 (GB 11643)."""
    body = f"{division}{birth:%Y%m%d}{order:03}"
    # Printed in the standard: 7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2.
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    rest = sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True)) % 11
    return body + "10X98765432"[rest]


def credit_code(body: str = "91420700MA4K00012") -> str:
    """Return the code of an invented firm from its first 17 characters, check by 31 − Σ C·W mod 31 (GB 32100)."""
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    # Printed in the standard: 1 3 9 27 19 26 16 17 20 29 25 13 8 24 10 30 28.
    weights = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
    rest = sum(alphabet.index(c) * weight for c, weight in zip(body, weights, strict=True)) % 31
    return body + alphabet[(31 - rest) % 31]
