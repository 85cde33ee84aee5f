"""What a number or a day may be when its declared bounds count for nothing: only what its nature sets is left."""

import datetime as dt
from fractions import Fraction
from typing import Any

from lingxing.language.nodes import Type

_SMALLER = 1000
_CENTURY = 36_525
_FIRST, _LAST = dt.date.min.toordinal(), dt.date.max.toordinal()


def unbounded(lower: Any, upper: Any, kind: Type) -> tuple[Any, Any]:
    """Return the ends of a number, None for none.

    Left are the 0 of what can't be negative (or positive), the 1 of what is counted, and the whole of a share. A lower
    end above 0 comes close to it without being it: nothing is divided by zero that was not before.
    """
    if lower is not None:
        lower = None if lower < 0 else min(lower, 1) if kind.whole else Fraction(lower, _SMALLER)
    if upper is not None and not (upper == 1 and kind.unit.share):
        upper = None if upper > 0 else 0
    return lower, upper


def unbounded_days(lower: int, upper: int) -> tuple[int, int]:
    """Return the ends of a day, as numbers of days, a century further apart on either side."""
    return max(lower - _CENTURY, _FIRST), min(upper + _CENTURY, _LAST)
