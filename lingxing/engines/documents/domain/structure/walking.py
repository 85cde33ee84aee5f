"""Reading a finished structure."""

from collections.abc import Iterator, Sequence

from lingxing.engines.documents.domain.model import Unit, UnitLevel


def walk(units: Sequence[Unit]) -> Iterator[Unit]:
    """Yield all units in reading order, each before its children."""
    for unit in units:
        yield unit
        yield from walk(unit.children)


def find_unit(units: Sequence[Unit], identity: str) -> Unit | None:
    """Return the unit with this id, or None."""
    return next((unit for unit in walk(units) if unit.id == identity), None)


def count_level(units: Sequence[Unit], level: UnitLevel) -> int:
    """Return how many units of one level there are, whatever their number."""
    return sum(unit.level is level for unit in walk(units))


def highest_number(units: Sequence[Unit], level: UnitLevel) -> int | None:
    """Return the highest number at one level, or None without any: the last article's number is their count.

    It counts articles whose own place could not be found as well.
    """
    return max((unit.number for unit in walk(units) if unit.level is level and unit.number), default=None)
