"""Exact numbers: whole numbers where possible, fractions elsewhere, never a binary fraction."""

from decimal import Decimal
from fractions import Fraction

Exact = int | Fraction
"""A number of the rules. A value that is whole is always held as an int."""


def exact(value: int | Decimal | Fraction) -> Exact:
    """Return the value as an int where it is whole, as a Fraction otherwise."""
    fraction = Fraction(value)
    return fraction.numerator if fraction.denominator == 1 else fraction


def decimal_string(value: Exact, places: int | None = None) -> str:
    """Return the value in decimal notation, with `places` decimals or as many as it has.

    A value without a finite decimal form is cut (toward zero) after twelve decimals and marked with …; with `places`
    given it must fit them, else ValueError.
    """
    fraction = Fraction(value)
    scale = places if places is not None else _decimals(fraction)
    scaled = abs(fraction) * 10**scale
    if places is not None and scaled.denominator != 1:
        raise ValueError(f"{value} has more than {places} decimals")
    digits = str(int(scaled)).rjust(scale + 1, "0")
    text = f"{digits[:-scale]}.{digits[-scale:]}" if scale else digits
    return ("-" if fraction < 0 else "") + text + ("" if scaled.denominator == 1 else "…")


def _decimals(fraction: Fraction, limit: int = 12) -> int:
    for places in range(limit):
        if (10**places) % fraction.denominator == 0:
            return places
    return limit
