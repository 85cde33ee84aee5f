"""Pairs of brackets in one pass, whatever their kind; what is never closed is reported as such."""

import re
from collections.abc import Mapping

_BRACKET = re.compile(r"[（(〔\[【）)〕\]】]")
_OPEN, _CLOSE = frozenset("（(〔[【"), frozenset("）)〕]】")


def bracket_pairs(text: str) -> Mapping[int, int]:
    """Return the closing position by opening position; an opening bracket without its partner is missing."""
    pairs: dict[int, int] = {}
    waiting: list[int] = []
    for mark in _BRACKET.finditer(text):
        if mark.group() in _OPEN:
            waiting.append(mark.start())
        elif waiting:
            pairs[waiting.pop()] = mark.start()
    return pairs


def bracket_count(text: str) -> int:
    """Return how many more brackets open than close: negative where a closing one is left over."""
    return sum((character in _OPEN) - (character in _CLOSE) for character in text)
