"""Values that are not known yet: what they may be, whether the document may leave them open, and what they hang on.

Every operation here is sound: whatever the facts turn out to be, the exact value is among those that it gives.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import Any, Final, NamedTuple

from lingxing.engines.rules.domain.arithmetic import product, quotient, settled
from lingxing.engines.rules.domain.frames import Variable

ENDLESS: Final[Any] = math.inf
"""The end of a range without one; it stands only for itself and never enters a sum's exact part."""
_NONE: Final[frozenset[Variable]] = frozenset()


class Possible(NamedTuple):
    """What a value may be.

    Numbers lie from `lower` to `upper` (dates as day numbers); choices and truths are among `values`. Where `covered`
    is false no value is possible; where `open` is true the document may leave the case open. `needs` is empty where
    nothing is left to ask.
    """

    lower: Any = None
    upper: Any = None
    values: frozenset[Any] | None = None
    covered: bool = True
    open: bool = False
    needs: frozenset[Variable] = _NONE
    reason: str = ""
    article: str = ""

    @property
    def certain(self) -> bool:
        """Return whether only one outcome is left: one value, or none at all."""
        if not self.covered:
            return True
        return not self.open and (self.lower == self.upper if self.values is None else len(self.values) == 1)

    @property
    def only(self) -> Any:
        """Return the one value that is left."""
        return self.lower if self.values is None else next(iter(self.values))


def pruned(value: Possible) -> Possible:
    """Return the value; nothing need be asked where it is certain."""
    return value._replace(needs=_NONE) if value.needs and value.certain else value


def known(value: Any) -> Possible:
    """Return a value that is known: a number or day number, a choice or a truth."""
    if isinstance(value, (bool, str)):
        return Possible(values=frozenset((value,)))
    return Possible(value, value)


def never(reason: str, article: str = "") -> Possible:
    """Return what the document leaves open in any case."""
    return Possible(covered=False, open=True, reason=reason, article=article)


def among(values: Iterable[Any], needs: Iterable[Variable] = ()) -> Possible:
    """Return one of several choices or truths."""
    return Possible(values=frozenset(values), needs=frozenset(needs))


def span(lower: Any, upper: Any, needs: Iterable[Variable] = ()) -> Possible:
    """Return a number between two ends; None stands for no end."""
    return Possible(-ENDLESS if lower is None else lower, ENDLESS if upper is None else upper, needs=frozenset(needs))


def hull(parts: Sequence[Possible]) -> Possible:
    """Return what is one of the parts, which of them hangs on their needs."""
    covered = [part for part in parts if part.covered]
    needs = frozenset[Variable]().union(*(part.needs for part in parts))
    reason = next((part for part in parts if part.reason), parts[0])
    if not covered:
        return parts[0]._replace(needs=_NONE, reason=reason.reason, article=reason.article)
    open_ = len(covered) < len(parts) or any(part.open for part in covered)
    about = covered[0]._replace(open=open_, needs=needs, reason=reason.reason, article=reason.article)
    if about.values is not None:
        return about._replace(values=frozenset[Any]().union(*(part.values or () for part in covered)))
    return about._replace(lower=min(part.lower for part in covered), upper=max(part.upper for part in covered))


def strict(parts: Sequence[Possible], work_out: Callable[..., Possible]) -> Possible:
    """Return a value that needs all its parts: not covered where one of them is not."""
    for part in parts:
        if not part.covered:
            return part
    result = work_out(*parts)
    if not result.covered:
        return result
    opening = next((part for part in parts if part.open), result)
    needs = result.needs.union(*(part.needs for part in parts))
    return pruned(
        result._replace(
            open=result.open or opening.open,
            needs=needs,
            reason=result.reason or opening.reason,
            article=result.article or opening.article,
        )
    )


# ---- sums with ends ----


def endless(value: Any) -> bool:
    """Return whether an end is none."""
    return value.__class__ is ENDLESS.__class__


def _times(left: Any, right: Any) -> Any:
    if left == 0 or right == 0:
        return 0
    if endless(left) or endless(right):
        return ENDLESS if (left > 0) is (right > 0) else -ENDLESS
    return product(left, right)


def _plus(left: Any, right: Any) -> Any:
    return left + right if endless(left) or endless(right) else settled(left + right)


def add(left: Possible, right: Possible) -> Possible:
    """Return the sum."""
    return Possible(_plus(left.lower, right.lower), _plus(left.upper, right.upper))


def negate(value: Possible) -> Possible:
    """Return the opposite number."""
    return Possible(-value.upper, -value.lower)


