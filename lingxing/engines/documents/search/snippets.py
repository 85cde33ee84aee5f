"""Pieces of text with the query's words marked, as data."""

import re
import unicodedata
from collections.abc import Sequence

from lingxing.engines.documents.search.language import Term
from lingxing.engines.documents.search.results import SnippetRun
from lingxing.engines.documents.search.tokens import is_chinese, runs

_AROUND = 36
_LENGTH = 120


def snippet(text: str, terms: Sequence[Term], length: int = _LENGTH) -> tuple[SnippetRun, ...]:
    """Return about `length` characters of `text` around the place with most marks, … where something is left out."""
    places = marks(text, terms)
    start = _best_start(text, places, length)
    end = min(len(text), start + length)
    inside = [(max(first, start), min(last, end)) for first, last in places if first < end and last > start]
    return _cut(text, start, end, inside)


def marked(text: str, terms: Sequence[Term]) -> tuple[SnippetRun, ...]:
    """Return the whole text with the terms marked."""
    return _cut(text, 0, len(text), marks(text, terms))


def marks(text: str, terms: Sequence[Term]) -> list[tuple[int, int]]:
    """Return where the terms stand in `text`, as sorted bounds that don't overlap."""
    folded, origin = _folded(text)
    matches = (match for term in terms for match in _pattern(term).finditer(folded))
    found = [(origin[match.start()], origin[match.end() - 1] + 1) for match in matches]
    merged: list[tuple[int, int]] = []
    for first, last in sorted(found):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return merged


def _folded(text: str) -> tuple[str, list[int]]:
    """Return the text folded character by character, and for each character of it the place it came from."""
    folded: list[str] = []
    origin: list[int] = []
    for at, character in enumerate(text):
        for part in unicodedata.normalize("NFKC", character).lower():
            folded.append(part)
            origin.append(at)
    return "".join(folded), origin


def _pattern(term: Term) -> re.Pattern[str]:
    pieces = []
    for run in runs(term.text):
        if is_chinese(run[0]):
            pieces.append(r"\s{0,4}".join(map(re.escape, run)))
        else:
            pieces.append(rf"(?<![a-z0-9]){re.escape(run)}(?![a-z0-9])")
    return re.compile(r"[\W_]{0,8}".join(pieces))


def _best_start(text: str, places: Sequence[tuple[int, int]], length: int) -> int:
    if len(text) <= length or not places:
        return 0
    firsts = [first for first, _ in places]
    best = max(
        range(len(firsts)), key=lambda at: (sum(first < firsts[at] + length - _AROUND for first in firsts[at:]), -at)
    )
    return max(0, min(firsts[best] - _AROUND, len(text) - length))


def _cut(text: str, start: int, end: int, places: Sequence[tuple[int, int]]) -> tuple[SnippetRun, ...]:
    found: list[SnippetRun] = []
    at = start
    for first, last in places:
        found += [SnippetRun(text[at:first], marked=False), SnippetRun(text[first:last], marked=True)]
        at = last
    found.append(SnippetRun(text[at:end], marked=False))
    if start:
        found.insert(0, SnippetRun("…", marked=False))
    if end < len(text):
        found.append(SnippetRun("…", marked=False))
    return tuple(run for run in found if run.text)
