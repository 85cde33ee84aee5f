"""Events put in order: by subject, within one by day, those of one day as they were given."""

import os
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import numpy as np
from numpy.typing import NDArray

from lingxing.engines.rules.columns.rows import Array, Columns, WrongColumns
from lingxing.engines.rules.domain.columns.plan import SUBJECT

_BITS = 63


def sort_events(columns: Columns, order: str) -> dict[str, Array]:
    """Return the columns with their rows sorted by `subject` and the day `order`; the sort is stable.

    Columns that are in order already are returned as they are. WrongColumns names a column that is missing.
    """
    for name in (SUBJECT, order):
        if name not in columns:
            raise WrongColumns("没有这一列", where=name, remedy=f"补上 {name} 列")
    places = sorted_places(columns[SUBJECT], columns[order])
    if places is None:
        return dict(columns)
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:  # NumPy lets other threads run while it takes
        taken = pool.map(partial(_taken, places), columns.values())
    return dict(zip(columns, taken, strict=True))


def _taken(places: NDArray[np.int64], column: Array) -> Array:
    taken: Array = np.take(column, places, mode="clip")  # every place is one: clipping spares the check
    return taken


def sorted_places(subject: Array, day: Array) -> NDArray[np.int64] | None:
    """Return which row stands where once sorted; None where the rows are in order already.

    Subject, day and place are packed into one number wherever they fit: plain numbers sort several times as fast as
    places do, and the place in the lowest bits keeps the order in which rows were given.
    """
    count = len(subject)
    if count < 2:
        return None
    keys = _keys(subject, day)
    if keys is None:
        return np.lexsort((day, subject))
    if not bool(np.any(keys[1:] < keys[:-1])):
        return None
    place_bits = (count - 1).bit_length()
    if int(keys.max()).bit_length() + place_bits > _BITS:
        return np.argsort(keys, kind="stable")
    packed = (keys << place_bits) | np.arange(count)
    packed.sort()
    places: NDArray[np.int64] = packed & ((1 << place_bits) - 1)
    return places


def _keys(subject: Array, day: Array) -> NDArray[np.int64] | None:
    """Return one number a row, at least 0, that sorts as subject and day do; None where 63 bits don't hold it."""
    lowest, first = int(subject.min()), int(day.min())
    span = int(day.max()) - first + 1
    if (int(subject.max()) - lowest + 1) * span >= 2**_BITS:
        return None
    return (subject.astype(np.int64) - lowest) * span + (day.astype(np.int64) - first)