def subtract(left: Possible, right: Possible) -> Possible:
    """Return the difference."""
    return Possible(_plus(left.lower, -right.upper), _plus(left.upper, -right.lower))


def multiply(left: Possible, right: Possible) -> Possible:
    """Return the product."""
    ends = [_times(one, other) for one in (left.lower, left.upper) for other in (right.lower, right.upper)]
    return Possible(min(ends), max(ends))


def divide(left: Possible, right: Possible) -> Possible:
    """Return the quotient; open where the divisor may be 0."""
    if right.lower == right.upper == 0:
        return never("除数为零，无法相除")
    if right.lower > 0 or right.upper < 0:
        return multiply(left, Possible(_inverse(right.upper), _inverse(right.lower)))
    if left.lower == left.upper == 0:
        return Possible(0, 0, open=True, reason="除数为零，无法相除")
    return Possible(-ENDLESS, ENDLESS, open=True, reason="除数为零，无法相除")


def _inverse(value: Any) -> Any:
    return 0 if endless(value) else quotient(1, value)


def least(*values: Possible) -> Possible:
    """Return the smallest."""
    return Possible(min(value.lower for value in values), min(value.upper for value in values))


def greatest(*values: Possible) -> Possible:
    """Return the largest."""
    return Possible(max(value.lower for value in values), max(value.upper for value in values))


def rising(work_out: Callable[[Any], Any]) -> Callable[[Possible], Possible]:
    """Return the operation on ranges of a function that never falls."""

    def apply(value: Possible) -> Possible:
        return Possible(*(end if endless(end) else work_out(end) for end in (value.lower, value.upper)))

    return apply


def bent(work_out: Callable[[Any], Any], corners: Sequence[Any], last_rate: Any) -> Callable[[Possible], Possible]:
    """Return the operation of a function made of straight pieces, with its corners and the rate of the last piece."""

    def apply(value: Possible) -> Possible:
        inner = [corner for corner in corners if value.lower < corner < value.upper]
        low = corners[0] if endless(value.lower) else value.lower
        at = [work_out(point) for point in (low, *inner)]
        at.append(_far(work_out(corners[-1]), last_rate) if endless(value.upper) else work_out(value.upper))
        return Possible(min(at), max(at))

    return apply


def _far(there: Any, rate: Fraction | int) -> Any:
    return there if rate == 0 else ENDLESS if rate > 0 else -ENDLESS


def sum_of(parts: Sequence[Possible]) -> Possible:
    """Return the sum of any number of values."""
    lower: Any = 0
    upper: Any = 0
    for part in parts:
        lower, upper = _plus(lower, part.lower), _plus(upper, part.upper)
    return Possible(lower, upper)


# ---- truth ----

_BOTH = frozenset((True, False))


def equal(left: Possible, right: Possible) -> Possible:
    """Return whether two values are the same."""
    if left.values is not None and right.values is not None:
        if not left.values & right.values:
            return known(value=False)
        return known(value=True) if len(left.values) == len(right.values) == 1 else among(_BOTH)
    if left.upper < right.lower or right.upper < left.lower:
        return known(value=False)
    one = left.lower == left.upper == right.lower == right.upper
    return known(value=True) if one else among(_BOTH)


def opposite(value: Possible) -> Possible:
    """Return the other truth."""
    return Possible(values=frozenset(not truth for truth in value.values or ()))


def less(left: Possible, right: Possible) -> Possible:
    """Return whether the left is less."""
    if left.upper < right.lower:
        return known(value=True)
    return known(value=False) if left.lower >= right.upper else among(_BOTH)


def less_or_equal(left: Possible, right: Possible) -> Possible:
    """Return whether the left is not more."""
    if left.upper <= right.lower:
        return known(value=True)
    return known(value=False) if left.lower > right.upper else among(_BOTH)


def joined(parts: Sequence[Possible], *, decisive: bool) -> Possible:
    """Return all_of (decided by a false part) or any_of (by a true one), whatever the order of the parts."""
    if any(part.certain and part.covered and part.only is decisive for part in parts):
        return known(decisive)
    values = set()
    if any(part.covered and decisive in (part.values or ()) for part in parts):
        values.add(decisive)
    if all(part.covered and (not decisive) in (part.values or ()) for part in parts):
        values.add(not decisive)
    opening = next((part for part in parts if part.open), None)
    needs = frozenset[Variable]().union(*(part.needs for part in parts))
    reason, article = (opening.reason, opening.article) if opening else ("", "")
    if not values:
        return never(reason, article)
    return pruned(
        Possible(values=frozenset(values), open=opening is not None, needs=needs, reason=reason, article=article)
    )
