"""What the charts of a hall draw: the price over time, and when bids came."""

from collections.abc import Sequence
from typing import TypeAlias

from lingxing.engines.auctions.domain.showing import PublicEvent

MOST_POINTS = 1000
Point: TypeAlias = tuple[int, int, int]
"""Moment in milliseconds since 1970, price in fen after the bids of that moment, how many bids they were."""


def points(events: Sequence[PublicEvent], most: int = MOST_POINTS) -> list[Point]:
    """Return a point for every event with bids, the oldest first; at most `most`, neighbours taken together.

    Taken together, points keep the last one's moment and price and the sum of their bids, so that no bid is lost.
    """
    found = [
        (int(event.at.timestamp() * 1000), event.bids[-1].last_price, sum(bids.steps for bids in event.bids))
        for event in events
        if event.bids
    ]
    size = -(-len(found) // most) or 1
    return [_together(found[start : start + size]) for start in range(0, len(found), size)]


def _together(group: Sequence[Point]) -> Point:
    at, price, _ = group[-1]
    return at, price, sum(count for _, _, count in group)
