"""Many values, as many as fit into one statement at a time."""

from collections.abc import Iterable, Iterator
from itertools import islice

BATCH = 400


def batches(values: Iterable[int], size: int = BATCH) -> Iterator[list[int]]:
    """Yield `values` in lists of at most `size`."""
    remaining = iter(values)
    while batch := list(islice(remaining, size)):
        yield batch
