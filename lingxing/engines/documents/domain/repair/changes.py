"""Repairs as log entries: only the part of the line that changed is kept."""

from lingxing.engines.documents.domain.model import Confidence, Repair, RepairKind

_CONTEXT = 4


def log_change(
    line: int, kind: RepairKind, before: str, after: str, confidence: Confidence = Confidence.CERTAIN
) -> Repair:
    """Return the entry of one change; long lines are cut to the changed part and a few characters around it."""
    start = common_prefix(before, after)
    end = common_prefix(before[start:][::-1], after[start:][::-1])
    low = max(0, start - _CONTEXT)
    high = max(0, end - _CONTEXT)
    return Repair(line, kind, before[low : len(before) - high], after[low : len(after) - high], confidence)


def common_prefix(one: str, other: str) -> int:
    """Return how many leading characters the two texts share."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
